import { sigmoid } from '../sigmoid.ts'
import { scaledSoftplusRest } from '../softplus.ts'
import { checkSameLength } from '../target.ts'
import { toFloat64, type Vector } from '../vector.ts'
import { twoSum, type Pair } from './doubleDouble.ts'
import { HEADROOM_DOWN } from './exponentialTable.ts'
import { multiplyScaled, scaledDouble, type Scaled } from './scaled.ts'
import { addProduct, type WideSum } from './wideSum.ts'

/** Reads a weight for each label, or one for all. */
export function readPositiveWeights(weights: Vector | number, length: number): Float64Array {
  const read =
    typeof weights === 'number'
      ? new Float64Array(length).fill(weights)
      : toFloat64(weights, 'positiveWeights')
  checkSameLength('positiveWeights', read, length)
  const bad = read.findIndex((weight) => !(weight >= 0 && weight < Infinity))
  // A copy, since `out` may lie over them.
  if (bad < 0) return read.slice()
  const place = typeof weights === 'number' ? '' : `[${bad}]`
  throw new RangeError(
    `invalid positiveWeights${place}: ${read[bad]}; give a finite number from 0 up`,
  )
}

/**
 * Adds Σ wₖ yₖ ζ(−zₖ) + (1 − yₖ) ζ(zₖ) to the sum, where ζ is softplus and ζ(|z|) = |z| + ζ(−|z|): all terms are
 * 0 or above. Weights are 1 unless given.
 */
export function addBinaryCrossEntropy(
  sum: WideSum,
  z: Float64Array,
  y: Float64Array,
  weights: Float64Array | undefined,
): void {
  for (let k = 0; k < z.length; k++) {
    const rest = scaledSoftplusRest(z[k])
    const negative: Scaled = { pair: twoSum(1, -y[k]), exponent: 0 }
    const positive = weights === undefined ? plain(y[k]) : product(weights[k], y[k])
    const wrong = z[k] >= 0 ? negative : positive
    addProduct(sum, wrong.pair, { hi: Math.abs(z[k]), lo: 0 }, wrong.exponent)
    if (weights === undefined) addProduct(sum, ONE, rest, HEADROOM_DOWN)
    else {
      addProduct(sum, positive.pair, rest, positive.exponent + HEADROOM_DOWN)
      addProduct(sum, negative.pair, rest, HEADROOM_DOWN)
    }
  }
}

const ONE: Pair = { hi: 1, lo: 0 }

function plain(value: number): Scaled {
  return { pair: { hi: value, lo: 0 }, exponent: 0 }
}

function product(a: number, b: number): Scaled {
  return multiplyScaled(scaledDouble(a), scaledDouble(b))
}

/** (1 − yₖ) σ(zₖ) − wₖ yₖ σ(−zₖ) */
export function weightedGradient(
  z: Float64Array,
  y: Float64Array,
  weights: Float64Array,
): Float64Array {
  return z.map((score, k) => (1 - y[k]) * sigmoid(score) - weights[k] * y[k] * sigmoid(-score))
}
