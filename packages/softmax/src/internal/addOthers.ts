import {
  LEAD as TABLE_LEAD,
  SCALE_ORIGIN as ORIGIN,
  SCALES as TABLE_SCALES,
  STEP as TABLE_STEP,
  STEP_REST as TABLE_STEP_REST,
  STEPS_PER_UNIT as TABLE_STEPS_PER_UNIT,
  TAIL as TABLE_TAIL,
} from './exponentialTable.ts'
import { NOTHING_BELOW } from './exponentiate.ts'

/** Bound again here for speed, as in exponentiate.ts. */
const LEAD = TABLE_LEAD
const TAIL = TABLE_TAIL
const SCALES = TABLE_SCALES
const SCALE_ORIGIN = ORIGIN
const STEP = TABLE_STEP
const STEP_REST = TABLE_STEP_REST
const STEPS_PER_UNIT = TABLE_STEPS_PER_UNIT

/** 2^(j/128) as one double. */
const ROOT = /* @__PURE__ */ LEAD.map((lead, j) => lead + TAIL[j])

/** Adding and taking away 1.5 · 2^52 rounds a double to an integer. */
const TO_INTEGER = 6755399441055744

/**
 * The sum of exp(xᵢ − top), HEADROOM times too large, for the places from `start` up to `end` but for that of the
 * greatest, `at`, whose own term is 1: left out, that 1 cannot swallow the others. It takes the steps of exponentiate
 * and sumPairs in one loop, and so keeps no exponential. The greatest is within LARGEST_DIRECT_SHIFT of 0.
 * @param sum where the sum is left, as a number and what it had to round away
 */
// eslint-disable-next-line max-params -- a hot loop: an object a call would cost time
export function addOthers(
  x: Float64Array,
  start: number,
  end: number,
  at: number,
  sum: Float64Array,
): void {
  const top = x[at]
  const topSteps = Math.floor(top * STEPS_PER_UNIT + 0.5)
  const topRest = top - topSteps * STEP - topSteps * STEP_REST
  const lowest = top + NOTHING_BELOW
  let hi = 0
  let lo = 0
  for (let i = start; i < end; i++) {
    const v = x[i]
    if (i === at || v < lowest) continue
    const steps = v * STEPS_PER_UNIT + TO_INTEGER - TO_INTEGER
    const r = v - steps * STEP - (steps * STEP_REST + topRest)
    const r2 = r * r
    const growth = r + r2 * (0.5 + r * (1 / 6) + r2 * (1 / 24 + r * (1 / 120) + r2 * (1 / 720)))
    const k = (steps | 0) - topSteps
    const j = k & 127
    const scale = SCALES[SCALE_ORIGIN + (k >> 7)]
    const large = LEAD[j] * scale
    const small = (TAIL[j] + ROOT[j] * growth) * scale
    const term = large + small
    const next = hi + term
    const part = next - hi
    lo += hi - (next - part) + (term - part) + (large - term + small)
    hi = next
  }
  sum[0] = hi + lo
  sum[1] = hi - sum[0] + lo
}
