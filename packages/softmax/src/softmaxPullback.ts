import type { AllMasked } from './internal/allMasked.ts'
import { checkOptions } from './internal/checkOptions.ts'
import { dot } from './internal/compensated.ts'
import { scaledDown } from './internal/scaledDown.ts'
import { softmax } from './softmax.ts'
import { checkSameLength } from './target.ts'
import { deliver, toFloat64, type Out, type OutOption, type Vector } from './vector.ts'

/** How soft, what masked scores come to, and where to. */
export interface SoftmaxPullbackOptions<O extends Out = number[]> extends OutOption<O> {
  /** T in exp(zᵢ/T), above 0; 1 by default. */
  temperature?: number
  /** What comes where all scores are −Infinity: "nan" or "zeros"; "nan" by default. */
  allMasked?: AllMasked
}

/**
 * A vector times the Jacobian of softmax, without its n × n numbers: for the backward pass of attention, where v is the gradient with respect to the probabilities.
 * @formula g_i = \sum_{j=1}^{n} v_j \frac{\partial \sigma_j}{\partial z_i} = \frac{\sigma_i}{T} \Bigl( v_i - \sum_{j=1}^{n} \sigma_j v_j \Bigr)
 * @param z n scores, any doubles
 * @param v n numbers
 * @param options `temperature`, above 0; `allMasked`; `out`
 * @returns n numbers that sum to 0, the gradient with respect to the scores
 * @throws RangeError when the lengths differ, the temperature is not above 0, or `out` has another length
 * @throws TypeError when an entry is not a number, or an option is unknown
 * @source [Martins & Astudillo 2016](https://arxiv.org/abs/1602.02068), section 2.5
 * @accuracy absolute, 1e-15 of max |v| / T
 * @example softmaxPullback([0, 0], [1, 0]) // [0.25, -0.25]
 */
export function softmaxPullback<O extends Out = number[]>(
  z: Vector,
  v: Vector,
  options?: SoftmaxPullbackOptions<O>,
): NoInfer<O> {
  checkOptions(options, ['temperature', 'allMasked', 'out'])
  const { temperature = 1, allMasked, out } = options ?? {}
  const x = toFloat64(z, 'z')
  const p = softmax(x, { temperature, allMasked, out: new Float64Array(x.length) })
  const upstream = toFloat64(v, 'v')
  checkSameLength('v', upstream, x.length)
  const { scaled, up } = scaledDown(upstream)
  const mean = dot(p, scaled)
  const pulled = p.map((share, i) => ((share * (scaled[i] - mean)) / temperature) * up)
  return deliver(pulled, out)
}
