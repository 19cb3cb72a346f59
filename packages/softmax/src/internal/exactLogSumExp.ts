import { twoProduct } from './doubleDouble.ts'
import { powerOfTwo } from './exponentialTable.ts'
import { expFixed, FRACTION_BITS, fromDouble, ONE, toPair } from './fixedPoint.ts'
import { log, log1pPair } from './log.ts'
import { toTemperature, type Temperature } from './shifted.ts'

/**
 * T log Σ exp(xᵢ/T) where the sum is near 1, as for the logarithms of probabilities: what doubles
 * would cancel is held in integers. About 4 µs a term.
 * @param at the place of the greatest score, below 0
 * @param others Σ exp(xᵢ/T) over all but the greatest, about: when it is tiny, so is what is left of the sum
 * above 1, and the integers stand for so much smaller units
 */
export function exactLogSumExp(
  x: Float64Array,
  temperature: number,
  at: number,
  others: number,
): number {
  const divisor = toTemperature(temperature)
  const magnified = Math.max(0, Math.floor(-log(others) / log(2)) - 40)
  let excess = excessOfTop(x[at], divisor, magnified)
  for (let i = 0; i < x.length; i++) if (i !== at) excess += exponential(x[i], divisor, magnified)
  const pair = toPair(excess)
  const { hi, lo } = log1pPair(pair.hi * powerOfTwo(-magnified), pair.lo * powerOfTwo(-magnified))
  const product = twoProduct(hi, divisor.mantissa)
  return (product.hi + (product.lo + lo * divisor.mantissa)) / divisor.scale
}

/** exp(x/T) in units of 2^-(256 + magnified); what is below one counts as 0. */
function exponential(x: number, divisor: Temperature, magnified: number): bigint {
  if ((x * divisor.scale) / divisor.mantissa < -200 - magnified) return 0n
  const { mantissa, exponent } = expFixed(quotient(x * divisor.scale, divisor.mantissa))
  const up = exponent + magnified
  return up < 0 ? mantissa >> BigInt(-up) : mantissa << BigInt(up)
}

/** exp(x/T) − 1 in the same units; for a tiny x by its series, in which no 1 has to be taken away. */
function excessOfTop(x: number, divisor: Temperature, magnified: number): bigint {
  if (magnified === 0) return exponential(x, divisor, 0) - ONE
  const y = quotient(x * divisor.scale * powerOfTwo(magnified), divisor.mantissa)
  const bits = FRACTION_BITS + BigInt(magnified)
  let term = y
  let sum = y
  for (let n = 2n; n <= 6n; n++) {
    term = ((term * y) >> bits) / n
    sum += term
  }
  return sum
}

function quotient(value: number, divisor: number): bigint {
  return (fromDouble(value) * ONE) / fromDouble(divisor)
}
