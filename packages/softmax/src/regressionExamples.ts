import { checkCount, spell } from './internal/check.ts'
import { toList } from './internal/labelledVectors.ts'
import { checkLabel, checkSameLength } from './target.ts'
import { readSampleWeights } from './internal/sampleWeights.ts'
import { toFloat64, type Vector } from './vector.ts'

/** What is to be learned from. */
export interface LabelledExamples {
  /** N vectors of D finite numbers. */
  inputs: readonly Vector[]
  /** N class indices. */
  labels: readonly number[]
  /** C, the number of classes. */
  classes: number
  /** A factor from 0 up of each example's loss, N numbers with a sum above 0: counts, or what makes a sample like its population; 1 by default. */
  weights?: Vector
}

/** The same, read and laid out for the inner loop. */
export interface Examples {
  count: number
  width: number
  classes: number
  /** Input n from place n · width on. */
  flat: Float64Array
  labels: readonly number[]
  /** Of the examples, 1 in the mean. */
  weights: Float64Array
  /** Room for one example's inputs that are not 0, and for where each of them stands. */
  values: Float64Array
  places: Int32Array
  /** Room for its scores and probabilities. */
  scores: Float64Array
  shares: Float64Array
}

export function readExamples(examples: LabelledExamples): Examples {
  if (typeof examples !== 'object' || examples === null) {
    throw new TypeError(`invalid examples: ${spell(examples)}; give { inputs, labels, classes }`)
  }
  const { classes, weights } = examples
  checkCount('classes', classes)
  const inputs = toList('inputs', examples.inputs)
  const labels = toList('labels', examples.labels)
  if (inputs.length === 0)
    throw new RangeError('invalid inputs: length 0; give at least one example')
  checkSameLength('labels', labels, inputs.length)
  labels.forEach((label, n) => checkLabel(`labels[${n}]`, label, classes))
  const rows = inputs.map((input, n) => toFloat64(input, `inputs[${n}]`))
  const width = rows[0].length
  rows.forEach((row, n) => {
    checkSameLength(`inputs[${n}]`, row, width)
    const bad = row.findIndex((value) => !Number.isFinite(value))
    if (bad >= 0)
      throw new RangeError(`invalid inputs[${n}][${bad}]: ${row[bad]}; it must be finite`)
  })
  checkWeights(classes, width)
  const factors = readSampleWeights(weights, rows.length)
  // An example of weight 0 has no say, also in whether there is a minimum.
  const kept = labels.map((_, n) => n).filter((n) => factors[n] > 0)
  const keptFlat = new Float64Array(kept.length * width)
  kept.forEach((n, i) => keptFlat.set(rows[n], i * width))
  return {
    count: kept.length,
    width,
    classes,
    flat: keptFlat,
    labels: kept.map((n) => labels[n]),
    weights: readSampleWeights(
      factors.filter((factor) => factor > 0),
      kept.length,
    ),
    values: new Float64Array(width),
    places: new Int32Array(width),
    scores: new Float64Array(classes),
    shares: new Float64Array(classes),
  }
}

/** C (D + 1) of them are 32 MB, and training keeps two dozen of such lists. */
const MOST_WEIGHTS = 4194304

function checkWeights(classes: number, width: number): void {
  const count = classes * (width + 1)
  if (count <= MOST_WEIGHTS) return
  throw new RangeError(
    `invalid classes: ${classes}; with inputs of length ${width} they have ${count} weights and biases, and ${MOST_WEIGHTS} at most fit into memory: number the classes that there are from 0, without gaps, or give fewer numbers in each input`,
  )
}
