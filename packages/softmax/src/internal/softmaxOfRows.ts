import * as table from './exponentialTable.ts'
import { LARGEST_DIRECT_SHIFT } from './exponentiate.ts'
import type { Layout } from './layout.ts'

/** Bound again here for speed, as in exponentiate.ts. */
const { LEAD, TAIL, SCALES, SCALE_ORIGIN, STEP, STEP_REST, STEPS_PER_UNIT } = table

/** 2^(j/128) as one double. */
const ROOT = /* @__PURE__ */ LEAD.map((lead, j) => lead + TAIL[j])

/** Adding and taking away 1.5 · 2^52 rounds a double to an integer. */
const TO_INTEGER = 6755399441055744
/** Scores within this of the greatest have exponentials that are normal doubles with all their bits. */
const REACH = 650
/** Beyond so many columns a call a row costs nothing to speak of. */
const LONGEST = 512
/** Room for the exponentials of a row; V8 reads it quicker than room that may be exchanged. */
const LEADS = /* @__PURE__ */ new Float64Array(LONGEST)
const TAILS = /* @__PURE__ */ new Float64Array(LONGEST)

/**
 * Softmax of `count` rows of `length` numbers that lie one after the other, at temperature 1: the steps of
 * exponentiate, sumPairs and divideBySum in one loop, and so to the same bits, but without a call in between. For
 * rows of ten the calls cost as much as the exponentials. Without temperature, infinities above, NaN and shares
 * below the normal doubles, HEADROOM goes out of the quotient by itself.
 * @param from the first row to be done
 * @returns the first row that is not so ordinary and was not done, or `count`
 */
export function softmaxOfRows(
  x: Float64Array,
  from: number,
  { count, length, apart }: Layout,
  out: Float64Array,
): number {
  if (length > LONGEST) return from
  for (let row = from, start = from * apart; row < count; row++, start += apart) {
    let top = -Infinity
    for (let i = start; i < start + length; i++) top = Math.max(top, x[i])
    if (!(top >= -LARGEST_DIRECT_SHIFT && top <= LARGEST_DIRECT_SHIFT)) return row
    const topSteps = Math.floor(top * STEPS_PER_UNIT + 0.5)
    const topRest = top - topSteps * STEP - topSteps * STEP_REST
    const lowest = top - REACH
    let sum = 0
    let rest = 0
    for (let i = 0; i < length; i++) {
      const v = x[start + i]
      if (!(v >= lowest)) {
        if (v !== -Infinity) return row
        LEADS[i] = 0
        TAILS[i] = 0
        continue
      }
      const steps = v * STEPS_PER_UNIT + TO_INTEGER - TO_INTEGER
      const r = v - steps * STEP - (steps * STEP_REST + topRest)
      const r2 = r * r
      const growth = r + r2 * (0.5 + r * (1 / 6) + r2 * (1 / 24 + r * (1 / 120) + r2 * (1 / 720)))
      const k = (steps | 0) - topSteps
      const j = k & 127
      const scale = SCALES[SCALE_ORIGIN + (k >> 7)]
      const large = LEAD[j] * scale
      const small = (TAIL[j] + ROOT[j] * growth) * scale
      LEADS[i] = large
      TAILS[i] = small
      const term = large + small
      const next = sum + term
      const part = next - sum
      rest += sum - (next - part) + (term - part) + (large - term + small)
      sum = next
    }
    const hi = sum + rest
    const lo = sum - hi + rest
    const hi1 = Math.fround(hi)
    const share = Math.fround(1 / hi)
    const shareRest = (1 - hi1 * share - (hi - hi1) * share - lo * share) / hi
    const whole = share + shareRest
    for (let i = 0; i < length; i++)
      out[start + i] = LEADS[i] * share + (LEADS[i] * shareRest + TAILS[i] * whole)
  }
  return count
}
