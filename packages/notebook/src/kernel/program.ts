/** What a chapter hands to a kernel: plain data, so that it can cross any border. */

import type { Json } from './json.ts'

/** Where something stands in its source file. Lines and columns count from 1. */
export interface Place {
  line: number
  column: number
}

/** A cell as written: TypeScript, with the place of its first character. */
export interface CellSource {
  /** Unique in its chapter, stable across languages: saved edits and translations refer to it. */
  name: string
  source: string
  /** A `value` is one expression set in prose; a `cell` is a program with an output of its own. */
  kind: 'cell' | 'value'
  /** Whether `width` means the text column's or the wider one's. Default `column`. */
  layout?: Layout
  /** For a cell whose generator the reader plays. */
  play?: Play
  place?: Place
}

/** What a cell that plays shows before anybody does: its generator's value after `rest` steps, or its last. */
export interface Play {
  rest: number
}

/** An input declares one name whose value the reader moves. */
export interface InputSource {
  name: string
  value: Json
  place?: Place
}

export type Layout = 'column' | 'wide'

/** What a cell shows: the value of its last expression, the names that it declares last, or nothing. */
export type Shows = { kind: 'value' } | { kind: 'names'; names: string[] } | { kind: 'nothing' }

/** A cell made ready to run without any parser. */
export interface CompiledCell {
  name: string
  kind: 'cell' | 'value'
  layout: Layout
  play?: Play
  /** Names that it needs from other cells, inputs or the library. */
  inputs: string[]
  /** Top-level names that it gives to all other cells. */
  outputs: string[]
  shows: Shows
  /** Whether it awaits at its top level. */
  async: boolean
  /** JavaScript, the body of a function of `inputs`; each line stands where it stood in the source. */
  body: string
  /** Text put into one line of the body; columns after it are off by its length. */
  inserted?: { line: number; column: number; length: number }
}

/** A whole chapter, compiled. */
export interface Program {
  inputs: { name: string; value: Json }[]
  cells: CompiledCell[]
}
