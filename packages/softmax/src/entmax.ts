import { checkAllMasked, fillMasked, isAllMasked } from './internal/allMasked.ts'
import { checkNumber } from './internal/check.ts'
import { sum } from './internal/compensated.ts'
import { exp } from './internal/exp.ts'
import { log } from './internal/log.ts'
import { readScores } from './internal/scores.ts'
import { softmax } from './softmax.ts'
import { sparsemax, type SparsemaxOptions } from './sparsemax.ts'
import { deliver, type Out, type Vector } from './vector.ts'

/** Which of the family it is. */
export interface EntmaxOptions<O extends Out = number[]> extends SparsemaxOptions<O> {
  /** α, at least 1: 1 is softmax, 2 is sparsemax, and what lies between has fewer zeros than sparsemax; 1.5 unless said. */
  alpha?: number
}

/**
 * The family that leads from softmax (α = 1) to sparsemax (α = 2) and on: the greater α, the more probabilities are 0.
 * @formula p_i = \bigl[ (\alpha - 1) z_i - \tau \bigr]_+^{1 / (\alpha - 1)}, \quad \sum_{i=1}^{n} p_i = 1
 * @param z at least one score, each finite or, to mask it, −Infinity
 * @param options `alpha`, at least 1, 1.5 unless said; `allMasked`; `out`
 * @returns n probabilities that sum to 1
 * @throws RangeError when there is no score, one is NaN or Infinity, alpha is below 1, or `allMasked` is another word
 * @throws TypeError when a score is not a number
 * @source [Peters, Niculae & Martins 2019](https://arxiv.org/abs/1905.05702), who introduce it
 * @accuracy absolute, 1e-15 over α − 1, for α up to 2; beyond, 1e-15 over the smallest share above 0
 * @example [1, 1.5, 2].map((alpha) => entmax([1.5, 1, -0.5], { alpha })) // [[0.5740…, 0.3482…, 0.0776…], [0.6739…, 0.3260…, 0], [0.75, 0.25, 0]]
 */
export function entmax<O extends Out = number[]>(
  z: Vector,
  options?: EntmaxOptions<O>,
): NoInfer<O> {
  const alpha = options?.alpha ?? 1.5
  checkAlpha(alpha)
  checkAllMasked(options?.allMasked)
  const { scores, gaps } = readScores(z)
  if (isAllMasked(scores)) return deliver(fillMasked(scores, options?.allMasked), options?.out)
  const out = { out: new Float64Array(scores.length) }
  if (alpha === 1) return deliver(softmax(scores, out), options?.out)
  if (alpha === 2) return deliver(sparsemax(scores, out), options?.out)
  return deliver(
    solve(
      gaps.map((gap) => (alpha - 1) * gap),
      1 / (alpha - 1),
    ),
    options?.out,
  )
}

export function checkAlpha(alpha: number): void {
  checkNumber('alpha', alpha)
  if (!(alpha >= 1 && alpha < Infinity))
    throw new RangeError(`invalid alpha: ${alpha}; it must be finite and at least 1`)
}

/**
 * Bisection for τ between −1, where the greatest score alone has 1, and 0, where all have nothing; then
 * what the sum still lacks of 1 is shared in proportion.
 */
function solve(x: Float64Array, power: number): Float64Array {
  let low = -1
  let high = 0
  for (let middle = -0.5; middle > low && middle < high; middle = (low + high) / 2) {
    if (sum(shares(x, middle, power)) >= 1) low = middle
    else high = middle
  }
  const p = shares(x, low, power)
  const total = sum(p)
  return p.map((value) => value / total)
}

function shares(x: Float64Array, threshold: number, power: number): Float64Array {
  return x.map((value) => (value > threshold ? raise(value - threshold, power) : 0))
}

function raise(base: number, power: number): number {
  return power === 2 ? base * base : exp(power * log(base))
}
