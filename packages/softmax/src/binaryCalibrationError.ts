import type { CalibrationBin, CalibrationErrorOptions } from './calibration.ts'
import { checkOptions } from './internal/checkOptions.ts'
import { checkBinning, checkBins, summarise, toBins } from './internal/confidenceBins.ts'
import { checkSameLength } from './target.ts'
import { toFloat64, type Vector } from './vector.ts'

/**
 * The calibration error of forecasts of one event, such as rain, or a sigmoid's: calibrationError asks of the predicted class only.
 * @formula \operatorname{ECE} = \frac{1}{N} \sum_{b=1}^{B} \Bigl| \sum_{n \in B_b} (y_n - p_n) \Bigr|
 * @param probabilities N probabilities of the event, N at least 1
 * @param outcomes N numbers, 1 where it came and 0 where not
 * @param options `bins`, 15 by default; `binning`, "equal-width" or "equal-mass"
 * @returns the mean `error` and the `maximum`, from 0 to 1, and the `bins`, for a reliability diagram
 * @throws RangeError when the lengths differ, there is no forecast, a probability is outside 0 … 1, an outcome is neither 0 nor 1, `bins` is not a whole number from 1 to 1,000,000, or `binning` is another word
 * @throws TypeError when a probability or an outcome is not a number, or an option is unknown
 * @source [Naeini, Cooper & Hauskrecht 2015](https://doi.org/10.1609/aaai.v29i1.9602); [Nguyen & O'Connor 2015](https://arxiv.org/abs/1508.05154) for bins of equal mass
 * @accuracy absolute, 1e-15
 * @example binaryCalibrationError([0.25, 0.75], [0, 1], { bins: 2 }).error // 0.25
 */
export function binaryCalibrationError(
  probabilities: Vector,
  outcomes: Vector,
  options?: CalibrationErrorOptions,
): { error: number; maximum: number; bins: CalibrationBin[] } {
  checkOptions(options, ['bins', 'binning'])
  const { bins: count = 15, binning = 'equal-width' } = options ?? {}
  checkBins(count)
  checkBinning(binning)
  const p = readForecasts(probabilities)
  const came = readOutcomes(outcomes, p.length)
  const predictions = Array.from(p, (confidence, n) => ({ confidence, isRight: came[n] === 1 }))
  const bins = toBins(predictions, count, binning)
  return { ...summarise(bins), bins }
}

/** Each on its own from 0 to 1: they are no distribution. */
function readForecasts(probabilities: Vector): Float64Array {
  const p = toFloat64(probabilities, 'probabilities')
  if (p.length === 0)
    throw new RangeError('invalid probabilities: length 0; give at least one forecast')
  const bad = p.findIndex((share) => !(share >= 0 && share <= 1))
  if (bad < 0) return p
  throw new RangeError(
    `invalid probabilities[${bad}]: ${p[bad]}; a probability lies between 0 and 1`,
  )
}

function readOutcomes(outcomes: Vector, length: number): Float64Array {
  const read = toFloat64(outcomes, 'outcomes')
  checkSameLength('outcomes', read, length)
  const bad = read.findIndex((outcome) => outcome !== 0 && outcome !== 1)
  if (bad < 0) return read
  throw new RangeError(`invalid outcomes[${bad}]: ${read[bad]}; an outcome is 0 or 1`)
}
