import { argmax } from './argmax.ts'
import { checkPositive } from './check.ts'
import { log } from './log.ts'
import type { RandomSource } from './randomSource.ts'
import { softmax } from './softmax.ts'
import { toFloat64, type Out, type OutOption, type Vector } from './vector.ts'

export interface GumbelOptions {
  /** Where the chance comes from, such as randomSource(seed). */
  random: RandomSource
}

export interface GumbelSoftmaxOptions<O extends Out = number[]> extends GumbelOptions, OutOption<O> {
  /** T; 1 unless said. Near 0 the samples are near one-hot. */
  temperature?: number
}

/**
 * One sample of the standard Gumbel distribution.
 * @formula g = -\log(-\log u), \quad u \sim \mathcal{U}(0, 1)
 * @param random a source of numbers above 0 and below 1
 * @returns a number, 0.577 in the mean
 * @throws RangeError when the source gives a number outside
 * @source Gumbel 1954
 * @example gumbel(() => 1 / Math.E) // -0
 */
export function gumbel(random: RandomSource): number {
  const u = random()
  if (!(u > 0 && u < 1)) throw new RangeError(`invalid random: it gave ${u}; the numbers must lie above 0 and below 1`)
  return -log(-log(u))
}

/**
 * A sample from softmax without forming it: the place of the greatest score after Gumbel noise.
 * @formula k = \operatorname*{argmax}_i (z_i + g_i)
 * @param z at least one score
 * @param options `random`
 * @returns an index, i with probability σᵢ
 * @throws RangeError when there is no score
 * @throws TypeError when a score is not a number
 * @source Maddison, Tarlow & Minka 2014, section 2
 * @example gumbelMax([0, 1000], { random: randomSource(1) }) // 1
 */
export function gumbelMax(z: Vector, options: GumbelOptions): number {
  return argmax(noisy(z, options.random))
}

/**
 * A sample from the concrete (Gumbel-softmax) distribution: softmax in place of the argmax.
 * @formula y = \operatorname{softmax}\Bigl( \frac{z + g}{T} \Bigr)
 * @param z n scores
 * @param options `random`; `temperature`, above 0; `out`
 * @returns n probabilities that sum to 1
 * @throws RangeError when the temperature is not above 0
 * @throws TypeError when a score is not a number
 * @source Jang, Gu & Poole 2017, equation (2); Maddison, Mnih & Teh 2017, equation (10)
 * @example gumbelSoftmax([0, 1000], { random: randomSource(1) }) // [0, 1]
 */
export function gumbelSoftmax<O extends Out = number[]>(z: Vector, options: GumbelSoftmaxOptions<O>): NoInfer<O> {
  const { random, temperature = 1, out } = options
  checkPositive('temperature', temperature)
  return softmax(noisy(z, random), { temperature, out })
}

function noisy(z: Vector, random: RandomSource): Float64Array {
  if (typeof random !== 'function') throw new TypeError('invalid random: it is no function; give randomSource(seed)')
  return toFloat64(z, 'z').map((score) => score + gumbel(random))
}
