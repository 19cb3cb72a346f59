import { twoSum, type Pair } from './doubleDouble.ts'
import {
  LEAD as TABLE_LEAD,
  powerOfTwo,
  STEP as TABLE_STEP,
  STEP_REST as TABLE_STEP_REST,
  TAIL as TABLE_TAIL,
} from './exponentialTable.ts'

/** Bound again here for speed, as in exponentiate.ts. */
const LEAD = TABLE_LEAD
const TAIL = TABLE_TAIL
const STEP = TABLE_STEP
const STEP_REST = TABLE_STEP_REST

/** Within this of 1 the series needs no table. */
const NEAR_ONE = 0.004

/**
 * The natural logarithm, right to 0.51 ulp and the same on every engine, which Math.log is not.
 * @param x any double
 * @returns −Infinity for 0, NaN below
 */
export function log(x: number): number {
  if (!(x > 0 && x < Infinity)) return x === 0 ? -Infinity : x > 0 ? x : NaN
  const { hi, lo } = logPair(x, 0)
  return hi + lo
}

/**
 * log(1 + x) without forming 1 + x.
 * @param x from −1 up
 */
export function log1p(x: number): number {
  if (!(x > -1 && x < Infinity)) return x === -1 ? -Infinity : x > 0 ? x : NaN
  const { hi, lo } = log1pPair(x, 0)
  return hi + lo
}

/** log(1 + x + rest) as a pair that is right to about 2^-61 of itself, near 0 too. */
export function log1pPair(x: number, rest: number): Pair {
  writeLog1p(x, rest, ROOM)
  return { hi: ROOM[0], lo: ROOM[1] }
}

/** The same, left in the two places of `to`: a pair that is handed back costs a third of the logarithm. */
export function writeLog1p(x: number, rest: number, to: Float64Array): void {
  if (Math.abs(x) < NEAR_ONE) return write(logNearOne(x, rest), to)
  const { hi, lo } = twoSum(1, x)
  writeLog(hi, lo + rest, to)
}

/** The logarithm of x + rest, above 0. */
export function logPair(x: number, rest: number): Pair {
  writeLog(x, rest, ROOM)
  return { hi: ROOM[0], lo: ROOM[1] }
}

const ROOM = /* @__PURE__ */ new Float64Array(2)

/**
 * The logarithm of x + rest. With x = 2^e f and 2^(j/128) near f, it is
 * (128 e + j) log 2 / 128 + log(f / 2^(j/128)), where j comes from a cubic that is near 128 log₂ f.
 * The quotient is a product by 2^((128 − j)/128) / 2; its lead has 24 bits, so f taken in two parts
 * is multiplied exactly.
 */
export function writeLog(x: number, rest: number, to: Float64Array): void {
  if (x < SMALLEST_NORMAL) return write(logOfSubnormal(x), to)
  const e = x >= 1 && x < 2147483648 ? 31 - Math.clz32(x) : exponentOf(x)
  const f = timesPowerOfTwo(x, -e)
  const fRest = timesPowerOfTwo(rest, -e)
  const t = f - 1
  const j = Math.floor(128 * (t + t * (1 - t) * (0.419 - 0.154 * t)) + 0.5)
  if (e === 0 && j === 0) return write(logNearOne(t, fRest), to)
  const lead = j === 0 ? 1 : j === 128 ? 0.5 : LEAD[128 - j] / 2
  const tail = j === 0 || j === 128 ? 0 : TAIL[128 - j] / 2
  const f1 = Math.fround(f)
  const r = twoSum(f1 * lead - 1, (f - f1) * lead + f * tail)
  const near = logNearOne(r.hi, r.lo + fRest * lead)
  const steps = 128 * e + j
  const sum = twoSum(steps * STEP, near.hi)
  to[0] = sum.hi
  to[1] = sum.lo + (steps * STEP_REST + near.lo)
}

function write({ hi, lo }: Pair, to: Float64Array): void {
  to[0] = hi
  to[1] = lo
}

const SMALLEST_NORMAL = 2.2250738585072014e-308

function logOfSubnormal(x: number): Pair {
  const { hi, lo } = logPair(x * powerOfTwo(54), 0)
  const sum = twoSum(-54 * 128 * STEP, hi)
  return { hi: sum.hi, lo: sum.lo + (lo - 54 * 128 * STEP_REST) }
}

/** Mercator's series of log(1 + r + rest), for |r| < 0.0055. */
function logNearOne(r: number, rest: number): Pair {
  const r2 = r * r
  const odd = r * (1 / 3 + r2 * (1 / 5 + r2 * (1 / 7)))
  const even = 1 / 4 + r2 * (1 / 6 + r2 * (1 / 8))
  return { hi: r, lo: r2 * (odd - r2 * even - 0.5) + rest * (1 - r) }
}

/** Kept, since a new view costs more than the logarithm. */
const VIEW = /* @__PURE__ */ new DataView(/* @__PURE__ */ new ArrayBuffer(8))

/** The exponent of the power of two at or below |x|; -1023 for subnormals and 0. */
export function exponentOf(x: number): number {
  VIEW.setFloat64(0, x)
  return ((VIEW.getUint16(0) >> 4) & 2047) - 1023
}

/** In two steps where the power itself is no double. */
function timesPowerOfTwo(x: number, exponent: number): number {
  if (exponent > -1000) return x * powerOfTwo(exponent)
  return x * powerOfTwo(-600) * powerOfTwo(exponent + 600)
}
