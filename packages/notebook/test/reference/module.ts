// A module whose docstrings each lack what their functions are named after, but for the first.

export interface Options {
  /** By how much; 2 unless said. */
  by?: number
}

/**
 * A number and more
 * of it.
 * @formula y = b x
 * @param x any number, `NaN` too
 * @param options by how much
 * @returns a number,
 * as large as 2^52
 * @throws RangeError when `by` is 0
 * @throws {TypeError} when x is none
 * @source [Euclid](https://example.org/elements), book V
 * @accuracy 0.5 ulp
 * @example
 * const a = 4
 * whole(a) // 8
 */
export function whole<T extends number = number>(x: T, options?: Options): number {
  return x * (options?.by ?? 2)
}

/**
 * @formula y = x
 * @param x a number
 * @returns a number
 * @throws never: it cannot fail
 * @source none
 * @accuracy exact
 * @example withoutSummary(1) // 1
 */
export function withoutSummary(x: number): number {
  return x
}

/**
 * Lacks all that a tag tells.
 */
export function withoutTags(x: number, y: number): number {
  return x + y
}

/** Where counting begins. */
export const start: number = 0

/** A pair. */
export type Pair = [number, number]
