import { dot } from './compensated.ts'

/** Independent columns among those given, and an orthonormal basis of what they span. */
export interface Basis {
  /** Orthonormal columns. */
  columns: Float64Array[]
  /** Which of the given columns they were made from, one each. */
  pivots: number[]
  /** triangle[m][l]: how much of columns[l] is in the m-th pivot column, for l ≤ m. */
  triangle: number[][]
}

/** What is below this part of its own length counts as rounding. */
const ROUNDING = 4e-15

/**
 * Gram–Schmidt, twice over for each column, in the order given; columns that the earlier ones span
 * are left out.
 * @source Giraud, Langou & Rozložník 2005: twice is enough
 */
export function orthonormalise(columns: readonly Float64Array[]): Basis {
  const basis: Basis = { columns: [], pivots: [], triangle: [] }
  columns.forEach((column, j) => {
    const { rest, coefficients } = project(column, basis.columns)
    const length = norm(rest)
    if (!(length > ROUNDING * norm(column))) return
    basis.columns.push(rest.map((value) => value / length))
    basis.pivots.push(j)
    basis.triangle.push([...coefficients, length])
  })
  return basis
}

/** A column = Σ coefficients · basis + rest, the rest at right angles to the basis. */
export function project(
  column: Float64Array,
  basis: readonly Float64Array[],
): { coefficients: number[]; rest: Float64Array } {
  const rest = column.slice()
  const coefficients = basis.map(() => 0)
  for (let round = 0; round < 2; round++) {
    basis.forEach((unit, l) => {
      const part = dot(unit, rest)
      coefficients[l] += part
      for (let i = 0; i < rest.length; i++) rest[i] -= part * unit[i]
    })
  }
  return { coefficients, rest }
}

/**
 * The coefficients of the `count` given columns that make the same sum as those of the basis; 0
 * where a column was left out.
 */
export function toGivenColumns(
  { pivots, triangle }: Basis,
  coefficients: readonly number[],
  count: number,
): number[] {
  const solved = coefficients.slice()
  for (let m = solved.length - 1; m >= 0; m--) {
    solved[m] /= triangle[m][m]
    for (let l = 0; l < m; l++) solved[l] -= solved[m] * triangle[m][l]
  }
  const given = new Array<number>(count).fill(0)
  pivots.forEach((j, m) => (given[j] = solved[m]))
  return given
}

export function norm(column: ArrayLike<number>): number {
  return Math.sqrt(dot(column, column))
}
