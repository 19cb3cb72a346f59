import type { Out } from './vector.ts'

/** Numbers row after row in one array, plain or of any typed kind but bigints, read where they lie. */
export type FlatArray = readonly number[] | (ArrayLike<number> & ArrayBufferView)

/** Where the rows of a flat array lie: the number of row r and column c at r · stride + c. */
export interface RowShape {
  /** How many rows there are. */
  rows: number
  /** How many numbers are in a row. */
  columns: number
  /** From the start of a row to that of the next, where more lies between than the row; `columns` by default. */
  stride?: number
  /** 1 goes along each row, 0 along each column, as in NumPy; 1 by default. */
  axis?: 0 | 1
}

/** The shape, and where the answer goes. */
export interface RowOptions<O extends Out = Float64Array> extends RowShape {
  /** Filled and returned in place of a new Float64Array. */
  out?: O
}
