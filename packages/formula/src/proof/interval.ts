import { Decline } from './decline.ts'

/** All numbers from `low` to `high`, both included; an end may be infinite. */
export type Interval = { readonly low: number; readonly high: number }

/** A number itself. */
export const point = (value: number): Interval => ({ low: value, high: value })

export const WHOLE_LINE: Interval = { low: -Infinity, high: Infinity }

/**
 * How many units in the last place an end is moved outwards. One is enough after + − × ÷ and √,
 * which are rounded correctly. V8's exp and log err by less than one unit, so that four leave room
 * for an engine that errs by three.
 */
const CORRECT = 1
const NEARLY = 4

/**
 * The next numbers below and above, or a little further: 2⁻⁵² of a number is at least one unit in
 * its last place.
 */
const below = (value: number, units: number): number =>
  value - units * (Math.abs(value) * 2 ** -52 + Number.MIN_VALUE)
const above = (value: number, units: number): number =>
  value + units * (Math.abs(value) * 2 ** -52 + Number.MIN_VALUE)

/** An interval widened for the rounding of its ends; NaN gives the whole line. */
function outward(low: number, high: number, units = CORRECT): Interval {
  if (Number.isNaN(low) || Number.isNaN(high)) return WHOLE_LINE
  // An end that overflowed lies beyond the largest number, and no lower end may be infinite for it.
  return {
    low: below(Math.min(low, Number.MAX_VALUE), units),
    high: above(Math.max(high, -Number.MAX_VALUE), units),
  }
}

/** A number given in decimals, whose nearest double is `value`. */
export const written = (value: number): Interval =>
  Number.isSafeInteger(value) ? point(value) : outward(value, value)

export const addIntervals = (a: Interval, b: Interval): Interval =>
  outward(a.low + b.low, a.high + b.high)

export const negateInterval = ({ low, high }: Interval): Interval => ({ low: -high, high: -low })

export function multiplyIntervals(a: Interval, b: Interval): Interval {
  const products = [a.low * b.low, a.low * b.high, a.high * b.low, a.high * b.high]
  return outward(Math.min(...products), Math.max(...products))
}

/** Throws Decline where the divisor may be 0. */
export function divideIntervals(a: Interval, b: Interval): Interval {
  if (b.low <= 0 && b.high >= 0) throw new Decline({ kind: 'zeroDenominator' })
  const quotients = [a.low / b.low, a.low / b.high, a.high / b.low, a.high / b.high]
  return outward(Math.min(...quotients), Math.max(...quotients))
}

/** To a whole power from 0 up. */
export function powerOfInterval(a: Interval, exponent: number): Interval {
  if (exponent === 0) return point(1)
  if (exponent % 2 === 0 && a.low < 0) return powerOfInterval(absoluteOf(a), exponent)
  return { low: powerOfPoint(a.low, exponent).low, high: powerOfPoint(a.high, exponent).high }
}

function powerOfPoint(value: number, exponent: number): Interval {
  let result = point(1)
  for (let n = 0; n < exponent; n++) result = multiplyIntervals(result, point(value))
  return result
}

export function absoluteOf({ low, high }: Interval): Interval {
  if (low >= 0) return { low, high }
  return { low: Math.max(0, -high), high: Math.max(-low, high) }
}

export const expOf = ({ low, high }: Interval): Interval => {
  const { low: least, high: greatest } = outward(Math.exp(low), Math.exp(high), NEARLY)
  return { low: Math.max(0, least), high: greatest }
}

/** Throws Decline where the argument may be 0 or less. */
export function logOf({ low, high }: Interval): Interval {
  if (low <= 0) throw new Decline({ kind: 'logOfZero' })
  return outward(Math.log(low), Math.log(high), NEARLY)
}

/** Throws Decline where the argument may be negative. */
export function rootOf({ low, high }: Interval): Interval {
  if (low < 0) throw new Decline({ kind: 'rootBelowZero' })
  return outward(Math.sqrt(low), Math.sqrt(high))
}
