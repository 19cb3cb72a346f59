import type { Pair } from './doubleDouble.ts'
import { powerOfTwo } from './exponentialTable.ts'
import { exponentOf } from './log.ts'
import { settle } from './settle.ts'

/** (hi + lo) · 2^exponent, rounded once, for any exponent. */
export function settleAt({ hi, lo }: Pair, exponent: number): number {
  if (hi === 0 || !Number.isFinite(hi)) return hi
  if (exponentOf(hi) + exponent > -900) return scaleBy(hi + lo, exponent)
  return settle(scaleBy(hi, exponent + 100), scaleBy(lo, exponent + 100))
}

/** The same as a pair: whole where both of its parts are normal doubles, else rounded once. */
export function scalePair(pair: Pair, exponent: number): Pair {
  if (pair.hi !== 0 && exponentOf(pair.hi) + exponent < -1000) {
    return { hi: settleAt(pair, exponent), lo: 0 }
  }
  const hi = scaleBy(pair.hi, exponent)
  return { hi, lo: Number.isFinite(hi) ? scaleBy(pair.lo, exponent) : 0 }
}

/** x · 2^exponent, in as many steps as it takes; rounded only where the answer is no normal double. */
export function scaleBy(x: number, exponent: number): number {
  let value = x
  let left = exponent
  for (; left > 1000; left -= 1000) value *= powerOfTwo(1000)
  for (; left < -1000; left += 1000) value *= powerOfTwo(-1000)
  return value * powerOfTwo(left)
}
