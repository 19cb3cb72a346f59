import type { Domain } from './domain.ts'
import type { AuthorError } from '../tex/error.ts'
import type { Condition, Expression } from './expression.ts'
import type { Model } from './model.ts'
import type { Span } from '../tex/span.ts'
import type { Value } from './value.ts'

/** A derivation as its author gives it. */
export type DerivationSpec = {
  readonly tex: string
  readonly model: Model
  /** Indices that it is given for: `"i"`, `"i k"`. */
  readonly each?: string
  /** A condition on them, as shown to the reader: `"k \\ne i"`. */
  readonly where?: string
  /** Free quantities taken from another domain than the model's: `{ y: 'simplex' }`. */
  readonly under?: Readonly<Record<string, string>>
  /**
   * What happens in other domains: the lines that fail there, or null if none does.
   * A key is `quantity: domain`, or a domain alone where only one quantity can be meant.
   */
  readonly breaks?: Readonly<Record<string, number | readonly number[] | null>>
  /** How far apart, relative to size, two sides of ≈ may be; without it ≈ is refused. */
  readonly approx?: number
  /** Lines that are not checked, each with its reason. */
  readonly unchecked?: Readonly<Record<number, string>>
  /** Lines whose value is computed by a function instead of read. */
  readonly twins?: Readonly<Record<number, Twin>>
}

/** A function that stands in for a line's right side, tied to the TeX that it was written for. */
export type Twin = {
  /** `hashTeX` of the line as shown. */
  readonly hash: string
  readonly value: (sample: Sample) => Value
}

/** One draw from the declared domains. */
export type Sample = {
  readonly sizes: Readonly<Record<string, number>>
  readonly indices: Readonly<Record<string, number>>
  readonly values: Readonly<Record<string, Value>>
}

export type Derivation = {
  readonly tex: string
  readonly model: Model
  readonly each: readonly string[]
  readonly where: readonly Condition[]
  readonly domains: ReadonlyMap<string, Domain>
  readonly breaks: readonly Break[]
  readonly approx: number | undefined
  readonly lines: readonly DerivationLine[]
  readonly steps: readonly Step[]
  /** Everything that is refused; a derivation with errors is not checked. */
  readonly errors: readonly AuthorError[]
}

/** A claim that under other domains exactly these lines fail. */
export type Break = {
  readonly claim: string
  readonly domains: ReadonlyMap<string, Domain>
  readonly lines: readonly number[]
}

export type DerivationLine = {
  /** Counted from 1. */
  readonly number: number
  readonly span: Span
  /** Its first relation, which a display sets apart; missing where the line has none. */
  readonly relation: Span | undefined
  /** The words beside it. */
  readonly note: string
  /** The expression it ends with, if it is read. */
  readonly expression: Expression | undefined
  /** As read, fully in brackets. */
  readonly reading: string
  readonly status: 'checked' | 'twin' | 'unchecked' | 'refused'
  /** Why it is not checked. */
  readonly reason: string | undefined
}

/** A comparison: what stands left of a relation, or in the line before, with what stands right of it. */
export type Step = {
  readonly line: number
  readonly relation: '=' | '\\ne' | '\\le' | '\\ge' | '<' | '>' | '\\approx'
  readonly left: Side
  readonly right: Side
  /** Conditions that stand beside the line. */
  readonly conditions: readonly Condition[]
  /** What the line gives as its reason, checked as well. */
  readonly reasons: readonly Condition[]
  readonly span: Span
}

export type Side =
  | Expression
  | {
      readonly kind: 'twin'
      readonly value: Twin['value']
      readonly shape: undefined
      readonly span: Span
    }
