import type { Sample } from '../model/derivation.ts'
import type { AuthorError } from '../tex/error.ts'
import type { Value } from '../model/value.ts'
import type { LineGrade } from './line-grade.ts'
import type { Place } from '../tex/span.ts'

/** A line that does not hold. */
export type Failure = {
  /**
   * The sides differ by a number; one has no value; no draw, or too few, met its conditions; the condition over all lines
   * has no value.
   */
  readonly kind: 'differs' | 'undefined' | 'untested' | 'hardly tested' | 'where'
  readonly line: number
  /** The line before and the line after agree, so the slip is in this line alone. */
  readonly alone: boolean
  /** Both sides at the sample, where they have a value. */
  readonly left: Value | undefined
  readonly right: Value | undefined
  readonly gap: number
  readonly sample: Sample | undefined
  /** How many of the comparisons fail. */
  readonly failed: number
  readonly compared: number
  /** In how many draws it was compared. */
  readonly draws: number
  /**
   * What fails: the line's own relation; one that it gives as its reason; or all its ≈ together,
   * each of which holds by itself.
   */
  readonly role: 'step' | 'reason' | 'drift'
  /** The attribute at fault, as `where`; missing where the line itself is. */
  readonly attribute: 'where' | undefined
  /** Where the relation stands in the formula's TeX. */
  readonly place: Place
  /** What is wrong, in words and without a place. */
  readonly reason: string
  /** The reason with its place in the formula. */
  readonly message: string
}

export type Report = {
  readonly ok: boolean
  /** What could not be read; nothing is checked then. */
  readonly errors: readonly AuthorError[]
  readonly failures: readonly Failure[]
  /** What the author claims of other domains, and what happens there. */
  readonly claims: readonly Claim[]
  /** How many draws were asked for. */
  readonly samples: number
  /** How many were compared to their end: fewer where the work that is allowed did not suffice. */
  readonly draws: number
  /** How many pieces of formulas were evaluated for it, claims about other domains apart. */
  readonly work: number
  /** A word about it, if they are fewer. */
  readonly shortage: string | undefined
  /** What was compared, in the order of the lines: one entry for each relation, and for each reason given. */
  readonly lines: readonly LineCount[]
  /** The largest error between two sides, relative to the largest term that they come from. */
  readonly largestError: number
  readonly seed: number
  /** How far each line may be relied on; empty unless proofs were asked for and all lines hold. */
  readonly grades: readonly LineGrade[]
  /** Everything above in words, with places. */
  readonly messages: readonly string[]
}

/** How often a relation was compared. */
export type LineCount = {
  readonly line: number
  readonly reason: boolean
  readonly compared: number
  readonly draws: number
  /** Comparisons far out, where rounding hides whether a strict inequality holds. */
  readonly aside: number
  /** The least room that an inequality left, relative to the larger side; 0 where equality is met. */
  readonly slack: number
}

/** What a report says where nothing was compared. */
export const NO_COUNT = {
  draws: 0,
  work: 0,
  shortage: undefined,
  lines: [],
  largestError: 0,
} as const

export type Claim = {
  readonly claim: string
  readonly expected: readonly number[]
  readonly found: readonly number[]
  readonly ok: boolean
  /** The first line that fails there, as an example. */
  readonly failure: Failure | undefined
  /** A line of which nothing can be said there: it has no value, or is not tested. */
  readonly unclear: Failure | undefined
  /** What is wrong with the claim, in words and without a place; missing where it is right. */
  readonly reason: string | undefined
}
