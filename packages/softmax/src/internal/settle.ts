import { HEADROOM, powerOfTwo } from './exponentialTable.ts'

/** HEADROOM times the smallest normal double: at and just above it, doubles lie HEADROOM · 2^-1074 apart. */
const SMALLEST = /* @__PURE__ */ powerOfTwo(-922)

/**
 * (hi + lo) / HEADROOM, rounded once. Below 2^-1022 the division would round a second time what the
 * addition has rounded to 53 bits: there the sum is rounded to a multiple of 2^-1074 by adding
 * a number whose own last bit is that.
 */
export function settle(hi: number, lo: number): number {
  const value = hi + lo
  if (value <= -SMALLEST || !(value < SMALLEST)) return value / HEADROOM
  if (value < 0) return -settle(-hi, -lo)
  const whole = SMALLEST + hi
  return (whole + (hi - (whole - SMALLEST) + lo) - SMALLEST) / HEADROOM
}
