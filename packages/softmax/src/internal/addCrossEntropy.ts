import { logSoftmax } from '../logSoftmax.ts'
import { HEADROOM_DOWN } from './exponentialTable.ts'
import type { Scaled } from './scaled.ts'
import { scaledLog1p, sumOfOthers } from './sumOfExponentials.ts'
import { placeOfTop } from './top.ts'
import { addGap, addProduct, makeWideSum, toDouble, totalOf, type WideSum } from './wideSum.ts'

/** How much class k counts. */
export interface ClassWeight extends Scaled {
  k: number
}

/** The classes whose weight is not 0, with their weights. */
export function toClassWeights(y: Float64Array): ClassWeight[] {
  const weights: ClassWeight[] = []
  y.forEach((value, k) => {
    if (value !== 0) weights.push(toClassWeight(k, value))
  })
  return weights
}

/** Class k with a weight that is a double. */
export function toClassWeight(k: number, value: number): ClassWeight {
  return { k, pair: { hi: value, lo: 0 }, exponent: 0 }
}

/** Adds Σ wₖ (log Σ + top − zₖ), both parts from 0 up, to the sum. */
export function addCrossEntropy(
  sum: WideSum,
  x: Float64Array,
  weights: readonly ClassWeight[],
): void {
  const at = placeOfTop(x)
  if (at < 0 || x[at] === Infinity) return addLimits(sum, x, weights)
  const logarithm = scaledLog1p(sumOfOthers(x, at, 1))
  if (Number.isNaN(logarithm.hi)) return addLimits(sum, x, weights)
  for (const weight of weights) {
    addProduct(sum, weight.pair, logarithm, weight.exponent + HEADROOM_DOWN)
    addGap(sum, weight, x[weight.k], x[at])
  }
}

/** The same by itself, rounded once. */
export function weightedLoss(x: Float64Array, weights: readonly ClassWeight[]): number {
  const sum = makeWideSum()
  addCrossEntropy(sum, x, weights)
  return toDouble(totalOf(sum))
}

/** Each logarithm is 0, −Infinity or NaN, so only the sign of a weight counts. */
function addLimits(sum: WideSum, x: Float64Array, weights: readonly ClassWeight[]): void {
  const logs = logSoftmax(x, { out: new Float64Array(x.length) })
  for (const { k, pair } of weights)
    addProduct(sum, { hi: Math.sign(pair.hi), lo: 0 }, { hi: 0 - logs[k], lo: 0 })
}
