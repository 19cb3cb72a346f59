/**
 * A proof is not attempted further: the reason is told to the reader, in the words of the formula's
 * field.
 */
export class Decline extends Error {}

/** The work that may be done is done; nothing else is to be tried. */
export class WorkSpent extends Decline {}

/**
 * Something could not be decided for the whole domain: the sign of a value, or which of several is
 * greatest. The domain may be cut where one of `generators` is 0, and the proof tried on each part.
 */
export class Undecided extends Decline {
  readonly generators: readonly string[]

  constructor(message: string, generators: readonly string[]) {
    super(message)
    this.generators = generators
  }
}

/** Values of a vector have to be put in order before a greatest or least one is known. */
export class Unordered extends Decline {
  readonly vector: string

  constructor(message: string, vector: string) {
    super(message)
    this.vector = vector
  }
}

/** Exponents are fractions: the variables for exponentials have to be roots of them. */
export class NeedsRoots extends Error {}

/** A denominator that is not 0 became 0 at the numbers drawn: other numbers are to be drawn. */
export class UnluckyDraw extends Error {}
