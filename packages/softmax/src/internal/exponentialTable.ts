/** What every exponential is put together from: 2^(j/128), powers of two, and log 2 / 128 in parts. */
import { fromDouble, ONE_AS_DOUBLE, ROOTS } from './fixedPoint.ts'

/** 2^(j/128), its leading 24 bits: so few that a product with another such number is exact. */
export const LEAD = /* @__PURE__ */ Float64Array.from(ROOTS, lead)
/** 2^(j/128), what LEAD leaves. */
export const TAIL = /* @__PURE__ */ Float64Array.from(ROOTS, (root) =>
  toDouble(root - fromDouble(lead(root))),
)

/** Steps in one unit of the exponent: 128 / log 2. */
export const STEPS_PER_UNIT = 184.6649652337873
/** The width of a step, log 2 / 128: its leading 32 bits, so that up to 2^21 of them are exact … */
export const STEP = 0.00541521234663378
/** … and the rest. */
export const STEP_REST = 1.4907929134926466e-12

/** Powers of two from 2^-1100 to 2^1023; Math.pow is not exact on every engine. */
const LOWEST_POWER = -1100
const POWERS = /* @__PURE__ */ doublings()
/** SCALES[POWER_ORIGIN + e] is 2^e. */
export const POWER_ORIGIN = 1100

/** 2^exponent, 0 where a double has none so small. */
export function powerOfTwo(exponent: number): number {
  return POWERS[exponent - LOWEST_POWER]
}

/**
 * Exponentials are kept 2^100 times too large until the last step: then the smallest, near 2^-1074,
 * are ordinary doubles with all their bits on the way.
 */
export const HEADROOM = /* @__PURE__ */ powerOfTwo(100)
/** The power of two that takes HEADROOM away. */
export const HEADROOM_DOWN = -100
/** SCALES[SCALE_ORIGIN + e] is HEADROOM · 2^e, for e down to -1200. */
export const SCALE_ORIGIN = 1200
export const SCALES = POWERS

function lead(root: bigint): number {
  return Math.fround(toDouble(root))
}

function toDouble(value: bigint): number {
  return Number(value) / ONE_AS_DOUBLE
}

function doublings(): Float64Array {
  const powers = new Float64Array(1023 - LOWEST_POWER + 1)
  powers[-LOWEST_POWER] = 1
  for (let i = 1 - LOWEST_POWER; i < powers.length; i++) powers[i] = powers[i - 1] * 2
  for (let i = -LOWEST_POWER - 1; i >= 0; i--) powers[i] = powers[i + 1] / 2
  return powers
}
