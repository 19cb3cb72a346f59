import { checkOptions } from './internal/checkOptions.ts'
import { checkNumber } from './internal/check.ts'
import { renormalise, twoSum } from './internal/doubleDouble.ts'
import { exponentialsOf } from './internal/exponentials.ts'
import { HEADROOM, HEADROOM_DOWN } from './internal/exponentialTable.ts'
import { logPair } from './internal/log.ts'
import { readDistribution } from './internal/probabilities.ts'
import { scaledLog1p } from './internal/sumOfExponentials.ts'
import { placeOfOnlyInfinity, placeOfTop } from './internal/top.ts'
import { toFloat64, type Vector } from './vector.ts'
import type { Scaled } from './internal/scaled.ts'
import { addProduct, makeWideSum, overPair, toDouble, totalOf } from './internal/wideSum.ts'

/**
 * Shannon's entropy of a distribution, in nats.
 * @formula H(p) = -\sum_{i=1}^{n} p_i \log p_i
 * @param p n probabilities that sum to 1, to a millionth; 0 log 0 counts as 0
 * @param options `base` of the logarithm, e by default: 2 gives bits
 * @returns from 0 (certain, or no outcome at all) to log n (uniform)
 * @throws RangeError when a probability is below 0 or NaN, the sum is not 1, or the base is not above 0 or is 1
 * @throws TypeError when a probability or the base is not a number, or an option is unknown
 * @source [Shannon 1948](https://doi.org/10.1002/j.1538-7305.1948.tb01338.x), section 6
 * @accuracy 0.52 ulp, for the numbers as they are; what rounding of p puts below 0 is 0
 * @example entropy([0.5, 0.5], { base: 2 }) // 1
 */
export function entropy(p: Vector, options?: EntropyOptions): number {
  return entropyOfShares(p, readBase(options))
}

/** The same, in a base that was read. */
export function entropyOfShares(p: Vector, base: number): number {
  const nats = entropySum(readDistribution(p, 'p'))
  return nats.pair.hi > 0 ? inBase(nats, base) : 0
}

/** Σ −p log p. */
export function entropySum(p: Float64Array): Scaled {
  const sum = makeWideSum()
  for (const value of p) {
    if (value === 0) continue
    const { hi, lo } = logPair(value, 0)
    addProduct(sum, { hi: value, lo: 0 }, { hi: -hi, lo: -lo })
  }
  return totalOf(sum)
}

/**
 * The entropy of softmax, from its scores: right where the probabilities are too small to be held.
 * @formula H(\sigma(z)) = -\sum_{i=1}^{n} \sigma_i \log \sigma_i
 * @param z n scores, any doubles
 * @param options `base` of the logarithm, e by default
 * @returns from 0 to log n
 * @throws TypeError when a score or the base is not a number, or an option is unknown
 * @throws RangeError when the base is not above 0 or is 1
 * @source [Shannon 1948](https://doi.org/10.1002/j.1538-7305.1948.tb01338.x), section 6, for a softmax
 * @accuracy 0.52 ulp, in bases not within 0.001 of 1
 * @example entropyOfLogits([0, 0]) // 0.6931471805599453
 */
export function entropyOfLogits(z: Vector, options?: EntropyOptions): number {
  const base = readBase(options)
  return entropyOfRow(toFloat64(z, 'z'), base)
}

/** The same of doubles, in a base that was read. */
export function entropyOfRow(x: Float64Array, base: number): number {
  const at = placeOfTop(x)
  if (x.length === 0) return 0
  if (at < 0 || x[at] === Infinity) return placeOfOnlyInfinity(x) < 0 ? NaN : 0
  if (x.some(Number.isNaN)) return NaN
  return inBase(entropyOfScores(x, at), base)
}

/** log Σ + Σ eᵢ (top − zᵢ) / Σ with eᵢ = exp(zᵢ − top): nothing is below 0, so nothing cancels. */
function entropyOfScores(x: Float64Array, at: number): Scaled {
  const { lead, tail, others, all } = exponentialsOf(x, at, 1)
  const total = { hi: all.hi / HEADROOM, lo: all.lo / HEADROOM }
  const sum = makeWideSum()
  addProduct(sum, total, scaledLog1p(others), HEADROOM_DOWN)
  x.forEach((score, i) => {
    // The tail goes into the lead as far as it can: gathered as they are, tails would weigh 2^-9 of the sum.
    if (lead[i] > 0)
      addProduct(sum, renormalise(lead[i], tail[i]), twoSum(x[at], -score), HEADROOM_DOWN)
  })
  return overPair(totalOf(sum), total)
}

/** Which logarithm. */
interface EntropyOptions {
  /** Above 0, finite and not 1; e by default. */
  base?: number
}

/** The base that the options ask for; throws where it is none. */
export function readBase(options: EntropyOptions | undefined): number {
  checkOptions(options, ['base'])
  const base = options?.base === undefined ? Math.E : options.base
  checkNumber('base', base)
  if (base > 0 && base !== 1 && base < Infinity) return base
  throw new RangeError(`invalid base: ${base}; it must be above 0, finite and not 1`)
}

function inBase(nats: Scaled, base: number): number {
  if (base === Math.E) return toDouble(nats)
  const { hi, lo } = logPair(base, 0)
  return toDouble(overPair(nats, renormalise(hi, lo)))
}
