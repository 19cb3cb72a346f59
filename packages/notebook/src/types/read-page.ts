import type { Root } from 'mdast'
import { resolve } from 'node:path'
import { VFile } from 'vfile'
import type { CellSource, CompiledCell } from '../kernel/program.ts'
import { findChapter, type Chapter } from '../markdown/chapter/chapter.ts'
import { inputType } from '../markdown/syntax/inputs.ts'
import { parseSource } from '../markdown/syntax/parse-source.ts'
import { checkFit, tellSource, toProgram } from '../markdown/chapter/run-chapter.ts'
import type { BookSymbol } from '../markdown/formulas/symbols.ts'
import { formulaSnippets } from './formula-snippets.ts'
import type { Page, Snippet } from './snippet.ts'

export interface PageOptions {
  root: string
  symbols: readonly BookSymbol[]
  /** Puts into a page what is made of other files: the examples of docstrings. */
  expand?: (root: Root, file: VFile) => void
  /** The names that the library gives to cells. */
  libraryNames: readonly string[]
}

/** Reads all the TypeScript of a page. Throws ChapterError for cells that do not compile, or that do not fit together. */
export function readPage(file: string, text: string, options: PageOptions): Page {
  const root = parseSource(file, text)
  options.expand?.(root, new VFile({ path: resolve(options.root, file), value: text }))
  const chapter = findChapter(file, root, text)
  const formulas = formulaSnippets(root, chapter, options.symbols)
  const program = toProgram(chapter)
  checkFit(chapter, program, options.libraryNames)
  const compiled = new Map(program.cells.map((it) => [it.name, it]))
  const inputs = new Map(chapter.inputs.map(({ spec }) => [spec.name, inputType(spec)]))
  return { file, text, inputs, snippets: [...cellSnippets(chapter, compiled), ...formulas] }
}

function cellSnippets(chapter: Chapter, compiled: ReadonlyMap<string, CompiledCell>): Snippet[] {
  const sources: (CellSource & { file?: string })[] = [...chapter.cells, ...chapter.values]
  return sources.map((it) => {
    const { name, kind, source, file = chapter.file, place = { line: 1, column: 1 } } = it
    const { inputs, outputs } = compiled.get(name)!
    const [before, after] = kind === 'value' ? ['(', ')'] : ['', '']
    return {
      name,
      kind,
      told: tellSource(it),
      source,
      before,
      after,
      needs: inputs,
      gives: outputs,
      file,
      place,
    }
  })
}
