import { addPairs, type Pair } from './internal/doubleDouble.ts'
import { exponentialsOf } from './internal/exponentials.ts'
import { HEADROOM, HEADROOM_DOWN } from './internal/exponentialTable.ts'
import { logPair } from './internal/log.ts'
import { readDistribution } from './internal/probabilities.ts'
import { scaledLog1p } from './internal/sumOfExponentials.ts'
import { checkSameLength } from './target.ts'
import { placeOfOnlyInfinity, placeOfTop } from './internal/top.ts'
import { toFloat64, type Vector } from './vector.ts'
import { addGap, addProduct, makeWideSum, overPair, toDouble, totalOf } from './internal/wideSum.ts'

/**
 * The Kullback–Leibler divergence of q from p: what it costs, in nats, to take p for q.
 * @formula D(p \,\|\, q) = \sum_{i=1}^{n} p_i \log \frac{p_i}{q_i}
 * @param p n probabilities that sum to 1, to a millionth
 * @param q n probabilities that do; where one is 0 and its p is not, the divergence is infinite
 * @returns from 0 up, 0 where p = q; what rounding of p and q puts below 0 is 0
 * @throws RangeError when the lengths differ, a probability is below 0 or NaN, or a sum is not 1
 * @throws TypeError when a probability is not a number
 * @source [Kullback & Leibler 1951](https://doi.org/10.1214/aoms/1177729694)
 * @accuracy 2^-58 of Σ p (|log p| + |log q|), besides the last rounding: it cancels where p is near q
 * @example klDivergence([1, 0], [0.5, 0.5]) // 0.6931471805599453
 */
export function klDivergence(p: Vector, q: Vector): number {
  const from = readDistribution(p, 'p')
  const to = readDistribution(q, 'q')
  checkSameLength('q', to, from.length)
  if (from.some((value, i) => value > 0 && to[i] === 0)) return Infinity
  const sum = makeWideSum()
  from.forEach((value, i) => {
    if (value === 0) return
    addProduct(sum, { hi: value, lo: 0 }, minus(logPair(value, 0), logPair(to[i], 0)))
  })
  return Math.max(0, toDouble(totalOf(sum)))
}

/**
 * The Kullback–Leibler divergence between two softmaxes, from their scores.
 * @formula D(\sigma(a) \,\|\, \sigma(b)) = \sum_{i=1}^{n} \sigma_i(a) \bigl( \log \sigma_i(a) - \log \sigma_i(b) \bigr)
 * @param a n scores, any doubles
 * @param b n scores
 * @returns from 0 up; Infinity where a class is possible by a and not by b, NaN where a softmax has no limit
 * @throws RangeError when the lengths differ
 * @throws TypeError when a score is not a number
 * @source [Kullback & Leibler 1951](https://doi.org/10.1214/aoms/1177729694), for two softmaxes
 * @accuracy 2^-56 of log Σ and σ |z − max z|, summed for both, besides the last rounding: it cancels where they are near
 * @example klDivergenceOfLogits([1, 2], [11, 12]) // 0
 */
export function klDivergenceOfLogits(a: Vector, b: Vector): number {
  const from = toFloat64(a, 'a')
  const to = toFloat64(b, 'b')
  checkSameLength('b', to, from.length)
  if (from.length === 0) return 0
  const [x, y] = [atLimit(from), atLimit(to)]
  if (x === undefined || y === undefined) return NaN
  if (x.some((score, i) => score > -Infinity && y[i] === -Infinity)) return Infinity
  return divergence(x, y)
}

/** The same softmax from scores below +Infinity; none where it has no limit. */
function atLimit(z: Float64Array): Float64Array | undefined {
  if (z.some(Number.isNaN) || placeOfTop(z) < 0) return undefined
  if (!z.includes(Infinity)) return z
  const at = placeOfOnlyInfinity(z)
  return at < 0 ? undefined : z.map((_, i) => (i === at ? 0 : -Infinity))
}

/** log Σ(b) − log Σ(a) + Σ σᵢ(a) (gᵢ(b) − gᵢ(a)), with gᵢ how far a score is below the largest of its own. */
function divergence(x: Float64Array, y: Float64Array): number {
  const [atX, atY] = [placeOfTop(x), placeOfTop(y)]
  const own = exponentialsOf(x, atX, 1)
  const total = { hi: own.all.hi / HEADROOM, lo: own.all.lo / HEADROOM }
  const sum = makeWideSum()
  addProduct(sum, total, scaledLog1p(exponentialsOf(y, atY, 1).others))
  addProduct(sum, negative(total), scaledLog1p(own.others))
  x.forEach((score, i) => {
    const term = { hi: own.lead[i], lo: own.tail[i] }
    addGap(sum, { pair: term, exponent: 0 }, y[i], y[atY])
    addGap(sum, { pair: negative(term), exponent: 0 }, score, x[atX])
  })
  const { pair, exponent } = overPair(totalOf(sum), total)
  return Math.max(0, toDouble({ pair, exponent: exponent + HEADROOM_DOWN }))
}

function minus(a: Pair, b: Pair): Pair {
  return addPairs(a, negative(b))
}

function negative({ hi, lo }: Pair): Pair {
  return { hi: -hi, lo: -lo }
}
