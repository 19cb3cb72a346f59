import { checkNumber } from './internal/check.ts'
import { checkNotNegative } from './internal/checkNotNegative.ts'
import { checkOptions } from './internal/checkOptions.ts'
import { exactRegressionGradient } from './internal/exactRegressionGradient.ts'
import { minimise, type Minimum } from './internal/minimise.ts'
import { readExamples, type Examples, type LabelledExamples } from './regressionExamples.ts'
import { hasMinimum } from './internal/separability.ts'
import {
  addExampleLoss,
  checkModel,
  penalise,
  scoresOf,
  toModel,
  type SoftmaxModel,
} from './softmaxModel.ts'
import {
  measureGradient,
  normOf,
  standardise,
  toOriginal,
  type Standardised,
} from './internal/standardise.ts'
import { deliver, toFloat64, type Out, type OutOption, type Vector } from './vector.ts'

/** What holds the weights back, and when to end. */
export interface SoftmaxRegressionOptions {
  /** λ in λ/2 ‖W‖², from 0 up; 0.001 by default. Biases are not held back. */
  l2?: number
  /** Ends when the gradient's norm is at most this, from 0 up; 1e-9 by default. */
  tolerance?: number
  /** Ends after so many steps in any case; 1000 by default. */
  iterations?: number
}

/** A trained model, and how near it is to the best. */
export interface SoftmaxRegressionResult {
  /**
   * "solved"; "unbounded" where the loss has no minimum, but falls without end along some
   * weights, as for classes that
   * can be told apart without error where there is no penalty, or for a class without an example;
   * "stopped" when the steps
   * ran out first; "not converged" when no step of doubles lowers the gradient to the tolerance.
   */
  status: 'solved' | 'unbounded' | 'stopped' | 'not converged'
  model: SoftmaxModel
  /** Mean cross-entropy in nats, with the penalty. */
  loss: number
  /** Of the model that is returned. */
  gradientNorm: number
  iterations: number
}

/**
 * Softmax regression: the weights that minimise mean cross-entropy, with a penalty on their size.
 * Each step of L-BFGS uses all examples, with inputs scaled to a size of 1.
 * @formula \min_{W, b} \; -\frac{1}{N} \sum_{n=1}^{N} s_n \log \sigma_{y_n}(W x_n + b) + \frac{\lambda}{2} \| W \|^2
 * @param examples `inputs`, N vectors of D finite numbers; `labels`, N class indices; `classes`, C;
 * `weights`, N factors of the losses
 * @param options `l2`, `tolerance`, `iterations`
 * @returns `model` with `weights` (C rows of D) and `biases` (C), `loss`, `gradientNorm`,
 * `iterations`, `status`.
 * Without a penalty it is decided exactly whether there is a minimum where (C − 1)(D + 1) is at
 * most 20; beyond, data that can be told
 * apart without error are found, and where weights still grow as the tolerance falls the status is
 * "not converged".
 * @throws RangeError when lengths differ, a label is out of range, an input is not finite, a weight is
 * below 0, C (D + 1) is above 4,194,304, or an option is out of range
 * @throws TypeError when something is not a number, or an option is unknown
 * @source [Boyd & Vandenberghe 2004](https://stanford.edu/~boyd/cvxbook/), section 7.1.1, for
 * convexity; Nocedal & Wright 2006, Numerical Optimization, algorithms 7.4 and 7.5, for L-BFGS;
 * [Albert & Anderson 1984](https://doi.org/10.1093/biomet/71.1.1) for when there is a minimum
 * @accuracy `gradientNorm` is the norm of the exact gradient to 1e-15 of the larger of it and 1; it
 * is at most `tolerance` where solved
 * @example trainSoftmaxRegression({ inputs: [[0], [1]], labels: [0, 1], classes: 2 }).status // "solved"
 */
export function trainSoftmaxRegression(
  examples: LabelledExamples,
  options?: SoftmaxRegressionOptions,
): SoftmaxRegressionResult {
  checkOptions(options, ['l2', 'tolerance', 'iterations'])
  const { l2 = 0.001, tolerance = 1e-9, iterations = 1000 } = options ?? {}
  checkNotNegative('l2', l2)
  checkNotNegative('tolerance', tolerance)
  checkSteps(iterations)
  const read = readExamples(examples)
  const standardised = standardise(read, l2)
  const minimum = descendFrom(
    standardised,
    new Float64Array(read.classes * (read.width + 1)),
    tolerance,
    iterations,
  )
  const weights = toOriginal(minimum.x, standardised)
  const { loss, gradientNorm } = certify(read, standardised, minimum, l2)
  const status = judge({ read, standardised, minimum, l2, tolerance, iterations, gradientNorm })
  return {
    status,
    model: toModel(weights, read),
    loss,
    gradientNorm,
    iterations: minimum.iterations,
  }
}

function descendFrom(
  standardised: Standardised,
  start: Float64Array,
  tolerance: number,
  mostIterations: number,
): Minimum {
  const { examples, penalties } = standardised
  const measure = (gradient: Float64Array): number => measureGradient(gradient, standardised)
  return minimise((weights, gradient) => meanLoss(examples, weights, gradient, penalties), start, {
    tolerance,
    mostIterations,
    measure,
  })
}

/** Of inputs up to this size, doubles tell the gradient to 1e-15. */
const MOST_PLAIN = 8

/**
 * Loss and gradient of the weights as they are told: in whole numbers where doubles would not do.
 */
function certify(
  read: Examples,
  standardised: Standardised,
  minimum: Minimum,
  l2: number,
): { loss: number; gradientNorm: number } {
  const isStandard =
    standardised.exponents.every((exponent) => exponent === 0) &&
    standardised.centres.every((centre) => centre === 0)
  const isPlain = isStandard && read.flat.every((value) => Math.abs(value) <= MOST_PLAIN)
  if (isPlain) return { loss: minimum.value, gradientNorm: minimum.size }
  const weights = toOriginal(minimum.x, standardised)
  if (!weights.every(Number.isFinite)) return { loss: minimum.value, gradientNorm: Infinity }
  const { loss, gradient } = exactRegressionGradient(read, weights, l2)
  return { loss, gradientNorm: normOf(gradient) }
}

interface Outcome {
  read: Examples
  standardised: Standardised
  minimum: Minimum
  l2: number
  tolerance: number
  iterations: number
  gradientNorm: number
}

function judge(outcome: Outcome): SoftmaxRegressionResult['status'] {
  const { read, standardised, minimum, l2, tolerance, iterations, gradientNorm } = outcome
  // Biases are not held back, so a class without an example only becomes less probable for ever.
  if (new Set(read.labels).size < read.classes) return 'unbounded'
  const isThere = l2 > 0 ? true : hasMinimum(standardised.examples, minimum.x)
  if (isThere === false) return 'unbounded'
  if (minimum.size > tolerance)
    return minimum.iterations >= iterations ? 'stopped' : 'not converged'
  if (!(gradientNorm <= tolerance) || (isThere === undefined && isGrowing(outcome)))
    return 'not converged'
  return 'solved'
}

/** Up to this tolerance the weights of a minimum are near enough to compare them with. */
const STRICT = 1e-8

/**
 * Whether the weights end far away when the tolerance is lowered or, since doubles may not tell the
 * two apart any more, raised to one that is still strict: near a minimum they would not. Each search
 * is from the start, since one that begins near the end has no curvature to go by.
 */
function isGrowing({ standardised, minimum, tolerance, iterations }: Outcome): boolean {
  const start = new Float64Array(minimum.x.length)
  const raised = tolerance * 1000 <= STRICT ? [tolerance * 1000] : []
  return [tolerance / 1000, ...raised].some((other) => {
    const { x } = descendFrom(standardised, start, other, iterations)
    return normOf(x.map((value, i) => value - minimum.x[i])) > 0.01 * normOf(minimum.x)
  })
}

function checkSteps(value: unknown): void {
  checkNumber('iterations', value)
  if (!(Number.isInteger(value) && value >= 0))
    throw new RangeError(`invalid iterations: ${value}; give a whole number from 0 up`)
}

/**
 * The scores of a trained model for one input; softmax makes probabilities of them.
 * @formula z_k = w_k^{\top} x + b_k
 * @param model `weights` and `biases`
 * @param input D numbers
 * @param options `out`
 * @returns C scores
 * @throws RangeError when the input has another length than the model's rows, or there are not as
 * many biases as rows
 * @throws TypeError when an entry of the input is not a number, the model has no weights or biases, or an
 * option is unknown
 * @source [Boyd & Vandenberghe 2004](https://stanford.edu/~boyd/cvxbook/), section 7.1.1
 * @accuracy (D + 1) 2^-53 of Σ |w x| + |b|
 * @example regressionScores({ weights: [[1], [2]], biases: [0, 1] }, [3]) // [3, 7]
 */
export function regressionScores<O extends Out = number[]>(
  model: SoftmaxModel,
  input: Vector,
  options?: OutOption<O>,
): NoInfer<O> {
  checkOptions(options, ['out'])
  checkModel(model)
  return deliver(scoresOf(model, toFloat64(input, 'input')), options?.out)
}

function meanLoss(
  examples: Examples,
  weights: Float64Array,
  gradient: Float64Array,
  penalties: Float64Array,
): number {
  gradient.fill(0)
  let loss = 0
  for (let n = 0; n < examples.count; n++) loss += addExampleLoss(examples, n, weights, gradient)
  for (let i = 0; i < gradient.length; i++) gradient[i] /= examples.count
  return loss / examples.count + penalise(examples, weights, gradient, penalties)
}
