import { sumPair } from './internal/compensated.ts'
import { addPairs, multiplyPairs, type Pair } from './internal/doubleDouble.ts'
import { exactCrossEntropyGradient } from './internal/exactCrossEntropyGradient.ts'
import { sharesOf, type Shares } from './internal/shares.ts'
import { toTarget, type Target } from './target.ts'
import { deliver, toFloat64, type Out, type OutOption, type Vector } from './vector.ts'

/**
 * The gradient of cross-entropy with respect to the scores. It is σ − y only where the target sums to 1.
 * @formula \frac{\partial L}{\partial z_i} = \Bigl( \sum_{k=1}^{C} y_k \Bigr) \sigma_i - y_i
 * @param z C scores, any doubles
 * @param target a class index, or C finite numbers: one-hot, soft or multi-hot
 * @param options `out`
 * @returns C numbers that sum to 0
 * @throws RangeError when the index is out of range, or lengths differ, or a target is not finite
 * @throws TypeError when a score or a target is not a number
 * @source [Bridle 1990](https://doi.org/10.1007/978-3-642-76153-9_28) for targets that sum to 1
 * @accuracy 0.52 ulp; where σ is near y the difference is taken in integers
 * @example crossEntropyGradient([1, 0.5, -2], [1, 1, 0]) // [0.207…, -0.267…, 0.060…]
 */
export function crossEntropyGradient<O extends Out = number[]>(
  z: Vector,
  target: Target,
  options?: OutOption<O>,
): NoInfer<O> {
  const x = toFloat64(z, 'z')
  const y = toTarget(target, x.length)
  const shares = sharesOf(x)
  const gradient = typeof y === 'number' ? againstClass(shares, y) : againstNumbers(x, shares, y)
  return deliver(gradient, options?.out)
}

/** σᵢ, and at the class −(1 − σ) from the sum of the others: σ − 1 would lose all bits where σ is near 1. */
function againstClass({ share, others }: Shares, label: number): Float64Array {
  return Float64Array.from(share, ({ hi }, i) => (i === label ? 0 - others[i].hi : hi))
}

function againstNumbers(x: Float64Array, { share, others }: Shares, y: Float64Array): Float64Array {
  const total = sumPair(y)
  return Float64Array.from(share, (_, i) => {
    // (Σy) σ − y = (Σy − y) σ − y (1 − σ): for a one-hot target one of the two is exactly 0.
    const rest = addPairs(total, { hi: -y[i], lo: 0 })
    const up = multiplyPairs(rest, share[i])
    const down = multiplyPairs({ hi: -y[i], lo: 0 }, others[i])
    const gradient = addPairs(up, down).hi
    return cancels(gradient, up, down) ? exactCrossEntropyGradient(x, y, i) : gradient
  })
}

function cancels(gradient: number, up: Pair, down: Pair): boolean {
  return Math.abs(gradient) < (Math.abs(up.hi) + Math.abs(down.hi)) / 64
}
