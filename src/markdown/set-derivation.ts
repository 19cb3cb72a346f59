import type { ListItem } from 'mdast'
import type { MdxJsxFlowElement } from 'mdast-util-mdx-jsx'
import { encodeDerivation, type Claim, type Derivation } from '../formula/index.ts'
import { escapeHtml } from '../text/escape-html.ts'
import type { CheckedDerivation } from './check-derivation.ts'
import type { Equation } from './check-formulas.ts'
import type { DerivationValues } from './derivation-values.ts'
import { renderFormula, renderPiece } from './formula.ts'
import { applyMarks, explainLit, findLit, type Mark } from './light.ts'
import { become, element } from './mdx-elements.ts'
import { findLineChanges, splitLines, type LinePieces, type Piece } from './split-lines.ts'
import type { BookSymbol } from './symbols.ts'

/** What the page shows about how a derivation was checked. */
export interface CheckedFacts {
  samples: number
  largestError: number
  seed: number
  /** `$C$ from 2 to 6`, each as HTML. */
  domains: string[]
  claims: string[]
  where: string
  each: string
  /** Every line as read, fully in brackets. */
  readings: { line: number; text: string }[]
}

/** Puts a derivation into the page: each line set by itself, with its number, its reason and its mark. */
export function setDerivation(checked: CheckedDerivation, equation: Equation, values: (DerivationValues & { opening: string }) | undefined, symbols: readonly BookSymbol[]): void {
  const { holder, derivation } = checked
  const items = (holder.reasons?.children ?? []) as ListItem[]
  const pieces = splitLines(derivation)
  const changes = findLineChanges(derivation)
  const lit = findLit(derivation.tex, holder.props['lit'] as string | undefined, symbols)
  const children = derivation.lines.map((line, n) => {
    const set = (piece: Piece | undefined, marks: readonly Mark[]): string | undefined => piece && explainLit(setPiece(piece, marks), symbols)
    const { left, relation, right, beside } = pieces[n]
    return element('DerivationLine', {
      name: holder.name, number: String(line.number), status: line.status, unchecked: line.reason,
      left: set(left, lit), relation: relation && renderPiece(`{${relation.tex}}`), right: set(right, [...lit, ...changes.get(line) ?? []]), beside: set(beside, lit),
    }, (items[n]?.children ?? []) as MdxJsxFlowElement['children'])
  })
  const live = JSON.stringify({ ...encodeDerivation(derivation), names: values?.names ?? [] })
  become(holder.node, element('Derivation', {
    name: holder.name, number: String(equation.number), facts: JSON.stringify(toFacts(checked)), live, value: values?.value, opening: values?.opening,
    lines: String(derivation.lines.length),
  }, children))
}

/** A piece with what changes and what is lit; if KaTeX cannot set it so, without. */
function setPiece({ tex, from }: Piece, marks: readonly Mark[]): string {
  try {
    return renderPiece(applyMarks(tex, marks, from))
  } catch {
    return renderPiece(tex)
  }
}

/** A line by itself, for previews. */
export function lineTex({ left, relation, right }: LinePieces): string {
  return [left?.tex, relation?.tex, right.tex].filter(Boolean).join(' ')
}

function toFacts({ derivation, report, holder }: CheckedDerivation): CheckedFacts {
  const { samples, largestError, seed, claims } = report
  return {
    samples, largestError, seed,
    domains: toDomains(derivation),
    claims: claims.map(showClaim),
    where: holder.props['where'] === undefined ? '' : renderFormula(String(holder.props['where']), false),
    each: derivation.each.map((it) => renderFormula(it, false)).join(', '),
    readings: derivation.lines.flatMap(({ number, reading }) => (reading ? [{ line: number, text: reading }] : [])),
  }
}

const words: Record<string, string> = {
  onehot: 'one-hot', multihot: 'multi-hot: any set of labels, none and all among them', simplex: 'numbers from 0 that sum to 1',
  interior: 'numbers above 0 that sum to 1', ones: 'ones', real: 'real numbers',
}

function toDomains({ model, domains }: Derivation): string[] {
  return [...model.declarations].flatMap(([name, declaration]) => {
    const tex = renderFormula(name, false)
    if (declaration.kind === 'size') return [`${tex} from ${declaration.range[0]} to ${declaration.range[1]}`]
    if (declaration.kind !== 'free') return []
    const { kind, sizes } = domains.get(name) ?? declaration.domain
    const one = sizes.length === 0 && kind === 'real' ? 'a real number' : words[kind] ?? `${kind} numbers`
    return [`${tex} ${escapeHtml(one)}`]
  })
}

/** What the author claims of other values, which was tested too. */
function showClaim({ claim, expected, failure }: Claim): string {
  const what = escapeHtml(claim.replace(/multihot/, 'multi-hot').replace(/onehot/, 'one-hot'))
  if (expected.length === 0) return `With ${what} values in place of these, every line still holds.`
  const lines = `${expected.length === 1 ? 'line' : 'lines'} ${expected.join(', ')}`
  const gap = failure && Number.isFinite(failure.gap) ? `, by ${failure.gap.toPrecision(3)} at the first sample that shows it` : ''
  return `With ${what} values in place of these, just ${lines} ${expected.length === 1 ? 'breaks' : 'break'}${gap}.`
}

