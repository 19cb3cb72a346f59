import { checkAllMasked, isAllMasked, type AllMasked } from './internal/allMasked.ts'
import { checkPositive } from './internal/check.ts'
import { checkOptions } from './internal/checkOptions.ts'
import { twoSum, type Pair } from './internal/doubleDouble.ts'
import { shifted, toTemperature } from './internal/shifted.ts'
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
  /** T in exp(zᵢ/T), above 0; 1 unless said. */
  temperature?: number
  /** What comes where all scores are −Infinity: "nan", since there is no limit, or "zeros", probabilities of 0; "nan" unless said. */
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

/** The same for what has been read and checked. */
export function fillLogSoftmax(
  x: Float64Array,
  temperature: number,
  out: Out,
  allMasked?: AllMasked,
): void {
  const at = placeOfTop(x)
  if (at < 0 || x[at] === Infinity) return fillLimit(x, out, allMasked)
  const logarithm = logOfSum(x, at, temperature)
  if (Number.isNaN(logarithm.hi)) return fillLimit(x, out, allMasked)
  fillLogarithms(x, x[at], temperature, logarithm, out)
}

/** (xᵢ − top)/T − log Σ: both parts are 0 or below, so nothing cancels. */
// eslint-disable-next-line max-params -- a hot loop: an object a call would cost time
function fillLogarithms(
  x: Float64Array,
  top: number,
  temperature: number,
  logarithm: Pair,
  out: Out,
): void {
  if (temperature === 1) return fillDirectly(x, top, logarithm.hi, logarithm.lo, out)
  const divisor = toTemperature(temperature)
  for (let i = 0; i < x.length; i++) {
    const gap = shifted(x[i], top, divisor)
    const { hi, lo } = twoSum(gap.hi, -logarithm.hi)
    out[i] = hi === -Infinity ? hi : hi + (lo + (gap.lo - logarithm.lo))
  }
}

/** The same without a divisor, the two sums written out: half the time. */
// eslint-disable-next-line max-params -- a hot loop: an object a call would cost time
function fillDirectly(x: Float64Array, top: number, log: number, logRest: number, out: Out): void {
  for (let i = 0; i < x.length; i++) {
    const gap = x[i] - top
    const gapPart = gap - x[i]
    const value = gap - log
    const valuePart = value - gap
    const gapRest = x[i] - (gap - gapPart) - (top + gapPart)
    const rest = gap - (value - valuePart) - (log + valuePart)
    out[i] = gap === -Infinity ? gap : value + (rest + (gapRest - logRest))
  }
}

function fillLimit(x: Float64Array, out: Out, allMasked: AllMasked | undefined): void {
  const at = placeOfOnlyInfinity(x)
  const none = allMasked === 'zeros' && isAllMasked(x) ? -Infinity : NaN
  for (let i = 0; i < x.length; i++) out[i] = at < 0 ? none : i === at ? 0 : -Infinity
}
