import { checkOptions } from './internal/checkOptions.ts'
import { sum } from './internal/compensated.ts'
import { argmax } from './argmax.ts'
import {
  checkBinning,
  checkBins,
  summarise,
  toBins,
  type Prediction,
} from './internal/confidenceBins.ts'
import { readLabelledVectors, type LabelledVector } from './internal/labelledVectors.ts'
import type { Vector } from './vector.ts'

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
  /** How many bins, B; 15 by default. */
  bins?: number
  /** "equal-width", or "equal-mass", with as many predictions in each bin, so that none has too few; "equal-width" by default. */
  binning?: 'equal-width' | 'equal-mass'
}

/**
 * The expected calibration error: how far confidence is from accuracy, in the mean over bins.
 * @formula \operatorname{ECE} = \sum_{b=1}^{B} \frac{|B_b|}{N} \, \bigl| \operatorname{acc}(B_b) - \operatorname{conf}(B_b) \bigr|
 * @param probabilities N vectors of C probabilities, each with the sum 1: to within 1e-6 and 6e-8 a
 * class, for rounding;
 * what that lets pass above 1 counts as 1
 * @param labels N class indices
 * @param options `bins`, B, 15 by default; `binning`, "equal-width" or "equal-mass"
 * @returns the mean `error` and the `maximum` (MCE) of a bin, from 0 to 1, and the `bins`, for a reliability diagram
 * @throws RangeError when the lengths differ, a label is out of range, there is no prediction, a
 * vector is no distribution, `bins` is not a whole number from 1 to 1,000,000, or `binning` is another word
 * @throws TypeError when a probability is not a number, or an option is unknown
 * @source [Guo, Pleiss, Sun & Weinberger 2017](https://arxiv.org/abs/1706.04599), equation (3)
 * @accuracy absolute, 1e-15
 * @example calibrationError([[0.75, 0.25]], [0], { bins: 1 }).error // 0.25
 */
export function calibrationError(
  probabilities: readonly Vector[],
  labels: readonly number[],
  options?: CalibrationErrorOptions,
): { error: number; maximum: number; bins: CalibrationBin[] } {
  checkOptions(options, ['bins', 'binning'])
  const { bins: count = 15, binning = 'equal-width' } = options ?? {}
  checkBins(count)
  checkBinning(binning)
  const predictions = readLabelledVectors('probabilities', probabilities, labels).map(toPrediction)
  const bins = toBins(predictions, count, binning)
  return { ...summarise(bins), bins }
}

function toPrediction({ vector, label }: LabelledVector, n: number): Prediction {
  checkDistribution(`probabilities[${n}]`, vector)
  const at = argmax(vector)
  return { confidence: Math.min(1, vector[at]), isRight: at === label }
}

/**
 * Half a unit of a Float32Array is this part of 1: so much may each of its probabilities be off.
 */
const FLOAT32_ROUNDING = 6e-8

/**
 * Probabilities that were rounded on the way still count as a distribution; scores, or parts of
 * one, do not.
 */
function checkDistribution(name: string, vector: Float64Array): void {
  const tolerance = 1e-6 + FLOAT32_ROUNDING * vector.length
  const bad = vector.findIndex((value) => !(value >= -tolerance && value <= 1 + tolerance))
  if (bad >= 0)
    throw new RangeError(
      `invalid ${name}[${bad}]: ${vector[bad]}; a probability lies between 0 and 1 (softmax makes some from scores)`,
    )
  const total = sum(vector)
  if (Math.abs(total - 1) <= tolerance) return
  throw new RangeError(
    `invalid ${name}: its sum is ${total}; probabilities sum to 1 (normalise makes them)`,
  )
}
