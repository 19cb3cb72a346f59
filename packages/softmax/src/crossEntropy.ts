import { toClassWeight, toClassWeights, weightedLoss } from './internal/addCrossEntropy.ts'
import { lossOfRow } from './internal/logSoftmaxOfRow.ts'
import { toTarget, type Target } from './target.ts'
import { toFloat64, type Vector } from './vector.ts'

/**
 * Cross-entropy of softmax with a target, from the scores (logits) themselves.
 * @formula L(z, y) = -\sum_{k=1}^{C} y_k \log \sigma_k
 * @param z C scores, any doubles
 * @param target a class index, or C finite numbers: one-hot, soft or multi-hot
 * @returns the loss in nats, for one example; 0 log 0 counts as 0
 * @throws RangeError when the index is out of range, the lengths differ, or a target is not finite
 * @throws TypeError when a score or a target is not a number
 * @source [Bridle 1990](https://doi.org/10.1007/978-3-642-76153-9_28)
 * @accuracy 0.52 ulp for a class index and for targets of one sign up to 1e9; for others up to there 2^-56 of Σ |yₖ log σₖ|, besides the last rounding
 * @example crossEntropy([2, 1, 0.1], 0) // 0.4170…
 */
export function crossEntropy(z: Vector, target: Target): number {
  const x = toFloat64(z, 'z')
  const y = toTarget(target, x.length)
  if (typeof y !== 'number') return weightedLoss(x, toClassWeights(y))
  const ordinary = lossOfRow(x, 0, x.length, y)
  return Number.isNaN(ordinary) ? weightedLoss(x, [toClassWeight(y, 1)]) : ordinary
}
