import type { Root } from 'mdast'
import type { InlineMath, Math } from 'mdast-util-math'
import { visit } from 'unist-util-visit'
import { ChapterError } from '../syntax/chapter-error.ts'
import { placeOf } from '../syntax/place.ts'
import type { Equation, PageFormulas } from './check-formulas.ts'
import { countComparisons } from './count-comparisons.ts'
import type { DerivationValues } from './derivation-values.ts'
import { renderFormula } from './formula.ts'
import { applyMarks, explainLit, findLit } from './light.ts'
import { become, element, inlineElement } from '../syntax/mdx-elements.ts'
import { setDerivation } from './set-derivation.ts'
import type { BookSymbol } from './symbols.ts'

export interface Setting {
  file: string
  page: PageFormulas
  symbols: readonly BookSymbol[]
  /** The reader's own numbers for each derivation, and what they are when the page opens. */
  values: ReadonlyMap<string, DerivationValues & { opening: string }>
}

/** Puts every formula of a page into its place, set and numbered, and the count of them at its end. */
export function setFormulas(root: Root, { file, page, symbols, values }: Setting): void {
  setInline(root, file)
  for (const equation of page.equations) {
    const checked = page.derivations.find((it) => it.formula === equation.node)
    if (checked)
      told(file, equation.node, () =>
        setDerivation(checked, equation, values.get(checked.holder.name), symbols),
      )
    else setDisplay(equation, file, symbols)
  }
  visit(root, 'mdxJsxFlowElement', (node) => void (node.name === 'Model' && (node.attributes = [])))
  if (page.equations.some((it) => it.status !== 'none'))
    root.children.push(element('FormulaCount', { counts: JSON.stringify(countFormulas(page)) }))
}

/** Sets the formulas within lines. */
export function setInline(root: Root, file: string): void {
  visit(root, 'inlineMath', (node) => {
    const html = told(file, node, () => renderFormula(node.value, false))
    become(node, inlineElement('InlineFormula', { html, tex: node.value }))
  })
}

function setDisplay(equation: Equation, file: string, symbols: readonly BookSymbol[]): void {
  const { node, name, number, status } = equation
  const html = told(file, node, () =>
    explainLit(
      renderFormula(applyMarks(node.value, findLit(node.value, equation.spec.lit, symbols)), true),
      symbols,
    ),
  )
  become(
    node as never,
    element('Formula', {
      html,
      tex: node.value,
      name,
      number: String(number),
      status,
      note: toNote(equation),
    }),
  )
}

/** `\sigma` as sigma, for a title, which sets no TeX. */
const plain = (name: string): string => name.replaceAll(/\\(operatorname|mathrm)|[\\{}]/g, '')

/** What is to be said of how a formula stands: the reason, what was compared, that nothing rests on it, or what else its name means. */
function toNote({ spec, report, unused = [], elsewhere = [] }: Equation): string | undefined {
  if (spec.unchecked !== undefined) return spec.unchecked
  if (report) {
    const { draws, largestError, shortage } = report
    return `${countComparisons(report)} comparisons in ${draws} samples, largest error ${largestError.toPrecision(2)}${shortage ? `; ${shortage}` : ''}`
  }
  const told = [
    ...(unused.length > 0 ? [`nothing that is checked uses ${unused.map(plain).join(', ')}`] : []),
    ...elsewhere.map(
      ({ name, number }) => `formula ${number} gives ${plain(name)} another meaning`,
    ),
  ]
  return told.length > 0 ? told.join('; ') : undefined
}

/** How many formulas of a page stand on what. */
export interface FormulaCounts {
  checked: number
  definition: number
  twin: number
  unchecked: { name: string; number: number; line?: number; reason: string }[]
}

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
    checked: sum('checked') - twins,
    definition: sum('definition'),
    twin: sum('twin') + twins,
    unchecked: [...marked, ...skipped],
  }
}

function told<T>(file: string, formula: Math | InlineMath, set: () => T): T {
  try {
    return set()
  } catch (error) {
    throw new ChapterError(file, placeOf(formula as never), (error as Error).message, error)
  }
}
