import { sigmoid } from '../sigmoid.ts'
import { softplus } from '../softplus.ts'
import { checkSameLength } from '../target.ts'
import { toFloat64, type Vector } from '../vector.ts'
import { sum } from './compensated.ts'

/** Reads a weight for each label, or one for all. */
export function readPositiveWeights(weights: Vector | number, length: number): Float64Array {
  const read =
    typeof weights === 'number'
      ? new Float64Array(length).fill(weights)
      : toFloat64(weights, 'positiveWeights')
  checkSameLength('positiveWeights', read, length)
  const bad = read.findIndex((weight) => !(weight >= 0 && weight < Infinity))
  if (bad < 0) return read
  const place = typeof weights === 'number' ? '' : `[${bad}]`
  throw new RangeError(
    `invalid positiveWeights${place}: ${read[bad]}; give a finite number from 0 up`,
  )
}

/** Σ wₖ yₖ ζ(−zₖ) + (1 − yₖ) ζ(zₖ) */
export function weightedLoss(z: Float64Array, y: Float64Array, weights: Float64Array): number {
  return sum(
    z.map(
      (score, k) => part(weights[k] * y[k], softplus(-score)) + part(1 - y[k], softplus(score)),
    ),
  )
}

function part(weight: number, loss: number): number {
  return weight === 0 ? 0 : weight * loss
}

/** (1 − yₖ) σ(zₖ) − wₖ yₖ σ(−zₖ) */
export function weightedGradient(
  z: Float64Array,
  y: Float64Array,
  weights: Float64Array,
): Float64Array {
  return z.map((score, k) => (1 - y[k]) * sigmoid(score) - weights[k] * y[k] * sigmoid(-score))
}
