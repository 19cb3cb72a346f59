import type { RelationCode } from './code.ts'
import type { Sample } from '../model/derivation.ts'
import type { Value } from '../model/value.ts'
import type { Claim, Failure } from './report.ts'
import type { Place } from '../tex/span.ts'

/** A line that does not hold, before it is put into words. */
export type FailureFacts = Omit<Failure, 'reason' | 'message'> & {
  readonly relation: RelationCode
  /** Why a side has no value. */
  readonly error: string | undefined
  /** The line that it should follow from. */
  readonly before: number | undefined
}

/**
 * What is wrong with a line, in words: both values, the distance, the sample. The place is left
 * out if none is given.
 */
export function describeFailure(failure: FailureFacts, place?: Place): string {
  const { line, kind, sample, failed, compared, draws, relation, error, before } = failure
  const where = `line ${line}${place ? ` (line ${place.line}, column ${place.column} of the formula)` : ''}`
  if (kind === 'where') {
    return `the condition where has no value: ${error}, at ${showSample(sample!)}; leave such values out by another condition before it`
  }
  if (kind === 'untested')
    return `${where} is not tested: no sample meets its conditions; widen the sizes, or put the condition right`
  if (kind === 'hardly tested') {
    return `${where} is hardly tested: only ${count(compared, 'comparison')} in ${count(draws, 'draw')} could be made; widen its conditions`
  }
  const claim =
    before === undefined || before === line
      ? `${where} does not hold`
      : `${where} does not follow from line ${before}`
  const head = HEADS[failure.role](where, claim)
  const what =
    kind === 'undefined'
      ? `it has no value there: ${error ?? `${show(failure.left)} against ${show(failure.right)}`}`
      : `${show(failure.left)} ${NOT[relation]} ${show(failure.right)}, off by ${digits(failure.gap)}`
  const alone = failure.alone ? '; it is off alone: the line before and the line after agree' : ''
  return `${head}: ${what}, at ${showSample(sample!)}${alone}; ${failed} of ${compared} comparisons fail`
}

const HEADS: Readonly<Record<Failure['role'], (where: string, claim: string) => string>> = {
  step: (_, claim) => claim,
  reason: (where) => `the reason given in ${where} does not hold`,
  drift: (where) => `${where} is too far from where its ≈ begin`,
}

/**
 * What is wrong with a claim about other domains; `example` tells of a line that fails there, or of
 * which nothing can be said.
 */
export function describeClaim(
  { claim, expected, found, unclear }: Pick<Claim, 'claim' | 'expected' | 'found' | 'unclear'>,
  example: string | undefined,
): string {
  const head = `wrong claim: breaks ${claim}: ${listLines(expected)} should fail, and `
  const does = unclear
    ? `nothing can be said of line ${unclear.line}`
    : `${listLines(found)} ${found.length > 1 ? 'do' : 'does'}`
  return `${head}${does}${example === undefined ? '' : `; ${example}`}`
}

const count = (number: number, what: string): string =>
  `${number} ${what}${number === 1 ? '' : 's'}`

/** That the work allowed did not suffice for all draws. */
export const describeShortage = (draws: number, samples: number, cap: number): string =>
  `${draws} of ${samples} draws: the work that one formula may take is done${Number.isFinite(cap) ? `, and sizes above ${cap} take too much of it` : ''}; give it fewer sums within sums, or smaller sizes`

const listLines = (lines: readonly number[]): string =>
  lines.length === 0 ? 'no line' : `${lines.length === 1 ? 'line' : 'lines'} ${lines.join(', ')}`

const NOT: Readonly<Record<RelationCode, string>> = {
  '=': '≠',
  '!': '=',
  '<=': '>',
  '>=': '<',
  '<': '≥',
  '>': '≤',
  '~': 'is not near',
}

function showSample({ sizes, indices, values }: Sample): string {
  return [...Object.entries(sizes), ...Object.entries(indices), ...Object.entries(values)]
    .map(([name, value]) => `${name} = ${show(value)}`)
    .join(', ')
}

const show = (value: Value | undefined): string =>
  value === undefined
    ? 'nothing'
    : typeof value === 'number'
      ? digits(value)
      : `[${value.map(show).join(', ')}]`

/** As many digits as tell values apart without hiding them. */
const digits = (value: number): string =>
  Number.isInteger(value) ? String(value) : String(Number(value.toPrecision(6)))
