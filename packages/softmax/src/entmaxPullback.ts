import { entmax, type EntmaxOptions } from './entmax.ts'
import { checkOptions } from './internal/checkOptions.ts'
import { dot, sum } from './internal/compensated.ts'
import { scaledDown } from './internal/scaledDown.ts'
import { exp } from './internal/exp.ts'
import { log } from './internal/log.ts'
import { softmaxPullback } from './softmaxPullback.ts'
import { checkSameLength } from './target.ts'
import { deliver, toFloat64, type Out, type Vector } from './vector.ts'

/**
 * A vector times the Jacobian of entmax, without its n × n numbers: for the backward pass of attention between softmax and sparsemax.
 * @formula g_i = s_i \Bigl( v_i - \frac{\sum_j s_j v_j}{\sum_j s_j} \Bigr), \quad s_i = [\, p_i > 0 \,] \; p_i^{2 - \alpha}
 * @param z at least one score, each finite or, to mask it, −Infinity
 * @param v n numbers
 * @param options `alpha`, from 1 to 2, 1.5 by default; `allMasked`; `out`
 * @returns n numbers that sum to 0, the gradient with respect to the scores
 * @throws RangeError when there is no score, one is NaN or Infinity, the lengths differ, alpha is outside 1 … 2, or `out` has another length
 * @throws TypeError when an entry is not a number, or an option is unknown
 * @source [Peters, Niculae & Martins 2019](https://arxiv.org/abs/1905.05702), proposition 2
 * @accuracy absolute, 1e-14 of max |v| over α − 1 and the smallest share above 0; at α = 1 that of softmaxPullback
 * @example entmaxPullback([0, 0, -9], [1, 0, 5]) // [0.3535…, -0.3535…, 0]
 */
export function entmaxPullback<O extends Out = number[]>(
  z: Vector,
  v: Vector,
  options?: EntmaxOptions<O>,
): NoInfer<O> {
  checkOptions(options, ['alpha', 'allMasked', 'out'])
  const { alpha = 1.5, allMasked, out } = options ?? {}
  if (alpha > 2)
    throw new RangeError(`invalid alpha: ${alpha}; the pullback is finite from 1 to 2 only`)
  if (alpha === 1) return softmaxPullback(z, v, { allMasked, out })
  const x = toFloat64(z, 'z')
  const p = entmax(x, { alpha, allMasked, out: new Float64Array(x.length) })
  const upstream = toFloat64(v, 'v')
  checkSameLength('v', upstream, x.length)
  const slopes = p.map((share) => (share > 0 ? exp((2 - alpha) * log(share)) : share))
  const { scaled, up } = scaledDown(upstream)
  const mean = dot(slopes, scaled) / sum(slopes)
  // Outside it is 0, and NaN where p is.
  const pulled = slopes.map((slope, i) => (slope > 0 ? slope * (scaled[i] - mean) * up : slope))
  return deliver(pulled, out)
}
