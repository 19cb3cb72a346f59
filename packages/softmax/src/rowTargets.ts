import type { FlatArray, RowShape } from './rows.ts'
import type { Vector } from './vector.ts'

/** What rows of scores are compared with: a class index for each, or `distributions`, laid out as the scores are. */
export type RowTargets = ArrayLike<number> | { distributions: FlatArray }

/** What becomes of the losses of the rows: they stay apart, or their mean or sum is taken. */
export type Reduction = 'none' | 'mean' | 'sum'

/** The losses of the rows, or the one number that they are reduced to. */
export type Reduced<R extends Reduction, O> = R extends 'none' ? O : number

/** The shape, and how the losses of the rows are weighed. */
export interface CrossEntropyRowsShape extends RowShape {
  /** A factor from 0 up for each class, against classes of unlike size; 1 by default. */
  classWeights?: Vector
  /** Rows with this label are left out: their loss is 0, and they do not count in the mean. */
  ignoreIndex?: number
  /** ε from 0 to 1, a share of each target spread evenly over all classes; 0 by default. */
  labelSmoothing?: number
}
