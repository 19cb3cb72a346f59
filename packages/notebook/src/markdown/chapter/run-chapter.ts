import { runProgram, type CellResults, type RunOptions } from '../../hosts/build/run-program.ts'
import { compileCell } from '../../kernel/compile/compile-cell.ts'
import { CellError } from '../../kernel/errors.ts'
import { checkGraph } from '../../kernel/graph.ts'
import type { CellSource, CompiledCell, Place, Program } from '../../kernel/program.ts'
import type { Output } from '../../kernel/output.ts'
import type { Chapter, ChapterCell, ChapterValue } from './chapter.ts'
import { ChapterError } from '../syntax/chapter-error.ts'
import { placeOf } from '../syntax/place.ts'

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
  for (const [name, result] of results) checkOutcome(chapter, name, result)
  const tables = new Set(chapter.cells.map((it) => it.tableName))
  for (const value of chapter.values)
    (tables.has(value.name) ? checkTable : checkValue)(chapter, value, results.get(value.name))
  for (const cell of chapter.cells) checkWords(chapter, cell, results.get(cell.name))
  return { program, results }
}

/** The chapter as a kernel takes it. Throws ChapterError for a cell that does not compile. */
export function toProgram(chapter: Chapter): Program {
  const inputs = chapter.inputs.map(({ spec }) => ({ name: spec.name, value: spec.value }))
  return { inputs, cells: sourcesOf(chapter).map((cell) => compile(chapter, cell)) }
}

type Source = CellSource & Pick<ChapterValue, 'told' | 'locate'> & { file?: string }

/** Checks that a chapter's cells can run together. Throws ChapterError where they cannot. */
export function checkFit(chapter: Chapter, program: Program, libraryNames: Iterable<string>): void {
  try {
    checkGraph(program, libraryNames)
  } catch (error) {
    throw toChapterError(chapter, error)
  }
}

function sourcesOf(chapter: Chapter): Source[] {
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

function checkOutcome(chapter: Chapter, name: string, { failure, playback }: CellResults): void {
  const cell = chapter.cells.find((it) => it.name === name)
  if (cell?.throws) {
    if (!failure)
      throw toChapterError(
        chapter,
        new CellError(name, 'marked `throws`, but does not fail: remove the mark'),
      )
    return
  }
  if (failure && !failure.upstream)
    throw toChapterError(chapter, new CellError(name, failure.message, failure))
  if (failure) return checkUpstream(chapter, name, failure.upstream ?? '')
  if (cell?.play && (playback?.state ?? 'none') === 'none')
    throw toChapterError(
      chapter,
      new CellError(
        name,
        'marked `play`, but nothing plays: give a generator a name that is used, as in const n = (function* () { … })()',
      ),
    )
}

/** What stands in a sentence is text, and says something. */
function checkValue(chapter: Chapter, value: ChapterValue, results: CellResults | undefined): void {
  if (!results || results.failure) return
  // What is undefined has no output.
  const [output = { type: 'text', text: 'undefined' } as const] = results.roomy
  const wrong = (message: string): unknown =>
    toChapterError(chapter, new CellError(value.name, message))
  if (output.type !== 'text')
    throw wrong(
      `no text: a ${output.type === 'table' ? 'table' : 'figure'} stands in a cell of its own; a value is a number or a word`,
    )
  const nothing = /^(undefined|null|)$|\[object |\bundefined\b/.exec(output.text)
  if (nothing)
    throw wrong(
      `says nothing: it comes to ${JSON.stringify(output.text)}; look for a name or an index that is not there`,
    )
}

/** A figure says in words what it shows, and only a figure does. */
function checkWords(
  { file: chapter }: Chapter,
  { name, node, altName, file, place }: ChapterCell,
  results: CellResults | undefined,
): void {
  if (results?.failure) return
  const drawn = [...(results?.roomy ?? []), ...(results?.narrow ?? [])].some(isWordless)
  // A cell of another file has its place there.
  const at = (message: string): ChapterError =>
    new ChapterError(file ?? chapter, file ? place : placeOf(node), `cell \`${name}\`: ${message}`)
  if (drawn && altName === undefined)
    throw at(
      'figure without words: give it an alt="…" that says what it shows, with numbers as ${…}',
    )
  if (altName !== undefined && !results?.roomy.some(isFigure))
    throw at(
      'alt without a figure: the cell shows none; leave it out, or end the cell with the figure',
    )
}

/** Whether an output is a picture, or has one in it. */
const isFigure = (output: Output): boolean =>
  output.type === 'svg' || (output.type === 'html' && /<(svg|canvas|img)\b/.test(output.html))

/** Whether there is a picture in it that has no words of its own. */
function isWordless(output: Output): boolean {
  if (output.type === 'svg') return true
  return (
    output.type === 'html' &&
    [...output.html.matchAll(/<(?:svg|canvas|img)\b[^>]*/g)].some(
      ([tag]) => !/\s(alt|aria-label|aria-hidden)=/.test(tag),
    )
  )
}

/** The numbers of a figure are rows. */
function checkTable(chapter: Chapter, value: ChapterValue, results: CellResults | undefined): void {
  if (!results || results.failure) return
  const [output = { type: 'text', text: 'undefined' } as const] = results.roomy
  if (output.type === 'table') return
  const found = output.type === 'text' ? output.text.slice(0, 60) : 'an element'
  throw toChapterError(
    chapter,
    new CellError(
      value.name,
      `no rows but ${found}; write a list of objects, as in table="p.map((value, i) => ({ i, value }))"`,
    ),
  )
}

// A failure that comes from another cell is told there, unless that cell is meant to fail.
function checkUpstream(chapter: Chapter, name: string, upstream: string): void {
  const meant = chapter.cells.find((it) => it.name === upstream)?.throws
  if (meant)
    throw toChapterError(
      chapter,
      new CellError(name, `uses a name from cell \`${upstream}\`, which is marked \`throws\``),
    )
}

function toChapterError(chapter: Chapter, error: unknown): unknown {
  if (!(error instanceof CellError)) return error
  const source = sourcesOf(chapter).find((it) => it.name === error.cell)
  const input = chapter.inputs.find((it) => it.spec.name === error.cell)
  return new ChapterError(
    source?.file ?? chapter.file,
    source ? toFilePlace(source, error) : input?.place,
    `${source ? tellSource(source) : tellInput(error)}${error.message}`,
    error,
  )
}

/** How messages name a cell or a value. */
export function tellSource({
  told,
  kind,
  name,
  source,
}: CellSource & Pick<ChapterValue, 'told'>): string {
  if (told) return told
  return kind === 'cell' ? `cell \`${name}\`: ` : `value \`{ts} ${source.replace(/\s+/g, ' ')}\`: `
}

function tellInput({ cell }: CellError): string {
  return cell ? `input \`${cell}\`: ` : ''
}

/** A place in a cell as a place in its file. */
function toFilePlace(
  { place, locate }: Source,
  { line, column = 1 }: CellError,
): Place | undefined {
  if (!place || line === undefined) return place
  return locate?.(column) ?? { line: place.line + line - 1, column: place.column + column - 1 }
}
