import { argmax } from './argmax.ts'
import { spell } from './internal/check.ts'
import { checkOptions } from './internal/checkOptions.ts'
import { deliver, toFloat64, type Out, type OutOption, type Vector } from './vector.ts'

/** What becomes of ties. */
export interface HardmaxOptions<O extends Out = number[]> extends OutOption<O> {
  /** What gets the one when several scores are largest: the `first` of them, or each a `share`. */
  ties?: 'first' | 'share'
}

/**
 * One for the largest score, zero for all others: softmax as the temperature falls to 0.
 * @formula h_i = [\, i = \operatorname{argmax}_j z_j \,]
 * @param z at least one score; any NaN makes every component NaN
 * @param options `ties`, "first" (as ONNX has it) or "share" (the limit of softmax); `out`
 * @returns n numbers that sum to 1
 * @throws RangeError when there is no score, `ties` is another word, or `out` has another length
 * @throws TypeError when a score is not a number, `out` cannot hold fractions, or an option is unknown
 * @source [ONNX operator Hardmax](https://onnx.ai/onnx/operators/onnx__Hardmax.html)
 * @accuracy exact; 0.5 ulp for shares
 * @example hardmax([2, 7, 7], { ties: 'share' }) // [0, 0.5, 0.5]
 */
export function hardmax<O extends Out = number[]>(
  z: Vector,
  options?: HardmaxOptions<O>,
): NoInfer<O> {
  checkOptions(options, ['ties', 'out'])
  const { ties = 'first', out } = options ?? {}
  if (ties !== 'first' && ties !== 'share') {
    throw new RangeError(`invalid ties: ${spell(ties)}; give "first" or "share"`)
  }
  const x = toFloat64(z, 'z')
  const at = argmax(x)
  if (Number.isNaN(x[at]))
    return deliver(
      x.map(() => NaN),
      out,
    )
  if (ties === 'first')
    return deliver(
      x.map((_, i) => (i === at ? 1 : 0)),
      out,
    )
  const count = x.filter((v) => v === x[at]).length
  return deliver(
    x.map((v) => (v === x[at] ? 1 / count : 0)),
    out,
  )
}
