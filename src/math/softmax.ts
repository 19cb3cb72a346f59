import { logSoftmax, type SoftmaxOptions } from './logSoftmax.ts'
import { deliver, type Out, type Vector } from './vector.ts'

/**
 * Scores to probabilities.
 * @formula \sigma_i = \frac{e^{z_i / T}}{\sum_{j=1}^{n} e^{z_j / T}}
 * @param z n scores, any doubles
 * @param options `temperature`, above 0; `out`
 * @returns n probabilities that sum to 1
 * @throws RangeError when the temperature is not above 0, or `out` has another length
 * @source Bridle 1990; Blanchard, Higham & Higham 2021, equation (1.2)
 * @example softmax([2, 1, 0.1]) // [0.659…, 0.2424…, 0.0985…]
 */
export function softmax<O extends Out = number[]>(z: Vector, options: SoftmaxOptions<O> = {}): O {
  const { temperature = 1, out } = options
  const logs = logSoftmax(z, { temperature })
  return deliver(Float64Array.from(logs, (v) => Math.exp(v)), out)
}
