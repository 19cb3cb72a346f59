import { checkAllMasked, isAllMasked, type AllMasked } from './internal/allMasked.ts'
import { checkPositive } from './internal/check.ts'
import { checkOptions } from './internal/checkOptions.ts'
import type { Pair } from './internal/doubleDouble.ts'
import { HEADROOM, powerOfTwo } from './internal/exponentialTable.ts'
import type { SoftmaxOptions } from './logSoftmax.ts'
import { scratch } from './internal/scratch.ts'
import { settle } from './internal/settle.ts'
import { sumAndKeepExponentials } from './internal/sumOfExponentials.ts'
import { placeOfOnlyInfinity, placeOfTop } from './internal/top.ts'
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
  const at = placeOfTop(x)
  if (at < 0 || x[at] === Infinity) return fillLimit(x, out, allMasked)
  const lead = scratch(0, x.length)
  const tail = scratch(1, x.length)
  const sum = sumAndKeepExponentials(x, x[at], temperature, lead, tail)
  divideBySum(lead, tail, x.length, sum, out)
}

/**
 * Multiplies by 1/Σ in two parts, 24 bits and the rest: lead · share is then exact, all else is small,
 * and the one rounding that counts is the last addition. HEADROOM goes in a step of its own, which rounds
 * again only below 2^-1022: there both are one.
 */
// eslint-disable-next-line max-params -- a hot loop: an object a call would cost time
export function divideBySum(
  lead: Float64Array,
  tail: Float64Array,
  count: number,
  { hi, lo }: Pair,
  out: Out,
): void {
  const hi1 = Math.fround(hi)
  const share = Math.fround(1 / hi)
  const rest = (1 - hi1 * share - (hi - hi1) * share - lo * share) / hi
  const whole = share + rest
  let least = Infinity
  for (let i = 0; i < count; i++) {
    const value = lead[i] * share + (lead[i] * rest + tail[i] * whole)
    out[i] = value / HEADROOM
    if (value < least) least = value
  }
  if (least >= SUBNORMAL) return
  for (let i = 0; i < count; i++) {
    const large = lead[i] * share
    if (large <= SUBNORMAL) out[i] = settle(large, lead[i] * rest + tail[i] * whole)
  }
}

const OPTIONS = ['temperature', 'allMasked', 'out']
/** HEADROOM times the smallest normal double. */
const SUBNORMAL = /* @__PURE__ */ powerOfTwo(-922)

function fillLimit(x: Float64Array, out: Out, allMasked: AllMasked | undefined): void {
  const at = placeOfOnlyInfinity(x)
  const none = allMasked === 'zeros' && isAllMasked(x) ? 0 : NaN
  for (let i = 0; i < x.length; i++) out[i] = at < 0 ? none : i === at ? 1 : 0
}
