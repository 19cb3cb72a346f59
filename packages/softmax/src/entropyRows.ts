import { entropyOfRow, entropyOfShares, readBase } from './entropy.ts'
import { checkAllMasked, isAllMasked, type AllMasked } from './internal/allMasked.ts'
import { checkOptions } from './internal/checkOptions.ts'
import { ROW_OPTIONS } from './internal/layout.ts'
import { foldLines } from './internal/lines.ts'
import type { FlatArray, RowOptions } from './rows.ts'
import type { Out } from './vector.ts'

/** The shape, the logarithm's base, and where to. */
export interface EntropyRowsOptions<O extends Out = Float64Array> extends RowOptions<O> {
  /** Of the logarithm, e by default: 2 gives bits. */
  base?: number
}

/** The same, and what masked rows come to. */
export interface EntropyOfLogitsRowsOptions<
  O extends Out = Float64Array,
> extends EntropyRowsOptions<O> {
  /** What a row of −Infinity alone comes to: "nan", or "zeros" for an entropy of 0; "nan" by default. */
  allMasked?: AllMasked
}

/**
 * Shannon's entropy of each row of a flat array of probabilities, or of each column: for finding the uncertain predictions of a batch.
 * @formula H_r = -\sum_{c} p_{rc} \log p_{rc}
 * @param p the probabilities, row after row in one array; 0 log 0 counts as 0
 * @param options `rows`, `columns`, `stride`, `axis`; `base` of the logarithm, e by default; `out`, as long as there are rows
 * @returns a number for each row, or for each column along axis 0
 * @throws RangeError when the shape does not fit the probabilities, one is outside 0 … 1, the base is not above 0 or is 1, or `out` has another length
 * @throws TypeError when a probability is not a number, or an option is unknown
 * @source [Shannon 1948](https://doi.org/10.1002/j.1538-7305.1948.tb01338.x), section 6
 * @accuracy the bits of entropy
 * @example [...entropyRows([0.5, 0.5, 1, 0], { rows: 2, columns: 2, base: 2 })] // [1, 0]
 */
export function entropyRows<O extends Out = Float64Array>(
  p: FlatArray,
  options: EntropyRowsOptions<O>,
): NoInfer<O> {
  checkOptions(options, [...ROW_OPTIONS, 'base'])
  const base = readBase({ base: options?.base })
  return foldLines(p, 'p', options, (line) => entropyOfShares(line, base))
}

/**
 * The entropy of softmax of each row of a flat array of scores, or of each column: for an entropy bonus over the actions of a policy, those that are not allowed masked by −Infinity.
 * @formula H_r = -\sum_{c} \sigma_{rc} \log \sigma_{rc}
 * @param z the scores, row after row in one array
 * @param options `rows`, `columns`, `stride`, `axis`; `base` of the logarithm, e by default; `allMasked`; `out`, as long as there are rows
 * @returns a number for each row, or for each column along axis 0
 * @throws RangeError when the shape does not fit the scores, the base is not above 0 or is 1, or `out` has another length
 * @throws TypeError when a score is not a number, or an option is unknown
 * @source [Shannon 1948](https://doi.org/10.1002/j.1538-7305.1948.tb01338.x), section 6, for a softmax
 * @accuracy the bits of entropyOfLogits
 * @example [...entropyOfLogitsRows([0, 0, 0, -Infinity], { rows: 2, columns: 2, base: 2 })] // [1, 0]
 */
export function entropyOfLogitsRows<O extends Out = Float64Array>(
  z: FlatArray,
  options: EntropyOfLogitsRowsOptions<O>,
): NoInfer<O> {
  checkOptions(options, [...ROW_OPTIONS, 'base', 'allMasked'])
  const allMasked = options?.allMasked
  checkAllMasked(allMasked)
  const base = readBase({ base: options?.base })
  return foldLines(z, 'z', options, (line) =>
    allMasked === 'zeros' && isAllMasked(line) ? 0 : entropyOfRow(line, base),
  )
}
