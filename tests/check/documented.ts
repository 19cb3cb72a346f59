/**
 * Twice a number.
 *
 * @param x the number
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
