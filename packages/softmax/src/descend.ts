import { checkCount, checkPositive, checkRandom } from './internal/check.ts'
import { checkNotNegative } from './internal/checkNotNegative.ts'
import { checkOptions } from './internal/checkOptions.ts'
import { nextUnit } from './internal/nextUnit.ts'
import type { RandomSource } from './randomSource.ts'
import { readExamples, type Examples, type LabelledExamples } from './regressionExamples.ts'
import { addExampleLoss, penalise, toModel, type SoftmaxModel } from './softmaxModel.ts'

/** How a descent goes. */
export interface DescentOptions {
  /** Where the order of the examples comes from, such as randomSource(seed). */
  random: RandomSource
  /** Length of a step, above 0; 0.5 by default. */
  rate?: number
  /** Examples in a step, a whole number; 32 by default. */
  batch?: number
  /** Times through all examples, a whole number; 10 by default. */
  epochs?: number
  /** λ in λ/2 ‖W‖², from 0 up; 0.001 by default. */
  l2?: number
}

/** Where a descent stands after a step. */
export interface DescentProgress {
  /** Steps taken, from 1. */
  step: number
  /** Times through the examples, from 0: a fraction within one. */
  epoch: number
  /** Mean loss over this step's batch, before it was taken. */
  loss: number
  /** The weights after the step, as a copy. */
  model: SoftmaxModel
}

/**
 * Softmax regression by stochastic gradient descent, with a progress report after each step: take
 * as many as you want.
 * @formula W \leftarrow W - \eta \Bigl( \frac{1}{|B|} \sum_{n \in B} (\sigma(W x_n + b) - y_n) \, x_n^{\top} + \lambda W \Bigr)
 * @param examples `inputs`, N vectors of D finite numbers; `labels`, N class indices; `classes`, C; `weights`, N factors of the losses
 * @param options `random`; `rate`, `batch`, `epochs`, `l2`
 * @returns a generator of progress: `step`, `epoch`, `loss`, `model`
 * @throws RangeError when lengths differ, a label is out of range, C (D + 1) is above 4,194,304,
 * `rate` is not above 0, or so high that the weights overflow, `l2` is below 0, or `batch` or `epochs` is no whole number above
 * 0, or the source gives a number outside 0 … 1
 * @throws TypeError when something is not a number, `random` is no function, or an option is
 * unknown
 * @source [Robbins & Monro 1951](https://doi.org/10.1214/aoms/1177729586)
 * @accuracy the weights gain 1e-15 in error with each step, for inputs from −1 to 1
 * @example
 * const examples = { inputs: [[-2], [-1], [1], [2]], labels: [0, 0, 1, 1], classes: 2 }
 * const steps = [...descend(examples, { random: randomSource(1), batch: 2, epochs: 50 })]
 * steps.filter(({ step }) => step % 20 === 0).map(({ step, loss }) => `${step}: ${loss.toFixed(3)}`) // ["20: 0.074", "40: 0.025", "60: 0.033", "80: 0.015", "100: 0.014"]
 */
export function* descend(
  examples: LabelledExamples,
  options: DescentOptions,
): Generator<DescentProgress, void, undefined> {
  checkOptions(options, ['random', 'rate', 'batch', 'epochs', 'l2'])
  const { random, rate = 0.5, batch = 32, epochs = 10, l2 = 0.001 } = options ?? {}
  checkRandom(random)
  checkPositive('rate', rate)
  checkCount('batch', batch)
  checkCount('epochs', epochs)
  checkNotNegative('l2', l2)
  const read = readExamples(examples)
  const penalties = new Float64Array(read.width).fill(l2)
  const weights = new Float64Array(read.classes * (read.width + 1))
  let step = 0
  for (let epoch = 0; epoch < epochs; epoch++) {
    const order = shuffle(read.count, random)
    for (let from = 0; from < read.count; from += batch) {
      const loss = takeStep(read, order.slice(from, from + batch), weights, { rate, penalties })
      step++
      if (Number.isNaN(loss) || !weights.every(Number.isFinite))
        throw new RangeError(
          `invalid rate: ${rate}; the weights overflowed at step ${step}, give a lower one`,
        )
      yield {
        step,
        epoch: epoch + Math.min(1, (from + batch) / read.count),
        loss,
        model: toModel(weights, read),
      }
    }
  }
}

function takeStep(
  examples: Examples,
  batch: readonly number[],
  weights: Float64Array,
  { rate, penalties }: { rate: number; penalties: Float64Array },
): number {
  const gradient = new Float64Array(weights.length)
  let loss = 0
  for (const n of batch) loss += addExampleLoss(examples, n, weights, gradient) / batch.length
  for (let i = 0; i < gradient.length; i++) gradient[i] /= batch.length
  loss += penalise(examples, weights, gradient, penalties)
  for (let i = 0; i < weights.length; i++) weights[i] -= rate * gradient[i]
  return loss
}

/** Fisher and Yates: each order of 0 … count − 1 equally likely. */
function shuffle(count: number, random: RandomSource): number[] {
  const order = Array.from({ length: count }, (_, i) => i)
  for (let i = count - 1; i > 0; i--) {
    const j = Math.floor(nextUnit(random) * (i + 1))
    const kept = order[i]
    order[i] = order[j]
    order[j] = kept
  }
  return order
}
