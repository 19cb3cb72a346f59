import { sigmoid } from '../sigmoid.ts'
import { scaledSoftplusRest } from '../softplus.ts'
import { checkSameLength } from '../target.ts'
import { toFloat64, type Vector } from '../vector.ts'
import { twoSum } from './doubleDouble.ts'
import { HEADROOM_DOWN } from './exponentialTable.ts'
import { addProduct, makeWideSum, toDouble, totalOf } from './wideSum.ts'

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

/** Σ wₖ yₖ ζ(−zₖ) + (1 − yₖ) ζ(zₖ), where ζ(|z|) = |z| + ζ(−|z|): all terms are 0 or above. */
export function weightedLoss(z: Float64Array, y: Float64Array, weights: Float64Array): number {
  const loss = makeWideSum()
  z.forEach((score, k) => {
    const positive = { hi: weights[k] * y[k], lo: 0 }
    const negative = twoSum(1, -y[k])
    const rest = scaledSoftplusRest(score)
    addProduct(loss, score >= 0 ? negative : positive, { hi: Math.abs(score), lo: 0 })
    addProduct(loss, positive, rest, HEADROOM_DOWN)
    addProduct(loss, negative, rest, HEADROOM_DOWN)
  })
  return toDouble(totalOf(loss))
}

/** (1 − yₖ) σ(zₖ) − wₖ yₖ σ(−zₖ) */
export function weightedGradient(
  z: Float64Array,
  y: Float64Array,
  weights: Float64Array,
): Float64Array {
  return z.map((score, k) => (1 - y[k]) * sigmoid(score) - weights[k] * y[k] * sigmoid(-score))
}
