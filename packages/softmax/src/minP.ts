import { checkNumber } from './internal/check.ts'
import { checkOptions } from './internal/checkOptions.ts'
import { log } from './internal/log.ts'
import { deliver, toFloat64, type Out, type OutOption, type Vector } from './vector.ts'

/**
 * The scores whose softmax is at least a given share of the largest, with −Infinity in place of the others: min-p sampling of words, which stays sensible at high temperatures.
 * @formula z'_i = \begin{cases} z_i & \text{if } \sigma_i \ge s \max_j \sigma_j \\ -\infty & \text{else} \end{cases}
 * @param z n scores
 * @param share s, from 0 to 1
 * @param options `out`
 * @returns n scores
 * @throws RangeError when the share is outside 0 … 1, or `out` has another length
 * @throws TypeError when a score or the share is not a number, or an option is unknown
 * @source [Nguyen, Baker, Neo, Roush, Kirsch & Shwartz-Ziv 2024](https://arxiv.org/abs/2407.01082), section 3
 * @accuracy the gap to the largest score is compared with log s, each rounded once
 * @example minP([4, 3, 0, -5], 0.1) // [4, 3, -Infinity, -Infinity]
 */
export function minP<O extends Out = number[]>(
  z: Vector,
  share: number,
  options?: OutOption<O>,
): NoInfer<O> {
  checkNumber('share', share)
  if (!(share >= 0 && share <= 1))
    throw new RangeError(`invalid share: ${share}; it lies between 0 and 1`)
  checkOptions(options, ['out'])
  const x = toFloat64(z, 'z')
  const top = x.reduce((a, b) => (b > a ? b : a), -Infinity)
  const lowest = log(share)
  // Written so that NaN stays, which is no one's to take out.
  const kept = x.map((score) => (score - top < lowest ? -Infinity : score))
  return deliver(kept, options?.out)
}
