import type { Nodes, Root } from 'mdast'
import type { InlineMath, Math } from 'mdast-util-math'
import { visit } from 'unist-util-visit'
import { gradeCounts, type LineGrade, type Report } from '@cellgraph/formula'
import { block, inline, type FormulaCounts } from '../built-props.ts'
import { fill } from '../../strings/fill.ts'
import { languageOf, stringsOf, type Strings } from '../../strings/strings.ts'
import { escapeHtml } from '../../text/escape-html.ts'
import { ChapterError } from '../syntax/chapter-error.ts'
import { toldBy } from '../syntax/told-error.ts'
import type { Mistakes } from '../syntax/mistakes.ts'
import { placeOf } from '../syntax/place.ts'
import type { Equation, PageFormulas } from './check-formulas.ts'
import { countComparisons } from './count-comparisons.ts'
import type { DerivationValues } from './derivation-values.ts'
import { describeGrade } from './describe-grade.ts'
import { refusedInline } from './find-formulas.ts'
import { renderFormula, toPieces } from './formula.ts'
import { applyMarks, explainLit, findLit } from './symbol-marks.ts'
import { become } from '../syntax/mdx-elements.ts'
import { setDerivation, type Language } from './set-derivation.ts'
import type { BookSymbol } from './symbols.ts'

export interface Setting {
  page: PageFormulas
  symbols: readonly BookSymbol[]
  /** The source of each derivation's numbers, and their initial values. */
  values: ReadonlyMap<string, DerivationValues & { opening: string }>
  mistakes: Mistakes
}

/**
 * Replaces every formula of a page by its rendered component, and adds the count of claims at the
 * end.
 */
export function setFormulas(root: Root, { page, symbols, values, mistakes }: Setting): void {
  const language = { symbols, strings: stringsOf(languageOf(mistakes.file)) }
  setInline(root, mistakes)
  for (const equation of page.equations) {
    const checked = page.derivations.find((it) => it.formula === equation.node)
    attemptFor(equation.node, mistakes, () =>
      checked
        ? setDerivation(checked, equation, values.get(checked.holder.name), language)
        : setDisplay(equation, language),
    )
  }
  visit(root, 'mdxJsxFlowElement', (node) => void (node.name === 'Model' && (node.attributes = [])))
  if (page.equations.some((it) => it.status !== 'none'))
    root.children.push(block('FormulaCount', countFormulas(page)))
}

/** Renders inline formulas. An opening bracket before one and the punctuation behind it are kept on its line. */
export function setInline(root: Root, mistakes: Mistakes): void {
  visit(root, 'inlineMath', (node, index, parent) => {
    if (refusedInline.has(node)) return
    attemptFor(node, mistakes, () => {
      const html = renderFormula(node.value, false)
      const opening = takeOpening(parent?.children[(index ?? NaN) - 1])
      const sign = takeSign(parent?.children[(index ?? NaN) + 1])
      const short = node.value.length <= 12
      become(node, inline('InlineFormula', { html: keepTogether(html, { opening, sign, short }) }))
    })
  })
}

interface Together {
  opening: string
  sign: string
  short: boolean
}

/**
 * Keeps a formula, the bracket that opens before it and the punctuation behind it on one line.
 * Browsers may break a line before and behind every part of a formula, so all breaks are forbidden
 * (by the style), and in a formula that is not short those between two parts are allowed again.
 */
function keepTogether(html: string, { opening, sign, short }: Together): string {
  const { head, pieces, end } = toPieces(html)
  if (!opening && !sign && (!short || pieces.length < 2)) return head + pieces.join('') + end
  const formula = head + pieces.join(short ? '' : '<wbr>') + end
  return `<span class="unbroken">${opening}${formula}${escapeHtml(sign)}</span>`
}

/** Takes the brackets and quotation marks that open at the end of a text. */
function takeOpening(before: Nodes | undefined): string {
  if (before?.type !== 'text') return ''
  const [opening] = /[([“‘]*$/.exec(before.value)!
  before.value = before.value.slice(0, before.value.length - opening.length)
  return opening
}

/** Takes the punctuation from the beginning of a text, or a relation, which is to stay with both its sides. */
function takeSign(next: Nodes | undefined): string {
  if (next?.type !== 'text') return ''
  const [sign] = /^(?: [=<>≤≥≈] |[,.;:!?)\]”’…]*)/.exec(next.value)!
  next.value = next.value.slice(sign.length)
  return sign.replaceAll(' ', '\u00a0')
}

function setDisplay(equation: Equation, { symbols, strings }: Language): void {
  const { node, name, number, status, spec } = equation
  const html = explainLit(
    renderFormula(applyMarks(node.value, findLit(node.value, spec.lit, symbols)), true),
    symbols,
    strings.symbols,
  )
  become(
    node,
    block('Formula', {
      html,
      name,
      number,
      status,
      grade: equation.report && weakestGrade(equation.report),
      note: toNote(equation, strings),
    }),
  )
}

/** `\sigma` as sigma, for a title, which sets no TeX. */
const plain = (name: string): string => name.replaceAll(/\\(operatorname|mathrm)|[\\{}]/g, '')

/**
 * What is to be said of how a formula stands: the reason, what was compared, that nothing rests on
 * it, or what else its name means.
 */
function toNote(
  { spec, report, unused = [], elsewhere = [] }: Equation,
  { formula, derivation }: Strings,
): string | undefined {
  if (spec.unchecked !== undefined) return spec.unchecked
  if (report) {
    const { draws, grades, largestError, shortage, samples } = report
    const told = new Set(grades.map((it) => describeGrade(it, samples, derivation.grade)))
    const compared = fill(formula.compared, {
      comparisons: countComparisons(report),
      draws,
      error: largestError.toPrecision(2),
    })
    const parts = told.size > 0 ? [...told] : [compared]
    return [...parts, ...(shortage ? [shortage] : [])].join(formula.also)
  }
  const told = [
    ...(unused.length > 0 ? [fill(formula.unused, { names: unused.map(plain).join(', ') })] : []),
    ...elsewhere.map(({ name, number }) => fill(formula.elsewhere, { number, name: plain(name) })),
  ]
  return told.length > 0 ? told.join(formula.also) : undefined
}

/** Of several lines the one that is known least. */
const weakestGrade = ({ grades }: Report): LineGrade['kind'] | undefined =>
  (['unchecked', 'sampled', 'proved'] as const).find((kind) =>
    grades.some((it) => it.kind === kind),
  )

/** Counts claims: lines of derivations, definitions, twins, and what is marked unchecked. */
export function countFormulas({ equations, derivations }: PageFormulas): FormulaCounts {
  const sum = (status: Equation['status']): number =>
    equations.filter((it) => it.status === status).reduce((total, it) => total + it.claims, 0)
  const lines = derivations.flatMap(({ derivation, holder, formula }) =>
    derivation.lines.map((line) => ({
      ...line,
      name: holder.name,
      equation: equations.find((it) => it.node === formula)!,
    })),
  )
  const proved = equations.reduce(
    (total, { report }) => total + (report ? gradeCounts(report.grades).proved : 0),
    0,
  )
  const twins = lines.filter((it) => it.status === 'twin').length
  const marked = equations
    .filter((it) => it.status === 'unchecked')
    .map(({ name, number, spec }) => ({ name, number, reason: spec.unchecked! }))
  const skipped = lines
    .filter((it) => it.status === 'unchecked')
    .map(({ name, number, equation, reason }) => ({
      name,
      number: equation.number,
      line: number,
      reason: reason!,
    }))
  return {
    proved,
    checked: sum('checked') - twins - proved,
    definition: sum('definition'),
    twin: sum('twin') + twins,
    unchecked: [...marked, ...skipped],
  }
}

/** Renders a formula; reports a rejection by KaTeX at the formula's place. */
function attemptFor(formula: Math | InlineMath, mistakes: Mistakes, set: () => void): void {
  try {
    set()
  } catch (error) {
    mistakes.add(new ChapterError(mistakes.file, placeOf(formula), toldBy(error), { cause: error }))
  }
}
