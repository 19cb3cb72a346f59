import { mapLines, readLines } from './internal/lines.ts'
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
  return mapLines(readLines(z, 'z', options), (line, answer) =>
    fillLogSoftmax(line, temperature, answer, allMasked),
  )
}
