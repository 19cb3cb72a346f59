import { checkNumber } from './internal/check.ts'

/** Gives a number above 0 and below 1 at each call. */
export type RandomSource = () => number

/**
 * A source of uniform random numbers that gives the same run for the same seed, everywhere.
 * @formula u = \frac{2^{26} \, a + b + 1/2}{2^{52}}, \quad a, b \text{ the upper 26 bits of two words of sfc32}
 * @param seed any whole number; its last 32 bits count
 * @returns a function without arguments: each call gives the next number, in the middle of one of 2^52 equal steps
 * @throws RangeError when the seed is not a whole number
 * @throws TypeError when the seed is not a number
 * @source sfc32, by Chris Doty-Humphrey, of [PractRand](https://pracrand.sourceforge.net/)
 * @accuracy exact
 * @example randomSource(1)() === randomSource(1)() // true
 */
export function randomSource(seed: number): RandomSource {
  checkNumber('seed', seed)
  if (!Number.isInteger(seed)) throw new RangeError(`invalid seed: ${seed}; give a whole number`)
  const next = sfc32(seed | 0)
  // 26 and 26 bits and the half of a step: never 0, whose logarithm has no value, and never 1.
  return () => ((next() >>> 6) * 67108864 + (next() >>> 6) + 0.5) / 4503599627370496
}

/**
 * The state is three chaotic words and a counter; the first twelve results mix the seed in. The
 * package has no dependencies, and its users rely on this sequence: so it does not share the
 * engine's generator, which is seeded by text.
 */
function sfc32(seed: number): () => number {
  let a = seed
  let b = 0x9e3779b9 | 0
  let c = 0x243f6a88 | 0
  let counter = 1
  const next = (): number => {
    const mixed = (((a + b) | 0) + counter) | 0
    counter = (counter + 1) | 0
    a = b ^ (b >>> 9)
    b = (c + (c << 3)) | 0
    c = (((c << 21) | (c >>> 11)) + mixed) | 0
    return mixed
  }
  for (let i = 0; i < 12; i++) next()
  return next
}
