import type { Message } from '../strings/message.ts'

/** How a line of the console is meant. */
export type LogLevel = 'log' | 'warn' | 'error'

/** What a cell shows, as plain data that can be sent from a worker or stand in a file. */
export type Output =
  | {
      type: 'text'
      text: string
      label?: string
      /** Of what was written to the console. */ level?: LogLevel
      /** Where the value can be opened: the output's place among those of its cell. */ opens?: number
    }
  | Markup
  | {
      type: 'table'
      columns: string[]
      rows: string[][]
      /** How many rows were left out. */ more: number
      label?: string
    }

/** An element that a cell shows, as markup. */
export interface Markup {
  type: 'svg' | 'html'
  html: string
  label?: string
  /** In a kernel that runs in the page: a copy of the element itself, and then `html` is empty. */
  element?: object
}

/** What went wrong in a cell. */
export interface Failure<M extends Message = Message> {
  message: M
  /** Place in the cell's own source, where known; lines and columns count from 1. */
  line?: number
  column?: number
  /** The cell that failed, if this one failed only because it needs that one. */
  upstream?: string
}
