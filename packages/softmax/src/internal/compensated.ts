import { twoProduct, twoSum, type Pair } from './doubleDouble.ts'

/**
 * Σ values as a pair: as if summed in twice the precision.
 * @source Ogita, Rump & Oishi 2005, algorithm 4.4
 */
export function sumPair(values: Iterable<number>): Pair {
  let hi = 0
  let lo = 0
  for (const value of values) {
    const next = twoSum(hi, value)
    hi = next.hi
    lo += next.lo
  }
  return Number.isFinite(hi) ? twoSum(hi, lo) : { hi, lo: 0 }
}

/** Σ values, rounded once from about twice the precision. */
export function sum(values: Iterable<number>): number {
  return sumPair(values).hi
}

/**
 * Σ aᵢ bᵢ, as if in twice the precision.
 * @source Ogita, Rump & Oishi 2005, algorithm 5.3 (Dot2)
 */
export function dot(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let hi = 0
  let lo = 0
  for (let i = 0; i < a.length; i++) {
    const product = twoProduct(a[i], b[i])
    const next = twoSum(hi, product.hi)
    hi = next.hi
    lo += next.lo + product.lo
  }
  return Number.isNaN(lo) ? hi : hi + lo
}
