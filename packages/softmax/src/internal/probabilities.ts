import { sum } from './compensated.ts'
import { toFloat64, type Vector } from '../vector.ts'

/** How far from 1 the sum of probabilities may be: rounding of float32 or of a few printed digits, no more. */
const TOLERANCE = 1e-6

/** Reads probabilities that sum to 1, up to rounding; none at all are let through. */
export function readDistribution(values: Vector, name: string): Float64Array {
  const p = toFloat64(values, name)
  const bad = p.findIndex((value) => !(value >= 0 && value <= 1 + TOLERANCE))
  if (bad >= 0) {
    throw new RangeError(
      `invalid ${name}[${bad}]: ${p[bad]}; a probability lies between 0 and 1 (softmax makes some from scores)`,
    )
  }
  const total = sum(p)
  if (p.length === 0 || Math.abs(total - 1) <= TOLERANCE) return p
  throw new RangeError(
    `invalid ${name}: its sum is ${total}; probabilities sum to 1 (normalise makes them do so)`,
  )
}
