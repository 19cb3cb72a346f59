import { exponentiatePairs } from './exponentiate.ts'
import { shifted, toTemperature } from './shifted.ts'

/** exp((xᵢ − top)/T) for `count` scores from place `from`, written from place `to` as exponentiate writes them, for any T and top. */
// eslint-disable-next-line max-params -- a hot loop: an object a call would cost time
export function fillShifted(
  x: Float64Array,
  from: number,
  count: number,
  top: number,
  temperature: number,
  lead: Float64Array,
  tail: Float64Array,
  to: number,
): void {
  const divisor = toTemperature(temperature)
  for (let i = 0; i < count; i++) {
    const { hi, lo } = shifted(x[from + i], top, divisor)
    lead[to + i] = hi
    tail[to + i] = lo
  }
  exponentiatePairs(lead, tail, to, count)
}
