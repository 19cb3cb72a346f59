import { addOthers } from './addOthers.ts'
import { LARGEST_DIRECT_SHIFT } from './exponentiate.ts'
import { powerOfTwo } from './exponentialTable.ts'
import { writeLog1p } from './log.ts'
import { TINY } from './sumOfExponentials.ts'

const SUM = /* @__PURE__ */ new Float64Array(2)
/** 1 / HEADROOM. */
const DOWN = /* @__PURE__ */ powerOfTwo(-100)

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
  let top = -Infinity
  let at = start
  for (let i = start; i < end; i++) {
    if (x[i] > top) {
      top = x[i]
      at = i
    }
  }
  if (!(top >= -LARGEST_DIRECT_SHIFT && top <= LARGEST_DIRECT_SHIFT)) return false
  addOthers(x, start, end, at, SUM)
  // A sum that is NaN is none either.
  if (!(SUM[0] >= TINY)) return false
  writeLog1p(SUM[0] * DOWN, SUM[1] * DOWN, SUM)
  writeLogarithms(x, start, end, top, SUM, out)
  return true
}

/**
 * The logarithms where the greatest score and log Σ are known.
 * @param sum log Σ, as a number and what it had to round away
 */
// eslint-disable-next-line max-params -- a hot loop: an object a call would cost time
export function writeLogarithms(
  x: Float64Array,
  start: number,
  end: number,
  top: number,
  sum: Float64Array,
  out: Float64Array,
): void {
  const log = sum[0]
  const logRest = sum[1]
  for (let i = start; i < end; i++) {
    const gap = x[i] - top
    const gapPart = gap - x[i]
    const value = gap - log
    const valuePart = value - gap
    const gapRest = x[i] - (gap - gapPart) - (top + gapPart)
    const rest = gap - (value - valuePart) - (log + valuePart)
    out[i] = gap === -Infinity ? gap : value + (rest + (gapRest - logRest))
  }
}
