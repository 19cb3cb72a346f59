import { addPairs, twoSum, type Pair } from './internal/doubleDouble.ts'
import { sumOfProducts } from './entropy.ts'
import { logPair } from './internal/log.ts'
import { logSoftmax } from './logSoftmax.ts'
import { readProbabilities } from './internal/probabilities.ts'
import { softmax } from './softmax.ts'
import { checkSameLength } from './target.ts'
import { toFloat64, type Vector } from './vector.ts'

/**
 * The Kullback–Leibler divergence of q from p: what it costs, in nats, to take p for q.
 * @formula D(p \,\|\, q) = \sum_{i=1}^{n} p_i \log \frac{p_i}{q_i}
 * @param p n probabilities
 * @param q n probabilities; where one is 0 and its p is not, the divergence is infinite
 * @returns from 0 up, 0 where p = q
 * @throws RangeError when the lengths differ or a probability is outside 0 … 1
 * @throws TypeError when a probability is not a number
 * @source [Kullback & Leibler 1951](https://doi.org/10.1214/aoms/1177729694)
 * @accuracy 2^-58 of Σ p (|log p| + |log q|), besides the last rounding: it cancels where p is near q
 * @example klDivergence([1, 0], [0.5, 0.5]) // 0.6931471805599453
 */
export function klDivergence(p: Vector, q: Vector): number {
  const from = readProbabilities(p, 'p')
  const to = readProbabilities(q, 'q')
  checkSameLength('q', to, from.length)
  if (from.some((value, i) => value > 0 && to[i] === 0)) return Infinity
  const { hi, lo } = sumOfProducts(from, (value, i) => minus(logPair(value, 0), logPair(to[i], 0)))
  return Math.max(0, hi + lo)
}

/**
 * The same between two softmaxes, from their scores.
 * @formula D(\sigma(a) \,\|\, \sigma(b)) = \sum_{i=1}^{n} \sigma_i(a) \bigl( \log \sigma_i(a) - \log \sigma_i(b) \bigr)
 * @param a n scores, any doubles
 * @param b n scores
 * @returns from 0 up
 * @throws RangeError when the lengths differ
 * @throws TypeError when a score is not a number
 * @source [Kullback & Leibler 1951](https://doi.org/10.1214/aoms/1177729694), for two softmaxes
 * @accuracy absolute, 2^-52 of the largest |log σ|
 * @example klDivergenceOfLogits([1, 2], [11, 12]) // 0
 */
export function klDivergenceOfLogits(a: Vector, b: Vector): number {
  const from = toFloat64(a, 'a')
  const to = toFloat64(b, 'b')
  checkSameLength('b', to, from.length)
  const logFrom = logSoftmax(from)
  const logTo = logSoftmax(to)
  const p = softmax(from, { out: new Float64Array(from.length) })
  const { hi, lo } = sumOfProducts(p, (_, i) => twoSum(logFrom[i], -logTo[i]))
  return hi + lo < 0 ? 0 : hi + lo
}

function minus(a: Pair, b: Pair): Pair {
  return addPairs(a, { hi: -b.hi, lo: -b.lo })
}
