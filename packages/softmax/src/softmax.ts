import { checkAllMasked, isAllMasked, type AllMasked } from './internal/allMasked.ts'
import { checkPositive } from './internal/check.ts'
import { checkOptions } from './internal/checkOptions.ts'
import { scratch } from './internal/scratch.ts'
import { toTemperature } from './internal/shifted.ts'
import { softmaxOfRow } from './internal/softmaxOfRow.ts'
import { placeOfOnlyInfinity } from './internal/top.ts'
import type { SoftmaxOptions } from './logSoftmax.ts'
import { borrowFloat64, checkOut, type Out, type Vector } from './vector.ts'

/**
 * Scores to probabilities.
 * @formula \sigma_i = \frac{e^{z_i / T}}{\sum_{j=1}^{n} e^{z_j / T}}
 * @param z n scores, any doubles; one +Infinity takes all
 * @param options `temperature`, above 0; `allMasked`; `out`
 * @returns n probabilities that sum to 1; all NaN where there is no limit (see special values)
 * @throws RangeError when the temperature is not above 0, `allMasked` is another word, or `out` has another length
 * @throws TypeError when a score is not a number, `out` cannot hold fractions, or an option is unknown
 * @source [Bridle 1990](https://doi.org/10.1007/978-3-642-76153-9_28); [Blanchard, Higham & Higham 2021](https://doi.org/10.1093/imanum/draa038), equation (1.2)
 * @accuracy 0.52 ulp
 * @example softmax([2, 1, 0.1]) // [0.659…, 0.2424…, 0.0985…]
 */
export function softmax<O extends Out = number[]>(
  z: Vector,
  options?: SoftmaxOptions<O>,
): NoInfer<O> {
  if (options !== undefined) checkOptions(options, OPTIONS)
  const temperature = options?.temperature === undefined ? 1 : options.temperature
  checkPositive('temperature', temperature)
  checkAllMasked(options?.allMasked)
  const x = borrowFloat64(z, 'z')
  const out = (options?.out ?? new Array<number>(x.length)) as O
  checkOut(out, x.length)
  fillSoftmax(x, temperature, out, options?.allMasked)
  return out
}

/** The same for what has been read and checked. */
export function fillSoftmax(
  x: Float64Array,
  temperature: number,
  out: Out,
  allMasked?: AllMasked,
): void {
  const divisor = temperature === 1 ? undefined : toTemperature(temperature)
  const doubles = out instanceof Float64Array ? out : scratch(2, x.length)
  if (!softmaxOfRow(x, 0, x.length, doubles, divisor)) return fillLimit(x, out, allMasked)
  if (out !== doubles) for (let i = 0; i < x.length; i++) out[i] = doubles[i]
}

const OPTIONS = ['temperature', 'allMasked', 'out']

function fillLimit(x: Float64Array, out: Out, allMasked: AllMasked | undefined): void {
  const at = placeOfOnlyInfinity(x)
  const none = allMasked === 'zeros' && isAllMasked(x) ? 0 : NaN
  for (let i = 0; i < x.length; i++) out[i] = at < 0 ? none : i === at ? 1 : 0
}
