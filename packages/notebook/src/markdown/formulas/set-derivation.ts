import {
  describeGap,
  describeStanding,
  encodeDerivation,
  runDerivation,
  type Break,
  type Claim,
  type Derivation,
  type Domain,
  type LiveResult,
  type Say,
  type Value,
} from '@cellgraph/formula'
import { block, type CheckedFacts } from '../built-props.ts'
import { fill } from '../../strings/fill.ts'
import type { Strings } from '../../strings/strings.ts'
import type { CheckedDerivation } from './check-derivation.ts'
import type { Equation } from './check-formulas.ts'
import type { DerivationValues } from './derivation-values.ts'
import { describeGrade, describeScope } from './describe-grade.ts'
import { renderFormula, renderPiece } from './formula.ts'
import { applyMarks, explainLit, findLit, type Mark } from './symbol-marks.ts'
import { become } from '../syntax/mdx-elements.ts'
import { countComparisons } from './count-comparisons.ts'
import { findLineChanges, splitLines, type LinePieces, type Piece } from './split-lines.ts'
import type { BookSymbol } from './symbols.ts'

/** The book's symbols, and the words of the page's language. */
export interface Language {
  symbols: readonly BookSymbol[]
  strings: Strings
}

/**
 * Replaces a derivation by its component: each line rendered separately, with its number, reason
 * and status.
 */
export function setDerivation(
  checked: CheckedDerivation,
  equation: Equation,
  values: (DerivationValues & { opening: string }) | undefined,
  { symbols, strings }: Language,
): void {
  const texts = strings.derivation
  const say: Say = (text, given = {}) => fill(strings.live.derivation[text], given)
  const { holder, derivation, report } = checked
  const items = holder.reasons?.children ?? []
  const pieces = splitLines(derivation)
  const changes = findLineChanges(derivation)
  const lit = findLit(derivation.tex, holder.props['lit'] as string | undefined, symbols)
  const encoded = encodeDerivation(derivation)
  const results = values ? evaluate(encoded, values) : []
  const children = derivation.lines.map((line, n) => {
    const set = (piece: Piece, marks: readonly Mark[]): string =>
      explainLit(setPiece(piece, marks), symbols, strings.symbols)
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
        told: grade && describeGrade(grade, report.samples, texts.grade),
        gap: describeGap(results, line.number, say),
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
  const standing = results.length > 0 ? describeStanding(results, texts.atOpening, say) : undefined
  become(
    holder.node,
    block(
      'Derivation',
      {
        name: holder.name,
        number: equation.number,
        lines: derivation.lines.length,
        facts: toFacts(checked, texts),
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

type Texts = Strings['derivation']

function toFacts({ derivation, report, holder }: CheckedDerivation, texts: Texts): CheckedFacts {
  const { draws: samples, shortage, largestError, seed, claims, grades } = report
  const proved = grades.find((it) => it.kind === 'proved')
  return {
    samples,
    comparisons: countComparisons(report),
    shortage,
    largestError,
    seed,
    grades: grades.map((it) => ({
      line: it.line,
      kind: it.kind,
      text: describeGrade(it, samples, texts.grade),
    })),
    provedFor: proved ? describeScope(proved, texts.grade) : '',
    domains: toDomains(derivation, texts),
    claims: claims.map((claim, n) =>
      showClaim(claim, derivation.breaks[n], derivation.domains, texts),
    ),
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

function toDomains({ model, domains }: Derivation, texts: Texts): string[] {
  return [...model.declarations].flatMap(([name, declaration]) => {
    if (declaration.kind !== 'size' && declaration.kind !== 'free') return []
    const html = renderFormula(name, false)
    if (declaration.kind === 'size') {
      const [low, high] = declaration.range
      return [fill(texts.drawn.size, { name: html, low, high })]
    }
    return [showDomain(html, domains.get(name) ?? declaration.domain, texts)]
  })
}

const showDomain = (name: string, domain: Domain, texts: Texts): string =>
  fill(texts.drawn.quantity, { name, domain: describeDomain(domain, texts) })

function describeDomain({ kind, sizes }: Domain, { drawn }: Texts): string {
  if (sizes.length === 0 && kind === 'real') return drawn.number
  return kind in drawn ? drawn[kind as keyof typeof drawn] : fill(drawn.other, { kind })
}

/** Describes a claim about other domains, which was tested too. */
function showClaim(
  { expected, failure }: Claim,
  { domains }: Break,
  usual: Derivation['domains'],
  texts: Texts,
): string {
  const given = [...domains]
    .filter(([name, domain]) => usual.get(name) !== domain)
    .map(([name, domain]) => showDomain(renderFormula(name, false), domain, texts))
    .join(', ')
  const { none, one, several, gap } = texts.claims
  if (expected.length === 0) return fill(none, { given })
  const distance =
    failure && Number.isFinite(failure.gap) ? fill(gap, { gap: failure.gap.toPrecision(3) }) : ''
  const text = expected.length === 1 ? one : several
  return fill(text, { given, lines: expected.join(', '), gap: distance })
}
