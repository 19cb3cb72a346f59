import { sum } from './internal/compensated.ts'
import { readDistribution } from './internal/probabilities.ts'
import { checkLabel, checkSameLength } from './target.ts'
import type { Vector } from './vector.ts'

/**
 * The Brier score, the mean squared distance of forecasts from what happened: for comparing forecasters. Its expected value is smallest for an honest forecast.
 * @formula \operatorname{BS} = \frac{1}{N} \sum_{n=1}^{N} \sum_{k=1}^{C} (p_{nk} - [\, k = y_n \,])^2
 * @param probabilities N vectors of C probabilities, N at least 1
 * @param labels N class indices
 * @returns from 0 to 2; half of it, for two classes, is the score of the second alone
 * @throws RangeError when the lengths differ, a label is out of range, there is no forecast, or a probability is outside 0 … 1
 * @throws TypeError when a probability is not a number
 * @source Brier 1950, Verification of forecasts expressed in terms of probability
 * @accuracy absolute, 1e-15
 * @example brierScore([[0.75, 0.25], [0.5, 0.5]], [0, 1]) // 0.3125
 */
export function brierScore(probabilities: readonly Vector[], labels: readonly number[]): number {
  if (probabilities.length === 0)
    throw new RangeError('invalid probabilities: length 0; give at least one forecast')
  checkSameLength('labels', labels, probabilities.length)
  const distances = probabilities.map((vector, n) => {
    const p = readDistribution(vector, `probabilities[${n}]`)
    const label = checkLabel(`labels[${n}]`, labels[n], p.length)
    return sum(p.map((share, k) => square(k === label ? 1 - share : share)))
  })
  return sum(distances) / distances.length
}

function square(x: number): number {
  return x * x
}
