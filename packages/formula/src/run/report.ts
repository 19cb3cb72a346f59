import type { Sample } from '../model/derivation.ts'
import type { AuthorError } from '../tex/error.ts'
import type { Value } from '../model/value.ts'
import type { Place } from '../tex/span.ts'

/** A line that does not hold. */
export type Failure = {
  readonly kind: 'differs' | 'undefined' | 'untested'
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
  /** Whether the line's own relation fails, or one that it gives as its reason. */
  readonly role: 'step' | 'reason'
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
  readonly samples: number
  /** The largest error between two sides, relative to their size where that is above 1. */
  readonly largestError: number
  readonly seed: number
  /** Everything above in words, with places. */
  readonly messages: readonly string[]
}

export type Claim = {
  readonly claim: string
  readonly expected: readonly number[]
  readonly found: readonly number[]
  readonly ok: boolean
  /** The first line that fails there, as an example. */
  readonly failure: Failure | undefined
  /** What is wrong with the claim, in words and without a place; missing where it is right. */
  readonly reason: string | undefined
}
