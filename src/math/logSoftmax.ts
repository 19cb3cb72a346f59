import { logSumExp } from './logSumExp.ts'
import { deliver, toFloat64, type Out, type OutOption, type Vector } from './vector.ts'

export interface SoftmaxOptions<O extends Out = number[]> extends OutOption<O> {
  /** T in exp(zᵢ/T); 1 unless said. */
  temperature?: number
}

/**
 * The logarithms of softmax, without the loss of taking log after it.
 * @formula \log \sigma_i = \frac{z_i}{T} - \log \sum_{j=1}^{n} e^{z_j / T}
 * @param z n scores, any doubles
 * @param options `temperature`, above 0; `out`
 * @returns n numbers, none above 0
 * @throws RangeError when the temperature is not above 0, or `out` has another length
 * @source Blanchard, Higham & Higham 2021, equation (3.5)
 * @example logSoftmax([0, -1000]) // [0, -1000]
 */
export function logSoftmax<O extends Out = number[]>(z: Vector, options: SoftmaxOptions<O> = {}): O {
  const { temperature = 1, out } = options
  const x = toFloat64(z, 'z')
  const top = logSumExp(x, { temperature })
  const at = top === Infinity && x.filter((v) => v === Infinity).length === 1 ? x.indexOf(Infinity) : -1
  return deliver(x.map((v, i) => (at < 0 ? (v - top) / temperature : i === at ? 0 : -Infinity)), out)
}
