import { argmax } from './argmax.ts'
import { checkCount } from './internal/check.ts'
import { sum } from './internal/compensated.ts'
import { checkBinning, summarise, toBins, type Prediction } from './internal/confidenceBins.ts'
import { crossEntropy } from './crossEntropy.ts'
import { softmax } from './softmax.ts'
import { checkLabel } from './target.ts'
import { toFloat64, type Vector } from './vector.ts'

/** One bin of confidences. */
export interface CalibrationBin {
  /** The confidences above `from` and up to `to` are in it. */
  from: number
  to: number
  /** How many predictions it has. */
  count: number
  /** Their mean confidence; NaN for none. */
  confidence: number
  /** Which part of them is right; NaN for none. */
  accuracy: number
}

/** How the confidences are sorted. */
export interface CalibrationErrorOptions {
  /** How many bins, B; 15 unless said. */
  bins?: number
  /** "equal-width", or "equal-mass", which has as many predictions in each, so that none is left to chance; "equal-width" unless said. */
  binning?: 'equal-width' | 'equal-mass'
}

/**
 * The expected calibration error: how far confidence is from accuracy, in the mean over bins.
 * @formula \operatorname{ECE} = \sum_{b=1}^{B} \frac{|B_b|}{N} \, \bigl| \operatorname{acc}(B_b) - \operatorname{conf}(B_b) \bigr|
 * @param probabilities N vectors of C probabilities
 * @param labels N class indices
 * @param options `bins`, B, 15 unless said; `binning`, "equal-width" or "equal-mass"
 * @returns the mean `error` and the `maximum` (MCE) of a bin, from 0 to 1, and the `bins`, for a reliability diagram
 * @throws RangeError when the lengths differ, a label is out of range, there is no prediction, `bins` is not a whole number above 0, or `binning` is another word
 * @throws TypeError when a probability is not a number
 * @source [Guo, Pleiss, Sun & Weinberger 2017](https://arxiv.org/abs/1706.04599), equation (3)
 * @accuracy absolute, 1e-15
 * @example calibrationError([[0.75, 0.25]], [0], { bins: 1 }).error // 0.25
 */
export function calibrationError(
  probabilities: readonly Vector[],
  labels: readonly number[],
  options?: CalibrationErrorOptions,
): { error: number; maximum: number; bins: CalibrationBin[] } {
  const { bins: count = 15, binning = 'equal-width' } = options ?? {}
  checkCount('bins', count)
  checkBinning(binning)
  const bins = toBins(readPredictions(probabilities, labels), count, binning)
  return { ...summarise(bins), bins }
}

/** What temperature scaling found. */
export interface TemperatureFit {
  /** "solved", or "boundary" where the loss only falls towards 0 or Infinity, which is then the temperature. */
  status: 'solved' | 'boundary'
  /** T, by which the scores are to be divided. */
  temperature: number
  /** Mean cross-entropy in nats at temperature 1. */
  before: number
  /** Mean cross-entropy in nats at T. */
  after: number
  /** Steps taken. */
  iterations: number
}

/**
 * Temperature scaling: the one T that makes held-out cross-entropy least. Convex in 1/T.
 * @formula T = \operatorname*{argmin}_T \; -\frac{1}{N} \sum_{n=1}^{N} \log \sigma_{y_n}(z_n / T)
 * @param logits N vectors of C scores, finite
 * @param labels N class indices
 * @returns `temperature`, the loss `before` and `after`, `status` and `iterations`
 * @throws RangeError when the lengths differ, a label is out of range, or there is no example
 * @throws TypeError when a score is not a number
 * @source [Guo, Pleiss, Sun & Weinberger 2017](https://arxiv.org/abs/1706.04599), section 4.2
 * @accuracy the derivative in 1/T is 0 to 1e-13 of the spread of the scores
 * @example fitTemperature([[2, 0], [2, 0], [2, 0], [0, 2]], [0, 0, 1, 1]).temperature // 1.8204…
 */
export function fitTemperature(
  logits: readonly Vector[],
  labels: readonly number[],
): TemperatureFit {
  const examples = readExamples('logits', logits, labels)
  if (examples.every(isRight))
    return {
      status: 'boundary',
      temperature: 0,
      before: meanLoss(examples, 1),
      after: meanLoss(examples, SHARPEST),
      iterations: 0,
    }
  const slopeAt = (sharpness: number): Slope => meanSlope(examples, sharpness)
  const { sharpness, status, iterations } = findSharpness(slopeAt)
  return {
    status,
    temperature: 1 / sharpness,
    before: meanLoss(examples, 1),
    after: meanLoss(examples, sharpness),
    iterations,
  }
}

interface Example {
  scores: Float64Array
  label: number
}

/** So near to temperature 0 the loss is its limit. */
const SHARPEST = 1e6

/** First and second derivative of the mean loss in 1/T. */
interface Slope {
  first: number
  second: number
}

function readExamples(
  name: string,
  vectors: readonly Vector[],
  labels: readonly number[],
): Example[] {
  if (vectors.length !== labels.length)
    throw new RangeError(
      `invalid labels: length ${labels.length}, but there are ${vectors.length} examples`,
    )
  if (vectors.length === 0)
    throw new RangeError('invalid labels: length 0; give at least one example')
  return vectors.map((vector, n) => {
    const scores = toFloat64(vector, `${name}[${n}]`)
    return { scores, label: checkLabel(`labels[${n}]`, labels[n], scores.length) }
  })
}

function readPredictions(
  probabilities: readonly Vector[],
  labels: readonly number[],
): Prediction[] {
  return readExamples('probabilities', probabilities, labels).map(({ scores, label }) => {
    const at = argmax(scores)
    return { confidence: scores[at], isRight: at === label }
  })
}

/** No score above that of the label: then the loss falls with the temperature for ever. */
function isRight({ scores, label }: Example): boolean {
  return scores.every((score) => score <= scores[label])
}

function meanLoss(examples: readonly Example[], sharpness: number): number {
  return (
    sum(
      examples.map(({ scores, label }) =>
        crossEntropy(
          scores.map((score) => sharpness * score),
          label,
        ),
      ),
    ) / examples.length
  )
}

/** In 1/T the loss has the derivative E[z] − z_y and the second derivative Var[z] under softmax(z/T). */
function meanSlope(examples: readonly Example[], sharpness: number): Slope {
  const slopes = examples.map(({ scores, label }) => {
    const p = softmax(scores.map((score) => sharpness * score))
    const gaps = scores.map((score) => score - scores[label])
    const first = sum(p.map((share, k) => share * gaps[k]))
    return {
      first,
      second: sum(p.map((share, k) => share * (gaps[k] - first) * (gaps[k] - first))),
    }
  })
  return {
    first: sum(slopes.map(({ first }) => first)) / slopes.length,
    second: sum(slopes.map(({ second }) => second)) / slopes.length,
  }
}

/** Newton's steps in 1/T, halved into the bracket where they leave it. */
function findSharpness(slopeAt: (sharpness: number) => Slope): {
  sharpness: number
  status: 'solved' | 'boundary'
  iterations: number
} {
  if (slopeAt(0).first >= 0) return { sharpness: 0, status: 'boundary', iterations: 0 }
  let low = 0
  let high = Infinity
  let sharpness = 1
  for (let iterations = 1; iterations <= 200; iterations++) {
    const { first, second } = slopeAt(sharpness)
    if (first < 0) low = sharpness
    else high = sharpness
    const newton = sharpness - first / second
    const next =
      newton > low && newton < high ? newton : high === Infinity ? 2 * sharpness : (low + high) / 2
    if (Math.abs(next - sharpness) <= 1e-15 * sharpness)
      return { sharpness: next, status: 'solved', iterations }
    sharpness = next
  }
  return { sharpness, status: 'solved', iterations: 200 }
}
