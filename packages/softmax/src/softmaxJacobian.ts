import { checkPositive } from './internal/check.ts'
import { checkOptions } from './internal/checkOptions.ts'
import { dividePairs, multiplyPairs, type Pair } from './internal/doubleDouble.ts'
import { HEADROOM_DOWN } from './internal/exponentialTable.ts'
import { settleAt } from './internal/scalePair.ts'
import { scaledSharesOf } from './internal/shares.ts'
import { toTemperature, type Temperature } from './internal/shifted.ts'
import { toFloat64, type Vector } from './vector.ts'

/**
 * The Jacobian of softmax.
 * @formula \frac{\partial \sigma_i}{\partial z_j} = \frac{\sigma_i \, ([i = j] - \sigma_j)}{T}
 * @param z n scores, any doubles
 * @param options `temperature`, above 0
 * @returns n rows of n numbers: symmetric, each row summing to 0
 * @throws RangeError when the temperature is not above 0, or there are more than 11,585 scores
 * @throws TypeError when a score is not a number, or an option is unknown
 * @source [Gao & Pavel 2017](https://arxiv.org/abs/1704.00805), which has it as the Hessian of log-sum-exp
 * @accuracy 0.52 ulp for temperatures from 1e-10 up; below, a share under 1e-335 counts as 0
 * @example softmaxJacobian([0, 0]) // [[0.25, -0.25], [-0.25, 0.25]]
 */
export function softmaxJacobian(z: Vector, options?: { temperature?: number }): number[][] {
  checkOptions(options, ['temperature'])
  const temperature = options?.temperature === undefined ? 1 : options.temperature
  checkPositive('temperature', temperature)
  const x = toFloat64(z, 'z')
  checkSide(x.length)
  const { share, others } = scaledSharesOf(x, temperature)
  const divisor = toTemperature(temperature)
  return share.map((row, i) =>
    share.map((column, j) => {
      const factor = i === j ? others[i] : { hi: -column.hi, lo: -column.lo }
      return over(multiplyPairs(row, factor), divisor)
    }),
  )
}

/** Its square is some 10^8 numbers, or a gigabyte. */
const MOST_SCORES = 11585

function checkSide(length: number): void {
  if (length <= MOST_SCORES) return
  throw new RangeError(
    `invalid z: length ${length}; the matrix of ${MOST_SCORES} at most fits into memory: multiply by it with softmaxPullback, which does without`,
  )
}

/** The product of two numbers that are HEADROOM times too large, over T. */
function over(product: Pair, { mantissa, exponent }: Temperature): number {
  return settleAt(dividePairs(product, { hi: mantissa, lo: 0 }), exponent + 2 * HEADROOM_DOWN)
}

/**
 * The Hessian of log-sum-exp: as softmax is its gradient, it is the Jacobian of softmax.
 * @formula \nabla^2 \operatorname{LSE}_T(z) = \frac{1}{T} \bigl( \operatorname{diag}(\sigma) - \sigma \sigma^{\top} \bigr)
 * @param z n scores, any doubles
 * @param options `temperature`, above 0
 * @returns n rows of n numbers: symmetric, positive semidefinite, of 2-norm at most 1/(2T), with (1, …, 1) to 0
 * @throws RangeError when the temperature is not above 0, or there are more than 11,585 scores
 * @throws TypeError when a score is not a number, or an option is unknown
 * @source [Boyd & Vandenberghe 2004](https://stanford.edu/~boyd/cvxbook/), section 3.1.5; [Nair 2025](https://arxiv.org/abs/2510.23012) for the bound 1/2
 * @accuracy 0.52 ulp for temperatures from 1e-10 up; below, a share under 1e-335 counts as 0
 * @example logSumExpHessian([0, 0]) // [[0.25, -0.25], [-0.25, 0.25]]
 */
export function logSumExpHessian(z: Vector, options?: { temperature?: number }): number[][] {
  return softmaxJacobian(z, options)
}
