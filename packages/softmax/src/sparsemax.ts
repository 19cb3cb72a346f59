import { checkOptions } from './internal/checkOptions.ts'
import { checkAllMasked, fillMasked, isAllMasked, type AllMasked } from './internal/allMasked.ts'
import { readScores } from './internal/scores.ts'
import { writeNearest } from './internal/writeNearest.ts'
import { deliver, type Out, type OutOption, type Vector } from './vector.ts'

/** What masked scores come to, and where to. */
export interface SparsemaxOptions<O extends Out = number[]> extends OutOption<O> {
  /** What comes where all scores are −Infinity: "nan", since no point is nearest, or "zeros"; "nan" by default. */
  allMasked?: AllMasked
}

/**
 * The point of the simplex nearest to the scores: probabilities that can be exactly 0.
 * @formula \operatorname{sparsemax}(z) = \operatorname*{argmin}_{p \in \Delta} \| p - z \|^2 = [z - \tau]_+
 * @param z at least one score, each finite or, to mask it, −Infinity
 * @param options `allMasked`; `out`
 * @returns n probabilities that sum to 1
 * @throws RangeError when there is no score, one is NaN or Infinity, or `allMasked` is another word
 * @throws TypeError when a score is not a number, `out` cannot hold fractions, or an option is unknown
 * @source [Martins & Astudillo 2016](https://arxiv.org/abs/1602.02068)
 * @accuracy absolute, 4e-16
 * @example sparsemax([2, 1.5, 0]) // [0.75, 0.25, 0]
 */
export function sparsemax<O extends Out = number[]>(
  z: Vector,
  options?: SparsemaxOptions<O>,
): NoInfer<O> {
  checkOptions(options, ['allMasked', 'out'])
  checkAllMasked(options?.allMasked)
  const { scores, gaps } = readScores(z)
  if (isAllMasked(scores))
    return deliver(fillMasked(new Float64Array(scores.length), options?.allMasked), options?.out)
  writeNearest(gaps, new Float64Array(gaps.length))
  return deliver(gaps, options?.out)
}
