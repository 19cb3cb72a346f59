import { checkOptions } from './internal/checkOptions.ts'
import { fillCrossEntropyGradient } from './internal/fillCrossEntropyGradient.ts'
import { toTarget, type Target } from './target.ts'
import { deliver, toFloat64, type Out, type OutOption, type Vector } from './vector.ts'

/**
 * The gradient of cross-entropy with respect to the scores. It is σ − y only where the target sums
 * to 1.
 * @formula \frac{\partial L}{\partial z_i} = \Bigl( \sum_{k=1}^{C} y_k \Bigr) \sigma_i - y_i
 * @param z C scores, any doubles
 * @param target a class index, or C finite numbers: one-hot, soft or multi-hot
 * @param options `out`
 * @returns C numbers that sum to 0
 * @throws RangeError when the index is out of range, or lengths differ, or a target is not finite
 * @throws TypeError when a score or a target is not a number, or an option is unknown
 * @source [Bridle 1990](https://doi.org/10.1007/978-3-642-76153-9_28) for targets that sum to 1
 * @accuracy 0.52 ulp; where σ is near y the difference is taken in integers
 * @example crossEntropyGradient([1, 0.5, -2], [1, 1, 0]) // [0.207…, -0.267…, 0.060…]
 */
export function crossEntropyGradient<O extends Out = number[]>(
  z: Vector,
  target: Target,
  options?: OutOption<O>,
): NoInfer<O> {
  checkOptions(options, ['out'])
  const x = toFloat64(z, 'z')
  const y = toTarget(target, x.length)
  const gradient = new Float64Array(x.length)
  fillCrossEntropyGradient(x, y, gradient)
  return deliver(gradient, options?.out)
}
