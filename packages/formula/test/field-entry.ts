import type { LineRefusal } from './line-corpus.ts'

/** What a line that is read comes to where it does not hold. */
export type Fate = 'differs' | 'undefined' | 'untested' | 'hardly tested'

/**
 * TeX, then its one reading (or its refusal: the kind, and the very signs), then the indices that it is given for, then
 * what becomes of it if it is false. In readings, lines are parted by semicolons; behind a bar stands how many conditions
 * each comparison has.
 */
export type FieldEntry = readonly [
  tex: string,
  outcome: string | LineRefusal,
  each?: string,
  fate?: Fate,
]

export type FieldFamily = readonly [family: string, entries: readonly FieldEntry[]]
