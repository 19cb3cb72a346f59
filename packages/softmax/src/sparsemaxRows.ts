import { checkAllMasked, fillMasked, type AllMasked } from './internal/allMasked.ts'
import { checkOptions } from './internal/checkOptions.ts'
import { checkBelowInfinity, checkLineLength, ROW_OPTIONS } from './internal/layout.ts'
import { mapLines, readLines } from './internal/lines.ts'
import { greatest } from './internal/top.ts'
import { writeNearest } from './internal/writeNearest.ts'
import type { FlatArray, RowOptions } from './rows.ts'
import type { Out } from './vector.ts'

/** The shape, what masked rows come to, and where to. */
export interface SparsemaxRowsOptions<O extends Out = Float64Array> extends RowOptions<O> {
  /** What a row of −Infinity alone comes to: "nan" or "zeros"; "nan" by default. */
  allMasked?: AllMasked
}

/**
 * Sparsemax of each row of a flat array, or of each column: for attention that looks at a few places only, with padding masked by −Infinity.
 * @formula p_r = \operatorname*{argmin}_{p \in \Delta} \| p - z_r \|^2
 * @param z the scores, row after row in one array; at least one in a row, each finite or −Infinity
 * @param options `rows`, `columns`, `stride`, `axis`; `allMasked`; `out`, which may be `z`
 * @returns the probabilities, laid out as the scores are
 * @throws RangeError when the shape does not fit the scores, a row has none, one is NaN or Infinity, or `out` has another length
 * @throws TypeError when a score is not a number, or an option is unknown
 * @source [Martins & Astudillo 2016](https://arxiv.org/abs/1602.02068)
 * @accuracy absolute, 4e-16: the bits of sparsemax
 * @example [...sparsemaxRows([2, 1.5, 0, -Infinity], { rows: 2, columns: 2 })] // [0.75, 0.25, 1, 0]
 */
export function sparsemaxRows<O extends Out = Float64Array>(
  z: FlatArray,
  options: SparsemaxRowsOptions<O>,
): NoInfer<O> {
  checkOptions(options, [...ROW_OPTIONS, 'allMasked'])
  const allMasked = options?.allMasked
  checkAllMasked(allMasked)
  const lines = readLines(z, 'z', options)
  checkLineLength('z', lines.layout)
  checkBelowInfinity('z', z, lines.layout)
  const room = new Float64Array(lines.layout.length)
  return mapLines(lines, (line, answer) => {
    const top = greatest(line)
    if (top === -Infinity) return void fillMasked(answer, allMasked)
    for (let k = 0; k < line.length; k++) answer[k] = line[k] - top
    writeNearest(answer, room)
  })
}
