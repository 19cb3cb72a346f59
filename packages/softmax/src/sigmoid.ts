import { checkNumber } from './internal/check.ts'
import { dividePairs, renormalise, twoSum, type Pair } from './internal/doubleDouble.ts'
import { scaledExpPair } from './internal/exp.ts'
import { HEADROOM } from './internal/exponentialTable.ts'
import { settle } from './internal/settle.ts'

/**
 * The logistic function: softmax of two scores, x and 0.
 * @formula \sigma(x) = \frac{1}{1 + e^{-x}}
 * @param x any double
 * @returns from 0 to 1
 * @throws TypeError when x is not a number
 * @source [Blanchard, Higham & Higham 2021](https://doi.org/10.1093/imanum/draa038), equation (1.2), for the scores x and 0
 * @accuracy 0.52 ulp
 * @example sigmoid(0) // 0.5
 */
export function sigmoid(x: number): number {
  checkNumber('x', x)
  if (Number.isNaN(x)) return x
  // Two branches, so that e is never above 1: through tanh, or 1 − σ, the small values lose their bits.
  const e = scaledExpPair(-Math.abs(x), 0)
  const denominator = onePlus(e)
  if (x >= 0) return quotient({ hi: 1, lo: 0 }, denominator)
  const { hi, lo } = dividePairs(e, denominator)
  return settle(hi, lo)
}

function onePlus(e: Pair): Pair {
  const sum = twoSum(1, e.hi / HEADROOM)
  return renormalise(sum.hi, sum.lo + e.lo / HEADROOM)
}

function quotient(a: Pair, b: Pair): number {
  const { hi, lo } = dividePairs(a, b)
  return hi + lo
}
