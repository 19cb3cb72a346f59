import { sumPair } from './internal/compensated.ts'
import { dividePairs } from './internal/doubleDouble.ts'
import { entropySum } from './entropy.ts'
import { expOfPair } from './internal/exp.ts'
import { readDistribution } from './internal/probabilities.ts'
import { scalePair } from './internal/scalePair.ts'
import { toFloat64, type Vector } from './vector.ts'

/**
 * The perplexity of a distribution: the number of equally probable outcomes that are as uncertain.
 * @formula \operatorname{PP}(p) = e^{H(p)}
 * @param p n probabilities that sum to 1, to a millionth
 * @returns from 1 to n
 * @throws RangeError when a probability is below 0 or NaN, or the sum is not 1
 * @throws TypeError when a probability is not a number
 * @source Jelinek, Mercer, Bahl & Baker 1977, Perplexity: a measure of the difficulty of speech recognition tasks
 * @accuracy 0.52 ulp
 * @example perplexity([0.25, 0.25, 0.25, 0.25]) // 4
 */
export function perplexity(p: Vector): number {
  const { pair, exponent } = entropySum(readDistribution(p, 'p'))
  return Math.max(1, expOfPair(scalePair(pair, exponent)))
}

/**
 * The perplexity of a model on a sequence, from the log-probabilities that it gave to the tokens that came.
 * @formula \operatorname{PP} = \exp\Bigl( -\frac{1}{N} \sum_{t=1}^{N} \log p_t \Bigr)
 * @param logProbabilities at least one number, none above 0
 * @returns from 1 up
 * @throws RangeError when there is no number, or one is above 0 or NaN
 * @throws TypeError when one is not a number
 * @source Jelinek, Mercer, Bahl & Baker 1977, Perplexity: a measure of the difficulty of speech recognition tasks
 * @accuracy 0.52 ulp
 * @example sequencePerplexity([-Math.LN2, -Math.LN2]) // 2
 */
export function sequencePerplexity(logProbabilities: Vector): number {
  const logs = toFloat64(logProbabilities, 'logProbabilities')
  if (logs.length === 0)
    throw new RangeError('invalid logProbabilities: length 0; perplexity needs at least one')
  const bad = logs.findIndex((value) => !(value <= 0))
  if (bad >= 0) {
    throw new RangeError(
      `invalid logProbabilities[${bad}]: ${logs[bad]}; the logarithm of a probability is not above 0`,
    )
  }
  const { hi, lo } = sumPair(logs)
  if (!(hi > -1e300)) return Infinity
  return expOfPair(dividePairs({ hi: -hi, lo: -lo }, { hi: logs.length, lo: 0 }))
}
