/**
 * Twice a number.
 *
 * @formula 2x
 * @param x the number
 * @returns a number
 * @throws never: it cannot fail
 * @source none
 * @accuracy exact
 * @example
 * const twice = double(2)
 * twice.x // nothing
 */
export function double(x: number): number {
  return 2 * x
}

/** Something to double. */
export interface Doubled {
  half: number
}
