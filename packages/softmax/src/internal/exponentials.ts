import { renormalise, twoSum, type Pair } from './doubleDouble.ts'
import { HEADROOM } from './exponentialTable.ts'
import { exponentiate, LARGEST_DIRECT_SHIFT } from './exponentiate.ts'
import { fillShifted } from './fillShifted.ts'
import { sumPairs } from './sumPairs.ts'

/** exp((xᵢ − top)/T) and their sums, all HEADROOM times too large and right to about 2^-58 of themselves. */
export interface Exponentials {
  /** Each as lead + tail. */
  lead: Float64Array
  tail: Float64Array
  /** The sum of all but the greatest, whose own is 1. */
  others: Pair
  /** The sum of all. */
  all: Pair
}

/** The exponentials of finite scores and −Infinity, relative to the greatest, which is at `at`. */
export function exponentialsOf(x: Float64Array, at: number, temperature: number): Exponentials {
  const lead = new Float64Array(x.length)
  const tail = new Float64Array(x.length)
  fillExponentials(x, x[at], temperature, lead, tail)
  const others = sumWithout(lead, tail, at)
  return { lead, tail, others, all: addToOne(others) }
}

/** Nothing to divide by, and no pairs to form, where T is 1 and the shift is small enough to be counted in steps. */
// eslint-disable-next-line max-params -- a hot loop: an object a call would cost time
function fillExponentials(
  x: Float64Array,
  top: number,
  temperature: number,
  lead: Float64Array,
  tail: Float64Array,
): void {
  if (temperature === 1 && Math.abs(top) <= LARGEST_DIRECT_SHIFT)
    exponentiate(x, 0, x.length, top, lead, tail, 0)
  else fillShifted(x, 0, x.length, top, temperature, lead, tail, 0)
}

function sumWithout(lead: Float64Array, tail: Float64Array, at: number): Pair {
  const sum = new Float64Array(2)
  sumPairs(lead, tail, 0, at, sum)
  sumPairs(lead, tail, at + 1, lead.length - at - 1, sum)
  return renormalise(sum[0], sum[1])
}

function addToOne(rest: Pair): Pair {
  const sum = twoSum(HEADROOM, rest.hi)
  return renormalise(sum.hi, sum.lo + rest.lo)
}
