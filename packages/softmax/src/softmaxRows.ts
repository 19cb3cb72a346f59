import { checkAllMasked, type AllMasked } from './internal/allMasked.ts'
import { checkPositive } from './internal/check.ts'
import { checkOptions } from './internal/checkOptions.ts'
import { ROW_OPTIONS } from './internal/layout.ts'
import { isDoubles, mapLines, readLines, type DoubleLines } from './internal/lines.ts'
import { softmaxOfRow } from './internal/softmaxOfRow.ts'
import type { FlatArray, RowOptions } from './rows.ts'
import { fillSoftmax } from './softmax.ts'
import type { Out } from './vector.ts'

/** The shape, how soft, and where to. */
export interface SoftmaxRowsOptions<O extends Out = Float64Array> extends RowOptions<O> {
  /** T in exp(z/T), above 0; 1 by default. */
  temperature?: number
  /** What a row of −Infinity alone comes to: "nan" or "zeros"; "nan" by default. */
  allMasked?: AllMasked
}

/**
 * Softmax of each row of a flat array, or of each column: for batches of scores, and for attention weights with padding masked by −Infinity.
 * @formula \sigma_{rc} = \frac{e^{z_{rc} / T}}{\sum_{j} e^{z_{rj} / T}}
 * @param z the scores, row after row in one array
 * @param options `rows`, `columns`, `stride`, `axis`; `temperature`, above 0; `allMasked`; `out`, which may be `z`
 * @returns the probabilities, laid out as the scores are
 * @throws RangeError when the shape does not fit the scores, the temperature is not above 0, or `out` has another length
 * @throws TypeError when a score is not a number, or an option is unknown
 * @source [Bridle 1990](https://doi.org/10.1007/978-3-642-76153-9_28), a row at a time
 * @accuracy 0.52 ulp: the bits of softmax
 * @example [...softmaxRows([0, 0, 0, -Infinity], { rows: 2, columns: 2 })] // [0.5, 0.5, 1, 0]
 */
export function softmaxRows<O extends Out = Float64Array>(
  z: FlatArray,
  options: SoftmaxRowsOptions<O>,
): NoInfer<O> {
  const { temperature, allMasked } = readSoftmaxRows(options)
  const lines = readLines(z, 'z', options)
  const { source, out, layout } = lines
  if (temperature === 1 && layout.step === 1 && isDoubles(source) && isDoubles(out))
    return fillRows({ source, out, layout }, allMasked) as Out as O
  return mapLines(lines, (line, answer) => fillSoftmax(line, temperature, answer, allMasked))
}

/** The options that softmax of rows and its logarithm share. */
export function readSoftmaxRows<O extends Out>(
  options: SoftmaxRowsOptions<O>,
): { temperature: number; allMasked: AllMasked | undefined } {
  checkOptions(options, [...ROW_OPTIONS, 'temperature', 'allMasked'])
  const { temperature = 1, allMasked } = options ?? {}
  checkPositive('temperature', temperature)
  checkAllMasked(allMasked)
  return { temperature, allMasked }
}

/** Rows of doubles are read where they lie; the few that are not ordinary are taken one by one. */
function fillRows(
  { source, out, layout }: DoubleLines,
  allMasked: AllMasked | undefined,
): Float64Array {
  const { count, length, apart } = layout
  for (let l = 0, start = 0; l < count; l++, start += apart) {
    if (softmaxOfRow(source, start, length, out, undefined)) continue
    const end = start + length
    fillSoftmax(source.subarray(start, end), 1, out.subarray(start, end), allMasked)
  }
  return out
}
