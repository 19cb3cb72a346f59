import type { Algebra } from './algebra.ts'
import { Decline } from './decline.ts'
import {
  absoluteOf,
  addIntervals,
  divideIntervals,
  expOf,
  logOf,
  multiplyIntervals,
  negateInterval,
  point,
  powerOfInterval,
  rootOf,
  written,
  type Interval,
} from './interval.ts'

/**
 * Formulas are interpreted in intervals: the value at every point of a box lies in the interval for
 * the box.
 */
export const INTERVALS: Algebra<Interval> = {
  constant: written,
  add: addIntervals,
  multiply: multiplyIntervals,
  divide: divideIntervals,
  power,
  call,
  extreme: (op, values) => ({
    low: Math[op](...values.map((it) => it.low)),
    high: Math[op](...values.map((it) => it.high)),
  }),
  compare,
}

const HIGHEST = 64

function power(base: Interval, exponent: Interval): Interval {
  const { low: whole } = exponent
  if (Number.isInteger(whole) && whole === exponent.high && Math.abs(whole) <= HIGHEST) {
    return whole < 0
      ? divideIntervals(point(1), powerOfInterval(base, -whole))
      : powerOfInterval(base, whole)
  }
  return expOf(multiplyIntervals(exponent, logOf(base)))
}

function call(fn: string, a: Interval): Interval {
  switch (fn) {
    case 'exp':
      return expOf(a)
    case 'log':
      return logOf(a)
    case 'sqrt':
      return rootOf(a)
    case 'abs':
      return absoluteOf(a)
    case 'tanh':
      return tanhOf(a)
    case 'sinh':
      return { low: halfOf(a.low, -1).low, high: halfOf(a.high, -1).high }
    case 'cosh':
      return { low: halfOf(absoluteOf(a).low, 1).low, high: halfOf(absoluteOf(a).high, 1).high }
    default:
      throw new Decline({ kind: 'notFollowed', what: fn })
  }
}

/** (eˣ ± e⁻ˣ) / 2 at a point: sinh rises everywhere, and cosh from 0 up. */
const halfOf = (x: number, sign: number): Interval =>
  multiplyIntervals(
    written(0.5),
    addIntervals(expOf(point(x)), multiplyIntervals(point(sign), expOf(point(-x)))),
  )

/** 1 − 2 / (e²ˣ + 1), which rises. */
function tanhOf({ low, high }: Interval): Interval {
  const at = (x: number): Interval =>
    addIntervals(
      point(1),
      negateInterval(divideIntervals(point(2), addIntervals(expOf(point(2 * x)), point(1)))),
    )
  return { low: Math.max(-1, at(low).low), high: Math.min(1, at(high).high) }
}

/** A relation that holds for all pairs of numbers, or for none. */
function compare(a: Interval, relation: string, b: Interval): boolean {
  const never = a.high < b.low || a.low > b.high
  const same = a.low === a.high && a.low === b.low && b.low === b.high
  const known: Readonly<Record<string, boolean | undefined>> = {
    '=': same || (never ? false : undefined),
    '!': never || (same ? false : undefined),
    '<': a.high < b.low || (a.low >= b.high ? false : undefined),
    '>': a.low > b.high || (a.high <= b.low ? false : undefined),
    '<=': a.high <= b.low || (a.low > b.high ? false : undefined),
    '>=': a.low >= b.high || (a.high < b.low ? false : undefined),
  }
  const holds = known[relation]
  if (holds === undefined) throw new Decline({ kind: 'realCondition' })
  return holds
}
