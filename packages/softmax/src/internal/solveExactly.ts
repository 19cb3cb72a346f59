import { magnitude } from './exactDouble.ts'

/** Rational numbers with one denominator, which is above 0. */
export interface Rationals {
  numerators: bigint[]
  denominator: bigint
}

/**
 * Solves A x = b in whole numbers, without fractions on the way.
 * @param rows the rows of A, each with its b last; they are overwritten
 * @returns x, or nothing where A is singular
 * @source Bareiss 1968, Sylvester's identity and multistep integer-preserving Gaussian elimination
 */
export function solveExactly(rows: bigint[][]): Rationals | undefined {
  const size = rows.length
  let last = 1n
  for (let k = 0; k < size; k++) {
    const at = rows.findIndex((row, i) => i >= k && row[k] !== 0n)
    if (at < 0) return undefined
    ;[rows[k], rows[at]] = [rows[at], rows[k]]
    eliminate(rows, k, last)
    last = rows[k][k]
  }
  return reduce(
    rows.map((row) => row[size]),
    last,
  )
}

/** Clears column k in all rows but its own; each division is without remainder. */
function eliminate(rows: bigint[][], k: number, last: bigint): void {
  const pivot = rows[k]
  rows.forEach((row, i) => {
    if (i === k) return
    const factor = row[k]
    for (let j = 0; j < row.length; j++) row[j] = (pivot[k] * row[j] - factor * pivot[j]) / last
  })
}

/** The same numbers in lowest terms. */
export function reduce(numerators: readonly bigint[], denominator: bigint): Rationals {
  const divisor = numerators.reduce(commonDivisor, magnitude(denominator))
  const signed = denominator < 0n ? -divisor : divisor
  return {
    numerators: numerators.map((value) => value / signed),
    denominator: denominator / signed,
  }
}

/** The greatest common divisor, from 0 up. */
export function commonDivisor(a: bigint, b: bigint): bigint {
  let [larger, rest] = [magnitude(a), magnitude(b)]
  while (rest !== 0n) [larger, rest] = [rest, larger % rest]
  return larger
}

/**
 * Vectors that span all that is at right angles to the given ones.
 * @param rows vectors of `width` whole numbers
 */
export function nullSpace(rows: readonly (readonly bigint[])[], width: number): bigint[][] {
  const { reduced, pivots } = toReducedForm(rows, width)
  const free = Array.from({ length: width }, (_, j) => j).filter((j) => !pivots.includes(j))
  return free.map((j) => {
    const denominator = reduced.reduce((product, row, m) => product * row[pivots[m]], 1n)
    const vector = new Array<bigint>(width).fill(0n)
    vector[j] = denominator
    reduced.forEach((row, m) => (vector[pivots[m]] = (-row[j] * denominator) / row[pivots[m]]))
    return reduce(vector, 1n * vector.reduce(commonDivisor, 0n)).numerators
  })
}

/** Independent rows, each alone in having a number in its pivot's column. */
function toReducedForm(
  rows: readonly (readonly bigint[])[],
  width: number,
): { reduced: bigint[][]; pivots: number[] } {
  const left = rows.map((row) => [...row])
  const reduced: bigint[][] = []
  const pivots: number[] = []
  for (let j = 0; j < width; j++) {
    const at = left.findIndex((row) => row[j] !== 0n)
    if (at < 0) continue
    const [pivot] = left.splice(at, 1)
    for (const row of [...left, ...reduced]) clear(row, pivot, j)
    reduced.push(pivot)
    pivots.push(j)
  }
  return { reduced, pivots }
}

/** Takes a multiple of `pivot` from a multiple of the row, so that its place j becomes 0. */
function clear(row: bigint[], pivot: readonly bigint[], j: number): void {
  const factor = row[j]
  if (factor === 0n) return
  for (let l = 0; l < row.length; l++) row[l] = pivot[j] * row[l] - factor * pivot[l]
  const divisor = row.reduce(commonDivisor, 0n)
  if (divisor > 1n) for (let l = 0; l < row.length; l++) row[l] /= divisor
}
