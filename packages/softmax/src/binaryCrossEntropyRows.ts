import type { BinaryCrossEntropyOptions } from './binaryCrossEntropy.ts'
import { checkOptions } from './internal/checkOptions.ts'
import type { Pair } from './internal/doubleDouble.ts'
import { readLayout, ROW_OPTIONS, type Layout } from './internal/layout.ts'
import { apartFrom, isDoubles, lineReader, mapLines, readLines } from './internal/lines.ts'
import { reduceLosses } from './internal/reduce.ts'
import { checkReduction } from './internal/rowTargets.ts'
import {
  addBinaryCrossEntropy,
  badTarget,
  binaryGradientOfRow,
  placeOfBadTarget,
  readPositiveWeights,
} from './internal/weightedBinary.ts'
import type { FlatArray, RowOptions, RowShape } from './rows.ts'
import type { Reduced, Reduction } from './rowTargets.ts'
import type { Out } from './vector.ts'

/** The shape, how much what is true counts, and what becomes of the losses. */
export interface BinaryCrossEntropyRowsOptions<
  R extends Reduction = 'none',
  O extends Out = Float64Array,
>
  extends RowShape, BinaryCrossEntropyOptions {
  /** "none" keeps a loss for each row, "mean" and "sum" are over the rows; "none" by default. */
  reduction?: R
  /** Filled and returned in place of a new Float64Array where there is no reduction. */
  out?: O
}

/** The shape, how much what is true counts, of which loss it is the gradient, and where to. */
export interface BinaryCrossEntropyGradientRowsOptions<O extends Out = Float64Array>
  extends RowOptions<O>, BinaryCrossEntropyOptions {
  /** With "mean" all is divided by the number of rows; "none" by default, which is the gradient of the sum. */
  reduction?: Reduction
}

/**
 * Binary cross-entropy for each row of a flat array, or each column: the loss of a batch of examples that have several labels each.
 * @formula L_r = -\sum_{c=1}^{C} w_c \, y_{rc} \log \sigma(z_{rc}) - \sum_{c=1}^{C} (1 - y_{rc}) \log(1 - \sigma(z_{rc}))
 * @param z the scores, row after row in one array
 * @param y the targets from 0 to 1, laid out as the scores are
 * @param options `rows`, `columns`, `stride`, `axis`; `positiveWeights`; `reduction`; `out`, as long as there are rows
 * @returns the losses in nats, a number for each row, summed over its labels; or one number for reduction "mean" or "sum"
 * @throws RangeError when the shape does not fit, a target lies outside 0 … 1, a weight is below 0, or an option is not one of its values
 * @throws TypeError when a score or a target is not a number, or an option is unknown
 * @source [PyTorch's BCEWithLogitsLoss](https://docs.pytorch.org/docs/stable/generated/torch.nn.BCEWithLogitsLoss.html), for the weights; its mean is over labels too
 * @accuracy 0.52 ulp with weights up to 1e9; a row, the mean and the sum alike
 * @example [...binaryCrossEntropyRows([0, 0, 0, 0], [1, 0, 1, 1], { rows: 2, columns: 2 })] // [1.3862943611198906, 1.3862943611198906]
 */
export function binaryCrossEntropyRows<R extends Reduction = 'none', O extends Out = Float64Array>(
  z: FlatArray,
  y: FlatArray,
  options: BinaryCrossEntropyRowsOptions<R, O>,
): Reduced<R, O> {
  checkOptions(options, OPTIONS)
  const { reduction = 'none' as R, positiveWeights, out, ...shape } = options ?? {}
  checkReduction(reduction)
  const layout = readLayout(z, 'z', shape)
  checkTargets(y, shape)
  const target = lineReader(y, layout)
  const weights = toOwn(positiveWeights, layout)
  const total = (): Pair => ({ hi: layout.count, lo: 0 })
  return reduceLosses(z, { ...shape, reduction, out, total }, (sum, line, l) =>
    addBinaryCrossEntropy(sum, line, target(l), weights),
  )
}

/**
 * The gradient of binary cross-entropy of rows with respect to the scores: for training on batches.
 * @formula \frac{\partial L_r}{\partial z_{rc}} = (1 - y_{rc}) \, \sigma(z_{rc}) - w_c \, y_{rc} \, \sigma(-z_{rc})
 * @param z the scores, row after row in one array
 * @param y the targets from 0 to 1, laid out as the scores are
 * @param options `rows`, `columns`, `stride`, `axis`; `positiveWeights`; `reduction`; `out`, which may be `z`
 * @returns the gradient, laid out as the scores are
 * @throws RangeError when the shape does not fit, a target lies outside 0 … 1, a weight is below 0, an option is not one of its values, or `out` has another length
 * @throws TypeError when a score or a target is not a number, or an option is unknown
 * @source the derivative of the loss in [PyTorch's BCEWithLogitsLoss](https://docs.pytorch.org/docs/stable/generated/torch.nn.BCEWithLogitsLoss.html)
 * @accuracy the bits of binaryCrossEntropyGradient; 1 ulp more for the mean
 * @example [...binaryCrossEntropyGradientRows([0, 0, 0, 0], [1, 0, 1, 1], { rows: 2, columns: 2 })] // [-0.5, 0.5, -0.5, -0.5]
 */
export function binaryCrossEntropyGradientRows<O extends Out = Float64Array>(
  z: FlatArray,
  y: FlatArray,
  options: BinaryCrossEntropyGradientRowsOptions<O>,
): NoInfer<O> {
  checkOptions(options, OPTIONS)
  const { reduction = 'none', positiveWeights } = options ?? {}
  checkReduction(reduction)
  const lines = readLines(z, 'z', options)
  const targets = apartFrom(lines.out, y)
  checkTargets(targets, options)
  const weights = toOwn(positiveWeights, lines.layout)
  const total = reduction === 'mean' ? lines.layout.count : 1
  const { source, out, layout } = lines
  if (layout.step === 1 && isDoubles(source) && isDoubles(targets) && isDoubles(out)) {
    for (let l = 0, start = 0; l < layout.count; l++, start += layout.apart)
      binaryGradientOfRow(source, targets, weights, start, layout.length, total, out)
    return out
  }
  const target = lineReader(targets, layout)
  return mapLines(lines, (line, answer, l) =>
    binaryGradientOfRow(line, target(l), weights, 0, line.length, total, answer),
  )
}

const OPTIONS = [...ROW_OPTIONS, 'positiveWeights', 'reduction'] as const

/** Read once, so that nothing is refused when rows have been written. */
function toOwn(
  positiveWeights: BinaryCrossEntropyOptions['positiveWeights'],
  { length }: Layout,
): Float64Array | undefined {
  return positiveWeights === undefined ? undefined : readPositiveWeights(positiveWeights, length)
}

function checkTargets(y: FlatArray, shape: RowShape): void {
  const { count, length, step, apart } = readLayout(y, 'y', shape)
  for (let l = 0; l < count; l++) {
    const bad = placeOfBadTarget(y, l * apart, length, step)
    if (bad >= 0) throw badTarget(y, bad)
  }
}
