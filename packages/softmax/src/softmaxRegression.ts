import { checkNumber } from './internal/check.ts'
import { minimise } from './internal/minimise.ts'
import { readExamples, type Examples, type LabelledExamples } from './regressionExamples.ts'
import { addExampleLoss, penalise, scoresOf, toModel, type SoftmaxModel } from './softmaxModel.ts'
import { deliver, toFloat64, type Out, type OutOption, type Vector } from './vector.ts'

/** What holds the weights back, and when to end. */
export interface SoftmaxRegressionOptions {
  /** λ in λ/2 ‖W‖², from 0 up; 0.001 unless said. Biases are not held back. */
  l2?: number
  /** Ends when the gradient's norm is at most this, from 0 up; 1e-9 unless said. */
  tolerance?: number
  /** Ends after so many steps in any case; 1000 unless said. */
  iterations?: number
}

/** A trained model, and how near it is to the best. */
export interface SoftmaxRegressionResult {
  /** "solved", or "stopped" when the steps ran out first. */
  status: 'solved' | 'stopped'
  model: SoftmaxModel
  /** Mean cross-entropy in nats, with the penalty. */
  loss: number
  gradientNorm: number
  iterations: number
}

/**
 * Softmax regression: the weights that make mean cross-entropy least, with a penalty on their size.
 * The whole of the examples at each step, by L-BFGS.
 * @formula \min_{W, b} \; -\frac{1}{N} \sum_{n=1}^{N} s_n \log \sigma_{y_n}(W x_n + b) + \frac{\lambda}{2} \| W \|^2
 * @param examples `inputs`, N vectors of D finite numbers; `labels`, N class indices; `classes`, C; `weights`, N factors of the losses
 * @param options `l2`, `tolerance`, `iterations`
 * @returns `model` with `weights` (C rows of D) and `biases` (C), `loss`, `gradientNorm`, `iterations`, `status`
 * @throws RangeError when lengths differ, a label is out of range, an input is not finite, or a weight is below 0
 * @throws TypeError when something is not a number
 * @source [Boyd & Vandenberghe 2004](https://stanford.edu/~boyd/cvxbook/), section 7.1.1, for convexity; Nocedal & Wright 2006, Numerical Optimization, algorithms 7.4 and 7.5, for L-BFGS
 * @accuracy `gradientNorm` is the norm of the exact gradient to 1e-15; it is at most `tolerance` where solved
 * @example trainSoftmaxRegression({ inputs: [[0], [1]], labels: [0, 1], classes: 2 }).status // "solved"
 */
export function trainSoftmaxRegression(
  examples: LabelledExamples,
  options?: SoftmaxRegressionOptions,
): SoftmaxRegressionResult {
  const { l2 = 0.001, tolerance = 1e-9, iterations = 1000 } = options ?? {}
  checkNotNegative('l2', l2)
  checkNotNegative('tolerance', tolerance)
  const read = readExamples(examples)
  const start = new Float64Array(read.classes * (read.width + 1))
  const minimum = minimise(
    (weights, gradient) => meanLoss(read, weights, gradient, l2),
    start,
    tolerance,
    iterations,
  )
  const status = minimum.gradientNorm <= tolerance ? 'solved' : 'stopped'
  return {
    status,
    model: toModel(minimum.x, read),
    loss: minimum.value,
    gradientNorm: minimum.gradientNorm,
    iterations: minimum.iterations,
  }
}

/**
 * The scores of a trained model for one input; softmax makes probabilities of them.
 * @formula z_k = w_k^{\top} x + b_k
 * @param model `weights` and `biases`
 * @param input D numbers
 * @param options `out`
 * @returns C scores
 * @throws RangeError when the input has another length than the model's rows
 * @throws TypeError when a number of the input is none
 * @source [Boyd & Vandenberghe 2004](https://stanford.edu/~boyd/cvxbook/), section 7.1.1
 * @accuracy (D + 1) 2^-53 of Σ |w x| + |b|
 * @example regressionScores({ weights: [[1], [2]], biases: [0, 1] }, [3]) // [3, 7]
 */
export function regressionScores<O extends Out = number[]>(
  model: SoftmaxModel,
  input: Vector,
  options?: OutOption<O>,
): NoInfer<O> {
  return deliver(scoresOf(model, toFloat64(input, 'input')), options?.out)
}

function meanLoss(
  examples: Examples,
  weights: Float64Array,
  gradient: Float64Array,
  l2: number,
): number {
  gradient.fill(0)
  let loss = 0
  for (let n = 0; n < examples.count; n++) loss += addExampleLoss(examples, n, weights, gradient)
  for (let i = 0; i < gradient.length; i++) gradient[i] /= examples.count
  return loss / examples.count + penalise(examples, weights, gradient, l2)
}

function checkNotNegative(name: string, value: number): void {
  checkNumber(name, value)
  if (!(value >= 0 && value < Infinity))
    throw new RangeError(`invalid ${name}: ${value}; it must be finite and not below 0`)
}
