/**
 * A part of the domain on which a proof is attempted: the labels, and the cuts made where a sign
 * was undecided.
 */
export type Choice = {
  /** Entries of the quantities that are labels, row by row. */
  readonly labels: ReadonlyMap<string, readonly number[]>
  /** On which side of 0 a generator is. */
  readonly cuts: ReadonlyMap<string, Cut>
  /** Positions of the components of a vector from the least to the greatest. */
  readonly orders: ReadonlyMap<string, readonly number[]>
}

export type Cut = 'negative' | 'zero' | 'positive'

/** This part of the domain is empty. */
export class Infeasible extends Error {}

export const keyOfChoice = ({ labels, cuts, orders }: Choice): string =>
  JSON.stringify([[...labels], [...cuts], [...orders]])

/** All assignments of values to the labels, at fixed sizes. */
export function* labelings(
  kinds: readonly (readonly [
    name: string,
    kind: 'onehot' | 'multihot' | 'binary',
    length: number,
  ])[],
): Generator<Choice['labels']> {
  const [first, ...rest] = kinds
  if (first === undefined) return yield new Map()
  const [name, kind, length] = first
  for (const others of labelings(rest)) {
    for (const entries of kind === 'onehot' ? corners(length) : subsets(length))
      yield new Map([...others, [name, entries]])
  }
}

const corners = (length: number): number[][] =>
  Array.from({ length }, (_, hot) => Array.from({ length }, (__, n) => (n === hot ? 1 : 0)))

function* subsets(length: number): Generator<number[]> {
  for (let set = 0; set < 2 ** length; set++) yield Array.from({ length }, (_, n) => (set >> n) & 1)
}

/** All permutations of that many positions. */
export const permutations = (length: number): number[][] =>
  length === 0
    ? [[]]
    : permutations(length - 1).flatMap((order) =>
        Array.from({ length }, (_, at) => order.toSpliced(at, 0, length - 1)),
      )
