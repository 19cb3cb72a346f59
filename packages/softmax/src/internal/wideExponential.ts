import type { BigFloat } from './bigFloat.ts'
import { expFixed, FRACTION_BITS } from './fixedPoint.ts'
import { knownLogOfTwo } from './naturalLogOfTwo.ts'

/** Bits that are lost on the way. */
const GUARD = 64

/**
 * e^y, the first `bits` − 40 bits of it right, for |y| up to 2^21; `bits` is 256 or more.
 * @param y in units of 2^-bits
 */
export function wideExponential(y: bigint, bits: number): BigFloat {
  if (BigInt(bits) === FRACTION_BITS) {
    const { mantissa, exponent } = expFixed(y)
    return { whole: mantissa, exponent: exponent - bits }
  }
  const scale = bits + GUARD
  const wide = y << BigInt(GUARD)
  const k = wide / knownLogOfTwo(scale)
  const whole = series(wide - k * knownLogOfTwo(scale), scale)
  return { whole, exponent: Number(k) - scale }
}

/** e^r for |r| < 0.7: Taylor's series at r / 2^s, then s squarings, each of which doubles the error. */
function series(r: bigint, scale: number): bigint {
  const halvings = 16n
  const one = 1n << BigInt(scale)
  let sum = one + expm1Series(r >> halvings, scale)
  for (let i = 0n; i < halvings; i++) sum = (sum * sum) >> BigInt(scale)
  return sum
}

/** e^r − 1 by Taylor's series, in units of 2^-scale, for small r. */
export function expm1Series(r: bigint, scale: number): bigint {
  let term = r
  let sum = r
  for (let n = 2n; term !== 0n && term !== -1n; n++) {
    term = ((term * r) >> BigInt(scale)) / n
    sum += term
  }
  return sum
}
