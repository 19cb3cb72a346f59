import * as big from './bigFloat.ts'
import type { BigFloat } from './bigFloat.ts'
import { shift as shiftWhole } from './exactDouble.ts'
import { FRACTION_BITS, fromDouble, LN2, ONE } from './fixedPoint.ts'
import { log1pPair, logPair } from './log.ts'
import { scaleBy } from './scalePair.ts'
import { expm1Series, wideExponential } from './wideExponential.ts'

/** w exp(x), with a finite score x and a weight that is not 0. */
export interface Term {
  score: number
  weight: BigFloat
}

const UNIT: BigFloat = { whole: 1n, exponent: 0 }
/** Integers of so many fractional bits are tried first; each try has twice as many as the last. */
const FIRST_BITS = /* @__PURE__ */ Number(FRACTION_BITS)
/** Bits that a sum must keep beyond its error. */
const NEEDED = 80

/**
 * T log Σ exp(xᵢ/T), where what doubles would cancel is held in integers. About 4 µs a term.
 */
export function exactLogSumExp(x: Float64Array, temperature: number): number {
  const terms: Term[] = []
  for (const score of x) if (score > -Infinity) terms.push({ score, weight: UNIT })
  return exactLogSum(terms, temperature).value
}

/**
 * T log |Σ wᵢ exp(xᵢ/T)| and the sign of the sum, rounded once. Integers are made longer until the sum
 * is certain; that ends, since exponentials of different numbers cancel only if all their weights are 0
 * (Lindemann and Weierstrass), which is looked for.
 */
export function exactLogSum(
  terms: readonly Term[],
  temperature: number,
): { value: number; sign: number } {
  let left = terms
  for (let bits = FIRST_BITS; ; bits *= 2) {
    if (left.length === 0) return { value: -Infinity, sign: 0 }
    const answer = tryBits({ terms: left, temperature, bits })
    if (answer !== undefined) return answer
    if (bits === FIRST_BITS) left = joinEqual(terms)
    if (isUnit(left)) return { value: 0, sign: left[0].weight.whole < 0n ? -1 : 1 }
  }
}

/** One term for each score, its weights added exactly; those that come to 0 left out. */
function joinEqual(terms: readonly Term[]): Term[] {
  const weights = new Map<number, BigFloat[]>()
  for (const { score, weight } of terms) {
    const same = weights.get(score)
    if (same === undefined) weights.set(score, [weight])
    else same.push(weight)
  }
  const joined = Array.from(weights, ([score, all]) => ({ score, weight: big.addBigExactly(all) }))
  return joined.filter(({ weight }) => weight.whole !== 0n)
}

/** The sum is exactly 1 or −1, whose logarithm is 0. */
function isUnit(terms: readonly Term[]): boolean {
  if (terms.length !== 1 || terms[0].score !== 0) return false
  const { weight } = terms[0]
  return [1n, -1n].some(
    (one) => big.addBigExactly([weight, { whole: one, exponent: 0 }]).whole === 0n,
  )
}

interface Problem {
  terms: readonly Term[]
  temperature: number
  bits: number
}

/** A term, and about how large it is. */
interface Measured extends Term {
  /** (score − shift)/T, about. */
  about: number
  /** The exponent of the term's leading bit, about. */
  size: number
  /** The term itself, once it has been needed. */
  value: BigFloat | undefined
}

/** The answer, if so many bits are enough. */
function tryBits(problem: Problem): { value: number; sign: number } | undefined {
  const { terms, temperature, bits } = problem
  const top = terms.reduce((most, { score }) => Math.max(most, score), -Infinity)
  const shift = Math.abs(top / temperature) > 1048576 ? top : 0
  const measured = terms.map((term) => measure(term, shift, temperature))
  const scale = { shift, divisor: big.toBigFloat(temperature), bits }
  const sum = addCertain(exponentials(measured, scale), bits, terms.length)
  if (sum === undefined) return undefined
  const sign = sum.whole < 0n ? -1 : 1
  const logarithm = logOf(sum)
  const isNearOne = shift === 0 && Math.abs(big.toNearest(logarithm)) < 0.5
  if (!isNearOne) return { value: finish(logarithm, scale), sign }
  const parts = excesses(measured, sign, scale)
  if (parts.length === 0) return { value: 0, sign }
  const excess = addCertain(parts, bits, terms.length)
  if (excess === undefined) return undefined
  return { value: finish(logNearOne(excess, sign), scale), sign }
}

const BITS_PER_UNIT = 1.4426950408889634

function measure(term: Term, shift: number, temperature: number): Measured {
  const about = (term.score - shift) / temperature
  const size = about * BITS_PER_UNIT + big.sizeOf(term.weight)
  return { score: term.score, weight: term.weight, about, size, value: undefined }
}

interface Scale {
  shift: number
  divisor: BigFloat
  bits: number
}

/** w exp((x − shift)/T) of all that are not too small to count. */
function exponentials(terms: readonly Measured[], scale: Scale): BigFloat[] {
  const largest = terms.reduce((most, { size }) => Math.max(most, size), -Infinity)
  const kept = terms.filter(({ size }) => size > largest - scale.bits - 8)
  return kept.map(
    (term) => (term.value ??= big.timesBig(term.weight, exponential(term.score, scale))),
  )
}

function exponential(score: number, { shift, divisor, bits }: Scale): BigFloat {
  const x = big.toBigFloat(score)
  const gap = shift === 0 ? x : big.addBigExactly([x, big.toBigFloat(-shift)])
  return wideExponential(big.divideBig(gap, divisor, -bits), bits)
}

/** Scores below this, over T, have exp(x/T) − 1 by its series, so that what is near 1 does not hide the rest. */
const SMALL = 1e-6

/** No T makes a double of T times so small a power of two. */
const NOTHING = -2200

/** Parts that sum to Σ w exp(x/T) − sign, each right to as many bits of itself. */
function excesses(terms: readonly Measured[], sign: number, scale: Scale): BigFloat[] {
  const small = terms.filter(({ about }) => Math.abs(about) < SMALL)
  const others = terms.filter(({ about }) => Math.abs(about) >= SMALL)
  const one = { whole: BigInt(-sign), exponent: 0 }
  const whole = big.addBigExactly([...small.map(({ weight }) => weight), one])
  const grown = small.filter(({ score }) => score !== 0)
  const growths = grown.map(({ score, weight }) => big.timesBig(weight, growth(score, scale)))
  const exact = [whole, ...growths].filter((part) => part.whole !== 0n)
  const largest = exact.reduce((most, part) => Math.max(most, big.sizeOf(part)), -Infinity)
  const least = Math.max(largest - scale.bits - 8, NOTHING)
  const counting = others.filter(({ size }) => size > least)
  return [...exact, ...exponentials(counting, scale)]
}

/** exp(x/T) − 1. */
function growth(score: number, { divisor, bits }: Scale): BigFloat {
  const x = big.toBigFloat(score)
  const unit = big.sizeOf(x) - big.sizeOf(divisor) - bits - 8
  return { whole: expm1Series(big.divideBig(x, divisor, unit), -unit), exponent: unit }
}

/** The sum, if it is so much larger than its error that all bits that are needed are right. */
function addCertain(parts: readonly BigFloat[], bits: number, count: number): BigFloat | undefined {
  const largest = parts.reduce((most, part) => Math.max(most, big.sizeOf(part)), -Infinity)
  if (largest === -Infinity) return undefined
  const sum = big.addBig(parts, largest - bits)
  const lost = 40 + count.toString(2).length
  return big.sizeOf(sum) - sum.exponent > lost + NEEDED ? sum : undefined
}

/** log |sum|, right to 2^-60 where it is not near 0. */
function logOf(sum: BigFloat): BigFloat {
  const { hi, lo, exponent } = toPair(sum)
  const pair = logPair(hi, lo)
  const whole = fromDouble(pair.hi) + fromDouble(pair.lo) + BigInt(exponent) * LN2
  return { whole, exponent: -Number(FRACTION_BITS) }
}

/** |sum| as (hi + lo) · 2^exponent with hi from 1 to 2. */
function toPair({ whole, exponent }: BigFloat): { hi: number; lo: number; exponent: number } {
  const magnitude = whole < 0n ? -whole : whole
  const length = magnitude.toString(2).length
  const leading = shiftWhole(magnitude, Number(FRACTION_BITS) + 1 - length)
  const hi = Number(leading)
  const lo = Number(leading - BigInt(hi))
  const one = Number(ONE)
  return { hi: hi / one, lo: lo / one, exponent: exponent + length - 1 }
}

/** log(1 + sign · excess); of a tiny excess, that itself. */
function logNearOne(excess: BigFloat, sign: number): BigFloat {
  const signed = { whole: excess.whole * BigInt(sign), exponent: excess.exponent }
  if (big.sizeOf(signed) < -120) return signed
  const { hi, lo, exponent } = toPair(signed)
  const unit = signed.whole < 0n ? -scaleBy(1, exponent) : scaleBy(1, exponent)
  const logarithm = log1pPair(hi * unit, lo * unit)
  return {
    whole: fromDouble(logarithm.hi) + fromDouble(logarithm.lo),
    exponent: -Number(FRACTION_BITS),
  }
}

/** logarithm · T + shift, rounded once. */
function finish(logarithm: BigFloat, { shift, divisor }: Scale): number {
  const product = big.timesBig(logarithm, divisor)
  // No −0: what is left of a sum of 1 has no sign that would tell anything.
  return 0 + big.toNearest(big.addBigExactly([product, big.toBigFloat(shift)]))
}
