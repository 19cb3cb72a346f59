import type { CompiledCell, Program } from '../../kernel/program.ts'
import type { CellFunction } from '../../kernel/run-cell.ts'

/** A cell as the page knows it: without its code, and without names that are bound in its module. */
export type CellOutline = Omit<CompiledCell, 'body' | 'inserted'>

/** What the build finds out about a chapter for the page. */
export interface PageFacts {
  /** The cells whose outputs may come from the page. */
  quick: readonly string[]
  /** These and all that they need. */
  runs: readonly string[]
  /** For each cell with words of its own, the values in its caption, its alternative and its table. */
  words: Readonly<Record<string, readonly string[]>>
}

/** The module of a page's cells, which the build makes of its chapter. */
export interface PageCells extends PageFacts {
  outline: Pick<Program, 'seed' | 'inputs'> & { cells: readonly CellOutline[] }
  /** The code of the cells that the page runs. */
  functions: Readonly<Record<string, CellFunction>>
}

/** The code of a page, as its author or its reader wrote it. */
export interface PageSources {
  cells: Readonly<Record<string, string>>
  /** The type of each input, as TypeScript. */
  inputs: Readonly<Record<string, string>>
}
