import { twoSum } from './doubleDouble.ts'
import { bigExponential, UNSURE_BITS, type BigExponential } from './bigExponential.ts'
import { bitLength, lastBit, magnitude, roundRatio, shift, toWhole } from './exactDouble.ts'
import { placeOfTop } from './top.ts'

/** How an exponential is taken: a parameter, so that a test can count them. */
export type TakeExponential = (y: bigint, bits: number) => BigExponential

const FIRST_BITS = 192
/** A difference is taken for right when so many bits stand before its first unsure one. */
const SURE_BITS = 62
/** Below e^-4000 of the greatest term nothing changes a double, whatever the targets are. */
const NOTHING_BELOW = -4000

/** The exponentials of the scores with so many bits. */
interface Level {
  bits: number
  /** Undefined where the score is so low that its term does not count. */
  terms: (BigExponential | undefined)[]
  /** The place of the greatest. */
  top: number
  /**
   * Σ without the greatest, in units of 2^(exponent − bits), exponent being that of the next to it.
   */
  others: bigint
  exponent: number
  /** Σ in units of 2^-bits. */
  sum: bigint
}

/**
 * (Σy) σᵢ − yᵢ in whole numbers, for finite scores and −Infinity: where doubles, and pairs of them,
 * would cancel,
 * overflow or lose their last bits. The exponentials are taken once, with more bits when they turn
 * out too few
 * (Ziv's strategy), and then serve for every place i, about 5 µs each.
 */
export function exactCrossEntropyGradient(
  x: Float64Array,
  y: Float64Array,
  take: TakeExponential = bigExponential,
): (i: number) => number {
  const unit = lastBit(y)
  const targets = Array.from(y, (value) => toWhole(value, unit))
  const total = targets.reduce((a, b) => a + b, 0n)
  const vanishes = findVanishing(x, targets, total)
  const levels: Level[] = []
  return (i) => {
    if (vanishes(i)) return 0
    if (!(x[i] > -Infinity)) return 0 - y[i]
    for (let k = 0; ; k++) {
      const level = (levels[k] ??= takeAll(x, FIRST_BITS << k, take))
      const value = difference(level, total, targets[i], i, unit)
      if (value !== undefined) return value
    }
  }
}

/**
 * Whether the component is 0 itself, which no number of bits would show. Exponentials of different
 * rational
 * numbers are linearly independent over the rationals, so then all that is not multiplied by 0 has
 * equal scores.
 * @source Lindemann 1882, Weierstrass 1885
 */
function findVanishing(
  x: Float64Array,
  targets: readonly bigint[],
  total: bigint,
): (i: number) => boolean {
  const finite = x.filter((value) => value > -Infinity)
  const areEqual = finite.every((value) => value === finite[0])
  const count = BigInt(finite.length)
  return (i) => {
    if (targets[i] === 0n && (total === 0n || x[i] === -Infinity)) return true
    return areEqual && x[i] > -Infinity && total === count * targets[i]
  }
}

function takeAll(x: Float64Array, bits: number, take: TakeExponential): Level {
  const top = placeOfTop(x)
  const terms: (BigExponential | undefined)[] = []
  let exponent = -Infinity
  for (let i = 0; i < x.length; i++) {
    // Equal scores often come in runs.
    terms.push(i > 0 && x[i] === x[i - 1] ? terms[i - 1] : takeOne(x[i], x[top], bits, take))
    if (i !== top) exponent = Math.max(exponent, terms[i]?.exponent ?? exponent)
  }
  let others = 0n
  terms.forEach((term, i) => {
    if (i !== top && term !== undefined) others += shift(term.mantissa, term.exponent - exponent)
  })
  const sum = (1n << BigInt(bits)) + (others === 0n ? 0n : shift(others, exponent))
  return { bits, terms, top, others, exponent: others === 0n ? 0 : exponent, sum }
}

function takeOne(
  value: number,
  top: number,
  bits: number,
  take: TakeExponential,
): BigExponential | undefined {
  const gap = twoSum(value, -top)
  return gap.hi < NOTHING_BELOW
    ? undefined
    : take(toWhole(gap.hi, -bits) + toWhole(gap.lo, -bits), bits)
}

/** The component, or undefined where its bits are not sure. */
// eslint-disable-next-line max-params -- once a component: an object each would cost time
function difference(
  level: Level,
  total: bigint,
  target: bigint,
  i: number,
  unit: number,
): number | undefined {
  const { bits, terms, top, others, sum } = level
  const term = terms[i]
  if (term === undefined) return roundRatio(-target, 1n, unit)
  // At the greatest as (Σy − y) e − y (Σ − e), since Σ − e would cancel; in units of 2^(exponent −
  // bits) both times.
  const exponent = i === top ? level.exponent : term.exponent
  const factor = i === top ? (total - target) << BigInt(-exponent) : total
  const part = i === top ? target : target << BigInt(-exponent)
  const numerator = factor * term.mantissa - part * (i === top ? others : sum)
  const unsure = (magnitude(factor) + magnitude(part) * BigInt(terms.length)) << BigInt(UNSURE_BITS)
  const isSure = bitLength(numerator) > bitLength(unsure) + SURE_BITS
  const isNothing = bitLength(magnitude(numerator) + unsure) + unit + exponent - bits < -1080
  return isSure || isNothing ? 0 + roundRatio(numerator, sum, unit + exponent) : undefined
}
