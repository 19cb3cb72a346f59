import { checkPositive } from './internal/check.ts'
import { checkOptions } from './internal/checkOptions.ts'
import { readLayout, ROW_OPTIONS, type Layout } from './internal/layout.ts'
import { foldLines, isApart, isDoubles } from './internal/lines.ts'
import { addModerate, logOfModerate } from './internal/addModerate.ts'
import { logSumExpOf, logSumExpOfOther } from './logSumExp.ts'
import type { FlatArray, RowOptions } from './rows.ts'
import { checkOut, deliver, type Out } from './vector.ts'

/** The shape, how soft, and where to. */
export interface LogSumExpRowsOptions<O extends Out = Float64Array> extends RowOptions<O> {
  /** T in T log Σ exp(z/T), above 0; 1 by default. */
  temperature?: number
}

/**
 * Log-sum-exp of each row of a flat array, or of each column: for the log-likelihoods of a mixture, a row an observation and a column a component.
 * @formula \operatorname{LSE}_r = T \log \sum_{j} e^{z_{rj} / T}
 * @param z the scores, row after row in one array
 * @param options `rows`, `columns`, `stride`, `axis`; `temperature`, above 0; `out`, as long as there are rows
 * @returns a number for each row, or for each column along axis 0
 * @throws RangeError when the shape does not fit the scores, the temperature is not above 0, or `out` has another length
 * @throws TypeError when a score is not a number, or an option is unknown
 * @source [Blanchard, Higham & Higham 2021](https://doi.org/10.1093/imanum/draa038), equation (1.1), a row at a time
 * @accuracy 0.52 ulp: the bits of logSumExp
 * @example [...logSumExpRows([0, 0, 1000, 1000], { rows: 2, columns: 2 })] // [0.6931471805599453, 1000.6931471805599]
 */
export function logSumExpRows<O extends Out = Float64Array>(
  z: FlatArray,
  options: LogSumExpRowsOptions<O>,
): NoInfer<O> {
  checkOptions(options, [...ROW_OPTIONS, 'temperature'])
  const { temperature = 1 } = options ?? {}
  checkPositive('temperature', temperature)
  const layout = readLayout(z, 'z', options)
  if (temperature !== 1 || layout.step !== 1 || !isDoubles(z))
    return foldLines(z, 'z', options, (line) => logSumExpOf(line, temperature))
  if (options.out !== undefined) checkOut(options.out, layout.count)
  const { out } = options
  if (isDoubles(out) && isApart(out, z)) return sumRows(z, layout, out) as Out as O
  const sums = sumRows(z, layout, new Float64Array(layout.count))
  return options.out === undefined ? (sums as Out as O) : deliver(sums, options.out)
}

/** So many rows at a time: their logarithms, one after the other, overlap in the processor. */
const BLOCK = 64
const SUMS = /* @__PURE__ */ new Float64Array(2 * BLOCK)

/** Rows of doubles are read where they lie; the few that are not ordinary are taken one by one. */
function sumRows(
  z: Float64Array,
  { count, length, apart }: Layout,
  sums: Float64Array,
): Float64Array {
  for (let from = 0; from < count; from += BLOCK) {
    const end = Math.min(from + BLOCK, count)
    for (let l = from, start = from * apart; l < end; l++, start += apart)
      addModerate(z, start, start + length, SUMS, 2 * (l - from))
    for (let l = from; l < end; l++) {
      const value = logOfModerate(SUMS, 2 * (l - from))
      const start = l * apart
      sums[l] = Number.isNaN(value) ? logSumExpOfOther(z.subarray(start, start + length), 1) : value
    }
  }
  return sums
}
