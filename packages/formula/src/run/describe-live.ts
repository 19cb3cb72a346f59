import type { Value } from '../model/value.ts'
import type { LiveResult } from './live.ts'
import { failingLines } from './live.ts'

/** A value with three decimals, or in powers of ten where these would say nothing. */
export function showValue(value: Value | undefined): string {
  if (value === undefined) return '–'
  if (typeof value !== 'number') return `(${value.map(showValue).join(', ')})`
  const size = Math.abs(value)
  const text =
    size !== 0 && (size < 5e-4 || size >= 1e5) ? value.toExponential(1) : value.toFixed(3)
  return text.replace('-', '−')
}

/** By how much a line is off at most; nothing where it holds. */
export function describeGap(results: readonly LiveResult[], line: number): string | undefined {
  const own = results.filter((it) => it.line === line)
  const gaps = own.filter((it) => !it.holds).map((it) => it.gap)
  if (gaps.length === 0)
    return own.some((it) => it.reasons.some((reason) => !reason.holds))
      ? 'its reason does not hold'
      : undefined
  const largest = Math.max(...gaps)
  return Number.isFinite(largest) ? `off by ${showValue(largest)}` : 'no value'
}

/** Which lines break, by how much, and which reason that they give does not hold. `where` begins the sentence. */
export function describeStanding(
  results: readonly LiveResult[],
  where: string,
): { fails: boolean; text: string } {
  const failing = failingLines(results)
  if (failing.length === 0) return { fails: false, text: `✓ ${where} every line holds.` }
  const told = failing
    .map(
      (line, n) => `${n === 0 ? 'line' : 'and line'} ${line} breaks, ${describeGap(results, line)}`,
    )
    .join(', ')
  const reason = results.flatMap((it) => it.reasons).find((it) => !it.holds)
  const why = reason
    ? ` The reason that it gives does not hold: ${short(reason.left)} is not ${short(reason.right)}.`
    : ''
  return { fails: true, text: `✗ ${where} ${told}.${why}` }
}

/** A value with as many digits as it needs, up to four. */
export const short = (value: Value): string =>
  typeof value === 'number'
    ? String(Number(value.toPrecision(4))).replace('-', '−')
    : `(${value.map(short).join(', ')})`
