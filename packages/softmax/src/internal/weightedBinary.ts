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

/**
 * (1 − yₖ) σ(zₖ) − wₖ yₖ σ(−zₖ), over `total`, for `length` scores from place `start`, written to the same places of
 * `out`, which may be the scores or the targets themselves. For yₖ = 1 it is −σ(−z), whole where σ(z) − 1 has lost its
 * bits. Labels are mostly 0 or 1, and then one of the two is all there is.
 * @param weights wₖ from place 0 on, 1 where there are none
 */
// eslint-disable-next-line max-params -- a hot loop: an object a call would cost time
export function binaryGradientOfRow(
  z: Float64Array,
  y: Float64Array,
  weights: Float64Array | undefined,
  start: number,
  length: number,
  total: number,
  out: Float64Array,
): void {
  for (let k = 0; k < length; k++) {
    const score = z[start + k]
    const target = y[start + k]
    const up = target === 1 ? 0 : (1 - target) * sigmoid(score)
    const weight = weights === undefined ? 1 : weights[k]
    const down = target === 0 ? 0 : weight * target * sigmoid(-score)
    out[start + k] = (up - down) / total
  }
}

/** The place of the first number, of `length` from place `at` on, `step` apart, that is no target of a label; −1 if there is none. */
export function placeOfBadTarget(
  y: ArrayLike<number>,
  at: number,
  length: number,
  step: number,
): number {
  for (let k = 0; k < length; k++, at += step) if (!(y[at] >= 0 && y[at] <= 1)) return at
  return -1
}

/** What is said of a number that is no target. */
export function badTarget(y: ArrayLike<number>, at: number): RangeError {
  return new RangeError(`invalid y[${at}]: ${y[at]}; a target lies between 0 and 1`)
}
