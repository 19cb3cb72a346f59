import { sum } from './compensated.ts'
import { deliver, toFloat64, type Out, type OutOption, type Vector } from './vector.ts'

/**
 * Plain normalisation: each number over their sum.
 * @formula \nu_i = \frac{v_i}{\sum_{j=1}^{n} v_j}
 * @param v n numbers, none below 0, with a finite sum above 0
 * @param options `out`
 * @returns n shares that sum to 1
 * @throws RangeError when a number is below 0 or NaN, the sum is 0 or infinite, or `out` has another length
 * @accuracy 1 ulp
 * @example normalise([1, 3]) // [0.25, 0.75]
 */
export function normalise<O extends Out = number[]>(v: Vector, options: OutOption<O> = {}): O {
  const x = toFloat64(v, 'v')
  const bad = x.findIndex((value) => !(value >= 0))
  if (bad >= 0) throw new RangeError(`invalid v[${bad}]: ${x[bad]}; plain normalisation needs numbers from 0 up (softmax takes any)`)
  const total = sum(x)
  if (!(total > 0 && total < Infinity)) throw new RangeError(`invalid v: its sum is ${total}; plain normalisation needs a finite sum above 0`)
  return deliver(x.map((value) => value / total), options.out)
}
