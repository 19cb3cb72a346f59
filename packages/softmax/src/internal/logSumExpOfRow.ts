import { twoSum } from './doubleDouble.ts'
import { isNearZero } from './sumOfExponentials.ts'
import { writeLogOfSum } from './writeLogOfSum.ts'

const SUM = /* @__PURE__ */ new Float64Array(2)

/**
 * Log-sum-exp at temperature 1 of the numbers from place `start` up to `end`, for what is no special case: to the
 * bits that logSumExp comes to.
 * @returns NaN where it is to be taken with more care, or is NaN
 */
export function logSumExpOfRow(x: Float64Array, start: number, end: number): number {
  const at = writeLogOfSum(x, start, end, SUM)
  if (at < 0) return NaN
  const top = x[at]
  const logarithm = SUM[0]
  const { hi, lo } = twoSum(top, logarithm)
  return isNearZero(top, hi, logarithm) ? NaN : hi + (lo + SUM[1])
}
