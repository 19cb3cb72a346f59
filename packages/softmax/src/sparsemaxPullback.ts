import { checkOptions } from './internal/checkOptions.ts'
import { sum } from './internal/compensated.ts'
import { scaledDown } from './internal/scaledDown.ts'
import { sparsemax, type SparsemaxOptions } from './sparsemax.ts'
import { checkSameLength } from './target.ts'
import { deliver, toFloat64, type Out, type Vector } from './vector.ts'

/**
 * A vector times the Jacobian of sparsemax, without its n × n numbers: for the backward pass of sparse attention.
 * @formula g_i = [\, p_i > 0 \,] \Bigl( v_i - \frac{1}{|S|} \sum_{j \in S} v_j \Bigr), \quad S = \{ j : p_j > 0 \}
 * @param z at least one score, each finite or, to mask it, −Infinity
 * @param v n numbers
 * @param options `allMasked`; `out`
 * @returns n numbers that sum to 0, the gradient with respect to the scores; where a score is just at the threshold, that from below
 * @throws RangeError when there is no score, one is NaN or Infinity, the lengths differ, or `out` has another length
 * @throws TypeError when an entry is not a number, or an option is unknown
 * @source [Martins & Astudillo 2016](https://arxiv.org/abs/1602.02068), equation (14)
 * @accuracy absolute, 1e-15 of max |v|
 * @example sparsemaxPullback([2, 1.5, 0], [1, 0, 5]) // [0.5, -0.5, 0]
 */
export function sparsemaxPullback<O extends Out = number[]>(
  z: Vector,
  v: Vector,
  options?: SparsemaxOptions<O>,
): NoInfer<O> {
  checkOptions(options, ['allMasked', 'out'])
  const { allMasked, out } = options ?? {}
  const x = toFloat64(z, 'z')
  const p = sparsemax(x, { allMasked, out: new Float64Array(x.length) })
  const upstream = toFloat64(v, 'v')
  checkSameLength('v', upstream, x.length)
  const { scaled, up } = scaledDown(upstream)
  const within = scaled.filter((_, i) => p[i] > 0)
  const mean = sum(within) / within.length
  // Outside it is 0, and NaN where p is.
  const pulled = p.map((share, i) => (share > 0 ? (scaled[i] - mean) * up : share))
  return deliver(pulled, out)
}
