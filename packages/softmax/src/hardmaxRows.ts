import { readTies } from './hardmax.ts'
import { checkOptions } from './internal/checkOptions.ts'
import { checkLineLength, ROW_OPTIONS } from './internal/layout.ts'
import { hardmaxOfRow } from './internal/hardmaxOfRow.ts'
import { isDoubles, mapLines, readLines, type DoubleLines } from './internal/lines.ts'
import type { FlatArray, RowOptions } from './rows.ts'
import type { Out } from './vector.ts'

/** The shape, what becomes of ties, and where to. */
export interface HardmaxRowsOptions<O extends Out = Float64Array> extends RowOptions<O> {
  /** What gets the one when several scores are largest: the `first` of them, or each a `share`. */
  ties?: 'first' | 'share'
}

/**
 * One for the largest score of each row of a flat array, or of each column, zero for all others: for the decisions of a classifier on a batch.
 * @formula h_{rc} = [\, c = \operatorname{argmax}_j z_{rj} \,]
 * @param z the scores, row after row in one array; at least one in a row
 * @param options `rows`, `columns`, `stride`, `axis`; `ties`, "first" or "share"; `out`, which may be `z`
 * @returns numbers that sum to 1 in each row, laid out as the scores are
 * @throws RangeError when the shape does not fit the scores, a row has none, `ties` is another word, or `out` has another length
 * @throws TypeError when a score is not a number, or an option is unknown
 * @source [ONNX operator Hardmax](https://onnx.ai/onnx/operators/onnx__Hardmax.html)
 * @accuracy exact; 0.5 ulp for shares
 * @example [...hardmaxRows([2, 7, 7, 1], { rows: 2, columns: 2 })] // [0, 1, 1, 0]
 */
export function hardmaxRows<O extends Out = Float64Array>(
  z: FlatArray,
  options: HardmaxRowsOptions<O>,
): NoInfer<O> {
  checkOptions(options, [...ROW_OPTIONS, 'ties'])
  const isShared = readTies(options?.ties)
  const lines = readLines(z, 'z', options)
  checkLineLength('z', lines.layout)
  const { source, out, layout } = lines
  if (layout.step === 1 && isDoubles(source) && isDoubles(out))
    return fillRows({ source, out, layout }, isShared) as Out as O
  return mapLines(lines, (line, answer) => hardmaxOfRow(line, 0, line.length, isShared, answer))
}

/** Rows of doubles are read where they lie. */
function fillRows({ source, out, layout }: DoubleLines, isShared: boolean): Float64Array {
  const { count, length, apart } = layout
  for (let l = 0, start = 0; l < count; l++, start += apart)
    hardmaxOfRow(source, start, length, isShared, out)
  return out
}
