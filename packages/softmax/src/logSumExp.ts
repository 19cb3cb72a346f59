import { checkPositive } from './internal/check.ts'
import { checkOptions } from './internal/checkOptions.ts'
import { renormalise, twoProduct, twoSum, type Pair } from './internal/doubleDouble.ts'
import { exactLogSumExp } from './internal/exactLogSum.ts'
import { HEADROOM, HEADROOM_DOWN, powerOfTwo } from './internal/exponentialTable.ts'
import { log1pPair } from './internal/log.ts'
import { addModerate, logOfModerate } from './internal/addModerate.ts'
import { logSumExpOfRow } from './internal/logSumExpOfRow.ts'
import { scalePair } from './internal/scalePair.ts'
import { settle } from './internal/settle.ts'
import { toTemperature } from './internal/shifted.ts'
import { signedLogSumExp } from './signedLogSumExp.ts'
import { isNearZero, scaledLog1p, sumOfOthers, TINY } from './internal/sumOfExponentials.ts'
import { placeOfTop } from './internal/top.ts'
import { borrowFloat64, type Vector } from './vector.ts'

/** How soft, or with which weights. */
export interface LogSumExpOptions {
  /** T in T log Σ exp(zᵢ/T), above 0; 1 by default. */
  temperature?: number
  /** Factors of the exponentials, as many as there are scores, whose sum is not below 0 (signedLogSumExp gives the sign too); not beside a temperature. */
  weights?: Vector
}

/**
 * The logarithm of a sum of exponentials, a smooth maximum.
 * @formula \operatorname{LSE}_T(z) = T \log \sum_{i=1}^{n} w_i e^{z_i / T}
 * @param z n scores, any doubles
 * @param options `temperature`, above 0; `weights`, whose sum with the exponentials is not below 0
 * (signedLogSumExp gives the sign too); one of the two
 * @returns without weights from max z to max z + T log n; −Infinity for no scores, NaN if any score is
 * @throws RangeError when the temperature is not above 0, or the weights are not as many or make the sum negative
 * @throws TypeError when a score or a weight is not a number, or an option is unknown
 * @source [Blanchard, Higham & Higham 2021](https://doi.org/10.1093/imanum/draa038), equation (1.1)
 * @accuracy 0.52 ulp, near 0 too, where the sum is taken in integers
 * @example logSumExp([1000, 1000]) // 1000.6931471805599
 */
export function logSumExp(z: Vector, options?: LogSumExpOptions): number {
  if (options !== undefined) checkOptions(options, OPTIONS)
  const temperature = options?.temperature === undefined ? 1 : options.temperature
  checkPositive('temperature', temperature)
  if (options?.weights !== undefined) return weighted(z, options.weights, temperature)
  return logSumExpOf(borrowFloat64(z, 'z'), temperature)
}

const SUM = /* @__PURE__ */ new Float64Array(2)

/** The same for what has been read and checked. */
export function logSumExpOf(x: Float64Array, temperature: number): number {
  if (temperature === 1) {
    addModerate(x, 0, x.length, SUM, 0)
    const moderate = logOfModerate(SUM, 0)
    if (!Number.isNaN(moderate)) return moderate
  }
  return logSumExpOfOther(x, temperature)
}

/** The same for what logOfModerate has no answer to. */
export function logSumExpOfOther(x: Float64Array, temperature: number): number {
  const ordinary = temperature === 1 ? logSumExpOfRow(x, 0, x.length) : NaN
  return Number.isNaN(ordinary) ? withCare(x, temperature) : ordinary
}

/** At any temperature, and for any scores. */
function withCare(x: Float64Array, temperature: number): number {
  const at = placeOfTop(x)
  if (at < 0 || x[at] === Infinity) return withoutTop(x, at)
  const sum = sumOfOthers(x, at, temperature)
  const isPlain = temperature === 1 && sum.hi >= TINY
  const rest = isPlain
    ? log1pPair(sum.hi / HEADROOM, sum.lo / HEADROOM)
    : timesTemperature(sum, temperature)
  const top = x[at]
  const { hi, lo } = twoSum(top, rest.hi)
  if (isNearZero(top, hi, rest.hi)) return exactLogSumExp(x, temperature)
  if (isPlain && hi < Infinity) return hi + (lo + rest.lo)
  if (isMagnified(sum, temperature, hi)) return exactLogSumExp(x, temperature)
  if (rest.hi < SMALL && Math.abs(top) < SMALL) return ofSmall(top, sum, temperature)
  return Number.isFinite(hi) ? hi + (lo + rest.lo) : ofLarge(top, sum, temperature)
}

/** Whether exponentials that are too small to be summed count once they are multiplied by T. */
function isMagnified(sum: Pair, temperature: number, answer: number): boolean {
  return temperature > 1 && sum.hi < TINY && Math.abs(answer) < temperature * LEAST
}

/** A billion terms below e^-772, and 53 bits. */
const LEAST = /* @__PURE__ */ powerOfTwo(-1020)

/** Below it a pair's second part may be no normal double. */
const SMALL = /* @__PURE__ */ powerOfTwo(-850)

const OPTIONS = ['temperature', 'weights']

function weighted(z: Vector, weights: Vector, temperature: number): number {
  if (temperature !== 1) {
    throw new RangeError(
      `invalid temperature: ${temperature}; weights go with temperature 1: divide the scores first`,
    )
  }
  const { value, sign } = signedLogSumExp(z, weights)
  if (sign < 0) {
    throw new RangeError(
      'invalid weights: the weighted sum is negative; signedLogSumExp gives its size and sign',
    )
  }
  return value
}

/** All −Infinity, or +Infinity among them, or NaN. */
function withoutTop(x: Float64Array, at: number): number {
  if (x.some(Number.isNaN)) return NaN
  return at < 0 ? -Infinity : Infinity
}

/** T log(1 + R), for R as sumOfOthers gives it. */
function timesTemperature(sum: Pair, temperature: number): Pair {
  if (sum.hi < TINY) return product(sum, temperature, HEADROOM_DOWN)
  const logarithm = log1pPair(sum.hi / HEADROOM, sum.lo / HEADROOM)
  return temperature === 1 ? logarithm : product(logarithm, temperature, 0)
}

/** value · T · 2^exponent; T goes in as its bits and a power of two, since the products would leave the doubles. */
function product(value: Pair, temperature: number, power: number): Pair {
  const { mantissa, exponent } = toTemperature(temperature)
  const { hi, lo } = twoProduct(value.hi, mantissa)
  const pair = renormalise(hi, lo + value.lo * mantissa)
  return Number.isNaN(pair.hi) ? { hi, lo: 0 } : scalePair(pair, power - exponent)
}

/** top + T log(1 + R) where both are small: HEADROOM times too large, and rounded once. */
function ofSmall(top: number, sum: Pair, temperature: number): number {
  const rest = product(scaledLog1p(sum), temperature, 0)
  const { hi, lo } = twoSum(top * HEADROOM, rest.hi)
  return settle(hi, lo + rest.lo)
}

/** Where T log(1 + R) is no double, the sum with a top below 0 may be one: taken at 2^-8 of its size. NaN stays. */
function ofLarge(top: number, sum: Pair, temperature: number): number {
  if (Number.isNaN(sum.hi)) return NaN
  const rest = product(log1pPair(sum.hi / HEADROOM, sum.lo / HEADROOM), temperature, -8)
  const { hi, lo } = twoSum(top / 256, rest.hi)
  return (hi + (lo + rest.lo)) * 256
}
