import { dividePairs, renormalise, twoProduct, twoSum, type Pair } from './doubleDouble.ts'
import { exponentOf } from './log.ts'
import type { Scaled } from './scaled.ts'
import { scaleBy, settleAt } from './scalePair.ts'

/**
 * A sum of products, each of any size: none over- or underflows, and the error stays near 2^-100 of the sum
 * of their magnitudes. Products are kept apart by size, in ranges that are each 2^1024 wide.
 * @source Ogita, Rump & Oishi 2005, algorithm 5.3 (Dot2), for each range
 */
export interface WideSum {
  /** The sum of the products in each range, its middle brought to 1. */
  readonly hi: Float64Array
  /** What `hi` had to round away. */
  readonly lo: Float64Array
}

const RANGES = 7
const WIDTH = 1024
/** Below the least exponent of a product of three, that of (2^-1074)³ as exponentOf gives it, and a power that goes with it. */
const LEAST = -3300

const NOTHING: Pair = { hi: 0, lo: 0 }

/** Nothing yet. */
export function makeWideSum(): WideSum {
  return { hi: new Float64Array(RANGES), lo: new Float64Array(RANGES) }
}

/** Adds a · b · 2^power; a factor of 0 leaves the other out, infinite or not. */
export function addProduct(sum: WideSum, a: Pair, b: Pair, power = 0): void {
  if (a.hi === 0 || b.hi === 0) return
  const [ea, eb] = [exponentOf(a.hi), exponentOf(b.hi)]
  const [a1, b1] = [scaleBy(a.hi, -ea), scaleBy(b.hi, -eb)]
  const { hi, lo } = twoProduct(a1, b1)
  const rest = lo + (a1 * scaleBy(b.lo, -eb) + scaleBy(a.lo, -ea) * b1)
  const exponent = ea + eb + power
  const range = Math.floor((exponent - LEAST) / WIDTH)
  const up = exponent - middleOf(range)
  addTo(sum, range, scaleBy(hi, up), scaleBy(rest, up))
}

/** Adds factor · (top − x), of which the gap may be beyond the doubles itself. */
export function addGap(sum: WideSum, factor: Scaled, x: number, top: number): void {
  const gap = twoSum(top, -x)
  if (gap.hi < Infinity) return addProduct(sum, factor.pair, gap, factor.exponent)
  addProduct(sum, factor.pair, twoSum(top / 2, -x / 2), factor.exponent + 1)
}

function middleOf(range: number): number {
  return LEAST + range * WIDTH + WIDTH / 2
}

function addTo(sum: WideSum, range: number, hi: number, lo: number): void {
  const next = twoSum(sum.hi[range], hi)
  sum.hi[range] = next.hi
  if (Number.isFinite(next.hi)) sum.lo[range] += next.lo + lo
}

/** All of it, normalised: from the largest range down, each as far as it still counts. */
export function totalOf(sum: WideSum): Scaled {
  let pair = NOTHING
  let at = RANGES - 1
  for (let range = RANGES - 1; range >= 0; range--) {
    if (sum.hi[range] === 0 && sum.lo[range] === 0) continue
    const own = twoSum(sum.hi[range], Number.isFinite(sum.hi[range]) ? sum.lo[range] : 0)
    if (pair.hi === 0) {
      pair = own
      at = range
    } else if (own.hi !== 0 && Number.isFinite(pair.hi)) {
      const down = (range - at) * WIDTH
      const next = twoSum(pair.hi, scaleBy(own.hi, down))
      const rest = next.lo + (pair.lo + scaleBy(own.lo, down))
      pair = Number.isFinite(next.hi) ? renormalise(next.hi, rest) : { hi: next.hi, lo: 0 }
    }
  }
  return { pair, exponent: middleOf(at) }
}

/** Empties the sum, whose room is used again. */
export function clearWideSum({ hi, lo }: WideSum): void {
  for (let range = 0; range < RANGES; range++) hi[range] = lo[range] = 0
}

/** The number over another that is neither very large nor very small. */
export function overPair({ pair, exponent }: Scaled, divisor: Pair): Scaled {
  const isPlain = pair.hi === 0 || !Number.isFinite(pair.hi)
  return { pair: isPlain ? pair : dividePairs(pair, divisor), exponent }
}

/** The number as a double, rounded once. */
export function toDouble({ pair, exponent }: Scaled): number {
  return settleAt(pair, exponent)
}
