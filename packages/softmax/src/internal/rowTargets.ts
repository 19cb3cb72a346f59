import type { FlatArray } from '../rows.ts'
import type { CrossEntropyRowsShape, Reduction, RowTargets } from '../rowTargets.ts'
import { checkLabel, checkSameLength, type Target } from '../target.ts'
import { toFloat64, type Vector } from '../vector.ts'
import { checkNumber, spell } from './check.ts'
import { sum } from './compensated.ts'
import { checkFinite, readLayout, readLine, ROW_OPTIONS, type Layout } from './layout.ts'

/** The names of the options of cross-entropy of rows. */
export const TARGET_OPTIONS = [
  ...ROW_OPTIONS,
  'classWeights',
  'ignoreIndex',
  'labelSmoothing',
  'reduction',
] as const

/** What a row is compared with, and a factor of its loss. */
export interface WeighedTarget {
  target: Target
  factor: number
}

/** The targets of rows, checked. */
export interface RowTargetReader {
  /** What row l is compared with; nothing for a row that is left out. */
  read(l: number): WeighedTarget | undefined
  /** Of what the mean is taken: the sum of the weights of the rows' classes, or the number of rows. */
  total(): number
}

/** Reads all targets, so that nothing is refused later. */
export function readRowTargets(
  targets: RowTargets,
  options: CrossEntropyRowsShape,
  layout: Layout,
): RowTargetReader {
  const { labelSmoothing = 0 } = options
  checkNumber('labelSmoothing', labelSmoothing)
  if (options.ignoreIndex !== undefined) checkNumber('ignoreIndex', options.ignoreIndex)
  if (!(labelSmoothing >= 0 && labelSmoothing <= 1))
    throw new RangeError(`invalid labelSmoothing: ${labelSmoothing}; it lies between 0 and 1`)
  const weights = readClassWeights(options.classWeights, layout.length)
  if (isDistributions(targets))
    return ofDistributions(targets.distributions, options, layout, weights)
  return ofLabels(readLabels(targets, options.ignoreIndex, layout), options, layout, weights)
}

function isDistributions(targets: RowTargets): targets is { distributions: FlatArray } {
  return typeof targets === 'object' && targets !== null && 'distributions' in targets
}

function readClassWeights(weights: Vector | undefined, classes: number): Float64Array | undefined {
  if (weights === undefined) return undefined
  const read = toFloat64(weights, 'classWeights')
  checkSameLength('classWeights', read, classes)
  const bad = read.findIndex((weight) => !(weight >= 0 && weight < Infinity))
  if (bad < 0) return read
  throw new RangeError(`invalid classWeights[${bad}]: ${read[bad]}; give a finite number from 0 up`)
}

/** Class indices; −1 in place of the one that is ignored. */
function readLabels(
  labels: ArrayLike<number>,
  ignoreIndex: number | undefined,
  { count, length, word }: Layout,
): Int32Array {
  if (typeof labels !== 'object' || labels === null || !('length' in labels))
    throw new TypeError(
      `invalid targets: ${spell(labels)}; give a class index for each ${word}, or { distributions }`,
    )
  if (labels.length !== count)
    throw new RangeError(
      `invalid targets: length ${labels.length}, but there are ${count} ${word}s`,
    )
  return Int32Array.from(labels, (label, l) =>
    label === ignoreIndex ? -1 : checkLabel(`targets[${l}]`, label, length),
  )
}

function ofLabels(
  labels: Int32Array,
  { labelSmoothing = 0 }: CrossEntropyRowsShape,
  { length }: Layout,
  weights: Float64Array | undefined,
): RowTargetReader {
  const room = new Float64Array(length)
  const weightOf = (label: number): number =>
    label < 0 ? 0 : weights === undefined ? 1 : weights[label]
  const read: RowTargetReader['read'] = (l) => {
    const label = labels[l]
    if (label < 0) return undefined
    if (labelSmoothing === 0) return { target: label, factor: weightOf(label) }
    room.fill(0)
    room[label] = 1
    return { target: weigh(room, labelSmoothing, weights), factor: 1 }
  }
  return { read, total: () => sum(Array.from(labels, weightOf)) }
}

function ofDistributions(
  distributions: FlatArray,
  options: CrossEntropyRowsShape,
  layout: Layout,
  weights: Float64Array | undefined,
): RowTargetReader {
  if (options.ignoreIndex !== undefined)
    throw new RangeError('invalid ignoreIndex: it goes with class indices, not with distributions')
  checkFinite('distributions', distributions, readLayout(distributions, 'distributions', options))
  const room = new Float64Array(layout.length)
  const read: RowTargetReader['read'] = (l) => {
    readLine(distributions, layout, l, room)
    return { target: weigh(room, options.labelSmoothing ?? 0, weights), factor: 1 }
  }
  return { read, total: () => layout.count }
}

/** wₖ ((1 − ε) yₖ + ε Σy / C), in place. */
function weigh(y: Float64Array, share: number, weights: Float64Array | undefined): Float64Array {
  const each = share === 0 ? 0 : (share * sum(y)) / y.length
  for (let k = 0; k < y.length; k++)
    y[k] = (weights === undefined ? 1 : weights[k]) * ((1 - share) * y[k] + each)
  return y
}

/** Throws unless it is one of the three words. */
export function checkReduction(reduction: unknown): asserts reduction is Reduction {
  if (reduction === 'none' || reduction === 'mean' || reduction === 'sum') return
  throw new RangeError(`invalid reduction: ${spell(reduction)}; give "none", "mean" or "sum"`)
}
