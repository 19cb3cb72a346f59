import { checkOptions } from './internal/checkOptions.ts'
import type { Pair } from './internal/doubleDouble.ts'
import { HEADROOM_DOWN } from './internal/exponentialTable.ts'
import { softmax } from './softmax.ts'
import { scaledLog1p, sumOfOthers } from './internal/sumOfExponentials.ts'
import { checkSameLength } from './target.ts'
import { placeOfTop } from './internal/top.ts'
import { deliver, toFloat64, type Out, type OutOption, type Vector } from './vector.ts'
import { addProduct, makeWideSum, toDouble, totalOf, type WideSum } from './internal/wideSum.ts'

/**
 * The zero-bounded log-sum-exp and pairwise rank loss: a softmax loss for any number of labels, with 0 as
 * the score that true labels should be above and all others below.
 * @formula L(s, y) = \log\Bigl(1 + \sum_{i : y_i = 0} e^{s_i}\Bigr) + \log\Bigl(1 + \sum_{j : y_j = 1} e^{-s_j}\Bigr)
 * @param s C scores, any doubles
 * @param y C labels, each 0 or 1
 * @returns the loss in nats, for one example
 * @throws RangeError when the lengths differ or a label is neither 0 nor 1
 * @throws TypeError when a score or a label is not a number
 * @source [Su et al. 2022](https://arxiv.org/abs/2208.02955)
 * @accuracy 0.52 ulp
 * @example zlpr([0, 0], [1, 0]) // 1.3862943611198906
 */
export function zlpr(s: Vector, y: Vector): number {
  const { scores, labels } = readLabels(s, y)
  const loss = makeWideSum()
  addLogSumExp(loss, withZero(scores, labels, 0))
  addLogSumExp(loss, withZero(scores, labels, 1))
  return toDouble(totalOf(loss))
}

/** max x + log(1 + Σ of the others), which are both from 0 up, as x has a 0. */
function addLogSumExp(loss: WideSum, x: Float64Array): void {
  const at = placeOfTop(x)
  const top = x.some(Number.isNaN) ? NaN : x[at]
  addProduct(loss, { hi: top, lo: 0 }, ONE)
  if (!(top < Infinity)) return
  addProduct(loss, scaledLog1p(sumOfOthers(x, at, 1)), ONE, HEADROOM_DOWN)
}

const ONE: Pair = { hi: 1, lo: 0 }

/**
 * The gradient of ZLPR with respect to the scores: two softmaxes, each with the zero among its scores.
 * @formula \frac{\partial L}{\partial s_i} = \frac{e^{s_i}}{1 + \sum_{k : y_k = 0} e^{s_k}} \text{ or } {-\frac{e^{-s_i}}{1 + \sum_{k : y_k = 1} e^{-s_k}}}
 * @param s C scores, any doubles
 * @param y C labels, each 0 or 1
 * @param options `out`
 * @returns C numbers from −1 to 1, below 0 at the true labels
 * @throws RangeError when the lengths differ or a label is neither 0 nor 1
 * @throws TypeError when a score or a label is not a number, `out` cannot hold fractions, or an option is unknown
 * @source [Su et al. 2022](https://arxiv.org/abs/2208.02955)
 * @accuracy 0.52 ulp
 * @example zlprGradient([0, 0], [1, 0]) // [-0.5, 0.5]
 */
export function zlprGradient<O extends Out = number[]>(
  s: Vector,
  y: Vector,
  options?: OutOption<O>,
): NoInfer<O> {
  checkOptions(options, ['out'])
  const { scores, labels } = readLabels(s, y)
  const falseShares = softmax(withZero(scores, labels, 0))
  const trueShares = softmax(withZero(scores, labels, 1))
  let nextFalse = 1
  let nextTrue = 1
  const gradient = labels.map((label) =>
    label === 0 ? falseShares[nextFalse++] : -trueShares[nextTrue++],
  )
  return deliver(gradient, options?.out)
}

/** 0, and the scores of one side, those of the true labels turned. */
function withZero(scores: Float64Array, labels: Float64Array, side: 0 | 1): Float64Array {
  const chosen = scores.filter((_, i) => labels[i] === side)
  const all = new Float64Array(chosen.length + 1)
  chosen.forEach((score, i) => {
    all[i + 1] = side === 0 ? score : -score
  })
  return all
}

function readLabels(s: Vector, y: Vector): { scores: Float64Array; labels: Float64Array } {
  const scores = toFloat64(s, 's')
  const labels = toFloat64(y, 'y')
  checkSameLength('y', labels, scores.length)
  const bad = labels.findIndex((value) => value !== 0 && value !== 1)
  if (bad >= 0) throw new RangeError(`invalid y[${bad}]: ${labels[bad]}; a label of ZLPR is 0 or 1`)
  return { scores, labels }
}
