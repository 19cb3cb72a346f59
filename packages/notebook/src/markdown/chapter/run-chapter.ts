import { withExport } from './find-export.ts'
import { blameLibrary } from './blame-library.ts'
import {
  LibraryError,
  ProgramErrors,
  runProgram,
  type CellResults,
  type RunOptions,
} from '../../hosts/build/run-program.ts'
import { isPlain } from '../../hosts/build/is-plain.ts'
import { findUnportable } from '../../kernel/compile/find-unportable.ts'
import { compileCell } from '../../kernel/compile/compile-cell.ts'
import { CellError } from '../../kernel/errors.ts'
import { findGraphErrors, runnablePart } from '../../kernel/graph.ts'
import type { Json } from '../../kernel/json.ts'
import type { Output } from '../../kernel/output.ts'
import type { CellSource, CompiledCell, Place, Program } from '../../kernel/program.ts'
import { explainTrials, toTrials, type Trial } from './try-ends.ts'
import type { CostlyCells } from './costly-cells.ts'
import { explainOutput } from './explain-output.ts'
import { inputEnds } from './input-ends.ts'
import type { Chapter, ChapterCell, ChapterValue } from './chapter.ts'
import { ChapterError, ChapterWarning } from '../syntax/chapter-error.ts'
import { gather, gatherAsync, type Mistakes } from '../syntax/mistakes.ts'
import { placeOf } from '../syntax/place.ts'

/** A chapter with its cells and values compiled, each once. */
export interface CompiledChapter {
  chapter: Chapter
  program: Program
  /**
   * False if a cell is missing because it could not be read or compiled: undefined names may be its
   * own.
   */
  complete: boolean
}

/** A chapter's program, and the results of its cells. */
export interface ChapterResults {
  program: Program
  results: Map<string, CellResults>
}

/** How a chapter is compiled and run. */
export interface ChapterOptions extends RunOptions {
  /** The book's name, which seeds random numbers. Default: none. */
  name?: string
  /**
   * Whether the cells are run at the ends of inputs too, for warnings, and which of a page are not, since they
   * take long. Default: none is.
   */
  tryEnds?: (file: string, program: Program) => readonly string[]
  /** What cells cost, to know which are quick enough for the page. Default: none is taken to be. */
  costs?: CostlyCells
  /**
   * Whether the chapter is being written: costs of a new version are then taken from the last one, and not measured.
   * Default: false.
   */
  isDraft?: boolean
}

/**
 * Compiles a chapter.
 * @param given collects the mistakes
 * @param seed what the chapter's random numbers come from
 * @throws ChapterErrors if `given` is missing: every cell and value that does not compile
 */
export function compileChapter(
  chapter: Chapter,
  given?: Mistakes,
  seed: string = '',
): CompiledChapter {
  const inputs = chapter.inputs.map(({ spec }) => ({ name: spec.name, value: spec.value }))
  const compiled = { chapter, program: { seed, inputs, cells: [] }, complete: chapter.complete }
  return compileInto(compiled, sourcesOf(chapter), given)
}

/**
 * Adds values to a compiled chapter; only these are compiled. Reports and throws as
 * `compileChapter`.
 */
export function addValues(
  { chapter, ...compiled }: CompiledChapter,
  values: readonly ChapterValue[],
  given?: Mistakes,
): CompiledChapter {
  const fresh = values.filter(({ name }) => !chapter.values.some((it) => it.name === name))
  const whole = { ...chapter, values: [...chapter.values, ...fresh] }
  return compileInto({ ...compiled, chapter: whole }, fresh, given)
}

function compileInto(
  { chapter, program, complete }: CompiledChapter,
  sources: readonly CellSource[],
  given?: Mistakes,
): CompiledChapter {
  return gather(chapter.file, given, (mistakes) => {
    const compiled = sources.map((it) => mistakes.attempt(() => compile(chapter, it, mistakes)))
    // A value defines no names, so that nothing depends on it.
    const whole = sources.every(({ kind }, n) => kind === 'value' || compiled[n])
    const cells = [...program.cells, ...compiled.filter((it) => it !== undefined)]
    return { chapter, program: { ...program, cells }, complete: complete && whole }
  })
}

function compile(chapter: Chapter, cell: CellSource, mistakes: Mistakes): CompiledCell {
  try {
    const compiled = compileCell(cell)
    for (const error of findUnportable(cell))
      mistakes.attempt(() => {
        throw locateCellError(chapter, error)
      })
    return compiled
  } catch (error) {
    throw locateCellError(chapter, error)
  }
}

/**
 * Reports every cell that does not fit the others. Returns the part of the program that can run.
 */
export function checkFit(
  { chapter, program, complete }: CompiledChapter,
  {
    libraryNames,
    library,
    root,
  }: { libraryNames: Iterable<string> } & Pick<RunOptions, 'library' | 'root'>,
  mistakes: Mistakes,
): Program {
  const errors = findGraphErrors(program, libraryNames)
  for (const error of errors) {
    if (complete || error.kind !== 'unknown name')
      mistakes.attempt(() => {
        throw locateCellError(
          chapter,
          withExport(error, { library, ...(root !== undefined && { root }) }),
        )
      })
  }
  return runnablePart(program, errors)
}

/** Compiles and runs a chapter. Throws all mistakes as ChapterErrors. */
export function runChapter(chapter: Chapter, options: ChapterOptions): Promise<ChapterResults> {
  return gatherAsync(chapter.file, undefined, (mistakes) =>
    runCompiled(compileChapter(chapter, mistakes, options.name), options, mistakes),
  )
}

/**
 * Runs a compiled chapter, or as much of it as can run. Reports cells that do not fit the others,
 * throw or do not end, and outputs that are invalid where they stand, each with file, line, column
 * and the cell's name.
 */
export async function runCompiled(
  compiled: CompiledChapter,
  options: ChapterOptions,
  mistakes: Mistakes,
): Promise<ChapterResults> {
  const { chapter, program } = compiled
  const trials = options.tryEnds ? toTrials(chapter) : []
  const results = await runLocated(compiled, { ...options, toTry: trials }, mistakes)
  const tables = new Set(chapter.cells.map((it) => it.tableName))
  const attempt = (check: () => void): void => void mistakes.attempt(check)
  for (const [name, result] of results)
    attempt(() => checkOutcome(chapter, { name, result }, options))
  for (const value of chapter.values)
    attempt(() =>
      (tables.has(value.name) ? checkTable : checkValue)(chapter, value, results.get(value.name)),
    )
  reportTrials(chapter, results, trials, mistakes)
  for (const cell of chapter.cells) {
    const result = results.get(cell.name)
    attempt(() => checkWords(chapter, cell, result))
    if (!result?.failure)
      reportOutputs(chapter, cell, [...(result?.roomy ?? []), ...(result?.narrow ?? [])], mistakes)
  }
  return { program, results }
}

/** The results of the cells that could run; reports what kept the others from running. */
async function runLocated(
  { chapter, program, complete }: CompiledChapter,
  options: ChapterOptions & { toTry: readonly Trial[] },
  mistakes: Mistakes,
): Promise<Map<string, CellResults>> {
  if (program.cells.length === 0) return new Map()
  try {
    const { costs, isDraft = false } = options
    const known =
      costs?.find(chapter.file, program) ?? (isDraft ? costs?.guess(chapter.file) : undefined)
    const ends = costs && !known ? endsOf(chapter) : undefined
    const results = await runProgram(program, {
      ...options,
      incomplete: !complete,
      trials: options.toTry.map((it) => it.setting),
      untried: options.tryEnds?.(chapter.file, program) ?? [],
      ...(ends && { ends }),
    })
    noteCosts({ chapter, program, complete }, results, known, costs)
    return results
  } catch (error) {
    if (!(error instanceof ProgramErrors)) throw error
    const isMeant = (it: unknown): boolean =>
      it instanceof CellError &&
      chapter.cells.some(({ name, throws }) => throws && name === it.cell)
    const [first, ...others] = error.errors
    for (const it of [first, ...others.filter((it) => !isMeant(it))]) {
      if (it !== undefined)
        mistakes.attempt(() => {
          if (it instanceof CellError && !(it instanceof LibraryError))
            throw locateCellError(chapter, withExport(it, options))
          throw it instanceof LibraryError
            ? (blameLibrary(it, it.origin, options) ?? locateCellError(chapter, it))
            : locateCellError(chapter, it)
        })
    }
    return error.results
  }
}

/** Warns of what goes wrong at the ends of inputs, and not at the values that the page opens with. */
function reportTrials(
  chapter: Chapter,
  results: ReadonlyMap<string, CellResults>,
  trials: readonly Trial[],
  mistakes: Mistakes,
): void {
  const tables = new Set(chapter.cells.map((it) => it.tableName))
  for (const it of sourcesOf(chapter)) {
    const result = results.get(it.name)
    const cell = chapter.cells.find(({ name }) => name === it.name)
    if (!result || result.failure || cell?.throws) continue
    const found = explainTrials(result, trials, ({ failure, outputs }) => {
      if (failure) return failure.upstream === undefined ? [failure.message] : []
      if (it.kind === 'cell') return outputs.flatMap(explainOutput)
      const [value] = outputs
      const problem = value && explainValue(value, chapter.source)
      return tables.has(it.name) || problem === undefined ? [] : [problem]
    })
    for (const message of found) {
      const error = locateCellError(chapter, new CellError(it.name, message))
      if (error instanceof ChapterError)
        mistakes.add(new ChapterWarning(error.file, placeOfError(error), error.reason))
    }
  }
}

function placeOfError({ line, column = 1 }: ChapterError): Place | undefined {
  return line === undefined ? undefined : { line, column }
}

/** Takes over which cells are costly, or keeps what was found to be. */
function noteCosts(
  { chapter, program }: CompiledChapter,
  results: ReadonlyMap<string, CellResults>,
  known: readonly string[] | undefined,
  costs: CostlyCells | undefined,
): void {
  if (known) {
    const plain = new Set(program.cells.filter(isPlain).map(({ name }) => name))
    for (const [name, result] of results) result.isQuick = plain.has(name) && !known.includes(name)
  } else {
    const costly = [...results].filter(([, { isQuick }]) => !isQuick).map(([name]) => name)
    costs?.keep(chapter.file, program, costly)
  }
}

function endsOf({ inputs }: Chapter): Record<string, Json[]> {
  return Object.fromEntries(inputs.map(({ spec }) => [spec.name, inputEnds(spec)]))
}

type Source = CellSource & Pick<ChapterValue, 'label' | 'locate'> & { file?: string }

function sourcesOf(chapter: Chapter): Source[] {
  return [...chapter.cells, ...chapter.values]
}

function checkOutcome(
  chapter: Chapter,
  { name, result }: { name: string; result: CellResults },
  options: ChapterOptions,
): void {
  const { failure, playback, origin } = result
  const cell = chapter.cells.find((it) => it.name === name)
  const wrong = (message: string, place?: { line?: number; column?: number }): unknown =>
    locateCellError(chapter, new CellError(name, message, place))
  if (cell?.throws) {
    if (!failure) throw wrong('marked `throws`, but does not fail: remove the mark')
    return
  }
  if (failure && !failure.upstream) {
    const error = wrong(failure.message, failure)
    throw (origin && error instanceof ChapterError && blameLibrary(error, origin, options)) || error
  }
  if (failure) return checkUpstream(chapter, name, failure.upstream ?? '')
  if (cell?.play && (playback?.state ?? 'none') === 'none')
    throw wrong(
      'marked `play`, but nothing plays: give a generator a name that is used, as in const n = (function* () { … })()',
    )
}

/** A value in prose must be text, and not empty or undefined. */
function checkValue(chapter: Chapter, value: ChapterValue, results: CellResults | undefined): void {
  if (!results || results.failure) return
  // An undefined value has no output.
  const [output = { type: 'text', text: 'undefined' } as const] = results.roomy
  const wrong = (message: string): unknown =>
    locateCellError(chapter, new CellError(value.name, message))
  if (output.type !== 'text')
    throw wrong(
      `no text: a ${output.type === 'table' ? 'table' : 'figure'} stands in a cell of its own; a value is a number or a word`,
    )
  const nothing = explainValue(output, chapter.source)
  if (nothing !== undefined) throw wrong(nothing)
}

/**
 * What is wrong with a value in a sentence, if it says nothing to a reader.
 * @param page the page's text: one that names NaN means it
 */
export function explainValue(output: Output, page = ''): string | undefined {
  if (output.type !== 'text') return undefined
  const [found] = /^(undefined|null|)$|\[object |\bundefined\b|\bNaN\b|^ƒ /.exec(output.text) ?? []
  if (found === undefined || (found === 'NaN' && /\bNaN\b/.test(page))) return undefined
  const cure =
    found === 'NaN'
      ? 'look for what is no number; where NaN is meant, the page names it'
      : found === 'ƒ '
        ? 'call the function'
        : 'look for a name or an index that is not there'
  return `says nothing: it comes to ${JSON.stringify(output.text)}; ${cure}`
}

/** Reports what readers would not see, or see broken, in what a cell shows. */
function reportOutputs(
  { file: chapter }: Chapter,
  { name, node, file, place }: ChapterCell,
  outputs: readonly Output[],
  mistakes: Mistakes,
): void {
  for (const message of new Set(outputs.flatMap(explainOutput)))
    mistakes.add(
      new ChapterError(
        file ?? chapter,
        file ? place : placeOf(node),
        `cell \`${name}\`: ${message}`,
      ),
    )
}

/** A figure needs a text alternative; other outputs must not have one. */
function checkWords(
  { file: chapter }: Chapter,
  { name, node, altName, file, place }: ChapterCell,
  results: CellResults | undefined,
): void {
  // Where nothing could run, what keeps it from running is told.
  if (!results || results.failure) return
  const drawn = [...results.roomy, ...results.narrow].some(isWordless)
  // A cell from another file is located there.
  const at = (message: string): ChapterError =>
    new ChapterError(file ?? chapter, file ? place : placeOf(node), `cell \`${name}\`: ${message}`)
  if (drawn && altName === undefined)
    throw at(
      'figure without words: give it an alt="…" that says what it shows, with numbers as ${…}',
    )
  if (altName !== undefined && !results.roomy.some(isFigure))
    throw at(
      'alt without a figure: the cell shows none; leave it out, or end the cell with the figure',
    )
}

/** Whether an output is a picture, or has one in it. */
const isFigure = (output: Output): boolean =>
  output.type === 'svg' || (output.type === 'html' && /<(svg|canvas|img)\b/.test(output.html))

/** Whether an output has a picture without a text alternative of its own. */
function isWordless(output: Output): boolean {
  if (output.type === 'svg') return true
  return (
    output.type === 'html' &&
    [...output.html.matchAll(/<(?:svg|canvas|img)\b[^>]*/g)].some(
      ([tag]) => !/\s(alt|aria-label|aria-hidden)=/.test(tag),
    )
  )
}

/** The value that lists a figure's numbers must be a table. */
function checkTable(chapter: Chapter, value: ChapterValue, results: CellResults | undefined): void {
  if (!results || results.failure) return
  const [output = { type: 'text', text: 'undefined' } as const] = results.roomy
  if (output.type === 'table') return
  const found = output.type === 'text' ? output.text.slice(0, 60) : 'an element'
  throw locateCellError(
    chapter,
    new CellError(
      value.name,
      `no rows but ${found}; write a list of objects, as in table="p.map((value, i) => ({ i, value }))"`,
    ),
  )
}

// A failure caused by another cell is reported there, unless that cell is marked `throws`.
function checkUpstream(chapter: Chapter, name: string, upstream: string): void {
  const meant = chapter.cells.find((it) => it.name === upstream)?.throws
  if (meant)
    throw locateCellError(
      chapter,
      new CellError(name, `uses a name from cell \`${upstream}\`, which is marked \`throws\``),
    )
}

/** Converts a CellError to a ChapterError at its place; other errors are returned as they are. */
function locateCellError(chapter: Chapter, error: unknown): unknown {
  if (!(error instanceof CellError)) return error
  const source = sourcesOf(chapter).find((it) => it.name === error.cell)
  const input = chapter.inputs.find((it) => it.spec.name === error.cell)
  return new ChapterError(
    source?.file ?? chapter.file,
    source ? toFilePlace(source, error) : input?.place,
    `${source ? labelOf(source) : inputLabel(error)}${error.message}`,
    error,
  )
}

/** The prefix of messages about a cell or a value. */
export function labelOf({
  label,
  kind,
  name,
  source,
}: CellSource & Pick<ChapterValue, 'label'>): string {
  if (label) return label
  return kind === 'cell' ? `cell \`${name}\`: ` : `value \`{ts} ${source.replace(/\s+/g, ' ')}\`: `
}

function inputLabel({ cell }: CellError): string {
  return cell ? `input \`${cell}\`: ` : ''
}

/** Converts a place in a cell to a place in its file. */
function toFilePlace(
  { place, locate }: Source,
  { line, column = 1 }: CellError,
): Place | undefined {
  if (!place || line === undefined) return place
  return locate?.(column) ?? { line: place.line + line - 1, column: place.column + column - 1 }
}
