/**
 * Integers standing for multiples of 2^-256: where doubles would cancel, and for the constants
 * that doubles start from. Slow and exact, and the same on every engine.
 */
import { naturalLogOfTwo } from './naturalLogOfTwo.ts'

/** How many bits stand behind the binary point. */
export const FRACTION_BITS = 256n
export const ONE = 1n << FRACTION_BITS
export const ONE_AS_DOUBLE = /* @__PURE__ */ Number(ONE)
/** The table of exponentials has this many steps from 1 to 2. */
export const STEPS = 128

export const LN2 = /* @__PURE__ */ naturalLogOfTwo(256)
/** Only to choose a step by. */
const STEPS_OVER_LN2 = 184.6649652337873
/** 2^(j/128) for j from 0 to 127. */
export const ROOTS: readonly bigint[] = /* @__PURE__ */ powersOfRoot()

/** 1/n! from n = 24, where r²⁴/24! is below 2^-256, down to 0. */
const COEFFICIENTS: readonly bigint[] = /* @__PURE__ */ inverseFactorials(24)

/** A double as fixed point; what lies below 2^-256 is cut off. Magnitudes up to 2^760. */
export function fromDouble(x: number): bigint {
  return BigInt(Math.trunc(x * ONE_AS_DOUBLE))
}

/**
 * e^y as mantissa · 2^exponent, the mantissa from 1 to 2: y = (128 exponent + j) log 2 / 128 + r,
 * then Taylor's series in r, where |r| < 0.0055.
 */
export function expFixed(y: bigint): { mantissa: bigint; exponent: number } {
  const k = Math.floor((Number(y >> 192n) * STEPS_OVER_LN2) / 18446744073709551616)
  const r = y - ((BigInt(k) * LN2) >> 7n)
  const j = k & (STEPS - 1)
  return { mantissa: multiply(ROOTS[j], taylor(r)), exponent: (k - j) / STEPS }
}

/** Σ rⁿ/n!, by Horner's rule. */
function taylor(r: bigint): bigint {
  let sum = 0n
  for (const coefficient of COEFFICIENTS) sum = coefficient + multiply(sum, r)
  return sum
}

function multiply(a: bigint, b: bigint): bigint {
  return (a * b) >> FRACTION_BITS
}

function inverseFactorials(last: number): bigint[] {
  const inverses = [ONE]
  for (let n = 1; n <= last; n++) inverses.push(inverses[n - 1] / BigInt(n))
  return inverses.reverse()
}

function powersOfRoot(): bigint[] {
  let root = 2n * ONE
  for (let steps = STEPS; steps > 1; steps /= 2) root = squareRoot(root)
  const powers = [ONE]
  while (powers.length < STEPS) powers.push(multiply(powers[powers.length - 1], root))
  return powers
}

/** Newton's iteration from above; it falls until it is there. */
function squareRoot(value: bigint): bigint {
  const target = value * ONE
  let guess = 2n * ONE
  for (;;) {
    const next = (guess + target / guess) >> 1n
    if (next >= guess) return guess
    guess = next
  }
}
