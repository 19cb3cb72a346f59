import type { Gap } from '../run/gap.ts'

/** Ends the attempt at a proof; readers are told of the gap. */
export class Decline extends Error {
  readonly gap: Gap

  constructor(gap: Gap) {
    super(gap.kind)
    this.gap = gap
  }
}

/** The budget of work is used up: no other way is tried either. */
export class WorkSpent extends Decline {}

/**
 * Something could not be decided for the whole domain: the sign of a value, or which of several values is
 * greatest. The domain may be split where one of `generators` is 0, and each part proved by itself.
 */
export class Undecided extends Decline {
  readonly generators: readonly string[]

  constructor(gap: Gap, generators: readonly string[]) {
    super(gap)
    this.generators = generators
  }
}

/** The greatest or least value of a vector is known only once its values are put in order. */
export class Unordered extends Decline {
  readonly vector: string

  constructor(gap: Gap, vector: string) {
    super(gap)
    this.vector = vector
  }
}

/** Some exponents are fractions: variables must stand for roots of the exponentials, and the proof starts again. */
export class NeedsRoots extends Error {}

/** A denominator that is not the zero polynomial is 0 at the random numbers: others must be drawn. */
export class UnluckyDraw extends Error {}
