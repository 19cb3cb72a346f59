import { checkAllMasked, isAllMasked, type AllMasked } from './internal/allMasked.ts'
import { checkPositive } from './internal/check.ts'
import { checkOptions } from './internal/checkOptions.ts'
import { twoSum, type Pair } from './internal/doubleDouble.ts'
import { logOfShare, logSoftmaxOfRow } from './internal/logSoftmaxOfRow.ts'
import { scratch } from './internal/scratch.ts'
import { shifted, toTemperature, type Temperature } from './internal/shifted.ts'
import { logOfSum } from './internal/sumOfExponentials.ts'
import { placeOfOnlyInfinity, placeOfTop } from './internal/top.ts'
import {
  apartFrom,
  borrowFloat64,
  checkOut,
  type Out,
  type OutOption,
  type Vector,
} from './vector.ts'

/** How soft, and where to. */
export interface SoftmaxOptions<O extends Out = number[]> extends OutOption<O> {
  /** T in exp(zᵢ/T), above 0; 1 by default. */
  temperature?: number
  /** What comes where all scores are −Infinity: "nan", since there is no limit, or "zeros", probabilities of 0; "nan" by default. */
  allMasked?: AllMasked
}

/**
 * The logarithms of softmax, without the loss of taking log after it.
 * @formula \log \sigma_i = \frac{z_i}{T} - \log \sum_{j=1}^{n} e^{z_j / T}
 * @param z n scores, any doubles; one +Infinity takes all
 * @param options `temperature`, above 0; `allMasked`; `out`
 * @returns n numbers, none above 0; all NaN where softmax has no limit
 * @throws RangeError when the temperature is not above 0, `allMasked` is another word, or `out` has another length
 * @throws TypeError when a score is not a number, `out` cannot hold fractions, or an option is unknown
 * @source the logarithm of [Blanchard, Higham & Higham 2021](https://doi.org/10.1093/imanum/draa038), equation (1.2)
 * @accuracy 0.52 ulp
 * @example logSoftmax([0, -1000]) // [0, -1000]
 */
export function logSoftmax<O extends Out = number[]>(
  z: Vector,
  options?: SoftmaxOptions<O>,
): NoInfer<O> {
  if (options !== undefined) checkOptions(options, OPTIONS)
  const temperature = options?.temperature === undefined ? 1 : options.temperature
  checkPositive('temperature', temperature)
  checkAllMasked(options?.allMasked)
  const read = borrowFloat64(z, 'z')
  const out = (options?.out ?? new Array<number>(read.length)) as O
  checkOut(out, read.length)
  fillLogSoftmax(apartFrom(out, read), temperature, out, options?.allMasked)
  return out
}

const OPTIONS = ['temperature', 'allMasked', 'out']

/** The same for what has been read and checked; `out` lies over the scores in the same places, or apart from them. */
export function fillLogSoftmax(
  x: Float64Array,
  temperature: number,
  out: Out,
  allMasked?: AllMasked,
): void {
  const doubles = out instanceof Float64Array ? out : scratch(2, x.length)
  if (!fillDoubles(x, temperature, doubles)) return fillLimit(x, out, allMasked)
  if (out !== doubles) for (let i = 0; i < x.length; i++) out[i] = doubles[i]
}

/** Returns whether it was done: not where there is but a limit, or none. */
function fillDoubles(x: Float64Array, temperature: number, out: Float64Array): boolean {
  if (temperature === 1 && logSoftmaxOfRow(x, 0, x.length, out)) return true
  const at = placeOfTop(x)
  if (at < 0 || x[at] === Infinity) return false
  const logarithm = logOfSum(x, at, temperature)
  if (Number.isNaN(logarithm.hi)) return false
  if (temperature === 1) {
    const top = x[at]
    for (let i = 0; i < x.length; i++) out[i] = logOfShare(x[i], top, logarithm.hi, logarithm.lo)
  } else fillLogarithms(x, toTemperature(temperature), x[at], logarithm, out)
  return true
}

/** (xᵢ − top)/T − log Σ: both parts are 0 or below, so nothing cancels. */
// eslint-disable-next-line max-params -- a hot loop: an object a call would cost time
function fillLogarithms(
  x: Float64Array,
  divisor: Temperature,
  top: number,
  logarithm: Pair,
  out: Float64Array,
): void {
  for (let i = 0; i < x.length; i++) {
    const gap = shifted(x[i], top, divisor)
    const { hi, lo } = twoSum(gap.hi, -logarithm.hi)
    out[i] = hi === -Infinity ? hi : hi + (lo + (gap.lo - logarithm.lo))
  }
}

function fillLimit(x: Float64Array, out: Out, allMasked: AllMasked | undefined): void {
  const at = placeOfOnlyInfinity(x)
  const none = allMasked === 'zeros' && isAllMasked(x) ? -Infinity : NaN
  for (let i = 0; i < x.length; i++) out[i] = at < 0 ? none : i === at ? 0 : -Infinity
}
