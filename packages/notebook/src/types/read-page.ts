import type { Root } from 'mdast'
import { resolve } from 'node:path'
import { VFile } from 'vfile'
import type { LibraryConfig } from '../hosts/library.ts'
import type { CellSource, CompiledCell } from '../kernel/program.ts'
import { findChapter, type Chapter } from '../markdown/chapter/chapter.ts'
import { inputType } from '../markdown/syntax/inputs.ts'
import type { Mistakes } from '../markdown/syntax/mistakes.ts'
import { parsePage } from '../markdown/translation/parse-page.ts'
import {
  checkFit,
  compileChapter,
  type CompiledChapter,
} from '../markdown/chapter/compile-chapter.ts'
import { standsIn } from '../kernel/graph.ts'
import { subjectOf } from '../markdown/chapter/locate-cell-error.ts'
import type { BookSymbol } from '../markdown/formulas/symbols.ts'
import { formulaSnippets } from './formula-snippets.ts'
import type { Snippet, TypedPage } from './snippet.ts'

export interface PageOptions {
  root: string
  library: LibraryConfig
  /** The book's name, which seeds random numbers. */
  name?: string
  symbols: readonly BookSymbol[]
  /** Expands a page with content from other files: the examples of docstrings. */
  expand?: (root: Root, file: VFile) => void
  /** The names that the library gives to cells. */
  libraryNames: readonly string[]
}

/** A page, read once for all checks: its tree, its compiled cells and its TypeScript. */
export interface ReadPage extends TypedPage {
  root: Root
  compiled: CompiledChapter
}

/**
 * Reads a page; undefined if it cannot be parsed. Reports mistakes in its syntax, its cells and the
 * graph of these.
 */
export function readPage(
  file: string,
  text: string,
  options: PageOptions,
  mistakes: Mistakes,
): ReadPage | undefined {
  const root = parsePage(text, mistakes, options.root)
  const expanded = root && mistakes.attempt(() => expand(root, { file, text }, options))
  if (!root || !expanded) return undefined
  const chapter = findChapter(file, root, text, mistakes)
  const compiled = compileChapter(chapter, mistakes, options.name)
  const formulas = formulaSnippets(root, compiled, options.symbols, mistakes)
  const { cells } = checkFit(compiled, options, mistakes)
  const inputs = new Map(chapter.inputs.map(({ spec }) => [spec.name, inputType(spec)]))
  const snippets = [
    ...cellSnippets(chapter, cells),
    ...formulas.filter(
      (it) => needsOnly(it, cells, compiled.program.cells) && !needsMissing(it, compiled),
    ),
  ]
  return { file, text, inputs, snippets, root, compiled }
}

function expand(
  root: Root,
  { file, text }: { file: string; text: string },
  options: PageOptions,
): true {
  options.expand?.(root, new VFile({ path: resolve(options.root, file), value: text }))
  return true
}

/** Whether an expression depends on no cell that was left out. */
function needsOnly(
  { needs }: Snippet,
  cells: readonly CompiledCell[],
  all: readonly CompiledCell[],
): boolean {
  const gives = (list: readonly CompiledCell[], name: string): boolean =>
    list.some(({ outputs }) => outputs.includes(name))
  return needs.every((name) => gives(cells, name) || !gives(all, name))
}

/** Whether an expression needs a name that only what could not be read or compiled may define. */
function needsMissing({ needs }: Snippet, { program, missing }: CompiledChapter): boolean {
  const given = [
    ...program.inputs.map(({ name }) => name),
    ...program.cells.flatMap(({ outputs }) => outputs),
  ]
  return needs.some((name) => !given.includes(name) && standsIn(name, missing))
}

/** The cells and values that can run; types of others would only repeat known mistakes. */
function cellSnippets(chapter: Chapter, cells: readonly CompiledCell[]): Snippet[] {
  const compiled = new Map(cells.map((it) => [it.name, it]))
  const sources: (CellSource & { file?: string })[] = [...chapter.cells, ...chapter.values]
  return sources.flatMap((it) => {
    const { name, kind, source, file = chapter.file, place = { line: 1, column: 1 } } = it
    const cell = compiled.get(name)
    if (!cell) return []
    const { inputs: needs, outputs: gives } = cell
    const [before, after] = kind === 'value' ? ['(', ')'] : ['', '']
    return { name, kind, subject: subjectOf(it), source, before, after, needs, gives, file, place }
  })
}
