import { checkCount } from './internal/check.ts'
import { checkOptions } from './internal/checkOptions.ts'
import { keepPlaces, placesByScore } from './internal/placesByScore.ts'
import { toFloat64, type Out, type OutOption, type Vector } from './vector.ts'

/**
 * The k largest scores, with −Infinity in place of the others: top-k sampling of words, with softmax and multinomial, or with gumbelMax, on what it returns.
 * @formula z'_i = \begin{cases} z_i & \text{if } z_i \text{ is among the } k \text{ largest} \\ -\infty & \text{else} \end{cases}
 * @param z n scores; of equal ones the first are kept
 * @param k how many are kept; all where there are no more
 * @param options `out`
 * @returns n scores
 * @throws RangeError when k is not a whole number above 0, or `out` has another length
 * @throws TypeError when a score is not a number, or an option is unknown
 * @source [Fan, Lewis & Dauphin 2018](https://arxiv.org/abs/1805.04833), section 5.4
 * @accuracy exact
 * @example softmax(topK([3, 1, 3, 2], 2)) // [0.5, 0, 0.5, 0]
 */
export function topK<O extends Out = number[]>(
  z: Vector,
  k: number,
  options?: OutOption<O>,
): NoInfer<O> {
  checkCount('k', k)
  checkOptions(options, ['out'])
  const x = toFloat64(z, 'z')
  return keepPlaces(x, placesByScore(x).slice(0, k), options?.out)
}
