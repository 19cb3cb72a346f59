import { spell } from './internal/check.ts'
import { checkOptions } from './internal/checkOptions.ts'
import { hardmaxOfRow } from './internal/hardmaxOfRow.ts'
import { scratch } from './internal/scratch.ts'
import {
  apartFrom,
  borrowFloat64,
  checkOut,
  type Out,
  type OutOption,
  type Vector,
} from './vector.ts'

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
  if (options !== undefined) checkOptions(options, OPTIONS)
  const isShared = readTies(options?.ties)
  const read = borrowFloat64(z, 'z')
  if (read.length === 0)
    throw new RangeError('invalid z: length 0; argmax needs at least one score')
  const out = (options?.out ?? new Array<number>(read.length)) as O
  checkOut(out, read.length)
  const doubles = out instanceof Float64Array ? out : scratch(2, read.length)
  hardmaxOfRow(apartFrom(out, read), 0, read.length, isShared, doubles)
  if (out !== doubles) for (let i = 0; i < read.length; i++) out[i] = doubles[i]
  return out
}

const OPTIONS = ['ties', 'out']

/** Whether several largest scores share the one; throws at other words. */
export function readTies(ties: HardmaxOptions['ties'] = 'first'): boolean {
  if (ties === 'first' || ties === 'share') return ties === 'share'
  throw new RangeError(`invalid ties: ${spell(ties)}; give "first" or "share"`)
}
