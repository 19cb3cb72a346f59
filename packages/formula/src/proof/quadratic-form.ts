import type { Polynomial } from './polynomial.ts'
import { addRational, multiplyRational, rational, type Rational } from './rational.ts'

/**
 * Whether a polynomial is a positive semidefinite quadratic form, by completing squares with exact
 * fractions.
 */
export function isNonnegativeQuadratic(polynomial: Polynomial): boolean {
  const matrix = toMatrix(polynomial)
  if (!matrix) return false
  return matrix.every((row, n) => {
    const pivot = row[n]
    if (pivot.top < 0n) return false
    if (pivot.top === 0n) return row.slice(n).every((entry) => entry.top === 0n)
    for (let m = n + 1; m < row.length; m++) subtractRow(matrix, m, n)
    return true
  })
}

/** Subtracts a multiple of row `n` from row `m`, so that the entry below the pivot is 0. */
function subtractRow(matrix: Rational[][], m: number, n: number): void {
  const factor = rational(
    -matrix[m][n].top * matrix[n][n].bottom,
    matrix[m][n].bottom * matrix[n][n].top,
  )
  matrix[m] = matrix[m].map((entry, k) =>
    addRational(entry, multiplyRational(factor, matrix[n][k])),
  )
}

function toMatrix(polynomial: Polynomial): Rational[][] | undefined {
  const terms = [...polynomial.values()]
  const variables = [
    ...new Set(terms.flatMap(({ monomial }) => monomial.filter((_, n) => n % 2 === 0))),
  ]
  if (variables.length > 16) return undefined
  const matrix = variables.map(() => variables.map(() => rational(0n)))
  for (const {
    monomial: [a, power, b, other],
    coefficient,
  } of terms) {
    const square = power === 2 && b === undefined
    if (!square && !(power === 1 && other === 1)) return undefined
    const [n, m] = [variables.indexOf(a), variables.indexOf(square ? a : b)]
    matrix[n][m] = rational(coefficient, square ? 1n : 2n)
    matrix[m][n] = matrix[n][m]
  }
  return terms.every(({ monomial }) => monomial.length <= 4) ? matrix : undefined
}
