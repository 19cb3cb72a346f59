import { twoSum } from './doubleDouble.ts'
import { lastBit, leadingExponent, scaleByPower, toWhole } from './exactDouble.ts'
import type { ExactPoints } from './exactPoints.ts'
import { toList } from './labelledVectors.ts'
import { checkSameLength } from '../target.ts'
import { toFloat64, type Vector } from '../vector.ts'

/**
 * Features and the means that they are to have, as differences that are scaled to the size of 1.
 */
export interface EntropyProblem {
  features: Float64Array[]
  targets: Float64Array
  outcomes: number
  /** (feature − target) / 2^exponent: column j at outcome i … */
  columns: Float64Array[]
  /** … and what its rounding lost. */
  rests: Float64Array[]
  /** By which power of two each column was divided. */
  exponents: number[]
}

export function readProblem(features: readonly Vector[], targets: Vector): EntropyProblem {
  const means = toFloat64(targets, 'targets')
  const rows = toList('features', features).map((feature, j) =>
    toFloat64(feature, `features[${j}]`),
  )
  checkSameLength('targets', means, rows.length)
  if (rows.length === 0)
    throw new RangeError('invalid features: length 0; give at least one feature')
  if (rows[0].length === 0)
    throw new RangeError('invalid features[0]: length 0; give at least one outcome')
  rows.forEach((row, j) => {
    checkSameLength(`features[${j}]`, row, rows[0].length)
    const bad = row.findIndex((value) => !Number.isFinite(value))
    if (bad >= 0)
      throw new RangeError(`invalid features[${j}][${bad}]: ${row[bad]}; it must be finite`)
    if (!Number.isFinite(means[j]))
      throw new RangeError(`invalid targets[${j}]: ${means[j]}; it must be finite`)
  })
  const scaled = rows.map((row, j) => scaleColumn(row, means[j]))
  return {
    features: rows,
    targets: means,
    outcomes: rows[0].length,
    columns: scaled.map(({ column }) => column),
    rests: scaled.map(({ rest }) => rest),
    exponents: scaled.map(({ exponent }) => exponent),
  }
}

/**
 * First to the size of 1, so that the differences do not overflow, then the differences themselves.
 */
function scaleColumn(
  row: Float64Array,
  mean: number,
): { column: Float64Array; rest: Float64Array; exponent: number } {
  const first = exponentOfLargest(row, mean)
  const target = scaleByPower(mean, -first)
  const column = row.map((value) => scaleByPower(value, -first) - target)
  const rest = row.map((value) => twoSum(scaleByPower(value, -first), -target).lo)
  const second = exponentOfLargest(column, 0)
  const bring = (value: number): number => scaleByPower(value, -second)
  return { column: column.map(bring), rest: rest.map(bring), exponent: first + second }
}

function exponentOfLargest(values: Float64Array, other: number): number {
  const largest = values.reduce((most, value) => Math.max(most, Math.abs(value)), Math.abs(other))
  return largest === 0 ? 0 : leadingExponent(largest)
}

/**
 * The outcomes as points whose coordinates are feature − target, in whole numbers of one unit of
 * the scaled columns.
 */
export function toExactPoints({
  features,
  targets,
  columns,
  exponents,
  outcomes,
}: EntropyProblem): ExactPoints {
  const lastBits = features.map((feature, j) => Math.min(lastBit(feature), lastBit([targets[j]])))
  const bits = exponents.reduce((most, exponent, j) => Math.max(most, exponent - lastBits[j]), 0)
  const units = exponents.map((exponent) => exponent - bits)
  const means = units.map((unit, j) => toWhole(targets[j], unit))
  return {
    count: outcomes,
    columns,
    bits,
    exact: (i) => units.map((unit, j) => toWhole(features[j][i], unit) - means[j]),
  }
}
