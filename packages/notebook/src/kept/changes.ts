import { fnv1a } from '../kernel/fnv.ts'
import type { Json } from '../kernel/json.ts'

/** The newest form of `PageChanges`; older ones are read too, newer ones are refused. */
export const formatVersion = 1

/** A published cell with the reader's own code. */
export interface CellEdit {
  cell: string
  source: string
  /** The hash of the chapter's code that the edit began with (`hashOf`). */
  of: string
}

/** A cell that the reader added. */
export interface OwnCell {
  name: string
  /** The cell behind which it stands; empty for the end of the page. */
  after: string
  source: string
}

export interface InputValue {
  name: string
  value: Json
}

/** All that a reader changed on one page: the same shape in a link, in a file and between tabs. */
export interface PageChanges {
  v: typeof formatVersion
  /** The page's address below the book's own, such as `scores/`. */
  page: string
  edits: CellEdit[]
  own: OwnCell[]
  inputs: InputValue[]
}

/** A hash of a cell's code, by which a later version of the chapter is told from this one. */
export function hashOf(source: string): string {
  return fnv1a(source).toString(36) + fnv1a(source, 1).toString(36)
}

/** Whether there is anything in it. */
export function isEmpty({ edits, own, inputs }: PageChanges): boolean {
  return edits.length + own.length + inputs.length === 0
}

/** The most characters of code in one cell. A million of them stall the page for some three seconds. */
export const mostCode = 100_000

/** What a cell of the reader's may be called. */
export const cellName = /^[a-z][\w-]{0,59}$/i
