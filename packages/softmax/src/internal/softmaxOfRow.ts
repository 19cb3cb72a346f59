import {
  LEAD as TABLE_LEAD,
  powerOfTwo,
  SCALE_ORIGIN as ORIGIN,
  SCALES as TABLE_SCALES,
  STEP as TABLE_STEP,
  STEP_REST as TABLE_STEP_REST,
  STEPS_PER_UNIT as TABLE_STEPS_PER_UNIT,
  TAIL as TABLE_TAIL,
} from './exponentialTable.ts'
import { LARGEST_DIRECT_SHIFT, NOTHING_BELOW } from './exponentiate.ts'
import { scratch } from './scratch.ts'
import { settle } from './settle.ts'
import { shifted, toTemperature, type Temperature } from './shifted.ts'

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
/** Scores within this of the greatest have shares that are normal doubles, with all their bits on the way. */
const REACH = 650
/** Room for the exponentials of so many: V8 reads it quicker than room that may be exchanged. */
const SHORT = 512
const LEADS = /* @__PURE__ */ new Float64Array(SHORT)
const TAILS = /* @__PURE__ */ new Float64Array(SHORT)
/** 1 / HEADROOM. */
const DOWN = /* @__PURE__ */ powerOfTwo(-100)

/**
 * Softmax of `length` numbers from place `start`, written to the same places of `out`, which may be the numbers
 * themselves. It takes the steps of exponentiate, sumPairs and divideBySum without a call in between: for ten
 * scores the calls would cost half as much as the exponentials.
 * @param divisor T, where it is not 1
 * @returns whether it was done: not where softmax has but a limit, or none
 */
// eslint-disable-next-line max-params -- a hot loop: an object a call would cost time
export function softmaxOfRow(
  x: Float64Array,
  start: number,
  length: number,
  out: Float64Array,
  divisor: Temperature | undefined,
): boolean {
  let top = -Infinity
  for (let i = start; i < start + length; i++) if (x[i] > top) top = x[i]
  if (!Number.isFinite(top)) return false
  const leads = length <= SHORT ? LEADS : scratch(0, length)
  const tails = length <= SHORT ? TAILS : scratch(1, length)
  // Steps are counted from those of the greatest, or else scores are taken from it and divided first.
  const isDirect = divisor === undefined && Math.abs(top) <= LARGEST_DIRECT_SHIFT
  const origin = isDirect ? top : 0
  const from = isDirect ? x : leads
  const first = isDirect ? start : 0
  if (!isDirect) shiftAll(x, start, top, divisor ?? toTemperature(1), leads, tails, length)
  const topSteps = Math.floor(origin * STEPS_PER_UNIT + 0.5)
  const topRest = origin - topSteps * STEP - topSteps * STEP_REST
  const near = origin - REACH
  let isNear = true
  let sum = 0
  let rest = 0
  for (let i = 0; i < length; i++) {
    const v = from[first + i]
    const back = isDirect ? topRest : -tails[i]
    if (!(v >= near)) {
      if (Number.isNaN(v)) return false
      if (v < origin + NOTHING_BELOW) {
        leads[i] = 0
        tails[i] = 0
        continue
      }
      isNear = false
    }
    const steps = v * STEPS_PER_UNIT + TO_INTEGER - TO_INTEGER
    const r = v - steps * STEP - (steps * STEP_REST + back)
    const r2 = r * r
    const growth = r + r2 * (0.5 + r * (1 / 6) + r2 * (1 / 24 + r * (1 / 120) + r2 * (1 / 720)))
    const k = (steps | 0) - topSteps
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
  const hi = (sum + rest) * DOWN
  const lo = (sum - (sum + rest) + rest) * DOWN
  // 1/Σ in 24 bits and the rest: lead · share is exact, all else is small, and one rounding counts, the last addition's.
  const hi1 = Math.fround(hi)
  let share = Math.fround(1 / hi)
  let shareRest = (1 - hi1 * share - (hi - hi1) * share - lo * share) / hi
  let whole = share + shareRest
  if (isNear) {
    share *= DOWN
    shareRest *= DOWN
    whole *= DOWN
    for (let i = 0; i < length; i++)
      out[start + i] = leads[i] * share + (leads[i] * shareRest + tails[i] * whole)
  } else
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
  divisor: Temperature,
  leads: Float64Array,
  tails: Float64Array,
  length: number,
): void {
  for (let i = 0; i < length; i++) {
    const { hi, lo } = shifted(x[start + i], top, divisor)
    leads[i] = hi
    tails[i] = lo
  }
}
