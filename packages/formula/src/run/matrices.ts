import type { Value } from '../model/value.ts'
import { determinant, inverse } from './determinant.ts'

// Operations on whole vectors and matrices. A page loads this part only where a derivation uses it, so it imports nothing
// that the evaluator is made of: the arithmetic is given to it.

/** The arithmetic of the entries. */
export type Arithmetic<N> = {
  readonly add: (a: N, b: N) => N
  readonly multiply: (a: N, b: N) => N
  readonly divide: (a: N | 1, b: N) => N
  readonly negate: (a: N) => N
}

type Operate = <N>(arithmetic: Arithmetic<N>, a: Value<N>, b: Value<N>) => Value<N>

/** The operations by their names in code (`Op`). A vector is a list, a matrix a list of its rows. */
export const MATRICES = {
  h: ({ multiply }, a, b) => zip(multiply, a, b),
  '.': dot,
  o: (arithmetic, a, b) => list(a).map((x) => scale(arithmetic, x, b)),
  m: (arithmetic, a, b) =>
    isMatrix(a) ? a.map((row) => dot(arithmetic, row, b)) : dot(arithmetic, a, b),
  T: (_, a) => list(list(a)[0]).map((__, n) => list(a).map((row) => list(row)[n])),
  i: (arithmetic, a) => inverse(rows(a), arithmetic, arithmetic.divide),
  D: (arithmetic, a) => determinant(rows(a), arithmetic),
} as const satisfies Record<string, Operate>

export type Matrices = Readonly<Record<keyof typeof MATRICES, Operate>>

const list = <N>(value: Value<N>): readonly Value<N>[] => value as readonly Value<N>[]

const rows = <N>(value: Value<N>): N[][] => value as unknown as N[][]

const isMatrix = <N>(value: Value<N>): value is readonly Value<N>[] => Array.isArray(list(value)[0])

const zip = <N>(f: (a: N, b: N) => N, a: Value<N>, b: Value<N>): Value<N> =>
  Array.isArray(a) ? list(a).map((part, n) => zip(f, part, list(b)[n])) : f(a as N, b as N)

const scale = <N>({ multiply }: Arithmetic<N>, factor: Value<N>, value: Value<N>): Value<N> =>
  Array.isArray(value)
    ? list(value).map((part) => multiply(factor as N, part as N))
    : multiply(factor as N, value as N)

/** Of a row with a vector, or with the rows of a matrix. */
function dot<N>(arithmetic: Arithmetic<N>, a: Value<N>, b: Value<N>): Value<N> {
  return list(a)
    .map((x, n) => scale(arithmetic, x, list(b)[n]))
    .reduce((x, y) => zip(arithmetic.add, x, y))
}
