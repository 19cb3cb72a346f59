import { bitLength, roundRatio, shift, takeApart } from './exactDouble.ts'

/** whole · 2^exponent: any double, and sums and products of them, without rounding. */
export interface BigFloat {
  whole: bigint
  exponent: number
}

/** A finite double, exactly. */
export function toBigFloat(x: number): BigFloat {
  const { mantissa: whole, exponent } = takeApart(x)
  return { whole, exponent }
}

/** a · b, exactly. */
export function timesBig(a: BigFloat, b: BigFloat): BigFloat {
  return { whole: a.whole * b.whole, exponent: a.exponent + b.exponent }
}

/** Σ parts in units of 2^unit: what lies below is cut off, less than a unit of each. */
export function addBig(parts: readonly BigFloat[], unit: number): BigFloat {
  let whole = 0n
  for (const part of parts) whole += shift(part.whole, part.exponent - unit)
  return { whole, exponent: unit }
}

/** Σ parts, exactly. */
export function addBigExactly(parts: readonly BigFloat[]): BigFloat {
  return addBig(
    parts,
    parts.reduce((least, part) => Math.min(least, part.exponent), Infinity),
  )
}

/** a ÷ b in units of 2^unit. */
export function divideBig(a: BigFloat, b: BigFloat, unit: number): bigint {
  const up = a.exponent - b.exponent - unit
  return up >= 0 ? (a.whole << BigInt(up)) / b.whole : (a.whole >> BigInt(-up)) / b.whole
}

/** The exponent of the number's leading bit; −∞ for 0. */
export function sizeOf({ whole, exponent }: BigFloat): number {
  return whole === 0n ? -Infinity : bitLength(whole) - 1 + exponent
}

/** The nearest double, ties to even: rounded once, below the normal doubles too. */
export function toNearest({ whole, exponent }: BigFloat): number {
  return roundRatio(whole, 1n, exponent)
}
