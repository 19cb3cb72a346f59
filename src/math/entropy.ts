import { toFloat64, type Vector } from './vector.ts'

/**
 * Shannon's entropy of a distribution, in nats.
 * @formula H(p) = -\sum_{i=1}^{n} p_i \log p_i
 * @param p n probabilities; 0 log 0 counts as 0
 * @returns a number from 0 (certain) to log n (uniform)
 * @throws RangeError when a probability is outside 0 … 1
 * @source Shannon 1948, section 6
 * @example entropy([0.5, 0.5]) // 0.6931471805599453
 */
export function entropy(p: Vector): number {
  const x = toFloat64(p, 'p')
  const bad = x.findIndex((value) => value < 0 || value > 1)
  if (bad >= 0) throw new RangeError(`invalid p[${bad}]: ${x[bad]}; a probability lies between 0 and 1`)
  return x.reduce((sum, value) => (value === 0 ? sum : sum - value * Math.log(value)), 0)
}
