import { argmax } from './argmax.ts'
import { hardmax } from './hardmax.ts'
import { checkPositive, checkRandom, spell } from './internal/check.ts'
import { checkOptions } from './internal/checkOptions.ts'
import { log } from './internal/log.ts'
import { nextUnit } from './internal/nextUnit.ts'
import type { RandomSource } from './randomSource.ts'
import { softmax } from './softmax.ts'
import { placeOfOnlyInfinity, placeOfTop } from './internal/top.ts'
import { toFloat64, type Out, type OutOption, type Vector } from './vector.ts'

/** Where the noise comes from. */
export interface GumbelOptions {
  /** Where random numbers come from, such as randomSource(seed). */
  random: RandomSource
}

/** Where the noise comes from, and how soft the samples are. */
export interface GumbelSoftmaxOptions<O extends Out = number[]>
  extends GumbelOptions, OutOption<O> {
  /** T, above 0; 1 by default. Near 0 the samples are near one-hot. */
  temperature?: number
  /** Whether the sample is made one-hot, for the forward pass of the straight-through estimator; false by default. */
  hard?: boolean
}

/**
 * One sample of the standard Gumbel distribution.
 * @formula g = -\log(-\log u), \quad u \sim \mathcal{U}(0, 1)
 * @param random a source of numbers above 0 and below 1
 * @returns 0.577 in the mean
 * @throws RangeError when the source gives a number outside
 * @throws TypeError when `random` is no function
 * @source Gumbel 1954, Statistical theory of extreme values
 * @accuracy 0.51 ulp and, absolute, 1.2e-16
 * @example gumbel(() => 0.5) // 0.36651292058166435
 */
export function gumbel(random: RandomSource): number {
  checkRandom(random)
  const u = nextUnit(random)
  return -log(-log(u))
}

/**
 * A sample from softmax without forming it: the index of the largest score after Gumbel noise.
 * @formula k = \operatorname*{argmax}_i (z_i + g_i)
 * @param z at least one score above −Infinity; one +Infinity is drawn always
 * @param options `random`
 * @returns an index, i with probability σᵢ
 * @throws RangeError when there is no score, or softmax of them has no limit: none above −Infinity, two of +Infinity, or NaN
 * @throws TypeError when a score is not a number, `random` is no function, or an option is unknown
 * @source [Maddison, Tarlow & Minka 2014](https://arxiv.org/abs/1411.0030)
 * @accuracy exact among the zᵢ + gᵢ as rounded
 * @example gumbelMax([0, 1000], { random: randomSource(1) }) // 1
 */
export function gumbelMax(z: Vector, options: GumbelOptions): number {
  checkOptions(options, ['random'])
  const x = toFloat64(z, 'z')
  if (x.length === 0) throw new RangeError('invalid z: length 0; give at least one score')
  checkLimit(x)
  return argmax(noisy(x, options?.random))
}

function hasLimit(x: Float64Array): boolean {
  const at = placeOfTop(x)
  if (at < 0 || x.some(Number.isNaN)) return false
  return x[at] < Infinity || placeOfOnlyInfinity(x) >= 0
}

/** Where softmax has no limit there is nothing to draw from. */
function checkLimit(x: Float64Array): void {
  const nan = x.findIndex(Number.isNaN)
  if (nan >= 0) throw new RangeError(`invalid z[${nan}]: NaN; nothing can be drawn from it`)
  if (hasLimit(x)) return
  const at = placeOfTop(x)
  const shown = at < 0 ? 'all −Infinity' : 'more than one +Infinity'
  throw new RangeError(`invalid z: ${shown}; softmax has no limit there, so nothing can be drawn`)
}

/**
 * A sample from the concrete (Gumbel-softmax) distribution: softmax in place of the argmax.
 * @formula y = \operatorname{softmax}\Bigl( \frac{z + g}{T} \Bigr)
 * @param z n scores
 * @param options `random`; `temperature`, above 0; `hard`; `out`
 * @returns n probabilities that sum to 1; with `hard` a one and zeros; all NaN where softmax has no limit
 * @throws RangeError when the temperature is not above 0, or `out` has another length
 * @throws TypeError when a score is not a number, `random` is no function, `hard` is not true or false, `out` cannot hold fractions, or an option is unknown
 * @source [Jang, Gu & Poole 2017](https://arxiv.org/abs/1611.01144); [Maddison, Mnih & Teh 2017](https://arxiv.org/abs/1611.00712)
 * @accuracy 0.52 ulp for the zᵢ + gᵢ as rounded
 * @example gumbelSoftmax([0, 1000], { random: randomSource(1) }) // [0, 1]
 */
export function gumbelSoftmax<O extends Out = number[]>(
  z: Vector,
  options: GumbelSoftmaxOptions<O>,
): NoInfer<O> {
  checkOptions(options, ['random', 'temperature', 'hard', 'out'])
  const { random, temperature = 1, hard = false, out } = options ?? {}
  checkPositive('temperature', temperature)
  if (typeof hard !== 'boolean')
    throw new TypeError(`invalid hard: ${spell(hard)}; give true or false`)
  const scores = noisy(toFloat64(z, 'z'), random)
  // Where softmax has no limit nothing is drawn: it gives NaN.
  if (hard && scores.length > 0 && hasLimit(scores)) return hardmax(scores, { out })
  return softmax(scores, { temperature, out })
}

function noisy(z: Float64Array, random: RandomSource): Float64Array {
  checkRandom(random)
  return z.map((score) => score + gumbel(random))
}
