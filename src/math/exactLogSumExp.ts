import { expFixed, fromDouble, ONE, toPair } from './fixedPoint.ts'
import { log1pPair } from './log.ts'
import { twoProduct } from './doubleDouble.ts'
import { toTemperature } from './shifted.ts'

/**
 * T log Σ exp(xᵢ/T) where the sum is near 1, as for the logarithms of probabilities: what doubles
 * would cancel is held in integers to 2^-256. About 5 µs a term.
 */
export function exactLogSumExp(x: Float64Array, temperature: number): number {
  const { mantissa, scale } = toTemperature(temperature)
  let sum = 0n
  for (const value of x) sum += exponential(value * scale, mantissa)
  const excess = toPair(sum - ONE)
  const { hi, lo } = log1pPair(excess.hi, excess.lo)
  const product = twoProduct(hi, mantissa)
  return (product.hi + (product.lo + lo * mantissa)) / scale
}

/** exp(value / divisor); what is below 2^-256 counts as 0. */
function exponential(value: number, divisor: number): bigint {
  if (value / divisor < -200) return 0n
  const { mantissa, exponent } = expFixed((fromDouble(value) * ONE) / fromDouble(divisor))
  return exponent < 0 ? mantissa >> BigInt(-exponent) : mantissa << BigInt(exponent)
}
