import {
  LEAD as TABLE_LEAD,
  SCALE_ORIGIN as ORIGIN,
  SCALES as TABLE_SCALES,
  STEP as TABLE_STEP,
  STEP_REST as TABLE_STEP_REST,
  STEPS_PER_UNIT as TABLE_STEPS_PER_UNIT,
  TAIL as TABLE_TAIL,
} from './exponentialTable.ts'

/** Bound again here: V8 takes a module's own constants for constants, but looks imported ones up in every turn of a loop (a third of the time). */
const LEAD = TABLE_LEAD
const TAIL = TABLE_TAIL
const SCALES = TABLE_SCALES
const SCALE_ORIGIN = ORIGIN
const STEP = TABLE_STEP
const STEP_REST = TABLE_STEP_REST
const STEPS_PER_UNIT = TABLE_STEPS_PER_UNIT

/** Adding and taking away 1.5 · 2^52 rounds a double to an integer. */
const TO_INTEGER = 6755399441055744
/**
 * Below e^-772 of the largest term nothing is left. One such term is nothing from e^-746 on, but a billion
 * of them together still come to a double's smallest.
 */
export const NOTHING_BELOW = -772
/** The largest shift for which the steps of x are counted exactly without subtracting first. */
export const LARGEST_DIRECT_SHIFT = 4096

/**
 * exp(xᵢ − shift) for `count` scores from place `from`, written from place `to`, 2^100 times too large,
 * as lead + tail: the lead has 24 bits and the sum is right to about 2^-60. Nothing but + − × and loads, so every engine gives the same bits.
 *
 * This loop is where a softmax spends its time, hence its length: whatever it called would have to
 * hand back two numbers, and V8 does not always take such a pair apart. Three things make it short
 * in time. The shift is not subtracted, which would leave a residue to carry, but counted in steps
 * of log 2 / 128 along with x: x = k · STEP + r, so exp(x − shift) = 2^((k − K)/128) · exp(r − ρ).
 * The scale is loaded: bits pieced together would take the way through memory too. And the index of
 * the scale is an addition, never a negation: −0 would throw the optimised code away.
 * @source Tang 1989, Table-driven implementation of the exponential function
 */
// eslint-disable-next-line max-params -- a hot loop: an object a call would cost time
export function exponentiate(
  x: Float64Array,
  from: number,
  count: number,
  shift: number,
  lead: Float64Array,
  tail: Float64Array,
  to: number,
): void {
  const shiftSteps = Math.floor(shift * STEPS_PER_UNIT + 0.5)
  const shiftRest = shift - shiftSteps * STEP - shiftSteps * STEP_REST
  const lowest = shift + NOTHING_BELOW
  for (let i = 0; i < count; i++) {
    const v = x[from + i]
    if (v < lowest) {
      lead[to + i] = 0
      tail[to + i] = 0
      continue
    }
    const steps = v * STEPS_PER_UNIT + TO_INTEGER - TO_INTEGER
    const r = v - steps * STEP - (steps * STEP_REST + shiftRest)
    const r2 = r * r
    const growth = r + r2 * (0.5 + r * (1 / 6) + r2 * (1 / 24 + r * (1 / 120) + r2 * (1 / 720)))
    const k = (steps | 0) - shiftSteps
    const j = k & 127
    const scale = SCALES[SCALE_ORIGIN + (k >> 7)]
    lead[to + i] = LEAD[j] * scale
    tail[to + i] = (TAIL[j] + (LEAD[j] + TAIL[j]) * growth) * scale
  }
}

/** The same for exponents that are pairs already, in place; each within NOTHING_BELOW and 0. */
export function exponentiatePairs(
  lead: Float64Array,
  tail: Float64Array,
  to: number,
  count: number,
): void {
  for (let i = to; i < to + count; i++) {
    const v = lead[i]
    if (v < NOTHING_BELOW) {
      lead[i] = 0
      tail[i] = 0
      continue
    }
    const steps = v * STEPS_PER_UNIT + TO_INTEGER - TO_INTEGER
    const r = v - steps * STEP - (steps * STEP_REST - tail[i])
    const r2 = r * r
    const growth = r + r2 * (0.5 + r * (1 / 6) + r2 * (1 / 24 + r * (1 / 120) + r2 * (1 / 720)))
    const k = steps | 0
    const j = k & 127
    const scale = SCALES[SCALE_ORIGIN + (k >> 7)]
    lead[i] = LEAD[j] * scale
    tail[i] = (TAIL[j] + (LEAD[j] + TAIL[j]) * growth) * scale
  }
}
