import type { Out } from '../vector.ts'
import type { Pair } from './doubleDouble.ts'
import { HEADROOM, powerOfTwo } from './exponentialTable.ts'
import { settle } from './settle.ts'

/**
 * Multiplies by 1/Σ in two parts, 24 bits and the rest: lead · share is then exact, all else is small,
 * and the one rounding that counts is the last addition. HEADROOM goes in a step of its own, which rounds
 * again only below 2^-1022: there both are one.
 */
// eslint-disable-next-line max-params -- a hot loop: an object a call would cost time
export function divideBySum(
  lead: Float64Array,
  tail: Float64Array,
  count: number,
  { hi, lo }: Pair,
  out: Out,
): void {
  const hi1 = Math.fround(hi)
  const share = Math.fround(1 / hi)
  const rest = (1 - hi1 * share - (hi - hi1) * share - lo * share) / hi
  const whole = share + rest
  let least = Infinity
  for (let i = 0; i < count; i++) {
    const value = lead[i] * share + (lead[i] * rest + tail[i] * whole)
    out[i] = value / HEADROOM
    if (value < least) least = value
  }
  if (least >= SUBNORMAL) return
  for (let i = 0; i < count; i++) {
    const large = lead[i] * share
    if (large <= SUBNORMAL) out[i] = settle(large, lead[i] * rest + tail[i] * whole)
  }
}

/** HEADROOM times the smallest normal double. */
const SUBNORMAL = /* @__PURE__ */ powerOfTwo(-922)
