import type { Pair } from './doubleDouble.ts'
import { exponentiate, exponentiatePairs, LARGEST_DIRECT_SHIFT } from './exponentiate.ts'
import { HEADROOM } from './exponentialTable.ts'
import { log1pPair } from './log.ts'
import { scratch } from './scratch.ts'
import { shifted, toTemperature, type Temperature } from './shifted.ts'
import { sumPairs } from './sumPairs.ts'

/** So many exponentials at a time: they stay in the first-level cache. */
const BLOCK = 512

/**
 * log(1 + R), where R sums exp((xᵢ − top)/T) over all but the greatest score, whose own term is 1.
 * Left out, that 1 cannot swallow the others: when they are tiny, R is the whole answer.
 */
export function logOfOthers(x: Float64Array, at: number, temperature: number): Pair {
  const direct = temperature === 1 && Math.abs(x[at]) <= LARGEST_DIRECT_SHIFT
  const divisor = direct ? undefined : toTemperature(temperature)
  const sum = new Float64Array(2)
  for (let from = 0; from < x.length; from += BLOCK) addBlock(x, from, at, divisor, sum)
  const hi = sum[0] + sum[1]
  return log1pPair({ hi: hi / HEADROOM, lo: (sum[0] - hi + sum[1]) / HEADROOM })
}

function addBlock(x: Float64Array, from: number, at: number, divisor: Temperature | undefined, sum: Float64Array): void {
  const lead = scratch(0, BLOCK)
  const tail = scratch(1, BLOCK)
  const count = Math.min(BLOCK, x.length - from)
  if (divisor === undefined) exponentiate(x, from, count, x[at], lead, tail)
  else exponentiateShifted(x, from, count, x[at], divisor, lead, tail)
  if (at >= from && at < from + count) {
    lead[at - from] = 0
    tail[at - from] = 0
  }
  sumPairs(lead, tail, count, sum)
}

/** exp((xᵢ − top)/T), for any top and any T: the exponents are pairs first. */
export function exponentiateShifted(
  x: Float64Array, from: number, count: number, top: number, divisor: Temperature, lead: Float64Array, tail: Float64Array,
): void {
  for (let i = 0; i < count; i++) {
    const { hi, lo } = shifted(x[from + i], top, divisor)
    lead[i] = hi
    tail[i] = lo
  }
  exponentiatePairs(count, lead, tail)
}
