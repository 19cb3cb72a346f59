import { renormalise, twoProduct, twoSum, type Pair } from './doubleDouble.ts'
import { LEAD, powerOfTwo, STEP, STEP_REST, TAIL } from './exponentialTable.ts'

/**
 * The natural logarithm, right to 0.51 ulp and the same on every engine, which Math.log is not.
 * @param x any double
 * @returns −Infinity for 0, NaN below
 */
export function log(x: number): number {
  if (!(x > 0 && x < Infinity)) return x === 0 ? -Infinity : x > 0 ? x : NaN
  const { hi, lo } = logPair({ hi: x, lo: 0 })
  return hi + lo
}

/**
 * log(1 + x) without forming 1 + x.
 * @param x from −1 up
 */
export function log1p(x: number): number {
  if (!(x > -1 && x < Infinity)) return x === -1 ? -Infinity : x > 0 ? x : NaN
  const { hi, lo } = log1pPair({ hi: x, lo: 0 })
  return hi + lo
}

/** log(1 + x) of a pair, as a pair that is right to about 2^-61 of itself, near 0 too. */
export function log1pPair(x: Pair): Pair {
  if (Math.abs(x.hi) < 0.004) return logNearOne(x)
  const sum = twoSum(1, x.hi)
  return logPair(renormalise(sum.hi, sum.lo + x.lo))
}

/**
 * The logarithm of a positive pair: x = 2^e 2^(j/128) (1 + r) with |r| < 0.004, j found by a cubic
 * that is near enough to 128 log₂.
 */
export function logPair(x: Pair): Pair {
  const e = exponentOf(x.hi)
  const f = { hi: timesPowerOfTwo(x.hi, -e), lo: timesPowerOfTwo(x.lo, -e) }
  const t = f.hi - 1
  const j = Math.floor(128 * (t + t * (1 - t) * (0.419 - 0.154 * t)) + 0.5)
  const steps = 128 * e + j
  const { hi, lo } = logNearOne(overRoot(f, j))
  const sum = twoSum(steps * STEP, hi)
  return renormalise(sum.hi, sum.lo + (steps * STEP_REST + lo))
}

/** f / 2^(j/128) − 1, by the root that makes it whole: 1 / 2^(j/128) = 2^((128 − j)/128) / 2. */
function overRoot(f: Pair, j: number): Pair {
  if (j === 0) return renormalise(f.hi - 1, f.lo)
  const lead = j === 128 ? 0.5 : LEAD[128 - j] / 2
  const tail = j === 128 ? 0 : TAIL[128 - j] / 2
  const { hi, lo } = twoProduct(f.hi, lead)
  const rest = twoSum(hi - 1, f.hi * tail)
  return renormalise(rest.hi, rest.lo + (lo + f.lo * lead))
}

/** Mercator's series for |r| < 0.0055. */
function logNearOne(r: Pair): Pair {
  const v = r.hi
  const v2 = v * v
  const odd = v * (1 / 3 + v2 * (1 / 5 + v2 * (1 / 7)))
  const even = 1 / 4 + v2 * (1 / 6 + v2 * (1 / 8))
  return renormalise(v, v2 * (odd - v2 * even - 0.5) + r.lo * (1 - v))
}

function exponentOf(x: number): number {
  if (x < 2.2250738585072014e-308) return exponentOf(x * 18014398509481984) - 54
  const view = new DataView(new ArrayBuffer(8))
  view.setFloat64(0, x)
  return (view.getUint16(0) >> 4) - 1023
}

/** In two steps: 2^1074 is no double. */
function timesPowerOfTwo(x: number, exponent: number): number {
  const half = exponent >> 1
  return x * powerOfTwo(half) * powerOfTwo(exponent - half)
}
