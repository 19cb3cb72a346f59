import { bitLength, shift } from './exactDouble.ts'
import { powerOfTwo } from './exponentialTable.ts'

/** Points that are known exactly, and roughly for speed. */
export interface ExactPoints {
  count: number
  /**
   * Coordinate j of all points in columns[j], each within a few roundings of a common multiple of
   * the exact one.
   */
  columns: readonly Float64Array[]
  /** The coordinates of a point, exactly, in whole numbers of 2^-bits of the columns' unit. */
  bits: number
  exact: (i: number) => readonly bigint[]
}

/**
 * A linear function of the points: its factors as they are, and as doubles, divided by 2^bits and
 * so at most 1.
 */
export interface LinearFunction {
  exact: readonly bigint[]
  bits: number
  rough: readonly number[]
}

export function toLinearFunction(exact: readonly bigint[]): LinearFunction {
  const bits = exact.reduce((most, value) => Math.max(most, bitLength(value)), 0)
  return { exact, bits, rough: exact.map((value) => toRough(value, bits)) }
}

/** value / 2^bits, from its first 64 bits. */
function toRough(value: bigint, bits: number): number {
  const down = Math.max(bitLength(value) - 64, 0)
  const exponent = down - bits
  return exponent < -1074 ? 0 : Number(shift(value, -down)) * powerOfTwo(exponent)
}

export function inner(a: readonly bigint[], b: readonly bigint[]): bigint {
  let total = 0n
  for (let j = 0; j < a.length; j++) total += a[j] * b[j]
  return total
}

/** The value at a point, exactly. */
export function valueAt(points: ExactPoints, f: LinearFunction, i: number): bigint {
  return inner(f.exact, points.exact(i))
}

/** The values in doubles, and how far each may be off. */
export function roughValues(
  { columns, count }: ExactPoints,
  { rough }: LinearFunction,
): { values: Float64Array; errors: Float64Array } {
  const values = new Float64Array(count)
  const errors = new Float64Array(count)
  columns.forEach((column, j) => {
    for (let i = 0; i < count; i++) {
      const term = rough[j] * column[i]
      values[i] += term
      errors[i] += Math.abs(term)
    }
  })
  const unit = powerOfTwo(-50) * (columns.length + 2)
  for (let i = 0; i < count; i++) errors[i] = errors[i] * unit + powerOfTwo(-900)
  return { values, errors }
}

/** At which of the points a linear function is not 0, each decided exactly where doubles cannot. */
export function whereNonzero(
  points: ExactPoints,
  f: LinearFunction,
  among: readonly number[],
): number[] {
  const { values, errors } = roughValues(points, f)
  return among.filter((i) => Math.abs(values[i]) > errors[i] || valueAt(points, f, i) !== 0n)
}

/** The point of those with the least value, exactly; the first of equals. */
export function findLeast(
  points: ExactPoints,
  f: LinearFunction,
  among: readonly number[],
): { at: number; value: bigint } {
  const { values, errors } = roughValues(points, f)
  let bound = Infinity
  for (const i of among) bound = Math.min(bound, values[i] + errors[i])
  let least: { at: number; value: bigint } | undefined
  for (const i of among) {
    if (values[i] - errors[i] > bound) continue
    const value = valueAt(points, f, i)
    if (least === undefined || value < least.value) least = { at: i, value }
  }
  return least ?? { at: -1, value: 0n }
}
