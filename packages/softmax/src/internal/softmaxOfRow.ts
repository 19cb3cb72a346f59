import {
  HEADROOM,
  LEAD as TABLE_LEAD,
  SCALE_ORIGIN as ORIGIN,
  SCALES as TABLE_SCALES,
  STEP as TABLE_STEP,
  STEP_REST as TABLE_STEP_REST,
  STEPS_PER_UNIT as TABLE_STEPS_PER_UNIT,
  TAIL as TABLE_TAIL,
} from './exponentialTable.ts'
import { NOTHING_BELOW } from './exponentiate.ts'
import { LARGEST_MODERATE, MASKED_BELOW } from './moderate.ts'
import { scratch } from './scratch.ts'
import { settle } from './settle.ts'
import { shifted, type Temperature } from './shifted.ts'

/** Bound again here for speed, as in exponentiate.ts. */
const LEAD = TABLE_LEAD
const TAIL = TABLE_TAIL
const SCALES = TABLE_SCALES
const SCALE_ORIGIN = ORIGIN
const STEP = TABLE_STEP
const STEP_REST = TABLE_STEP_REST
const STEPS_PER_UNIT = TABLE_STEPS_PER_UNIT

/** Adding and taking away 1.5 · 2^52 rounds a double to an integer. */
const TO_INTEGER = 6755399441055744
/** 2^29 + 1, which splits off the leading 24 bits of a double (Dekker 1971). */
const TO_24_BITS = 536870913
/** Scores within this of the greatest have shares that are normal doubles, with all their bits on the way. */
const REACH = 650
/** Room for the exponentials of so many: V8 reads it quicker than room that may be exchanged. */
const SHORT = 512
const LEADS = /* @__PURE__ */ new Float64Array(SHORT)
const TAILS = /* @__PURE__ */ new Float64Array(SHORT)

/**
 * Softmax of `length` numbers from place `start`, written to the same places of `out`, which may be the numbers
 * themselves. It takes the steps of exponentiate, sumPairs and divideBySum without a call in between: for ten scores
 * the calls would cost half as much as the exponentials. And it takes moderate scores as they are, without looking for
 * the greatest first: in a batch of rows no processor can foretell which that is, and each time it is mistaken costs
 * as much as an exponential.
 * @param divisor T, where it is not 1
 * @param isModerate whether to try that; at the first score that is not moderate it starts again with the differences
 * @returns whether it was done: not where softmax has but a limit, or none
 */
// eslint-disable-next-line max-params -- a hot loop: an object a call would cost time
export function softmaxOfRow(
  x: Float64Array,
  start: number,
  length: number,
  out: Float64Array,
  divisor: Temperature | undefined,
  isModerate = divisor === undefined,
): boolean {
  const leads = length <= SHORT ? LEADS : scratch(0, length)
  const tails = length <= SHORT ? TAILS : scratch(1, length)
  if (!isModerate) {
    let top = -Infinity
    for (let i = start; i < start + length; i++) if (x[i] > top) top = x[i]
    if (!Number.isFinite(top)) return false
    shiftAll(x, start, top, divisor, leads, tails, length)
  }
  const from = isModerate ? x : leads
  const first = isModerate ? start : 0
  const reach = isModerate ? LARGEST_MODERATE : REACH
  const lowest = isModerate ? MASKED_BELOW : NOTHING_BELOW
  let isNear = true
  let sum = 0
  let rest = 0
  for (let i = 0; i < length; i++) {
    const v = from[first + i]
    if (!(Math.abs(v) <= reach)) {
      if (v < lowest) {
        leads[i] = 0
        tails[i] = 0
        continue
      }
      if (isModerate) return softmaxOfRow(x, start, length, out, divisor, false)
      if (Number.isNaN(v)) return false
      isNear = false
    }
    const steps = v * STEPS_PER_UNIT + TO_INTEGER - TO_INTEGER
    const back = isModerate ? 0 : tails[i]
    const r = v - steps * STEP - (steps * STEP_REST - back)
    const r2 = r * r
    const growth = r + r2 * (0.5 + r * (1 / 6) + r2 * (1 / 24 + r * (1 / 120) + r2 * (1 / 720)))
    const k = steps | 0
    const j = k & 127
    const power = SCALES[SCALE_ORIGIN + (k >> 7)]
    const large = LEAD[j] * power
    const small = (TAIL[j] + (LEAD[j] + TAIL[j]) * growth) * power
    leads[i] = large
    tails[i] = small
    const term = large + small
    const next = sum + term
    const part = next - sum
    rest += sum - (next - part) + (term - part) + (large - term + small)
    sum = next
  }
  if (sum === 0) return isModerate && softmaxOfRow(x, start, length, out, divisor, false)
  // 1/Σ in 24 bits and the rest: lead · share is exact, all else is small, and one rounding counts, the last addition's.
  const unit = isNear ? 1 : HEADROOM
  const hi = sum + rest
  const lo = sum - hi + rest
  const hi1 = hi * TO_24_BITS - (hi * TO_24_BITS - hi)
  const whole = unit / hi
  const share = whole * TO_24_BITS - (whole * TO_24_BITS - whole)
  const shareRest = (unit - hi1 * share - (hi - hi1) * share - lo * share) / hi
  if (isNear)
    for (let i = 0; i < length; i++)
      out[start + i] = leads[i] * share + (leads[i] * shareRest + tails[i] * whole)
  else
    for (let i = 0; i < length; i++)
      out[start + i] = settle(leads[i] * share, leads[i] * shareRest + tails[i] * whole)
  return true
}

/** (xᵢ − top)/T for `length` numbers from place `start`, as pairs. */
// eslint-disable-next-line max-params -- a hot loop: an object a call would cost time
function shiftAll(
  x: Float64Array,
  start: number,
  top: number,
  divisor: Temperature | undefined,
  leads: Float64Array,
  tails: Float64Array,
  length: number,
): void {
  for (let i = 0; i < length; i++) {
    const v = x[start + i]
    if (divisor === undefined) {
      const gap = v - top
      const part = gap - v
      leads[i] = gap
      tails[i] = v - (gap - part) - (top + part)
    } else {
      const { hi, lo } = shifted(v, top, divisor)
      leads[i] = hi
      tails[i] = lo
    }
  }
}
