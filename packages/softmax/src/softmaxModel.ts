import { sum } from './internal/compensated.ts'
import { log } from './internal/log.ts'
import type { Examples } from './regressionExamples.ts'
import { softmax } from './softmax.ts'
import { checkSameLength } from './target.ts'

/** The linear functions whose values softmax turns into probabilities. */
export interface SoftmaxModel {
  /** C rows of D: one row wₖ a class. */
  weights: number[][]
  /** One bias bₖ a class. */
  biases: number[]
}

/** While training, the rows lie one after the other, each with its bias last: C (D + 1) numbers. */
export function toModel(flat: Float64Array, { classes, width }: Examples): SoftmaxModel {
  const rows = Array.from({ length: classes }, (_, k) =>
    Array.from(flat.subarray(k * (width + 1), (k + 1) * (width + 1))),
  )
  return { weights: rows.map((row) => row.slice(0, -1)), biases: rows.map((row) => row[width]) }
}

/** Throws unless the model has as many biases as rows of weights. */
export function checkModel(model: SoftmaxModel): void {
  const isModel =
    typeof model === 'object' &&
    model !== null &&
    Array.isArray(model.weights) &&
    Array.isArray(model.biases)
  if (!isModel) throw new TypeError('invalid model: give { weights, biases }, as training does')
  const { weights, biases } = model
  if (biases.length === weights.length) return
  throw new RangeError(
    `invalid model.biases: length ${biases.length}, but there are ${weights.length} rows of weights`,
  )
}

/** W x + b. */
export function scoresOf({ weights, biases }: SoftmaxModel, input: Float64Array): Float64Array {
  return Float64Array.from(weights, (row, k) => {
    checkSameLength('input', input, row.length)
    return sum([...row.map((weight, d) => weight * input[d]), biases[k]])
  })
}

/**
 * The cross-entropy of example n, its gradient added to `gradient`: (σₖ − [k = y]) x for row k, both
 * times its weight. Written
 * out, since training does little else.
 */
export function addExampleLoss(
  examples: Examples,
  n: number,
  weights: Float64Array,
  gradient: Float64Array,
): number {
  const { classes, width, labels, values, places, scores, shares } = examples
  const factor = examples.weights[n]
  const count = gatherInputs(examples, n)
  for (let k = 0, row = 0; k < classes; k++, row += width + 1) {
    let score = 0
    for (let i = 0; i < count; i++) score += weights[row + places[i]] * values[i]
    scores[k] = score + weights[row + width]
  }
  softmax(scores, { out: shares })
  const loss = lossOf(scores, shares, labels[n])
  shares[labels[n]] -= 1
  for (let k = 0, row = 0; k < classes; k++, row += width + 1) {
    const share = factor * shares[k]
    for (let i = 0; i < count; i++) gradient[row + places[i]] += share * values[i]
    gradient[row + width] += share
  }
  return factor * loss
}

/**
 * The inputs of example n that are not 0, and their places. Nothing else has a part in scores and gradient, and of a
 * picture that is half of all or less.
 * @returns how many there are
 */
function gatherInputs({ width, flat, values, places }: Examples, n: number): number {
  let count = 0
  for (let d = 0; d < width; d++) {
    const value = flat[n * width + d]
    if (value === 0) continue
    places[count] = d
    values[count++] = value
  }
  return count
}

/** Σ λ/2 w² and its gradient, with a λ for each input and none for the biases. */
export function penalise(
  { classes, width }: Examples,
  weights: Float64Array,
  gradient: Float64Array,
  l2: Float64Array,
): number {
  let penalty = 0
  for (let k = 0; k < classes; k++) {
    for (let d = 0, w = k * (width + 1); d < width; d++, w++) {
      penalty += (l2[d] / 2) * weights[w] * weights[w]
      gradient[w] += l2[d] * weights[w]
    }
  }
  return penalty
}

/**
 * −log σ at the label: from the probability where it is held, else from the gap to the largest
 * score.
 */
function lossOf(scores: Float64Array, shares: Float64Array, label: number): number {
  if (shares[label] > 1e-300) return -log(shares[label])
  return scores.reduce((a, b) => Math.max(a, b)) - scores[label]
}
