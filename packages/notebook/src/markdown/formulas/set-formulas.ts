import type { Root } from 'mdast'
import type { InlineMath, Math } from 'mdast-util-math'
import { visit } from 'unist-util-visit'
import { describeGrade, gradeCounts, type LineGrade, type Report } from '@cellgraph/formula'
import { ChapterError } from '../syntax/chapter-error.ts'
import { placeOf } from '../syntax/place.ts'
import type { Equation, PageFormulas } from './check-formulas.ts'
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

function setDisplay(
  { node, name, number, status, spec, report }: Equation,
  file: string,
  symbols: readonly BookSymbol[],
): void {
  const html = told(file, node, () =>
    explainLit(
      renderFormula(applyMarks(node.value, findLit(node.value, spec.lit, symbols)), true),
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
      grade: report && weakestGrade(report),
      note: spec.unchecked ?? (report && describeReport(report)),
    }),
  )
}

/** Of several lines the one that is known least. */
const weakestGrade = ({ grades }: Report): LineGrade['kind'] | undefined =>
  (['unchecked', 'sampled', 'proved'] as const).find((kind) =>
    grades.some((it) => it.kind === kind),
  )

/** Every grade of its lines, each once; a twin has none. */
function describeReport({ grades, samples, largestError }: Report): string {
  const told = new Set(grades.map((it) => describeGrade(it, samples)))
  return told.size > 0
    ? [...told].join('; ')
    : `${samples} draws, largest error ${largestError.toPrecision(2)}`
}

/** How many formulas of a page stand on what. */
export interface FormulaCounts {
  proved: number
  /** Compared at draws only. */
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

function told<T>(file: string, formula: Math | InlineMath, set: () => T): T {
  try {
    return set()
  } catch (error) {
    throw new ChapterError(file, placeOf(formula as never), (error as Error).message, error)
  }
}
