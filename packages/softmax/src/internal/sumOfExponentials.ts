import type { Pair } from './doubleDouble.ts'
import { exponentiate, exponentiatePairs, LARGEST_DIRECT_SHIFT } from './exponentiate.ts'
import { HEADROOM, powerOfTwo } from './exponentialTable.ts'
import { log1pPair } from './log.ts'
import { settle } from './settle.ts'
import { shifted, toTemperature } from './shifted.ts'
import { sumPairs } from './sumPairs.ts'

/** So many exponentials at a time: they are summed while they are still in the first-level cache. */
const BLOCK = 512

/** Room that is kept: for ten scores, new arrays would cost as much as the exponentials. */
const BLOCK_LEAD = /* @__PURE__ */ new Float64Array(BLOCK)
const BLOCK_TAIL = /* @__PURE__ */ new Float64Array(BLOCK)
const SUM = /* @__PURE__ */ new Float64Array(2)

/** Σ exp((xᵢ − top)/T), its terms left in `lead` and `tail`, HEADROOM times too large; the sum is not. */
// eslint-disable-next-line max-params -- a hot loop: an object a call would cost time
export function sumAndKeepExponentials(
  x: Float64Array,
  top: number,
  temperature: number,
  lead: Float64Array,
  tail: Float64Array,
): Pair {
  SUM[0] = SUM[1] = 0
  for (let from = 0; from < x.length; from += BLOCK) {
    const count = Math.min(BLOCK, x.length - from)
    fill(x, from, count, top, temperature, lead, tail, from)
    sumPairs(lead, tail, from, count, SUM)
  }
  const hi = SUM[0] + SUM[1]
  return { hi: hi / HEADROOM, lo: (SUM[0] - hi + SUM[1]) / HEADROOM }
}

/**
 * R, the sum of exp((xᵢ − top)/T) over all but the greatest score, whose own term is 1, HEADROOM times too large.
 * Left out, that 1 cannot swallow the others: when they are tiny, log(1 + R) is R.
 */
export function sumOfOthers(x: Float64Array, at: number, temperature: number): Pair {
  SUM[0] = SUM[1] = 0
  for (let from = 0; from < x.length; from += BLOCK) {
    const count = Math.min(BLOCK, x.length - from)
    fill(x, from, count, x[at], temperature, BLOCK_LEAD, BLOCK_TAIL, 0)
    if (at >= from && at < from + count) BLOCK_LEAD[at - from] = BLOCK_TAIL[at - from] = 0
    sumPairs(BLOCK_LEAD, BLOCK_TAIL, 0, count, SUM)
  }
  const hi = SUM[0] + SUM[1]
  return { hi, lo: SUM[0] - hi + SUM[1] }
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

/** Nothing to divide by, and no pairs to form, where T is 1 and the shift is small enough to be counted in steps. */
// eslint-disable-next-line max-params -- a hot loop: an object a call would cost time
function fill(
  x: Float64Array,
  from: number,
  count: number,
  top: number,
  temperature: number,
  lead: Float64Array,
  tail: Float64Array,
  to: number,
): void {
  if (temperature === 1 && Math.abs(top) <= LARGEST_DIRECT_SHIFT)
    exponentiate(x, from, count, top, lead, tail, to)
  else fillShifted(x, from, count, top, temperature, lead, tail, to)
}

// eslint-disable-next-line max-params -- a hot loop: an object a call would cost time
function fillShifted(
  x: Float64Array,
  from: number,
  count: number,
  top: number,
  temperature: number,
  lead: Float64Array,
  tail: Float64Array,
  to: number,
): void {
  const divisor = toTemperature(temperature)
  for (let i = 0; i < count; i++) {
    const { hi, lo } = shifted(x[from + i], top, divisor)
    lead[to + i] = hi
    tail[to + i] = lo
  }
  exponentiatePairs(lead, tail, to, count)
}
