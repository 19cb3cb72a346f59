/**
 * Solves A x = b for a symmetric positive definite A by Cholesky's factorisation.
 * @param a n rows; only the lower triangle is read
 * @returns x, or nothing where A is not positive definite in rounding
 */
export function solvePositive(
  a: readonly Float64Array[],
  b: ArrayLike<number>,
): Float64Array | undefined {
  const factor = cholesky(a)
  if (factor === undefined) return undefined
  const x = Float64Array.from(b)
  for (let i = 0; i < x.length; i++) {
    for (let k = 0; k < i; k++) x[i] -= factor[i][k] * x[k]
    x[i] /= factor[i][i]
  }
  for (let i = x.length - 1; i >= 0; i--) {
    for (let k = i + 1; k < x.length; k++) x[i] -= factor[k][i] * x[k]
    x[i] /= factor[i][i]
  }
  return x
}

function cholesky(a: readonly Float64Array[]): Float64Array[] | undefined {
  const factor = a.map(() => new Float64Array(a.length))
  for (let i = 0; i < a.length; i++) {
    for (let j = 0; j <= i; j++) {
      let rest = a[i][j]
      for (let k = 0; k < j; k++) rest -= factor[i][k] * factor[j][k]
      if (i > j) factor[i][j] = rest / factor[j][j]
      else if (rest > 0) factor[i][i] = Math.sqrt(rest)
      else return undefined
    }
  }
  return factor
}
