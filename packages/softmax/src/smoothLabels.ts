import { checkNumber } from './internal/check.ts'
import { checkOptions } from './internal/checkOptions.ts'
import { sum } from './internal/compensated.ts'
import { deliver, toFloat64, type Out, type OutOption, type Vector } from './vector.ts'

/**
 * Label smoothing: a share ε of the target spread evenly over all classes.
 * @formula y'_k = (1 - \varepsilon) \, y_k + \frac{\varepsilon}{C} \sum_{j=1}^{C} y_j
 * @param y C targets
 * @param share ε from 0 to 1
 * @param options `out`
 * @returns C numbers with the same sum
 * @throws RangeError when ε is outside 0 … 1, or a target is not finite
 * @throws TypeError when ε or a target is not a number, `out` cannot hold fractions, or an option is unknown
 * @source [Szegedy et al. 2016](https://arxiv.org/abs/1512.00567), section 7
 * @accuracy absolute, 1e-15 of Σ |y|
 * @example smoothLabels([1, 0], 0.25) // [0.875, 0.125]
 */
export function smoothLabels<O extends Out = number[]>(
  y: Vector,
  share: number,
  options?: OutOption<O>,
): NoInfer<O> {
  checkNumber('share', share)
  if (!(share >= 0 && share <= 1)) {
    throw new RangeError(`invalid share: ${share}; it lies between 0 and 1`)
  }
  checkOptions(options, ['out'])
  const targets = toFloat64(y, 'y')
  const bad = targets.findIndex((value) => !Number.isFinite(value))
  if (bad >= 0) throw new RangeError(`invalid y[${bad}]: ${targets[bad]}; it must be finite`)
  const each = share * meanOf(targets)
  return deliver(
    targets.map((value) => (1 - share) * value + each),
    options?.out,
  )
}

/** The sum of large targets may be no double where their mean is one. */
function meanOf(y: Float64Array): number {
  const total = sum(y)
  return Number.isFinite(total) ? total / y.length : sum(y.map((value) => value / y.length))
}
