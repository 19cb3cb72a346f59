import { twoSum, type Pair } from './doubleDouble.ts'
import { exponentiatePairs } from './exponentiate.ts'
import { powerOfTwo, STEP, STEP_REST } from './exponentialTable.ts'
import { STEPS } from './fixedPoint.ts'
import { settle } from './settle.ts'

const LEAD = /* @__PURE__ */ new Float64Array(1)
const TAIL = /* @__PURE__ */ new Float64Array(1)

/**
 * The exponential function, right to 0.51 ulp and the same on every engine, which Math.exp is not.
 * @param x any double
 */
export function exp(x: number): number {
  if (x <= 0) return expBelowZero(x)
  if (!(x < 710)) return x > 0 ? Infinity : NaN
  const { hi, lo } = expAboveZero(x, 0)
  return (hi + lo) * powerOfTwo(924)
}

/** e^(x + rest) = e^(x + rest − 1024 log 2) · 2^1024, of which HEADROOM is there already: the rest is 2^924. */
function expAboveZero(x: number, rest: number): Pair {
  const gap = twoSum(x, -1024 * STEPS * STEP)
  return scaledExpPair(gap.hi, gap.lo + rest - 1024 * STEPS * STEP_REST)
}

function expBelowZero(x: number): number {
  const { hi, lo } = scaledExpPair(x, 0)
  return settle(hi, lo)
}

/** e^(x + rest), rounded once. */
export function expOfPair({ hi, lo }: Pair): number {
  if (hi <= 0) {
    const below = scaledExpPair(hi, lo)
    return settle(below.hi, below.lo)
  }
  if (!(hi < 710)) return hi > 0 ? Infinity : NaN
  const above = expAboveZero(hi, lo)
  return (above.hi + above.lo) * powerOfTwo(924)
}

/**
 * e^(x + rest) for x from −772 to 0, as a pair that is right to 2^-60 of itself and HEADROOM times too large, and so whole
 * down to the smallest double.
 */
export function scaledExpPair(x: number, rest: number): Pair {
  LEAD[0] = x
  TAIL[0] = rest
  exponentiatePairs(LEAD, TAIL, 0, 1)
  const hi = LEAD[0] + TAIL[0]
  return { hi, lo: LEAD[0] - hi + TAIL[0] }
}
