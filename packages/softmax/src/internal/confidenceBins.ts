import type { CalibrationBin } from '../calibration.ts'
import { checkCount, checkRoom, spell } from './check.ts'
import { sum } from './compensated.ts'

/** How confident a prediction was, and whether it came true. */
export interface Prediction {
  confidence: number
  isRight: boolean
}

/** Bins of one width, or with one number of predictions each. */
export type Binning = 'equal-width' | 'equal-mass'

/** Throws unless it is one of the two words. */
export function checkBinning(binning: unknown): asserts binning is Binning {
  if (binning === 'equal-width' || binning === 'equal-mass') return
  throw new RangeError(`invalid binning: ${spell(binning)}; give "equal-width" or "equal-mass"`)
}

/** Each bin is an object of five numbers, and empty ones are told too. */
const MOST_BINS = 1000000

/** Throws unless there can be so many bins. */
export function checkBins(count: number): void {
  checkCount('bins', count)
  checkRoom('bins', count, MOST_BINS, 'more bins than predictions would be empty')
}

/** Sorts predictions by their confidence into so many bins. */
export function toBins(
  predictions: readonly Prediction[],
  count: number,
  binning: Binning,
): CalibrationBin[] {
  return binning === 'equal-width' ? byWidth(predictions, count) : byMass(predictions, count)
}

/** The mean of the bins' gaps, weighed by how many they have, and the greatest. */
export function summarise(bins: readonly CalibrationBin[]): { error: number; maximum: number } {
  const filled = bins.filter(({ count }) => count > 0)
  const gaps = filled.map(({ accuracy, confidence }) => Math.abs(accuracy - confidence))
  const total = filled.reduce((all, { count }) => all + count, 0)
  const error = sum(gaps.map((gap, b) => gap * filled[b].count)) / total
  return { error, maximum: gaps.reduce((a, b) => Math.max(a, b), 0) }
}

function byWidth(predictions: readonly Prediction[], count: number): CalibrationBin[] {
  const bins = Array.from({ length: count }, (): Prediction[] => [])
  for (const prediction of predictions) bins[placeOf(prediction.confidence, count)].push(prediction)
  return bins.map((within, b) => toBin(within, b / count, (b + 1) / count))
}

/** The bin whose edges, as they are told, have the confidence between them: a product may round past one. */
function placeOf(confidence: number, count: number): number {
  const place = Math.min(count - 1, Math.max(0, -Math.floor(-confidence * count) - 1))
  if (confidence <= place / count) return Math.max(0, place - 1)
  return confidence > (place + 1) / count ? Math.min(count - 1, place + 1) : place
}

/** Equal confidences are never parted, so some bins may have more and some fewer, or none. */
function byMass(predictions: readonly Prediction[], count: number): CalibrationBin[] {
  const sorted = predictions.toSorted((a, b) => a.confidence - b.confidence)
  let start = 0
  return Array.from({ length: count }, (_, b) => {
    let end = Math.max(start, Math.round(((b + 1) * sorted.length) / count))
    while (end < sorted.length && sorted[end].confidence === sorted[end - 1]?.confidence) end++
    const bin = toBin(sorted.slice(start, end), toEdge(sorted, start), toEdge(sorted, end))
    start = end
    return bin
  })
}

/** The confidence of the last before it; 0 before the first and 1 after the last. */
function toEdge(sorted: readonly Prediction[], place: number): number {
  if (place === 0) return 0
  return place === sorted.length ? 1 : sorted[place - 1].confidence
}

function toBin(within: readonly Prediction[], from: number, to: number): CalibrationBin {
  const count = within.length
  const confidence = sum(within.map((prediction) => prediction.confidence)) / count
  const accuracy = within.filter(({ isRight }) => isRight).length / count
  return { from, to, count, confidence, accuracy }
}
