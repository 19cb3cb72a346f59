import { writeLogOfSum } from './writeLogOfSum.ts'

const SUM = /* @__PURE__ */ new Float64Array(2)

/**
 * The logarithms of softmax at temperature 1 of `length` numbers from place `start`, written to the same places of
 * `out`, which may be the numbers themselves: x − top − log Σ, whose two parts are 0 or below, so nothing cancels.
 * @returns whether it was done: not where it is to be taken with more care, or there is but a limit, or none
 */
export function logSoftmaxOfRow(
  x: Float64Array,
  start: number,
  length: number,
  out: Float64Array,
): boolean {
  const end = start + length
  const at = writeLogOfSum(x, start, end, SUM)
  if (at < 0) return false
  const top = x[at]
  for (let i = start; i < end; i++) out[i] = logOfShare(x[i], top, SUM[0], SUM[1])
  return true
}

/**
 * The loss at temperature 1 of the numbers from place `start` up to `end` whose label stands at place `at`: what is
 * the logarithm of its share, without its sign.
 * @returns NaN where it is to be taken with more care, or is NaN
 */
export function lossOfRow(x: Float64Array, start: number, end: number, at: number): number {
  const top = writeLogOfSum(x, start, end, SUM)
  return top < 0 ? NaN : -logOfShare(x[at], x[top], SUM[0], SUM[1])
}

/**
 * x − top − log Σ, rounded once.
 * @param log log Σ
 * @param logRest what it had to round away
 */
export function logOfShare(x: number, top: number, log: number, logRest: number): number {
  const gap = x - top
  const gapPart = gap - x
  const value = gap - log
  const valuePart = value - gap
  const gapRest = x - (gap - gapPart) - (top + gapPart)
  const rest = gap - (value - valuePart) - (log + valuePart)
  return gap === -Infinity ? gap : value + (rest + (gapRest - logRest))
}
