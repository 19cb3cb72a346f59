import { sumPair } from './internal/compensated.ts'
import { checkOptions } from './internal/checkOptions.ts'
import { dividePairs, type Pair } from './internal/doubleDouble.ts'
import { exponentOf } from './internal/log.ts'
import { scaleBy } from './internal/scalePair.ts'
import { settle } from './internal/settle.ts'
import { deliver, toFloat64, type Out, type OutOption, type Vector } from './vector.ts'

/**
 * Plain normalisation: each number over their sum.
 * @formula \nu_i = \frac{v_i}{\sum_{j=1}^{n} v_j}
 * @param v n numbers, none below 0, with a finite sum above 0
 * @param options `out`
 * @returns n shares that sum to 1
 * @throws RangeError when a number is below 0 or NaN, the sum is 0 or infinite, or `out` has another length
 * @throws TypeError when an entry is not a number, `out` cannot hold fractions, or an option is unknown
 * @source the ratio rule of Luce 1959, Individual Choice Behavior
 * @accuracy 0.52 ulp
 * @example normalise([1, 3]) // [0.25, 0.75]
 */
export function normalise<O extends Out = number[]>(v: Vector, options?: OutOption<O>): NoInfer<O> {
  checkOptions(options, ['out'])
  const x = toFloat64(v, 'v')
  const bad = x.findIndex((value) => !(value >= 0))
  if (bad >= 0) {
    throw new RangeError(
      `invalid v[${bad}]: ${x[bad]}; plain normalisation needs numbers from 0 up (softmax takes any)`,
    )
  }
  const total = sumPair(x)
  if (!(total.hi > 0 && total.hi < Infinity)) {
    throw new RangeError(
      `invalid v: its sum is ${total.hi}; plain normalisation needs a finite sum above 0`,
    )
  }
  // With the sum brought near 1 no product of the division leaves the doubles.
  const down = -exponentOf(total.hi)
  const divisor = { hi: scaleBy(total.hi, down), lo: scaleBy(total.lo, down) }
  return deliver(
    x.map((value) => over(scaleBy(value, down + 100), divisor)),
    options?.out,
  )
}

/** The quotient of a number that is HEADROOM times too large. */
function over(value: number, divisor: Pair): number {
  const { hi, lo } = dividePairs({ hi: value, lo: 0 }, divisor)
  return settle(hi, lo)
}
