import {
  describeGap,
  describeGrade,
  describeStanding,
  encodeDerivation,
  runDerivation,
  type Break,
  type Claim,
  type Derivation,
  type Domain,
  type LiveResult,
  type Value,
} from '@cellgraph/formula'
import { block, type CheckedFacts } from '../built-props.ts'
import type { CheckedDerivation } from './check-derivation.ts'
import type { Equation } from './check-formulas.ts'
import type { DerivationValues } from './derivation-values.ts'
import { renderFormula, renderPiece } from './formula.ts'
import { applyMarks, explainLit, findLit, type Mark } from './symbol-marks.ts'
import { become } from '../syntax/mdx-elements.ts'
import { countComparisons } from './count-comparisons.ts'
import { findLineChanges, splitLines, type LinePieces, type Piece } from './split-lines.ts'
import type { BookSymbol } from './symbols.ts'

/**
 * Replaces a derivation by its component: each line rendered separately, with its number, reason
 * and status.
 */
export function setDerivation(
  checked: CheckedDerivation,
  equation: Equation,
  values: (DerivationValues & { opening: string }) | undefined,
  symbols: readonly BookSymbol[],
): void {
  const { holder, derivation, report } = checked
  const items = holder.reasons?.children ?? []
  const pieces = splitLines(derivation)
  const changes = findLineChanges(derivation)
  const lit = findLit(derivation.tex, holder.props['lit'] as string | undefined, symbols)
  const encoded = encodeDerivation(derivation)
  const results = values ? evaluate(encoded, values) : []
  const children = derivation.lines.map((line, n) => {
    const set = (piece: Piece, marks: readonly Mark[]): string =>
      explainLit(setPiece(piece, marks), symbols)
    const { left, relation, right, beside } = pieces[n]
    const grade = report.grades.find((it) => it.line === line.number)
    return block(
      'DerivationLine',
      {
        name: holder.name,
        number: line.number,
        status: line.status,
        unchecked: line.reason,
        grade: grade?.kind,
        told: grade && describeGrade(grade, report.samples),
        gap: describeGap(results, line.number),
        left: left && set(left, lit),
        relation: relation && renderPiece(`{${relation.tex}}`),
        right: set(right, [...lit, ...(changes.get(line) ?? [])]),
        beside: beside && set(beside, lit),
      },
      items[n]?.children ?? [],
    )
  })
  const names = values?.names ?? []
  const labels = names.map(
    (name) => symbols.find((it) => it.name === name)?.cell ?? name.replace(/^\\/, ''),
  )
  const standing =
    results.length > 0
      ? describeStanding(results, 'At the numbers that this page opens with')
      : undefined
  become(
    holder.node,
    block(
      'Derivation',
      {
        name: holder.name,
        number: equation.number,
        lines: derivation.lines.length,
        facts: toFacts(checked),
        live: { ...encoded, names, labels },
        value: values?.value,
        opening: values?.opening,
        standing: standing?.text,
        fails: standing?.fails ?? false,
      },
      children,
    ),
  )
}

/** Evaluates every line at the initial numbers; empty if these are not numbers. */
function evaluate(
  live: ReturnType<typeof encodeDerivation>,
  { names, opening }: DerivationValues & { opening: string },
): LiveResult[] {
  try {
    const values = JSON.parse(opening) as Value[]
    return runDerivation(live, Object.fromEntries(names.map((name, n) => [name, values[n]])))
  } catch {
    return []
  }
}

/** Renders a piece with its highlights, or without them if KaTeX rejects these. */
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
  const { draws: samples, shortage, largestError, seed, claims, grades } = report
  return {
    samples,
    comparisons: countComparisons(report),
    shortage,
    largestError,
    seed,
    grades: grades.map((it) => ({
      line: it.line,
      kind: it.kind,
      text: describeGrade(it, samples),
    })),
    domains: toDomains(derivation),
    claims: claims.map((claim, n) => showClaim(claim, derivation.breaks[n], derivation.domains)),
    where:
      holder.props['where'] === undefined
        ? ''
        : renderFormula(String(holder.props['where']), false),
    each: derivation.each.map((it) => renderFormula(it, false)).join(', '),
    readings: derivation.lines.flatMap(({ number, reading }) =>
      reading ? [{ line: number, text: reading }] : [],
    ),
  }
}

const words: Record<string, string> = {
  onehot: 'one-hot',
  multihot: 'multi-hot (any set of labels)',
  simplex: 'numbers from 0 up that sum to 1',
  interior: 'numbers above 0 that sum to 1',
  ones: 'ones',
  real: 'real numbers',
}

function toDomains({ model, domains }: Derivation): string[] {
  return [...model.declarations].flatMap(([name, declaration]) => {
    if (declaration.kind === 'size')
      return [
        `${renderFormula(name, false)} from ${declaration.range[0]} to ${declaration.range[1]}`,
      ]
    return declaration.kind === 'free'
      ? [`${renderFormula(name, false)} ${describeDomain(domains.get(name) ?? declaration.domain)}`]
      : []
  })
}

const describeDomain = ({ kind, sizes }: Domain): string =>
  sizes.length === 0 && kind === 'real' ? 'a real number' : (words[kind] ?? `${kind} numbers`)

/** Describes a claim about other domains, which was tested too. */
function showClaim(
  { expected, failure }: Claim,
  { domains }: Break,
  usual: Derivation['domains'],
): string {
  const others = [...domains].filter(([name, domain]) => usual.get(name) !== domain)
  const given = others
    .map(([name, domain]) => `${renderFormula(name, false)} ${describeDomain(domain)}`)
    .join(', ')
  if (expected.length === 0) return `With ${given}, every line still holds.`
  const one = expected.length === 1
  const gap =
    failure && Number.isFinite(failure.gap)
      ? `; in the first sample that shows it, by ${failure.gap.toPrecision(3)}`
      : ''
  return `With ${given}, ${one ? 'line' : 'lines'} ${expected.join(', ')} ${one ? 'breaks' : 'break'}, and no other${gap}.`
}
