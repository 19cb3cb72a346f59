import { checkNumber } from './internal/check.ts'
import { twoSum, type Pair } from './internal/doubleDouble.ts'
import { scaledExpPair } from './internal/exp.ts'
import { HEADROOM } from './internal/exponentialTable.ts'
import { settle } from './internal/settle.ts'
import { scaledLog1p, TINY } from './internal/sumOfExponentials.ts'

/**
 * Log-sum-exp of two scores, x and 0: a smooth max(x, 0).
 * @formula \zeta(x) = \log(1 + e^{x})
 * @param x any double
 * @returns above max(x, 0), or equal to it in rounding
 * @throws TypeError when x is not a number
 * @source Dugas, Bengio, Bélisle, Nadeau & Garcia 2001, Incorporating second-order functional knowledge for better option pricing
 * @accuracy 0.52 ulp
 * @example softplus(0) // 0.6931471805599453
 */
export function softplus(x: number): number {
  checkNumber('x', x)
  if (Number.isNaN(x)) return x
  // max(x, 0) + log(1 + e^−|x|): two parts of one sign.
  const rest = scaledSoftplusRest(x)
  if (rest.hi < TINY) return x > 0 ? x : settle(rest.hi, rest.lo)
  const sum = twoSum(Math.max(x, 0), rest.hi / HEADROOM)
  return sum.hi === Infinity ? sum.hi : sum.hi + (sum.lo + rest.lo / HEADROOM)
}

/** log(1 + e^−|x|), HEADROOM times too large. */
export function scaledSoftplusRest(x: number): Pair {
  return scaledLog1p(scaledExpPair(-Math.abs(x), 0))
}
