import type { BigFloat } from './bigFloat.ts'
import { expFixed, FRACTION_BITS, LN2 } from './fixedPoint.ts'

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
  const k = wide / naturalLogOfTwo(scale)
  const whole = series(wide - k * naturalLogOfTwo(scale), scale)
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

const LOGARITHMS = /* @__PURE__ */ new Map<number, bigint>([[Number(FRACTION_BITS), LN2]])

/** log 2 = 2 artanh(1/3), in units of 2^-scale. */
function naturalLogOfTwo(scale: number): bigint {
  const known = LOGARITHMS.get(scale)
  if (known !== undefined) return known
  let sum = 0n
  let power = (1n << BigInt(scale + 1)) / 3n
  for (let n = 1n; power > 0n; n += 2n) {
    sum += power / n
    power /= 9n
  }
  LOGARITHMS.set(scale, sum)
  return sum
}
