/** A number held as the unevaluated sum of two doubles: the second carries what the first had to round away. */
export interface Pair {
  hi: number
  lo: number
}

/**
 * a + b and exactly what rounding lost, whichever of the two is larger.
 * @source Knuth, The Art of Computer Programming, volume 2, section 4.2.2, theorem B
 */
export function twoSum(a: number, b: number): Pair {
  const hi = a + b
  const part = hi - a
  return { hi, lo: a - (hi - part) + (b - part) }
}

/**
 * a × b and exactly what rounding lost, for factors below 2^996 and products above 2^-968.
 * @source Dekker 1971, section 5; JavaScript has no fused multiply-add that would make it one step
 */
export function twoProduct(a: number, b: number): Pair {
  const hi = a * b
  const a1 = upperHalf(a)
  const a2 = a - a1
  const b1 = upperHalf(b)
  const b2 = b - b1
  return { hi, lo: a1 * b1 - hi + a1 * b2 + a2 * b1 + a2 * b2 }
}

/** The same sum with all it can hold in `hi`, for a first part that is the larger or 0. */
export function renormalise(larger: number, smaller: number): Pair {
  const hi = larger + smaller
  return { hi, lo: larger - hi + smaller }
}

/** a × b, right to about 2^-104. */
export function multiplyPairs(a: Pair, b: Pair): Pair {
  const { hi, lo } = twoProduct(a.hi, b.hi)
  return renormalise(hi, lo + (a.hi * b.lo + a.lo * b.hi))
}

/** a ÷ b, right to about 2^-102. */
export function dividePairs(a: Pair, b: Pair): Pair {
  const quotient = a.hi / b.hi
  const back = twoProduct(quotient, b.hi)
  const rest = a.hi - back.hi - back.lo + a.lo - quotient * b.lo
  return renormalise(quotient, rest / b.hi)
}

/** a + b, right to about 2^-104 unless they cancel. */
export function addPairs(a: Pair, b: Pair): Pair {
  const { hi, lo } = twoSum(a.hi, b.hi)
  return renormalise(hi, lo + (a.lo + b.lo))
}

/** The leading 26 bits: the product of two such halves is exact. */
function upperHalf(a: number): number {
  const scaled = a * 134217729 // 2^27 + 1
  return scaled - (scaled - a)
}
