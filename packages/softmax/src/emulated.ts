import { checkFlag } from './internal/check.ts'
import { checkOptions } from './internal/checkOptions.ts'
import { exp } from './internal/exp.ts'
import { roundTo, type FloatFormat } from './floatFormat.ts'
import { log } from './internal/log.ts'
import { deliver, toFloat64, type Out, type OutOption, type Vector } from './vector.ts'

/** How a sum of exponentials is taken. */
export interface EmulatedOptions {
  /** Whether the largest score is subtracted from all first. Default: true. */
  shift?: boolean
}

/**
 * Softmax as a smaller format computes it: the inputs, and each result on the way, are rounded to it.
 * Without the shift it overflows as the textbook's formula does.
 * @formula \sigma_i = \frac{e^{z_i - m}}{\sum_{j=1}^{n} e^{z_j - m}}, \quad m = \max_k z_k \text{ or } 0
 * @param z n scores, any doubles
 * @param format "float16", "bfloat16", "float32" or "float64"
 * @param options `shift`, true by default; `out`
 * @returns n numbers of that format, NaN where Infinity was divided by Infinity
 * @throws RangeError when the format is another word
 * @throws TypeError when a score is not a number, `out` cannot hold fractions, or an option is unknown
 * @source [Blanchard, Higham & Higham 2021](https://doi.org/10.1093/imanum/draa038), who study both forms in these formats
 * @accuracy each operation rounded to a double, then to the format
 * @example emulatedSoftmax([12, 0], 'float16', { shift: false }) // [NaN, 0]
 */
export function emulatedSoftmax<O extends Out = number[]>(
  z: Vector,
  format: FloatFormat,
  options?: EmulatedOptions & OutOption<O>,
): NoInfer<O> {
  const { terms, sum } = emulatedSum(z, format, readShift(options, ['shift', 'out']))
  return deliver(
    terms.map((term) => roundTo(term / sum, format)),
    options?.out,
  )
}

/**
 * Log-sum-exp as a smaller format computes it.
 * @formula \operatorname{LSE} = m + \log \sum_{i=1}^{n} e^{z_i - m}, \quad m = \max_k z_k \text{ or } 0
 * @param z n scores, any doubles
 * @param format "float16", "bfloat16", "float32" or "float64"
 * @param options `shift`, true by default
 * @returns what the format holds
 * @throws RangeError when the format is another word
 * @throws TypeError when a score is not a number, or an option is unknown
 * @source [Blanchard, Higham & Higham 2021](https://doi.org/10.1093/imanum/draa038), who study both forms in these formats
 * @accuracy each operation rounded to a double, then to the format
 * @example emulatedLogSumExp([12, 0], 'float16', { shift: false }) // Infinity
 */
export function emulatedLogSumExp(
  z: Vector,
  format: FloatFormat,
  options?: EmulatedOptions,
): number {
  const { sum, top } = emulatedSum(z, format, readShift(options))
  return roundTo(top + roundTo(log(sum), format), format)
}

function readShift(options: EmulatedOptions | undefined, names = ['shift']): boolean {
  checkOptions(options, names)
  const shift = options?.shift === undefined ? true : options.shift
  checkFlag('shift', shift)
  return shift
}

function emulatedSum(
  z: Vector,
  format: FloatFormat,
  shift: boolean,
): { terms: Float64Array; sum: number; top: number } {
  const x = toFloat64(z, 'z').map((value) => roundTo(value, format))
  const top = shift ? x.reduce((a, b) => Math.max(a, b), -Infinity) : 0
  const terms = x.map((value) => roundTo(exp(roundTo(value - top, format)), format))
  return { terms, sum: terms.reduce((a, b) => roundTo(a + b, format), 0), top }
}
