/** The arithmetic that a determinant needs. */
export type Ring<N> = {
  readonly add: (a: N, b: N) => N
  readonly multiply: (a: N, b: N) => N
  readonly negate: (a: N) => N
}

type Rows<N> = readonly (readonly N[])[]

/** The work doubles with each row. */
const MOST_ROWS = 9

/** The determinant of a square matrix by its first rows, without a division; each set of columns is done once. */
export function determinant<N>(matrix: Rows<N>, { add, multiply, negate }: Ring<N>): N {
  if (matrix.length > MOST_ROWS)
    throw new Error(`a determinant of more than ${MOST_ROWS} rows is not computed`)
  const known = new Map<string, N>()
  const minor = (row: number, columns: readonly number[]): N => {
    const key = columns.join()
    const terms = (): N[] =>
      columns.map((column, n) => {
        const entry = matrix[row][column]
        const rest = columns.filter((other) => other !== column)
        const term = rest.length > 0 ? multiply(entry, minor(row + 1, rest)) : entry
        return n % 2 === 0 ? term : negate(term)
      })
    const value = known.get(key) ?? terms().reduce(add)
    known.set(key, value)
    return value
  }
  return minor(0, [...matrix.keys()])
}

/** The inverse of a square matrix: its cofactors, turned, over the determinant. */
export function inverse<N>(matrix: Rows<N>, ring: Ring<N>, divide: (a: N | 1, b: N) => N): Rows<N> {
  const whole = determinant(matrix, ring)
  if (matrix.length === 1) return [[divide(1, whole)]]
  return matrix.map((_, i) =>
    matrix.map((__, j) => {
      const rest = matrix
        .filter((___, row) => row !== j)
        .map((row) => row.filter((___, n) => n !== i))
      const cofactor = determinant(rest, ring)
      return divide((i + j) % 2 === 0 ? cofactor : ring.negate(cofactor), whole)
    }),
  )
}
