import { withExport } from './find-export.ts'
import { blameLibrary } from './blame-library.ts'
import { LibraryError, ProgramErrors, type CellResults } from '../../hosts/build/cell-results.ts'
import { runProgram, type RunOptions } from '../../hosts/build/run-program.ts'
import { isPlain } from '../../hosts/build/is-plain.ts'
import type { RecentCells } from '../../hosts/build/recent-cells.ts'
import { CellError } from '../../kernel/errors.ts'
import type { Json } from '../../kernel/json.ts'
import { findDependents } from '../../kernel/graph.ts'
import type { Program } from '../../kernel/program.ts'
import type { Mistake } from '../../strings/mistakes.ts'
import { explainTrials, toTrials, type Trial } from './try-ends.ts'
import type { CostlyCells } from './costly-cells.ts'
import { explainOutput } from './explain-output.ts'
import { inputEnds } from './input-ends.ts'
import type { Chapter } from './chapter.ts'
import { checkOutcomes, explainDigits, explainValue } from './check-outcomes.ts'
import { compileChapter, isToldOfTags, type CompiledChapter } from './compile-chapter.ts'
import { locateMistake, sourcesOf, subjectOf } from './locate-cell-error.ts'
import { toWarning } from '../syntax/chapter-error.ts'
import { gatherAsync, type Mistakes } from '../syntax/mistakes.ts'

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
  /** What cells came to in earlier versions of their pages, which then do not run again. Default: all are run. */
  recent?: RecentCells | undefined
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
  const wrong = mistakes.list.flatMap(({ told, isWarning }) => (isWarning ? [] : cellOf(told)))
  const kept = withoutFollowers(compiled, results, wrong)
  checkOutcomes(chapter, kept, options, mistakes)
  const tried = new Map([...kept].filter(([name]) => !wrong.includes(name)))
  reportTrials(chapter, tried, trials, mistakes)
  return { program, results }
}

/**
 * Without what depends on cells that have a mistake, as of types: what it comes to is wrong for that. A cell that
 * has failed is told by itself, so that all that need it are kept.
 */
function withoutFollowers(
  { program }: CompiledChapter,
  results: ReadonlyMap<string, CellResults>,
  wrong: readonly string[],
): ReadonlyMap<string, CellResults> {
  const lost = program.cells.flatMap(({ name, outputs }) => (wrong.includes(name) ? outputs : []))
  const followers = findDependents(program.cells, lost)
  return new Map([...results].filter(([name, { failure }]) => failure || !followers.has(name)))
}

/** The cell that a mistake is about. */
function cellOf(told: Mistake): string[] {
  const subject = told.kind === 'about' ? (told.subject as Mistake) : told
  return subject.kind === 'cell' ? [String(subject.name)] : []
}

/** The results of the cells that could run; reports what kept the others from running. */
async function runLocated(
  { chapter, program, missing }: CompiledChapter,
  options: ChapterOptions & { toTry: readonly Trial[] },
  mistakes: Mistakes,
): Promise<Map<string, CellResults>> {
  if (program.cells.length === 0) return new Map()
  try {
    const { costs, isDraft = false } = options
    const known =
      costs?.find(chapter.file, program) ??
      (isDraft ? (costs?.before(chapter.file) ?? []) : undefined)
    const ends = costs && !known ? endsOf(chapter) : undefined
    const { recent } = options
    const run: typeof runProgram = recent ? (...given) => recent.run(...given) : runProgram
    const results = await run(program, {
      ...options,
      missing,
      trials: options.toTry.map((it) => it.setting),
      untried: options.tryEnds?.(chapter.file, program) ?? [],
      ...(ends && { ends, wereCostly: costs?.before(chapter.file) }),
    })
    noteCosts({ chapter, program }, results, known, costs)
    return results
  } catch (error) {
    if (!(error instanceof ProgramErrors)) throw error
    const isMeant = (it: unknown): boolean =>
      it instanceof CellError &&
      chapter.cells.some(({ name, throws }) => throws && name === it.cell)
    const [first, ...others] = error.errors
    for (const it of [first, ...others.filter((it) => !isMeant(it))]) {
      if (it instanceof Error && !isToldOfTags(it))
        mistakes.attempt(() => {
          throw locateRefusal(chapter, it, options)
        })
    }
    return error.results
  }
}

/** Why a cell could not run with the others, or no cell could run at all, where that stands. */
function locateRefusal(chapter: Chapter, error: Error, options: ChapterOptions): unknown {
  if (error instanceof LibraryError) {
    const { told, origin, cell } = error
    const located = locateMistake(chapter, error, { cause: error })
    const source = sourcesOf(chapter).find((it) => it.name === cell)
    const caller = source && { what: subjectOf(source), error: located }
    return (
      blameLibrary({ told, origin, cause: error, ...(caller && { caller }) }, options) ?? located
    )
  }
  return error instanceof CellError
    ? locateMistake(chapter, withExport(error, options), { cause: error })
    : error
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
      const problem = value && (explainValue(value, chapter.source) ?? explainDigits(value, it))
      return tables.has(it.name) || problem === undefined ? [] : [problem]
    })
    for (const told of found) {
      mistakes.add(toWarning(locateMistake(chapter, { cell: it.name, told })))
    }
  }
}

/** Takes over which cells are costly, or keeps what was found to be. */
function noteCosts(
  { chapter, program }: Pick<CompiledChapter, 'chapter' | 'program'>,
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
