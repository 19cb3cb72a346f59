import type { FlatArray } from '../rows.ts'
import type { CrossEntropyRowsShape, Reduction, RowTargets } from '../rowTargets.ts'
import { checkLabel, isLabel, checkSameLength } from '../target.ts'
import { toFloat64, type Out, type Vector } from '../vector.ts'
import { toClassWeight, toClassWeights, type ClassWeight } from './addCrossEntropy.ts'
import { checkNumber, spell } from './check.ts'
import { sumPair } from './compensated.ts'
import { twoSum, type Pair } from './doubleDouble.ts'
import { apartFrom } from './lines.ts'
import { checkFinite, readLayout, readLine, ROW_OPTIONS, type Layout } from './layout.ts'
import {
  addScaled,
  divideScaled,
  multiplyScaled,
  scaledDouble,
  toScaled,
  ZERO,
  type Scaled,
} from './scaled.ts'

/** The names of the options of cross-entropy of rows. */
export const TARGET_OPTIONS = [
  ...ROW_OPTIONS,
  'classWeights',
  'ignoreIndex',
  'labelSmoothing',
  'reduction',
] as const

/** What a row is compared with. */
export interface RowTarget {
  /** The row's class, where it is told by a label and nothing of it is spread over the others. */
  label?: number
  /** wₖ ((1 − ε) yₖ + ε Σy / C), where it is not 0. */
  weights: readonly ClassWeight[]
}

/** The targets of rows, checked. */
export interface RowTargetReader {
  /** The class of each row, −1 for one that is left out, where they are told by labels. */
  labels?: Int32Array
  /** What row l is compared with; nothing for a row that is left out. */
  read(l: number): RowTarget | undefined
  /** Of what the mean is taken: the sum of the weights of the rows' classes, or the number of rows. */
  total(): Pair
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

/** The same targets, or a copy of distributions that `out` lies over in other places. */
export function targetsApartFrom(out: Out, targets: RowTargets): RowTargets {
  if (!isDistributions(targets)) return targets
  return { distributions: apartFrom(out, targets.distributions) }
}

function readClassWeights(weights: Vector | undefined, classes: number): Float64Array | undefined {
  if (weights === undefined) return undefined
  const read = toFloat64(weights, 'classWeights')
  checkSameLength('classWeights', read, classes)
  const bad = read.findIndex((weight) => !(weight >= 0 && weight < Infinity))
  // A copy, since `out` may lie over them.
  if (bad < 0) return read.slice()
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
  const read = new Int32Array(count)
  for (let l = 0; l < count; l++) {
    const label = labels[l]
    // A name is made for what is refused alone: made for each row, names would cost a tenth of the losses.
    if (!isLabel(label, length) && label !== ignoreIndex) checkLabel(`targets[${l}]`, label, length)
    read[l] = label === ignoreIndex ? -1 : label
  }
  return read
}

function ofLabels(
  labels: Int32Array,
  { labelSmoothing = 0 }: CrossEntropyRowsShape,
  { length }: Layout,
  weights: Float64Array | undefined,
): RowTargetReader {
  const weightOf = (label: number): number =>
    label < 0 ? 0 : weights === undefined ? 1 : weights[label]
  const spread = labelSmoothing === 0 ? undefined : spreadLabels(labelSmoothing, length, weights)
  const known: RowTarget[] = []
  const read: RowTargetReader['read'] = (l) => {
    const label = labels[l]
    if (label < 0) return undefined
    return spread?.(label) ?? (known[label] ??= toRowTarget(label, weightOf(label)))
  }
  return { labels, read, total: () => sumPair(Array.from(labels, weightOf)) }
}

function toRowTarget(label: number, weight: number): RowTarget {
  return { label, weights: withoutZeros([toClassWeight(label, weight)]) }
}

/** The targets of all labels, made of those of a label's own class and of the others. */
function spreadLabels(
  share: number,
  length: number,
  weights: Float64Array | undefined,
): (label: number) => RowTarget {
  const others = weigh(new Float64Array(length), share, weights, ONE)
  const own = weigh(new Float64Array(length).fill(1), share, weights, ONE)
  return (label) => ({ weights: withoutZeros(others.with(label, own[label])) })
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
  const { labelSmoothing = 0 } = options
  const y = new Float64Array(layout.length)
  const isPlain = labelSmoothing === 0 && weights === undefined
  const read: RowTargetReader['read'] = (l) => {
    readLine(distributions, layout, l, y)
    if (isPlain) return { weights: toClassWeights(y) }
    const whole = y.reduce((sum, value) => addScaled(sum, scaledDouble(value)), ZERO)
    return { weights: withoutZeros(weigh(y, labelSmoothing, weights, whole)) }
  }
  return { read, total: () => ({ hi: layout.count, lo: 0 }) }
}

/** wₖ ((1 − ε) yₖ + ε Σy / C), in twice the precision: a loss is then rounded once. */
function weigh(
  y: Float64Array,
  share: number,
  weights: Float64Array | undefined,
  whole: Scaled,
): ClassWeight[] {
  const each = divideScaled(multiplyScaled(scaledDouble(share), whole), scaledDouble(y.length))
  const kept = toScaled(twoSum(1, -share))
  return Array.from(y, (value, k) => {
    const target = addScaled(multiplyScaled(kept, scaledDouble(value)), each)
    const weighed =
      weights === undefined ? target : multiplyScaled(scaledDouble(weights[k]), target)
    return { k, ...weighed }
  })
}

function withoutZeros(weights: readonly ClassWeight[]): ClassWeight[] {
  return weights.filter(({ pair }) => pair.hi !== 0)
}

const ONE: Scaled = { pair: { hi: 1, lo: 0 }, exponent: 0 }

/** Throws unless it is one of the three words. */
export function checkReduction(reduction: unknown): asserts reduction is Reduction {
  if (reduction === 'none' || reduction === 'mean' || reduction === 'sum') return
  throw new RangeError(`invalid reduction: ${spell(reduction)}; give "none", "mean" or "sum"`)
}
