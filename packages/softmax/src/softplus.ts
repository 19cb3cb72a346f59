import { checkNumber } from './internal/check.ts'
import { renormalise, twoSum, type Pair } from './internal/doubleDouble.ts'
import { expPair } from './internal/exp.ts'
import { log1pPair } from './internal/log.ts'

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
  const { hi, lo } = softplusPair(x)
  return hi + lo
}

/** The same as a pair: max(x, 0) + log(1 + e^−|x|), two parts of one sign. */
export function softplusPair(x: number): Pair {
  if (!Number.isFinite(x)) return { hi: x === -Infinity ? 0 : x, lo: 0 }
  const e = expPair(-Math.abs(x), 0)
  const rest = log1pPair(e.hi, e.lo)
  const sum = twoSum(Math.max(x, 0), rest.hi)
  return renormalise(sum.hi, sum.lo + rest.lo)
}
