/** What a cell shows, as plain data that can be sent from a worker or stand in a file. */
export type Output =
  | { type: 'text'; text: string; label?: string }
  | { type: 'svg'; html: string; label?: string }
  | { type: 'html'; html: string; label?: string }
  | {
      type: 'table'
      columns: string[]
      rows: string[][]
      /** How many rows were left out. */ more: number
      label?: string
    }

/** What went wrong in a cell, in words for its author. */
export interface Failure {
  message: string
  /** Place in the cell's own source, where known; lines and columns count from 1. */
  line?: number
  column?: number
  /** The cell that failed, if this one failed only because it needs that one. */
  upstream?: string
}
