import { checkAllMasked, fillMasked, isAllMasked } from './internal/allMasked.ts'
import { checkNumber } from './internal/check.ts'
import { checkOptions } from './internal/checkOptions.ts'
import { sum } from './internal/compensated.ts'
import { exp } from './internal/exp.ts'
import { log } from './internal/log.ts'
import { readScores } from './internal/scores.ts'
import { softmax } from './softmax.ts'
import { sparsemax, type SparsemaxOptions } from './sparsemax.ts'
import { deliver, type Out, type Vector } from './vector.ts'

/** Which of the family it is. */
export interface EntmaxOptions<O extends Out = number[]> extends SparsemaxOptions<O> {
  /** α, at least 1: 1 is softmax, 2 is sparsemax, and what lies between has fewer zeros than sparsemax; 1.5 by default. */
  alpha?: number
}

/**
 * The family that leads from softmax (α = 1) to sparsemax (α = 2) and on: the larger α, the more probabilities are 0.
 * @formula p_i = \bigl[ (\alpha - 1) z_i - \tau \bigr]_+^{1 / (\alpha - 1)}, \quad \sum_{i=1}^{n} p_i = 1
 * @param z at least one score, each finite or, to mask it, −Infinity
 * @param options `alpha`, at least 1, 1.5 by default; `allMasked`; `out`
 * @returns n probabilities that sum to 1
 * @throws RangeError when there is no score, one is NaN or Infinity, alpha is below 1, or `allMasked` is another word
 * @throws TypeError when a score or alpha is not a number, `out` cannot hold fractions, or an option is unknown
 * @source [Peters, Niculae & Martins 2019](https://arxiv.org/abs/1905.05702), who introduce it
 * @accuracy absolute, 1e-15 over α − 1 for α up to 2; 1e-15 beyond
 * @example [1, 1.5, 2].map((alpha) => entmax([1.5, 1, -0.5], { alpha })) // [[0.5740…, 0.3482…, 0.0776…], [0.6739…, 0.3260…, 0], [0.75, 0.25, 0]]
 */
export function entmax<O extends Out = number[]>(
  z: Vector,
  options?: EntmaxOptions<O>,
): NoInfer<O> {
  checkOptions(options, ['alpha', 'allMasked', 'out'])
  const alpha = options?.alpha === undefined ? 1.5 : options.alpha
  checkAlpha(alpha)
  checkAllMasked(options?.allMasked)
  const { scores, gaps } = readScores(z)
  if (isAllMasked(scores))
    return deliver(fillMasked(new Float64Array(scores.length), options?.allMasked), options?.out)
  const own = { out: new Float64Array(scores.length) }
  if (alpha === 1) return deliver(softmax(scores, own), options?.out)
  if (alpha === 2) return deliver(sparsemax(scores, own), options?.out)
  const open = scores.map((_, i) => i).filter((i) => scores[i] > -Infinity)
  const p =
    alpha < 2
      ? byThreshold(
          Float64Array.from(open, (i) => gaps[i]),
          alpha,
        )
      : bySmallest(
          Float64Array.from(open, (i) => scores[i]),
          alpha,
        )
  open.forEach((place, i) => (own.out[place] = p[i]))
  return deliver(own.out, options?.out)
}

export function checkAlpha(alpha: number): void {
  checkNumber('alpha', alpha)
  if (alpha >= 1 && alpha < Infinity) return
  throw new RangeError(`invalid alpha: ${alpha}; it must be finite and at least 1`)
}

/**
 * For α < 2: bisection for τ between −1, where the largest score alone has 1, and 0, where all have nothing;
 * then what the sum still lacks of 1 is shared in proportion.
 */
function byThreshold(gaps: Float64Array, alpha: number): Float64Array {
  const power = 1 / (alpha - 1)
  const x = gaps.map((gap) => (alpha - 1) * gap)
  const atThreshold = (threshold: number): Float64Array =>
    x.map((value) => (value > threshold ? raise(value - threshold, power) : 0))
  let low = -1
  let high = 0
  for (let middle = -0.5; middle > low && middle < high; middle = (low + high) / 2) {
    if (sum(atThreshold(middle)) >= 1) low = middle
    else high = middle
  }
  return toShares(atThreshold(low))
}

/**
 * For α > 2 a share's root, as the power is below 1, changes wildly with τ just below its score, so τ is not
 * what is sought, but the smallest share u above 0. With dᵢ = (α − 1)(zᵢ − zₖ), k the place of u,
 * pᵢ = (dᵢ + u^(α − 1))^(1/(α − 1)), and the sum of these grows at least as fast as u.
 */
function bySmallest(scores: Float64Array, alpha: number): Float64Array {
  const power = 1 / (alpha - 1)
  const descending = scores.toSorted().reverse()
  const smallest = descending[findSupport(descending, alpha) - 1]
  const distances = scores.map((score) => (alpha - 1) * (score - smallest))
  const withSmallest = (u: number): Float64Array => {
    const least = raise(u, alpha - 1)
    return distances.map((distance) => {
      if (distance <= 0) return distance < 0 ? 0 : u
      return raise(distance + least, power)
    })
  }
  let low = 0
  let high = 1
  for (let step = 0; step < 64; step++) {
    const middle = (low + high) / 2
    if (sum(withSmallest(middle)) >= 1) high = middle
    else low = middle
  }
  return toShares(withSmallest(high))
}

/** How many scores have a share: those for which the scores above them, with τ at this score, have not 1 already. */
function findSupport(descending: Float64Array, alpha: number): number {
  let from = 0
  let to = descending.length
  while (to - from > 1) {
    const middle = (from + to) >> 1
    if (hasShare(descending, middle, alpha)) from = middle
    else to = middle
  }
  return from + 1
}

function hasShare(descending: Float64Array, place: number, alpha: number): boolean {
  let total = 0
  for (let i = 0; i < place; i++) {
    const distance = (alpha - 1) * (descending[i] - descending[place])
    if (distance > 0) total += raise(distance, 1 / (alpha - 1))
    if (total >= 1) return false
  }
  return true
}

function toShares(p: Float64Array): Float64Array {
  const total = sum(p)
  return p.map((value) => value / total)
}

function raise(base: number, power: number): number {
  return power === 2 ? base * base : exp(power * log(base))
}
