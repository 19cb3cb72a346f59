import { crossEntropy } from './crossEntropy.ts'
import { addCrossEntropy, type ClassWeight } from './internal/addCrossEntropy.ts'
import { checkOptions } from './internal/checkOptions.ts'
import { fillCrossEntropyGradient } from './internal/fillCrossEntropyGradient.ts'
import { readLayout, type Layout } from './internal/layout.ts'
import { isDoubles, mapLines, readLines } from './internal/lines.ts'
import { exponentOf } from './internal/log.ts'
import { lossOfRow } from './internal/logSoftmaxOfRow.ts'
import { reduceLosses } from './internal/reduce.ts'
import {
  checkReduction,
  readRowTargets,
  targetsApartFrom,
  TARGET_OPTIONS,
  type RowTarget,
} from './internal/rowTargets.ts'
import { scaleBy, settleAt } from './internal/scalePair.ts'
import type { FlatArray } from './rows.ts'
import type { CrossEntropyRowsShape, Reduced, Reduction, RowTargets } from './rowTargets.ts'
import { checkOut, deliver, type Out } from './vector.ts'

/** The shape, how the losses of the rows are weighed, and what becomes of them. */
export interface CrossEntropyRowsOptions<
  R extends Reduction = 'none',
  O extends Out = Float64Array,
> extends CrossEntropyRowsShape {
  /** "none" keeps a loss for each row, "mean" is over the rows' class weights, "sum" adds them up; "none" by default. */
  reduction?: R
  /** Filled and returned in place of a new Float64Array where there is no reduction. */
  out?: O
}

/** The shape, how the losses of the rows are weighed, and of what this is the gradient. */
export interface CrossEntropyGradientRowsOptions<
  O extends Out = Float64Array,
> extends CrossEntropyRowsShape {
  /** Of which loss it is the gradient: with "mean" all is divided by the sum of the rows' class weights; "none" by default, which is that of the sum. */
  reduction?: Reduction
  /** Filled and returned in place of a new Float64Array; it may be the scores. */
  out?: O
}

/**
 * Cross-entropy of softmax with a target for each row of a flat array, or each column: the loss of a batch, with classes of unlike size weighed and padding left out.
 * @formula L_r = -\sum_{c=1}^{C} w_c \Bigl( (1 - \varepsilon) \, y_{rc} + \frac{\varepsilon}{C} \Bigr) \log \sigma_{rc}
 * @param z the scores, row after row in one array
 * @param targets a class index for each row, or `distributions`, laid out as the scores are
 * @param options `rows`, `columns`, `stride`, `axis`; `classWeights`, `ignoreIndex`, `labelSmoothing`; `reduction`; `out`, as long as there are rows
 * @returns the losses in nats, a number for each row; or one number for reduction "mean" (NaN of no rows) or "sum"
 * @throws RangeError when the shape does not fit the scores, a label is out of range, a weight is below 0, or an option is not one of its values
 * @throws TypeError when a score or a target is not a number, or an option is unknown
 * @source [PyTorch's CrossEntropyLoss](https://docs.pytorch.org/docs/stable/generated/torch.nn.CrossEntropyLoss.html), for weights, smoothing and the mean
 * @accuracy 0.52 ulp for targets of one sign up to 1e9, weighed and over what the mean divides by; a row, the mean and the sum alike
 * @example crossEntropyRows([0, 0, 5, 0], [1, 0], { rows: 2, columns: 2, reduction: 'mean' }) // 0.3499312…
 */
export function crossEntropyRows<R extends Reduction = 'none', O extends Out = Float64Array>(
  z: FlatArray,
  targets: RowTargets,
  options: CrossEntropyRowsOptions<R, O>,
): Reduced<R, O> {
  checkOptions(options, TARGET_OPTIONS)
  const { reduction = 'none' as R, out, ...shape } = options ?? {}
  checkReduction(reduction)
  const layout = readLayout(z, 'z', shape)
  const { labels, read, total } = readRowTargets(targets, shape, layout)
  if (labels && reduction === 'none' && isPlain(shape) && layout.step === 1 && isDoubles(z)) {
    if (out !== undefined) checkOut(out, layout.count)
    const losses = lossesOfRows(z, layout, labels)
    return (out === undefined ? losses : deliver(losses, out)) as Reduced<R, O>
  }
  return reduceLosses(z, { ...shape, reduction, out, total }, (sum, line, l) =>
    addCrossEntropy(sum, line, read(l)?.weights ?? []),
  )
}

/** Whether a row that has a label counts once, for that label alone. */
function isPlain({ classWeights, labelSmoothing = 0 }: CrossEntropyRowsShape): boolean {
  return classWeights === undefined && labelSmoothing === 0
}

/** Rows of doubles are read where they lie; the few that are not ordinary, one by one. */
function lossesOfRows(
  z: Float64Array,
  { count, length, apart }: Layout,
  labels: Int32Array,
): Float64Array {
  const losses = new Float64Array(count)
  for (let l = 0, start = 0; l < count; l++, start += apart) {
    const label = labels[l]
    if (label < 0) continue
    const end = start + length
    const loss = lossOfRow(z, start, end, start + label)
    losses[l] = Number.isNaN(loss) ? crossEntropy(z.subarray(start, end), label) : loss
  }
  return losses
}

/**
 * The gradient of cross-entropy of rows with respect to the scores: for training on batches.
 * @formula \frac{\partial L_r}{\partial z_{rc}} = \Bigl( \sum_{k=1}^{C} t_{rk} \Bigr) \sigma_{rc} - t_{rc}, \quad t_{rc} = w_c \Bigl( (1 - \varepsilon) \, y_{rc} + \frac{\varepsilon}{C} \Bigr)
 * @param z the scores, row after row in one array
 * @param targets a class index for each row, or `distributions`, laid out as the scores are
 * @param options `rows`, `columns`, `stride`, `axis`; `classWeights`, `ignoreIndex`, `labelSmoothing`; `reduction`; `out`, which may be `z`
 * @returns numbers that sum to 0 in each row, laid out as the scores are; 0 in rows left out
 * @throws RangeError when the shape does not fit the scores, a label is out of range, a weight is below 0, an option is not one of its values, or `out` has another length
 * @throws TypeError when a score or a target is not a number, or an option is unknown
 * @source the derivative of the loss in [PyTorch's CrossEntropyLoss](https://docs.pytorch.org/docs/stable/generated/torch.nn.CrossEntropyLoss.html)
 * @accuracy 0.52 ulp without weights, smoothing and mean; else absolute, 1e-15 of the largest weight of a class, times Σ |yₖ| for distributions, over what the mean divides by
 * @example [...crossEntropyGradientRows([0, 0, 0, 0], [1, -100], { rows: 2, columns: 2, ignoreIndex: -100 })] // [0.5, -0.5, 0, 0]
 */
export function crossEntropyGradientRows<O extends Out = Float64Array>(
  z: FlatArray,
  targets: RowTargets,
  options: CrossEntropyGradientRowsOptions<O>,
): NoInfer<O> {
  checkOptions(options, TARGET_OPTIONS)
  const { reduction = 'none' } = options ?? {}
  checkReduction(reduction)
  const lines = readLines(z, 'z', options)
  const reader = readRowTargets(targetsApartFrom(lines.out, targets), options, lines.layout)
  const total = reduction === 'mean' ? reader.total().hi : 1
  return mapLines(lines, (line, answer, l) => fillGradient(line, reader.read(l), total, answer))
}

/** The gradient of one row's loss, over `total`. */
function fillGradient(
  line: Float64Array,
  target: RowTarget | undefined,
  total: number,
  answer: Float64Array,
): void {
  if (target === undefined || target.weights.length === 0) return void answer.fill(0)
  const { label, weights } = target
  if (label !== undefined) {
    fillCrossEntropyGradient(line, label, answer)
    const factor = weights[0].pair.hi / total
    if (factor !== 1) for (let k = 0; k < answer.length; k++) answer[k] *= factor
    return
  }
  const down = exponentOf(total)
  const { y, power } = toDoubles(weights, line.length, down)
  fillCrossEntropyGradient(line, y, answer)
  const divisor = scaleBy(total, -down)
  for (let k = 0; k < answer.length; k++) answer[k] = scaleBy(answer[k] / divisor, power)
}

/** The targets over 2^down, or where they would overflow over a larger power: by 2^power times larger. */
function toDoubles(
  weights: readonly ClassWeight[],
  length: number,
  down: number,
): { y: Float64Array; power: number } {
  const y = new Float64Array(length)
  let most = -Infinity
  for (const { pair, exponent } of weights) most = Math.max(most, exponentOf(pair.hi) + exponent)
  const power = most - down > 900 ? most - down - 500 : 0
  for (const { k, pair, exponent } of weights) y[k] = settleAt(pair, exponent - down - power)
  return { y, power }
}
