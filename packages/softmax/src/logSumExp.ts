import { checkPositive } from './internal/check.ts'
import { renormalise, twoProduct, twoSum, type Pair } from './internal/doubleDouble.ts'
import { exactLogSumExp } from './internal/exactLogSumExp.ts'
import { toTemperature } from './internal/shifted.ts'
import { signedLogSumExp } from './signedLogSumExp.ts'
import { logOfSum } from './internal/sumOfExponentials.ts'
import { placeOfTop } from './internal/top.ts'
import { borrowFloat64, type Vector } from './vector.ts'

/** How soft, or with which weights. */
export interface LogSumExpOptions {
  /** T in T log Σ exp(zᵢ/T), above 0; 1 unless said. */
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
 * @throws TypeError when a score is not a number
 * @source [Blanchard, Higham & Higham 2021](https://doi.org/10.1093/imanum/draa038), equation (1.1)
 * @accuracy 0.52 ulp, near 0 too, where the sum is taken in integers
 * @example logSumExp([1000, 1000]) // 1000.6931471805599
 */
export function logSumExp(z: Vector, options?: LogSumExpOptions): number {
  const temperature = options?.temperature ?? 1
  checkPositive('temperature', temperature)
  if (options?.weights !== undefined) return weighted(z, options.weights, temperature)
  return logSumExpOf(borrowFloat64(z, 'z'), temperature)
}

/** The same for what has been read and checked. */
export function logSumExpOf(x: Float64Array, temperature: number): number {
  const at = placeOfTop(x)
  if (at < 0 || x[at] === Infinity) return withoutTop(x, at)
  const rest = timesTemperature(logOfSum(x, at, temperature), temperature)
  const top = x[at]
  const { hi, lo } = twoSum(top, rest.hi)
  if (top < 0 && Math.abs(hi) < rest.hi / 4)
    return exactLogSumExp(x, temperature, at, rest.hi / temperature)
  return hi === Infinity ? hi : hi + (lo + rest.lo)
}

function weighted(z: Vector, weights: Vector, temperature: number): number {
  if (temperature !== 1)
    throw new RangeError(
      `invalid temperature: ${temperature}; weights go with temperature 1: divide the scores first`,
    )
  const { value, sign } = signedLogSumExp(z, weights)
  if (sign < 0)
    throw new RangeError(
      'invalid weights: the weighted sum is negative; signedLogSumExp gives its size and sign',
    )
  return value
}

/** All −Infinity, or +Infinity among them, or NaN. */
function withoutTop(x: Float64Array, at: number): number {
  if (x.some(Number.isNaN)) return NaN
  return at < 0 ? -Infinity : Infinity
}

function timesTemperature(logarithm: Pair, temperature: number): Pair {
  if (temperature === 1) return logarithm
  const { mantissa, scale } = toTemperature(temperature)
  const { hi, lo } = twoProduct(logarithm.hi, mantissa)
  const product = renormalise(hi, lo + logarithm.lo * mantissa)
  return { hi: product.hi / scale, lo: product.lo / scale }
}
