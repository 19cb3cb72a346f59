import { fnv1a } from './fnv.ts'

/**
 * A seeded source of uniform numbers in [0, 1) with 32 bits each: the sfc32 generator
 * (C. Doty-Humphrey, PractRand), its state filled from the seed by FNV-1a.
 */
export function seededRandom(seed: string): () => number {
  let [a, b, c, d] = [fnv1a(seed, 1), fnv1a(seed, 2), fnv1a(seed, 3), 1]
  const next = (): number => {
    const t = (((a + b) | 0) + d) | 0
    d = (d + 1) | 0
    a = b ^ (b >>> 9)
    b = (c + (c << 3)) | 0
    c = (c << 21) | (c >>> 11)
    c = (c + t) | 0
    return (t >>> 0) / 4294967296
  }
  for (let i = 0; i < 12; i++) next()
  return next
}
