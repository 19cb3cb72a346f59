import { checkPositive } from './internal/check.ts'
import { multiplyPairs, renormalise } from './internal/doubleDouble.ts'
import { sharesOf } from './internal/shares.ts'
import { toFloat64, type Vector } from './vector.ts'

/**
 * The Jacobian of softmax.
 * @formula \frac{\partial \sigma_i}{\partial z_j} = \frac{\sigma_i \, ([i = j] - \sigma_j)}{T}
 * @param z n scores, any doubles
 * @param options `temperature`, above 0
 * @returns n rows of n numbers: symmetric, each row summing to 0
 * @throws RangeError when the temperature is not above 0
 * @throws TypeError when a score is not a number
 * @source [Gao & Pavel 2017](https://arxiv.org/abs/1704.00805), which has it as the Hessian of log-sum-exp
 * @accuracy 0.52 ulp at temperature 1; 2 (1 + max |z| / T) ulp at others
 * @example softmaxJacobian([0, 0]) // [[0.25, -0.25], [-0.25, 0.25]]
 */
export function softmaxJacobian(z: Vector, options?: { temperature?: number }): number[][] {
  const temperature = options?.temperature ?? 1
  checkPositive('temperature', temperature)
  const { share, others } = sharesOf(toFloat64(z, 'z').map((value) => value / temperature))
  return share.map((row, i) =>
    share.map((column, j) => {
      const { hi, lo } = multiplyPairs(
        row,
        i === j ? others[i] : renormalise(-column.hi, -column.lo),
      )
      return (hi + lo) / temperature
    }),
  )
}

/**
 * The Hessian of log-sum-exp: as softmax is its gradient, it is the Jacobian of softmax.
 * @formula \nabla^2 \operatorname{LSE}_T(z) = \frac{1}{T} \bigl( \operatorname{diag}(\sigma) - \sigma \sigma^{\top} \bigr)
 * @param z n scores, any doubles
 * @param options `temperature`, above 0
 * @returns n rows of n numbers: symmetric, positive semidefinite, of 2-norm at most 1/(2T), with (1, …, 1) to 0
 * @throws RangeError when the temperature is not above 0
 * @throws TypeError when a score is not a number
 * @source [Boyd & Vandenberghe 2004](https://stanford.edu/~boyd/cvxbook/), section 3.1.5; [Nair 2025](https://arxiv.org/abs/2510.23012) for the bound 1/2
 * @accuracy 0.52 ulp at temperature 1; 2 (1 + max |z| / T) ulp at others
 * @example logSumExpHessian([0, 0]) // [[0.25, -0.25], [-0.25, 0.25]]
 */
export function logSumExpHessian(z: Vector, options?: { temperature?: number }): number[][] {
  return softmaxJacobian(z, options)
}
