import { checkNumber } from './internal/check.ts'
import { checkOptions } from './internal/checkOptions.ts'
import { keepPlaces, placesByScore } from './internal/placesByScore.ts'
import { softmax } from './softmax.ts'
import { toFloat64, type Out, type OutOption, type Vector } from './vector.ts'

/**
 * The largest scores whose softmax together reaches p, with −Infinity in place of the others: nucleus sampling of words, where a fixed number would keep too many or too few.
 * @formula z'_i = \begin{cases} z_i & \text{if } \sum_{j : \sigma_j > \sigma_i} \sigma_j < p \\ -\infty & \text{else} \end{cases}
 * @param z n scores; of equal ones the first are kept
 * @param p the share to be reached, above 0 and at most 1; the score that reaches it is kept
 * @param options `out`
 * @returns n scores; all of them where softmax has no limit
 * @throws RangeError when p is not above 0 or is above 1, or `out` has another length
 * @throws TypeError when a score or p is not a number, or an option is unknown
 * @source [Holtzman, Buys, Du, Forbes & Choi 2020](https://arxiv.org/abs/1904.09751), section 3.1
 * @accuracy the sum of n shares is right to (n + 1) 2^-53
 * @example topP([4, 3, 0, -5], 0.9) // [4, 3, -Infinity, -Infinity]
 */
export function topP<O extends Out = number[]>(
  z: Vector,
  p: number,
  options?: OutOption<O>,
): NoInfer<O> {
  checkNumber('p', p)
  if (!(p > 0 && p <= 1))
    throw new RangeError(`invalid p: ${p}; a share to be reached is above 0 and at most 1`)
  checkOptions(options, ['out'])
  const x = toFloat64(z, 'z')
  const places = placesByScore(x)
  return keepPlaces(x, places.slice(0, countToReach(p, x, places)), options?.out)
}

function countToReach(p: number, x: Float64Array, places: readonly number[]): number {
  if (p === 1) return places.length
  const shares = softmax(x, { out: new Float64Array(x.length) })
  let reached = 0
  const at = places.findIndex((place) => (reached += shares[place]) >= p)
  return at < 0 ? places.length : at + 1
}
