import { dot } from './compensated.ts'
import { leadingExponent, scaleByPower } from './exactDouble.ts'
import type { Examples } from '../regressionExamples.ts'

/**
 * Examples whose inputs are near the size of 1, and how to come back: input = centre + 2^exponent ·
 * standardised input.
 */
export interface Standardised {
  examples: Examples
  centres: Float64Array
  exponents: number[]
  /** λ / 4^exponent: what the penalty is for the weights of the standardised inputs. */
  penalties: Float64Array
}

/**
 * An input this many times farther from 0 than it spreads is measured from the middle of its range.
 */
const FAR = 8
/** Inputs of about the size of 1 are left as they are. */
const [LEAST_USUAL, MOST_USUAL] = [-6, 3]

/**
 * A change of variables, so that neither the scale nor the offset of the inputs matters to the
 * search.
 */
export function standardise(examples: Examples, l2: number): Standardised {
  const { count, width, flat } = examples
  const centres = new Float64Array(width)
  const exponents: number[] = []
  const moved = new Float64Array(flat.length)
  for (let d = 0; d < width; d++) {
    const column = Float64Array.from({ length: count }, (_, n) => flat[n * width + d])
    centres[d] = centreOf(column)
    exponents.push(exponentOf(column, centres[d], l2))
    column.forEach((value, n) => {
      moved[n * width + d] = scaleByPower(value / 2 - centres[d] / 2, 1 - exponents[d])
    })
  }
  const penalties = Float64Array.from(exponents, (exponent) => scaleByPower(l2, -2 * exponent))
  return { examples: { ...examples, flat: moved }, centres, exponents, penalties }
}

function centreOf(column: Float64Array): number {
  const least = column.reduce((a, b) => Math.min(a, b))
  const most = column.reduce((a, b) => Math.max(a, b))
  const middle = least / 2 + most / 2
  return Math.abs(middle) > FAR * (most / 2 - least / 2) ? middle : 0
}

/**
 * Of the largest input; where the penalty outweighs the inputs, of that, since then it is what
 * bends the loss.
 */
function exponentOf(column: Float64Array, centre: number, l2: number): number {
  const half = column.reduce((most, value) => Math.max(most, Math.abs(value / 2 - centre / 2)), 0)
  const size = Math.max(half, Math.sqrt(l2) / 2)
  const exponent = half === 0 || size === 0 ? 0 : leadingExponent(size) + 1
  return exponent >= LEAST_USUAL && exponent <= MOST_USUAL ? 0 : exponent
}

/**
 * Weights of the standardised inputs as weights of the inputs: w / 2^exponent, and the bias less
 * what the centres add.
 */
export function toOriginal(
  flat: Float64Array,
  { examples, centres, exponents }: Standardised,
): Float64Array {
  const { classes, width } = examples
  const original = flat.slice()
  for (let k = 0; k < classes; k++) {
    const row = original.subarray(k * (width + 1), (k + 1) * (width + 1))
    for (let d = 0; d < width; d++) row[d] = scaleByPower(row[d], -exponents[d])
    row[width] -= dot(row.subarray(0, width), centres)
  }
  return original
}

/**
 * The size of a gradient: of its norm for the standardised inputs and for the original ones, the
 * larger.
 */
export function measureGradient(
  gradient: Float64Array,
  { examples, centres, exponents }: Standardised,
): number {
  const { classes, width } = examples
  const original = gradient.slice()
  for (let k = 0; k < classes; k++) {
    const row = original.subarray(k * (width + 1), (k + 1) * (width + 1))
    for (let d = 0; d < width; d++)
      row[d] = scaleByPower(row[d], exponents[d]) + centres[d] * row[width]
  }
  return Math.max(normOf(gradient), normOf(original))
}

/** The Euclidean norm, of numbers of any size. */
export function normOf(values: Float64Array): number {
  let squares = 0
  for (let i = 0; i < values.length; i++) squares += values[i] * values[i]
  if (squares > 1e-290 && squares < 1e290) return Math.sqrt(squares)
  const largest = values.reduce((most, value) => Math.max(most, Math.abs(value)), 0)
  if (!(largest > 0 && largest < Infinity)) return largest
  const exponent = leadingExponent(largest)
  const scaled = values.map((value) => scaleByPower(value, -exponent))
  return scaleByPower(
    Math.sqrt(scaled.reduce((total, value) => total + value * value, 0)),
    exponent,
  )
}
