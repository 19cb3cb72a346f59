import { sumPair } from './internal/compensated.ts'
import { dividePairs, type Pair } from './internal/doubleDouble.ts'
import { deliver, toFloat64, type Out, type OutOption, type Vector } from './vector.ts'

/**
 * Plain normalisation: each number over their sum.
 * @formula \nu_i = \frac{v_i}{\sum_{j=1}^{n} v_j}
 * @param v n numbers, none below 0, with a finite sum above 0
 * @param options `out`
 * @returns n shares that sum to 1
 * @throws RangeError when a number is below 0 or NaN, the sum is 0 or infinite, or `out` has another length
 * @throws TypeError when a number is none
 * @source the ratio rule of Luce 1959, Individual Choice Behavior
 * @accuracy 0.52 ulp; 1.5 where the sum is below 1e-250 or above 1e250
 * @example normalise([1, 3]) // [0.25, 0.75]
 */
export function normalise<O extends Out = number[]>(
  v: Vector,
  options: OutOption<O> = {},
): NoInfer<O> {
  const x = toFloat64(v, 'v')
  const bad = x.findIndex((value) => !(value >= 0))
  if (bad >= 0)
    throw new RangeError(
      `invalid v[${bad}]: ${x[bad]}; plain normalisation needs numbers from 0 up (softmax takes any)`,
    )
  const total = sumPair(x)
  if (!(total.hi > 0 && total.hi < Infinity))
    throw new RangeError(
      `invalid v: its sum is ${total.hi}; plain normalisation needs a finite sum above 0`,
    )
  return deliver(
    x.map((value) => over(value, total)),
    options.out,
  )
}

/** Near the ends of the range of doubles the products of a pair's division would leave it: there, plainly. */
function over(value: number, total: Pair): number {
  if (total.hi < 1e-250 || total.hi > 1e250) return value / total.hi
  const { hi, lo } = dividePairs({ hi: value, lo: 0 }, total)
  return hi + lo
}
