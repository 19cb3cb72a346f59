import { addOthers } from './addOthers.ts'
import { powerOfTwo } from './exponentialTable.ts'
import { LARGEST_DIRECT_SHIFT } from './exponentiate.ts'
import { writeLog1p } from './log.ts'
import { TINY } from './sumOfExponentials.ts'

/** 1 / HEADROOM. */
const DOWN = /* @__PURE__ */ powerOfTwo(-100)

/**
 * Writes log Σ exp(xᵢ − top) over the places from `start` up to `end`, for scores that are no special case.
 * @param sum where the logarithm is left, as a number and what it had to round away
 * @returns the place of the greatest, `top`; −1 where the scores are to be taken with more care, or one is NaN
 */
export function writeLogOfSum(
  x: Float64Array,
  start: number,
  end: number,
  sum: Float64Array,
): number {
  let top = -Infinity
  let at = start
  for (let i = start; i < end; i++) {
    if (x[i] > top) {
      top = x[i]
      at = i
    }
  }
  if (!(top >= -LARGEST_DIRECT_SHIFT && top <= LARGEST_DIRECT_SHIFT)) return -1
  addOthers(x, start, end, at, sum)
  // A sum that is NaN is none either.
  if (!(sum[0] >= TINY)) return -1
  writeLog1p(sum[0] * DOWN, sum[1] * DOWN, sum)
  return at
}
