import {
  LEAD as TABLE_LEAD,
  POWER_ORIGIN as ORIGIN,
  SCALES as TABLE_SCALES,
  STEP as TABLE_STEP,
  STEP_REST as TABLE_STEP_REST,
  STEPS_PER_UNIT as TABLE_STEPS_PER_UNIT,
  TAIL as TABLE_TAIL,
} from './exponentialTable.ts'
import { writeLog } from './log.ts'
import { LARGEST_MODERATE as LARGEST, MASKED_BELOW as MASKED } from './moderate.ts'

/** Bound again here for speed, as in exponentiate.ts. */
const LEAD = TABLE_LEAD
const TAIL = TABLE_TAIL
const SCALES = TABLE_SCALES
const POWER_ORIGIN = ORIGIN
const STEP = TABLE_STEP
const STEP_REST = TABLE_STEP_REST
const STEPS_PER_UNIT = TABLE_STEPS_PER_UNIT
const LARGEST_MODERATE = LARGEST
const MASKED_BELOW = MASKED

/** 2^(j/128) as one double. */
const ROOT = /* @__PURE__ */ LEAD.map((lead, j) => lead + TAIL[j])
/** Adding and taking away 1.5 · 2^52 rounds a double to an integer. */
const TO_INTEGER = 6755399441055744
/** The sum is right to 2^-60 of itself, so its logarithm is to 2^-60: nearer to 0 that is too little. */
const NEAR_ZERO = 0.3

/**
 * Sums the exponentials of the numbers from place `start` up to `end`, if they are moderate: as they are, for the reason
 * that softmaxOfRow has.
 * @param sums where the sum is left, at `at` and what it had to round away behind it; 0 where a score is not
 * moderate, or all are masked
 */
// eslint-disable-next-line max-params -- a hot loop: an object a call would cost time
export function addModerate(
  x: Float64Array,
  start: number,
  end: number,
  sums: Float64Array,
  at: number,
): void {
  let sum = 0
  let rest = 0
  for (let i = start; i < end; i++) {
    const v = x[i]
    if (!(Math.abs(v) <= LARGEST_MODERATE)) {
      if (v < MASKED_BELOW) continue
      sum = rest = 0
      break
    }
    const steps = v * STEPS_PER_UNIT + TO_INTEGER - TO_INTEGER
    const r = v - steps * STEP - steps * STEP_REST
    const r2 = r * r
    const growth = r + r2 * (0.5 + r * (1 / 6) + r2 * (1 / 24 + r * (1 / 120) + r2 * (1 / 720)))
    const k = steps | 0
    const j = k & 127
    const power = SCALES[POWER_ORIGIN + (k >> 7)]
    const large = LEAD[j] * power
    const small = (TAIL[j] + ROOT[j] * growth) * power
    const term = large + small
    const next = sum + term
    const part = next - sum
    rest += sum - (next - part) + (term - part) + (large - term + small)
    sum = next
  }
  sums[at] = sum + rest
  sums[at + 1] = sum - sums[at] + rest
}

const LOGARITHM = /* @__PURE__ */ new Float64Array(2)

/** The logarithm of what addModerate has left at `at`; NaN where that is nothing, or the answer is near 0. */
export function logOfModerate(sums: Float64Array, at: number): number {
  if (sums[at] === 0) return NaN
  writeLog(sums[at], sums[at + 1], LOGARITHM)
  const value = LOGARITHM[0] + LOGARITHM[1]
  return Math.abs(value) < NEAR_ZERO ? NaN : value
}
