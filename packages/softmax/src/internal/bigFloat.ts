import { scaleBy } from './scalePair.ts'

/** whole · 2^exponent: any double, and sums and products of them, without rounding. */
export interface BigFloat {
  whole: bigint
  exponent: number
}

/** A finite double, exactly. */
export function toBigFloat(x: number): BigFloat {
  let whole = x
  let exponent = 0
  while (Math.abs(whole) >= 9007199254740992) {
    whole = scaleBy(whole, -32)
    exponent += 32
  }
  while (!Number.isInteger(whole)) {
    whole = scaleBy(whole, 32)
    exponent -= 32
  }
  return { whole: BigInt(whole), exponent }
}

/** a · b, exactly. */
export function timesBig(a: BigFloat, b: BigFloat): BigFloat {
  return { whole: a.whole * b.whole, exponent: a.exponent + b.exponent }
}

/** Σ parts in units of 2^unit: what lies below is cut off, less than a unit of each. */
export function addBig(parts: readonly BigFloat[], unit: number): BigFloat {
  let whole = 0n
  for (const part of parts) whole += shiftBig(part.whole, part.exponent - unit)
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

/** whole · 2^up, cut off. */
export function shiftBig(whole: bigint, up: number): bigint {
  return up >= 0 ? whole << BigInt(up) : whole >> BigInt(-up)
}

/** The exponent of the number's leading bit, or up to three more. */
export function sizeOf({ whole, exponent }: BigFloat): number {
  if (whole === 0n) return -Infinity
  return 4 * (whole < 0n ? -whole : whole).toString(16).length - 1 + exponent
}

/** The nearest double, ties to even: rounded once, below the normal doubles too. */
export function toNearest({ whole, exponent }: BigFloat): number {
  if (whole < 0n) return -toNearest({ whole: -whole, exponent })
  const leading = whole.toString(2).length - 1 + exponent
  if (leading > 1100) return Infinity
  const unit = Math.max(leading - 52, -1074)
  const down = unit - exponent
  if (down <= 0) return scaleBy(Number(whole << BigInt(-down)), unit)
  const half = 1n << BigInt(down - 1)
  const kept = whole >> BigInt(down)
  const rest = whole - (kept << BigInt(down))
  const up = rest > half || (rest === half && (kept & 1n) === 1n)
  return scaleBy(Number(up ? kept + 1n : kept), unit)
}
