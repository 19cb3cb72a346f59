import { checkOptions } from './internal/checkOptions.ts'
import { onlineAdd, onlineLogSumExp, onlineStart } from './online.ts'
import { deliver, toFloat64, type Out, type OutOption, type Vector } from './vector.ts'

/**
 * Log-sum-exp of the first score, of the first two, and so on: for cumulative distributions kept as logarithms, and the sets at risk in Cox's regression.
 * @formula c_i = \log \sum_{j=1}^{i} e^{z_j}
 * @param z n scores, any doubles
 * @param options `out`
 * @returns n numbers, none below the one before it but by rounding
 * @throws RangeError when `out` has another length
 * @throws TypeError when a score is not a number, or an option is unknown
 * @source [PyTorch's logcumsumexp](https://docs.pytorch.org/docs/stable/generated/torch.logcumsumexp.html)
 * @accuracy 1 ulp of max(1, |answer|) for a thousand scores
 * @example logCumSumExp([0, 0, 1000]) // [0, 0.6931471805599453, 1000]
 */
export function logCumSumExp<O extends Out = number[]>(
  z: Vector,
  options?: OutOption<O>,
): NoInfer<O> {
  checkOptions(options, ['out'])
  let state = onlineStart
  const sums = toFloat64(z, 'z').map((score) => {
    state = onlineAdd(state, score)
    return onlineLogSumExp(state)
  })
  return deliver(sums, options?.out)
}
