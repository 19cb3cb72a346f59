import type { AllMasked } from './internal/allMasked.ts'
import { isDoubles, mapLines, readLines, type DoubleLines } from './internal/lines.ts'
import { logSoftmaxOfRow } from './internal/logSoftmaxOfRow.ts'
import { fillLogSoftmax } from './logSoftmax.ts'
import type { FlatArray } from './rows.ts'
import { readSoftmaxRows, type SoftmaxRowsOptions } from './softmaxRows.ts'
import type { Out } from './vector.ts'

/**
 * The logarithms of softmax of each row of a flat array, or of each column: for scoring the next words of many sequences at once, as beam search does.
 * @formula \log \sigma_{rc} = \frac{z_{rc}}{T} - \log \sum_{j} e^{z_{rj} / T}
 * @param z the scores, row after row in one array
 * @param options `rows`, `columns`, `stride`, `axis`; `temperature`, above 0; `allMasked`; `out`, which may be `z`
 * @returns the logarithms, laid out as the scores are
 * @throws RangeError when the shape does not fit the scores, the temperature is not above 0, or `out` has another length
 * @throws TypeError when a score is not a number, or an option is unknown
 * @source the logarithm of [Blanchard, Higham & Higham 2021](https://doi.org/10.1093/imanum/draa038), equation (1.2), a row at a time
 * @accuracy 0.52 ulp: the bits of logSoftmax
 * @example [...logSoftmaxRows([0, -1000, 3, -Infinity], { rows: 2, columns: 2 })] // [0, -1000, 0, -Infinity]
 */
export function logSoftmaxRows<O extends Out = Float64Array>(
  z: FlatArray,
  options: SoftmaxRowsOptions<O>,
): NoInfer<O> {
  const { temperature, allMasked } = readSoftmaxRows(options)
  const lines = readLines(z, 'z', options)
  const { source, out, layout } = lines
  if (temperature === 1 && layout.step === 1 && isDoubles(source) && isDoubles(out))
    return fillRows({ source, out, layout }, allMasked) as Out as O
  return mapLines(lines, (line, answer) => fillLogSoftmax(line, temperature, answer, allMasked))
}

/** Rows of doubles are read where they lie; the few that are not ordinary are taken one by one. */
function fillRows(
  { source, out, layout }: DoubleLines,
  allMasked: AllMasked | undefined,
): Float64Array {
  const { count, length, apart } = layout
  for (let l = 0, start = 0; l < count; l++, start += apart) {
    if (logSoftmaxOfRow(source, start, length, out)) continue
    const end = start + length
    fillLogSoftmax(source.subarray(start, end), 1, out.subarray(start, end), allMasked)
  }
  return out
}
