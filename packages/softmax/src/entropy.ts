import { sumPair } from './internal/compensated.ts'
import { twoProduct, twoSum, type Pair } from './internal/doubleDouble.ts'
import { log, logPair } from './internal/log.ts'
import { logSoftmax } from './logSoftmax.ts'
import { readProbabilities } from './internal/probabilities.ts'
import { softmax } from './softmax.ts'
import { toFloat64, type Vector } from './vector.ts'

/**
 * Shannon's entropy of a distribution, in nats.
 * @formula H(p) = -\sum_{i=1}^{n} p_i \log p_i
 * @param p n probabilities; 0 log 0 counts as 0
 * @param options `base` of the logarithm, e unless said: 2 gives bits
 * @returns from 0 (certain) to log n (uniform)
 * @throws RangeError when a probability is outside 0 … 1, or the base is not above 0 or is 1
 * @throws TypeError when a probability is not a number
 * @source [Shannon 1948](https://doi.org/10.1002/j.1538-7305.1948.tb01338.x), section 6
 * @accuracy 1 ulp in nats; 2 to another base
 * @example entropy([0.5, 0.5], { base: 2 }) // 1
 */
export function entropy(p: Vector, options?: { base?: number }): number {
  const x = readProbabilities(p, 'p')
  const { hi, lo } = sumOfProducts(x, (value) => logPair(value, 0))
  return inBase(0 - (hi + lo), options?.base)
}

/**
 * The entropy of softmax, from its scores: right where the probabilities are too small to be held.
 * @formula H(\sigma(z)) = -\sum_{i=1}^{n} \sigma_i \log \sigma_i
 * @param z n scores, any doubles
 * @param options `base` of the logarithm, e unless said
 * @returns from 0 to log n
 * @throws TypeError when a score is not a number
 * @throws RangeError when the base is not above 0 or is 1
 * @source [Shannon 1948](https://doi.org/10.1002/j.1538-7305.1948.tb01338.x), section 6, for a softmax
 * @accuracy 3 ulp in nats; 4 to another base
 * @example entropyOfLogits([0, 0]) // 0.6931471805599453
 */
export function entropyOfLogits(z: Vector, options?: { base?: number }): number {
  const x = toFloat64(z, 'z')
  const logs = logSoftmax(x)
  const { hi, lo } = sumOfProducts(softmax(x, { out: new Float64Array(x.length) }), (_, i) => ({
    hi: logs[i],
    lo: 0,
  }))
  return inBase(0 - (hi + lo), options?.base)
}

/** Σ p · logarithm, the terms whose p is 0 left out. */
export function sumOfProducts(
  p: Float64Array,
  logarithm: (value: number, i: number) => Pair,
): Pair {
  const parts: number[] = []
  p.forEach((value, i) => {
    if (value === 0) return
    const { hi, lo } = logarithm(value, i)
    const product = twoProduct(value, hi)
    parts.push(product.hi)
    if (Number.isFinite(product.hi)) parts.push(product.lo + value * lo)
  })
  const total = sumPair(parts)
  return Number.isFinite(total.hi) ? twoSum(total.hi, total.lo) : { hi: total.hi, lo: 0 }
}

function inBase(nats: number, base = Math.E): number {
  if (base === Math.E) return nats
  if (!(base > 0) || base === 1)
    throw new RangeError(`invalid base: ${base}; it must be above 0 and not 1`)
  return nats / log(base)
}
