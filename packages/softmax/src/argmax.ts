import { toFloat64, type Vector } from './vector.ts'

/**
 * The index of the largest score, the first of equals.
 * @formula \operatorname{argmax}_i z_i
 * @param z at least one score; NaN counts as the largest, as in NumPy
 * @returns an index from 0
 * @throws RangeError when there is no score
 * @throws TypeError when a score is not a number
 * @accuracy exact
 * @source [NumPy's argmax](https://numpy.org/doc/stable/reference/generated/numpy.argmax.html), for ties and NaN
 * @example argmax([2, 7, 7]) // 1
 */
export function argmax(z: Vector): number {
  const x = toFloat64(z, 'z')
  if (x.length === 0) throw new RangeError('invalid z: length 0; argmax needs at least one score')
  let at = 0
  for (let i = 0; i < x.length; i++) {
    if (Number.isNaN(x[i])) return i
    if (x[i] > x[at]) at = i
  }
  return at
}
