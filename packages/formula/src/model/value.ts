/** A number, or a vector, matrix, … of them as nested lists. */
export type Value<N = number> = N | readonly Value<N>[]
