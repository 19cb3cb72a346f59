import type { Sample } from '../model/derivation.ts'
import type { FormulaError } from '../tex/error.ts'
import type { Value } from './evaluate.ts'
import type { LineGrade } from '../proof/line-grade.ts'
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
  /** The relation fails that the line gives as its reason. */
  readonly reason: boolean
  readonly place: Place
  readonly message: string
}

export type Report = {
  readonly ok: boolean
  /** What could not be read; nothing is checked then. */
  readonly errors: readonly FormulaError[]
  readonly failures: readonly Failure[]
  /** What the author claims of other domains, and what happens there. */
  readonly claims: readonly Claim[]
  readonly samples: number
  /** The largest error between two sides, relative to their size where that is above 1. */
  readonly largestError: number
  readonly seed: number
  /** How far each line may be relied on; empty unless proofs were asked for and all lines hold. */
  readonly grades: readonly LineGrade[]
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
}
