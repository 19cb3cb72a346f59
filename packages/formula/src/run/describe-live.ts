import type { Value } from '../model/value.ts'
import { failingLines, type LiveResult } from './live.ts'

/** Says a text of the page's language by its name, with values put into it. */
export type Say = (text: LiveText, values?: Readonly<Record<string, string | number>>) => string

export type LiveText =
  'gap' | 'noValue' | 'noReason' | 'holds' | 'fails' | 'breaks' | 'alsoBreaks' | 'falseReason'

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
export function describeGap(
  results: readonly LiveResult[],
  line: number,
  say: Say,
): string | undefined {
  const own = results.filter((it) => it.line === line)
  const gaps = own.filter((it) => !it.holds).map((it) => it.gap)
  if (gaps.length === 0) return own.some(falseReason) ? say('noReason') : undefined
  const largest = Math.max(...gaps)
  return Number.isFinite(largest) ? say('gap', { gap: showValue(largest) }) : say('noValue')
}

/** Which lines break, by how much, and which reason that they give does not hold. `where` begins the sentence. */
export function describeStanding(
  results: readonly LiveResult[],
  where: string,
  say: Say,
): { fails: boolean; text: string } {
  const lines = failingLines(results)
  if (lines.length === 0) return { fails: false, text: say('holds', { where }) }
  const breaks = lines.map((line, n) =>
    say(n === 0 ? 'breaks' : 'alsoBreaks', { line, gap: describeGap(results, line, say) ?? '' }),
  )
  const reason = results.map(falseReason).find(Boolean)
  const text = say('fails', { where, lines: breaks.join('') })
  const why = reason
    ? say('falseReason', { left: short(reason.left), right: short(reason.right) })
    : ''
  return { fails: true, text: text + why }
}

const falseReason = ({ reasons }: LiveResult): LiveResult['reasons'][number] | undefined =>
  reasons.find((it) => !it.holds)

/** A value with as many digits as it needs, up to four. */
export const short = (value: Value): string =>
  typeof value === 'number'
    ? String(Number(value.toPrecision(4))).replace('-', '−')
    : `(${value.map(short).join(', ')})`
