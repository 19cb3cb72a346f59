import { runProgram, type CellResults, type RunOptions } from '../hosts/build/run-program.ts'
import { compileCell } from '../kernel/compile/compile-cell.ts'
import { CellError } from '../kernel/errors.ts'
import { checkGraph } from '../kernel/graph.ts'
import type { CellSource, CompiledCell, Place, Program } from '../kernel/program.ts'
import type { Chapter } from './chapter.ts'
import { ChapterError } from './chapter-error.ts'

/** A chapter whose every cell has run. */
export interface RunChapter {
  program: Program
  results: Map<string, CellResults>
}

/**
 * Compiles and runs a chapter.
 * @throws ChapterError with file, line, column and the cell's name, for a cell that does not compile, does not fit
 * the others, throws, or does not end.
 */
export async function runChapter(chapter: Chapter, options: RunOptions): Promise<RunChapter> {
  const program = toProgram(chapter)
  const results = await located(chapter, () => runProgram(program, options))
  for (const [name, { failure }] of results) checkOutcome(chapter, name, failure)
  return { program, results }
}

/** The chapter as a kernel takes it. Throws ChapterError for a cell that does not compile. */
export function toProgram(chapter: Chapter): Program {
  const inputs = chapter.inputs.map(({ spec }) => ({ name: spec.name, value: spec.value }))
  return { inputs, cells: sourcesOf(chapter).map((cell) => compile(chapter, cell)) }
}

/** Checks that a chapter's cells can run together. Throws ChapterError where they cannot. */
export function checkFit(chapter: Chapter, program: Program, libraryNames: Iterable<string>): void {
  try {
    checkGraph(program, libraryNames)
  } catch (error) {
    throw toChapterError(chapter, error)
  }
}

function sourcesOf(chapter: Chapter): (CellSource & { file?: string })[] {
  return [...chapter.cells, ...chapter.values]
}

function compile(chapter: Chapter, cell: CellSource): CompiledCell {
  try {
    return compileCell(cell)
  } catch (error) {
    throw toChapterError(chapter, error)
  }
}

async function located<T>(chapter: Chapter, run: () => Promise<T>): Promise<T> {
  try {
    return await run()
  } catch (error) {
    throw toChapterError(chapter, error)
  }
}

function checkOutcome(chapter: Chapter, name: string, failure: CellResults['failure']): void {
  const cell = chapter.cells.find((it) => it.name === name)
  if (cell?.throws) {
    if (!failure) throw toChapterError(chapter, new CellError(name, 'marked `throws`, but does not fail: remove the mark'))
    return
  }
  if (failure && !failure.upstream) throw toChapterError(chapter, new CellError(name, failure.message, failure))
  if (failure) checkUpstream(chapter, name, failure.upstream ?? '')
}

// A failure that comes from another cell is told there, unless that cell is meant to fail.
function checkUpstream(chapter: Chapter, name: string, upstream: string): void {
  const meant = chapter.cells.find((it) => it.name === upstream)?.throws
  if (meant) throw toChapterError(chapter, new CellError(name, `uses a name from cell \`${upstream}\`, which is marked \`throws\``))
}

function toChapterError(chapter: Chapter, error: unknown): unknown {
  if (!(error instanceof CellError)) return error
  const source = sourcesOf(chapter).find((it) => it.name === error.cell)
  const input = chapter.inputs.find((it) => it.spec.name === error.cell)
  return new ChapterError(source?.file ?? chapter.file, source ? toFilePlace(source, error) : input?.place, `${source ? tellSource(source) : tellInput(error)}${error.message}`, error)
}

/** How messages name a cell or a value. */
export function tellSource({ kind, name, source }: CellSource): string {
  return kind === 'cell' ? `cell \`${name}\`: ` : `value \`{ts} ${source.replace(/\s+/g, ' ')}\`: `
}

function tellInput({ cell }: CellError): string {
  return cell ? `input \`${cell}\`: ` : ''
}

/** A place in a cell as a place in its file. */
function toFilePlace({ place }: CellSource, { line, column }: CellError): Place | undefined {
  if (!place) return undefined
  if (line === undefined) return place
  return { line: place.line + line - 1, column: place.column + (column ?? 1) - 1 }
}
