/** Doubles as whole numbers, and ratios of whole numbers as doubles, with one rounding at most. */
import { powerOfTwo } from './exponentialTable.ts'

/** mantissa · 2^exponent, the mantissa a whole number of up to 53 bits. */
export interface ExactDouble {
  mantissa: bigint
  exponent: number
}

const VIEW = /* @__PURE__ */ new DataView(/* @__PURE__ */ new ArrayBuffer(8))
const FRACTION = /* @__PURE__ */ BigInt(4503599627370495)
const HIDDEN = /* @__PURE__ */ BigInt(4503599627370496)

/** A finite double, taken apart. */
export function takeApart(x: number): ExactDouble {
  VIEW.setFloat64(0, x)
  const bits = VIEW.getBigUint64(0)
  const biased = Number((bits >> 52n) & 2047n)
  const size = biased === 0 ? bits & FRACTION : (bits & FRACTION) | HIDDEN
  return { mantissa: x < 0 ? -size : size, exponent: Math.max(biased, 1) - 1075 }
}

/** x in units of 2^unit, cut off downwards where that is not whole. */
export function toWhole(x: number, unit: number): bigint {
  const { mantissa, exponent } = takeApart(x)
  return shift(mantissa, exponent - unit)
}

/**
 * The largest unit in which all of the numbers are whole: the exponent of their last bit; 0 where
 * all are 0.
 */
export function lastBit(values: Iterable<number>): number {
  let least = Infinity
  for (const value of values) if (value !== 0) least = Math.min(least, lastBitOf(value))
  return least === Infinity ? 0 : least
}

function lastBitOf(value: number): number {
  const { mantissa, exponent } = takeApart(value)
  const low = Number(BigInt.asUintN(32, mantissa))
  if (low !== 0) return exponent + trailingZeros(low)
  return exponent + 32 + trailingZeros(Number(BigInt.asUintN(32, mantissa >> 32n)))
}

function trailingZeros(word: number): number {
  return 31 - Math.clz32(word & -word)
}

/** value · 2^up, cut off downwards. */
export function shift(value: bigint, up: number): bigint {
  return up >= 0 ? value << BigInt(up) : value >> BigInt(-up)
}

export function magnitude(value: bigint): bigint {
  return value < 0n ? -value : value
}

/** How many bits a number has; 0 has none. */
export function bitLength(value: bigint): number {
  if (value === 0n) return 0
  const digits = magnitude(value).toString(16)
  return 4 * digits.length - Math.clz32(parseInt(digits[0], 16)) + 28
}

/**
 * numerator / denominator · 2^exponent as the nearest double, rounded once; the denominator is
 * above 0.
 */
export function roundRatio(numerator: bigint, denominator: bigint, exponent: number): number {
  if (numerator === 0n) return 0
  if (numerator < 0n) return -roundRatio(-numerator, denominator, exponent)
  const up = 66 - bitLength(numerator) + bitLength(denominator)
  const dividend = shift(numerator, Math.max(up, 0))
  const divisor = shift(denominator, Math.max(-up, 0))
  const quotient = dividend / divisor
  return roundOnce(quotient * divisor === dividend ? quotient : quotient | 1n, exponent - up)
}

/**
 * A whole number of 66 or 67 bits times 2^exponent; its last bit may stand for all that was cut
 * off.
 */
function roundOnce(value: bigint, exponent: number): number {
  const below = -1074 - exponent
  if (below <= bitLength(value) - 53)
    return timesPower(Number(value) / 18446744073709551616, exponent + 64)
  return below > 68 ? 0 : Number(roundAway(value, BigInt(below))) * Number.MIN_VALUE
}

/** The nearest multiple of 2^bits, ties to even, in these units. */
function roundAway(value: bigint, bits: bigint): bigint {
  const down = value >> bits
  const rest = value - (down << bits)
  const half = 1n << (bits - 1n)
  return rest > half || (rest === half && (down & 1n) === 1n) ? down + 1n : down
}

/** x · 2^exponent for an x near 1 and an answer that is a normal double, or Infinity. */
function timesPower(x: number, exponent: number): number {
  return exponent > 1000
    ? x * powerOfTwo(1000) * powerOfTwo(Math.min(exponent - 1000, 1000))
    : x * powerOfTwo(exponent)
}

/** x · 2^exponent, in three steps, rounded only where it is no normal double. */
export function scaleByPower(x: number, exponent: number): number {
  const third = Math.trunc(exponent / 3)
  return x * powerOfTwo(third) * powerOfTwo(third) * powerOfTwo(exponent - 2 * third)
}

/** The exponent of a number's leading bit: the number over 2^exponent lies from 1 to 2. */
export function leadingExponent(x: number): number {
  const { mantissa, exponent } = takeApart(x)
  return exponent + bitLength(mantissa) - 1
}
