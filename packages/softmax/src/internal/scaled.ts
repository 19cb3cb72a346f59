import { addPairs, dividePairs, multiplyPairs, type Pair } from './doubleDouble.ts'
import { exponentOf } from './log.ts'
import { scaleBy } from './scalePair.ts'

/**
 * pair · 2^exponent: a number of any size in about twice the precision of a double. Products of doubles
 * neither over- nor underflow in it.
 */
export interface Scaled {
  pair: Pair
  exponent: number
}

export const ZERO: Scaled = { pair: { hi: 0, lo: 0 }, exponent: 0 }

/** The pair with its power of two taken out. */
export function toScaled({ hi, lo }: Pair): Scaled {
  if (hi === 0) return ZERO
  const exponent = exponentOf(hi)
  return { pair: { hi: scaleBy(hi, -exponent), lo: scaleBy(lo, -exponent) }, exponent }
}

/** A double with its power of two taken out. */
export function scaledDouble(value: number): Scaled {
  return toScaled({ hi: value, lo: 0 })
}

/** a × b, right to about 2^-104. */
export function multiplyScaled(a: Scaled, b: Scaled): Scaled {
  if (a.pair.hi === 0 || b.pair.hi === 0) return ZERO
  return { pair: multiplyPairs(a.pair, b.pair), exponent: a.exponent + b.exponent }
}

/** a ÷ b, right to about 2^-102, for a divisor other than 0. */
export function divideScaled(a: Scaled, b: Scaled): Scaled {
  if (a.pair.hi === 0) return ZERO
  return { pair: dividePairs(a.pair, b.pair), exponent: a.exponent - b.exponent }
}

/** a + b, right to about 2^-104 unless they cancel. */
export function addScaled(a: Scaled, b: Scaled): Scaled {
  if (b.pair.hi === 0) return a
  if (a.pair.hi === 0 || b.exponent > a.exponent) return addScaled(b, a)
  const down = b.exponent - a.exponent
  if (down < NEGLIGIBLE) return a
  const { hi, lo } = b.pair
  return {
    pair: addPairs(a.pair, { hi: scaleBy(hi, down), lo: scaleBy(lo, down) }),
    exponent: a.exponent,
  }
}

/** A summand so many powers of two below the other is less than what the other's pair has rounded away. */
const NEGLIGIBLE = -400
