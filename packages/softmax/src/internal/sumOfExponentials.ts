import { addOthers } from './addOthers.ts'
import type { Pair } from './doubleDouble.ts'
import { LARGEST_DIRECT_SHIFT } from './exponentiate.ts'
import { HEADROOM, powerOfTwo } from './exponentialTable.ts'
import { fillShifted } from './fillShifted.ts'
import { log1pPair } from './log.ts'
import { settle } from './settle.ts'
import { sumPairs } from './sumPairs.ts'

/** So many exponentials at a time: they are summed while they are still in the first-level cache. */
const BLOCK = 512

/** Room that is kept: for ten scores, new arrays would cost as much as the exponentials. */
const BLOCK_LEAD = /* @__PURE__ */ new Float64Array(BLOCK)
const BLOCK_TAIL = /* @__PURE__ */ new Float64Array(BLOCK)
const SUM = /* @__PURE__ */ new Float64Array(2)

/**
 * R, the sum of exp((xᵢ − top)/T) over all but the greatest score, whose own term is 1, HEADROOM times too large.
 * Left out, that 1 cannot swallow the others: when they are tiny, log(1 + R) is R.
 */
export function sumOfOthers(x: Float64Array, at: number, temperature: number): Pair {
  if (temperature === 1 && Math.abs(x[at]) <= LARGEST_DIRECT_SHIFT)
    addOthers(x, 0, x.length, at, SUM)
  else addOthersShifted(x, at, temperature)
  return { hi: SUM[0], lo: SUM[1] }
}

function addOthersShifted(x: Float64Array, at: number, temperature: number): void {
  SUM[0] = SUM[1] = 0
  for (let from = 0; from < x.length; from += BLOCK) {
    const count = Math.min(BLOCK, x.length - from)
    fillShifted(x, from, count, x[at], temperature, BLOCK_LEAD, BLOCK_TAIL, 0)
    if (at >= from && at < from + count) BLOCK_LEAD[at - from] = BLOCK_TAIL[at - from] = 0
    sumPairs(BLOCK_LEAD, BLOCK_TAIL, 0, count, SUM)
  }
  const hi = SUM[0] + SUM[1]
  SUM[1] = SUM[0] - hi + SUM[1]
  SUM[0] = hi
}

/** Where R, as sumOfOthers gives it, is below this, it is also log(1 + R), and is kept HEADROOM times too large. */
export const TINY = /* @__PURE__ */ powerOfTwo(-700)

/** log(1 + R), rounded once where it is no normal double. */
export function logOfSum(x: Float64Array, at: number, temperature: number): Pair {
  const { hi, lo } = sumOfOthers(x, at, temperature)
  if (hi < TINY) return { hi: settle(hi, lo), lo: 0 }
  return log1pPair(hi / HEADROOM, lo / HEADROOM)
}

/** log(1 + R) HEADROOM times too large, and so whole however small it is; R too. */
export function scaledLog1p({ hi, lo }: Pair): Pair {
  if (hi < TINY) return { hi, lo }
  const logarithm = log1pPair(hi / HEADROOM, lo / HEADROOM)
  return { hi: logarithm.hi * HEADROOM, lo: logarithm.lo * HEADROOM }
}

/** Whether top + log(1 + R) cancels more than pairs of doubles allow for. */
export function isNearZero(top: number, value: number, logarithm: number): boolean {
  return top < 0 && Math.abs(value) < logarithm / 4
}
