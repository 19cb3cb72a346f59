import { checkCount, checkRandom, checkRoom, spell } from './internal/check.ts'
import { checkOptions } from './internal/checkOptions.ts'
import { twoSum } from './internal/doubleDouble.ts'
import { log } from './internal/log.ts'
import { nextUnit } from './internal/nextUnit.ts'
import type { RandomSource } from './randomSource.ts'
import { toFloat64, type Vector } from './vector.ts'

/** How many, from where, and whether one may come again. */
export interface MultinomialOptions {
  /** Where random numbers come from, such as randomSource(seed). */
  random: RandomSource
  /** How many are drawn; 1 by default. */
  draws?: number
  /** Whether what was drawn may be drawn again; true by default. */
  replacement?: boolean
}

/**
 * Draws of indices with probabilities in proportion to weights: for sampling words from softmax, and for bootstraps. From scores, gumbelMax draws an index without computing their softmax.
 * @formula \Pr(k) = \frac{w_k}{\sum_{j=1}^{n} w_j}
 * @param weights n finite numbers from 0 up, with a sum above 0: probabilities or counts
 * @param options `random`; `draws`, 1 by default; `replacement`, true by default
 * @returns the indices, in the order in which they were drawn; none whose weight is 0
 * @throws RangeError when a weight is below 0 or not finite, all are 0, `draws` is not a whole number above 0 or above 33,554,432, more are drawn without replacement than have a weight, or the source gives a number outside 0 … 1
 * @throws TypeError when a weight is not a number, `random` is no function, `replacement` is not true or false, or an option is unknown
 * @source inversion of the distribution; without replacement [Efraimidis & Spirakis 2006](https://doi.org/10.1016/j.ipl.2005.11.003)
 * @accuracy probabilities to 1e-15 of Σ w; a number of the source decides each draw
 * @example multinomial([0, 3, 0], { random: randomSource(1), draws: 2 }) // [1, 1]
 */
export function multinomial(weights: Vector, options: MultinomialOptions): number[] {
  checkOptions(options, ['random', 'draws', 'replacement'])
  const { random, draws = 1, replacement = true } = options ?? {}
  checkRandom(random)
  checkCount('draws', draws)
  checkRoom('draws', draws, MOST_DRAWS, 'call it several times')
  if (typeof replacement !== 'boolean')
    throw new TypeError(`invalid replacement: ${spell(replacement)}; give true or false`)
  const read = readWeights(weights)
  return replacement ? drawAgain(read, draws, random) : drawOnce(read, draws, random)
}

/** Longer arrays are kept as tables of single places, which take ten times the room. */
const MOST_DRAWS = 33554432

function readWeights(weights: Vector): Float64Array {
  const read = toFloat64(weights, 'weights')
  const bad = read.findIndex((weight) => !(weight >= 0 && weight < Infinity))
  if (bad >= 0)
    throw new RangeError(`invalid weights[${bad}]: ${read[bad]}; give a finite number from 0 up`)
  if (read.some((weight) => weight > 0)) return scaled(read)
  throw new RangeError('invalid weights: none is above 0, so nothing can be drawn')
}

/** Near both ends of the doubles all are brought to 1 and below, where sums and products are as exact as elsewhere. */
function scaled(weights: Float64Array): Float64Array {
  const top = weights.reduce((a, b) => Math.max(a, b))
  return top < 1e290 && top > 1e-290 ? weights : weights.map((weight) => weight / top)
}

function drawAgain(weights: Float64Array, draws: number, random: RandomSource): number[] {
  const sums = toRunningSums(weights)
  const total = sums[sums.length - 1]
  const last = weights.findLastIndex((weight) => weight > 0)
  return Array.from({ length: draws }, () =>
    Math.min(last, firstAbove(sums, nextUnit(random) * total)),
  )
}

function toRunningSums(weights: Float64Array): Float64Array {
  let hi = 0
  let lo = 0
  return weights.map((weight) => {
    const next = twoSum(hi, weight)
    hi = next.hi
    lo += next.lo
    return hi + lo
  })
}

/** The first place whose running sum is above: never one of weight 0, whose sum is that of the place before. */
function firstAbove(sums: Float64Array, value: number): number {
  let low = 0
  let high = sums.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (sums[middle] > value) high = middle
    else low = middle + 1
  }
  return low
}

/** Each waits for a time that is exponential with its weight as rate; the first to come are drawn. */
function drawOnce(weights: Float64Array, draws: number, random: RandomSource): number[] {
  const candidates = Array.from(weights.keys()).filter((k) => weights[k] > 0)
  if (draws > candidates.length)
    throw new RangeError(
      `invalid draws: ${draws}; without replacement there are only ${candidates.length} with a weight`,
    )
  const times = new Float64Array(weights.length)
  for (const k of candidates) times[k] = -log(nextUnit(random)) / weights[k]
  return candidates
    .sort((a, b) => Number(times[a] > times[b]) - Number(times[a] < times[b]))
    .slice(0, draws)
}
