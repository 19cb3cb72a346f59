import { lastBit, leadingExponent, scaleByPower, toWhole } from './exactDouble.ts'
import type { ExactPoints } from './exactPoints.ts'
import { findHullPosition } from './hullPosition.ts'
import type { Examples } from '../regressionExamples.ts'

/** Beyond so many free weights, fractions of whole numbers grow too long to decide by. */
const MOST_FREE = 20

/**
 * Whether the loss without a penalty has a least value: true or false for certain, or undefined
 * where it was too much to decide.
 */
export function hasMinimum(examples: Examples, weights: Float64Array): boolean | undefined {
  if (examples.classes === 1) return true
  if (areAllRight(examples, weights)) return false
  if ((examples.classes - 1) * (examples.width + 1) > MOST_FREE) return undefined
  return findHullPosition(toPoints(examples)).kind === 'inside'
}

/**
 * Whether the weights put each label's score above all others: then all weights, ever larger, only
 * lower the loss.
 * Decided by doubles with room for their rounding.
 */
function areAllRight(
  { count, width, flat, labels, classes }: Examples,
  weights: Float64Array,
): boolean {
  for (let n = 0; n < count; n++) {
    const own = labels[n] * (width + 1)
    for (let k = 0; k < classes; k++) {
      if (k === labels[n]) continue
      let margin = weights[own + width] - weights[k * (width + 1) + width]
      let size = Math.abs(weights[own + width]) + Math.abs(weights[k * (width + 1) + width])
      for (let d = 0; d < width; d++) {
        const input = flat[n * width + d]
        margin += (weights[own + d] - weights[k * (width + 1) + d]) * input
        size +=
          (Math.abs(weights[own + d]) + Math.abs(weights[k * (width + 1) + d])) * Math.abs(input)
      }
      if (!(margin > size * (width + 2) * 4e-16)) return false
    }
  }
  return true
}

/**
 * A point for each example and each class but its own: how the weights make the score of that class
 * pass that of the label.
 * The loss falls for ever along weights that are 0 or below at all points, and not 0 at all. Class
 * 0 has weights 0,
 * since only differences between classes count.
 */
function toPoints({ count, width, flat, labels, classes }: Examples): ExactPoints {
  const pairs: [n: number, k: number][] = []
  for (let n = 0; n < count; n++)
    for (let k = 0; k < classes; k++) if (k !== labels[n]) pairs.push([n, k])
  const inputOf = (n: number, d: number): number => (d === width ? 1 : flat[n * width + d])
  const units = Array.from({ length: width + 1 }, (_, d) =>
    unitOf(Float64Array.from(labels, (_label, n) => inputOf(n, d))),
  )
  const bits = units.reduce((most, { leading, last }) => Math.max(most, leading - last), 0)
  const entry = <T>(
    [n, k]: [number, number],
    place: number,
    zero: T,
    value: (n: number, d: number, sign: 1 | -1) => T,
  ): T => {
    const [row, d] = [1 + Math.floor(place / (width + 1)), place % (width + 1)]
    return row === k ? value(n, d, 1) : row === labels[n] ? value(n, d, -1) : zero
  }
  const places = Array.from({ length: (classes - 1) * (width + 1) }, (_, place) => place)
  const rough = (n: number, d: number, sign: 1 | -1): number =>
    scaleByPower(sign * inputOf(n, d), -units[d].leading)
  const whole = (n: number, d: number, sign: 1 | -1): bigint =>
    toWhole(sign * inputOf(n, d), units[d].leading - bits)
  return {
    count: pairs.length,
    bits,
    columns: places.map((place) =>
      Float64Array.from(pairs, (pair) => entry(pair, place, 0, rough)),
    ),
    exact: (i) => places.map((place) => entry(pairs[i], place, 0n, whole)),
  }
}

function unitOf(column: Float64Array): { leading: number; last: number } {
  const largest = column.reduce((most, value) => Math.max(most, Math.abs(value)), 0)
  return { leading: largest === 0 ? 0 : leadingExponent(largest), last: lastBit(column) }
}
