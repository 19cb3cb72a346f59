import * as table from './exponentialTable.ts'
import { LARGEST_DIRECT_SHIFT } from './exponentiate.ts'
import { twoSum } from './doubleDouble.ts'
import type { Layout } from './layout.ts'
import { log1pPair } from './log.ts'

/** Bound again here for speed, as in exponentiate.ts. */
const { HEADROOM, LEAD, TAIL, SCALES, SCALE_ORIGIN, STEP, STEP_REST, STEPS_PER_UNIT } = table

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
 * Log-sum-exp of `count` rows of `length` numbers that lie one after the other, at temperature 1, as softmaxOfRows
 * has softmax: to the bits of logSumExp, without a call for each row but for the logarithm.
 * @param from the first row to be done
 * @returns the first row that is not so ordinary and was not done, or `count`
 */
export function logSumExpOfRows(
  x: Float64Array,
  from: number,
  { count, length, apart }: Layout,
  out: Float64Array,
): number {
  if (length > LONGEST) return from
  for (let row = from, start = from * apart; row < count; row++, start += apart) {
    let top = -Infinity
    let at = 0
    for (let i = 0; i < length; i++) {
      if (x[start + i] > top) {
        top = x[start + i]
        at = i
      }
    }
    if (!(top >= -LARGEST_DIRECT_SHIFT && top <= LARGEST_DIRECT_SHIFT)) return row
    const topSteps = Math.floor(top * STEPS_PER_UNIT + 0.5)
    const topRest = top - topSteps * STEP - topSteps * STEP_REST
    const lowest = top - REACH
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
      LEADS[i] = LEAD[j] * scale
      TAILS[i] = (TAIL[j] + ROOT[j] * growth) * scale
    }
    LEADS[at] = 0
    TAILS[at] = 0
    let sum = 0
    let rest = 0
    for (let i = 0; i < length; i++) {
      const term = LEADS[i] + TAILS[i]
      const next = sum + term
      const part = next - sum
      rest += sum - (next - part) + (term - part) + (LEADS[i] - term + TAILS[i])
      sum = next
    }
    const others = sum + rest
    const logarithm = log1pPair(others / HEADROOM, (sum - others + rest) / HEADROOM)
    const { hi, lo } = twoSum(top, logarithm.hi)
    if (isNearZero(top, hi, logarithm.hi)) return row
    out[row] = hi + (lo + logarithm.lo)
  }
  return count
}

/** Where the answer or what is added to the greatest score is so small that it is summed with more care. */
function isNearZero(top: number, value: number, logarithm: number): boolean {
  return Math.abs(value) < logarithm / 2 || (logarithm < 1e-9 && Math.abs(top) < 1e-6)
}
