import { checkAlpha, entmax } from './entmax.ts'
import { checkAllMasked } from './internal/allMasked.ts'
import { checkOptions } from './internal/checkOptions.ts'
import { checkBelowInfinity, checkLineLength, ROW_OPTIONS } from './internal/layout.ts'
import { mapLines, readLines } from './internal/lines.ts'
import type { FlatArray } from './rows.ts'
import type { SparsemaxRowsOptions } from './sparsemaxRows.ts'
import type { Out } from './vector.ts'

/** The shape, which of the family it is, what masked rows come to, and where to. */
export interface EntmaxRowsOptions<O extends Out = Float64Array> extends SparsemaxRowsOptions<O> {
  /** α, at least 1; 1.5 by default. */
  alpha?: number
}

/**
 * Entmax of each row of a flat array, or of each column: for attention between softmax and sparsemax, with padding masked by −Infinity.
 * @formula p_{rc} = \bigl[ (\alpha - 1) z_{rc} - \tau_r \bigr]_+^{1 / (\alpha - 1)}, \quad \sum_{c} p_{rc} = 1
 * @param z the scores, row after row in one array; at least one in a row, each finite or −Infinity
 * @param options `rows`, `columns`, `stride`, `axis`; `alpha`, at least 1, 1.5 by default; `allMasked`; `out`, which may be `z`
 * @returns the probabilities, laid out as the scores are
 * @throws RangeError when the shape does not fit the scores, a row has none, one is NaN or Infinity, alpha is below 1, or `out` has another length
 * @throws TypeError when a score is not a number, or an option is unknown
 * @source [Peters, Niculae & Martins 2019](https://arxiv.org/abs/1905.05702), who introduce it
 * @accuracy the bits of entmax
 * @example [...entmaxRows([3, 0, 0, -Infinity], { rows: 2, columns: 2 })] // [1, 0, 1, 0]
 */
export function entmaxRows<O extends Out = Float64Array>(
  z: FlatArray,
  options: EntmaxRowsOptions<O>,
): NoInfer<O> {
  checkOptions(options, [...ROW_OPTIONS, 'allMasked', 'alpha'])
  const { alpha = 1.5, allMasked } = options ?? {}
  checkAlpha(alpha)
  checkAllMasked(allMasked)
  const lines = readLines(z, 'z', options)
  checkLineLength('z', lines.layout)
  checkBelowInfinity('z', z, lines.layout)
  return mapLines(lines, (line, answer) => void entmax(line, { alpha, allMasked, out: answer }))
}
