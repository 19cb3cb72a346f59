/** A chapter as a kernel reads it: plain data, which can be sent to a worker or stand in a page. */

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

/**
 * What a cell that plays shows before the reader plays it: the value after `rest` steps, or the
 * last if there are fewer.
 */
export interface Play {
  rest: number
}

export type Layout = 'column' | 'wide'

/**
 * What a cell shows: the value of its last expression, the names that it declares last, or nothing.
 */
export type Shows = { kind: 'value' } | { kind: 'names'; names: string[] } | { kind: 'nothing' }

/** A cell that any kernel can run without a parser. */
export interface CompiledCell {
  name: string
  kind: 'cell' | 'value'
  layout: Layout
  play?: Play
  /** Names that it uses of other cells, inputs, the library or the kernel. */
  inputs: string[]
  /** Top-level names that it defines for all other cells. */
  outputs: string[]
  shows: Shows
  /** Whether it awaits at its top level. */
  async: boolean
  /**
   * JavaScript: the body of a function of `inputs`. Each line stands where it stood in the source.
   */
  body: string
  /** Text inserted into one line of the body; columns after it are larger by its length. */
  inserted?: { line: number; column: number; length: number }
  /**
   * Where in the source each name of `inputs` is first used, and each of `outputs` declared. What is
   * published has none.
   */
  places?: Readonly<Record<string, Place>>
}

/** A whole chapter, compiled. */
export interface Program {
  /**
   * What its random numbers come from, the same wherever it runs. Each cell draws from a source of
   * its own, seeded by this and its name.
   */
  seed: string
  inputs: { name: string; value: Json }[]
  cells: CompiledCell[]
}
