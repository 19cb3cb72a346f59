import { addOthers } from './addOthers.ts'
import { twoSum } from './doubleDouble.ts'
import { LARGEST_DIRECT_SHIFT } from './exponentiate.ts'
import { powerOfTwo } from './exponentialTable.ts'
import { writeLog1p } from './log.ts'
import { isNearZero, TINY } from './sumOfExponentials.ts'

const SUM = /* @__PURE__ */ new Float64Array(2)
/** 1 / HEADROOM. */
const DOWN = /* @__PURE__ */ powerOfTwo(-100)

/**
 * Log-sum-exp at temperature 1 of the numbers from place `start` up to `end`, for what is no special case: to the
 * bits that logSumExp comes to.
 * @returns NaN where it is to be taken with more care, or is NaN
 */
export function logSumExpOfRow(x: Float64Array, start: number, end: number): number {
  let top = -Infinity
  let at = start
  for (let i = start; i < end; i++) {
    if (x[i] > top) {
      top = x[i]
      at = i
    }
  }
  if (!(top >= -LARGEST_DIRECT_SHIFT && top <= LARGEST_DIRECT_SHIFT)) return NaN
  addOthers(x, start, end, at, SUM)
  if (SUM[0] < TINY) return NaN
  writeLog1p(SUM[0] * DOWN, SUM[1] * DOWN, SUM)
  const logarithm = SUM[0]
  const { hi, lo } = twoSum(top, logarithm)
  return isNearZero(top, hi, logarithm) ? NaN : hi + (lo + SUM[1])
}
