import type { RandomSource } from '../randomSource.ts'
import { spell } from './check.ts'

/** The next number of a source, which must lie above 0 and below 1. */
export function nextUnit(random: RandomSource): number {
  const u: unknown = random()
  if (typeof u === 'number' && u > 0 && u < 1) return u
  throw new RangeError(
    `invalid random: it gave ${spell(u)}; the numbers must lie above 0 and below 1`,
  )
}
