import { availableParallelism } from 'node:os'
import { pathToFileURL } from 'node:url'
import { resolve } from 'node:path'
import { CellError } from '../../kernel/errors.ts'
import { withoutCells } from '../../kernel/graph.ts'
import type { Json } from '../../kernel/json.ts'
import type { Program } from '../../kernel/program.ts'
import { listLocks } from '../cache/find-locks.ts'
import type { ResultCache } from '../cache/result-cache.ts'
import type { LibraryConfig } from '../library.ts'
import { ProgramErrors, type CellResults } from './cell-results.ts'
import type { Limits } from './cell-watch.ts'
import { isPlain } from './is-plain.ts'
import { findRun, keepRun, type FinishedRun } from './kept-runs.ts'
import type { ThreadData } from './thread-messages.ts'
import { ThreadPool } from './thread-pool.ts'

export interface RunOptions {
  library: LibraryConfig
  /**
   * Milliseconds that one cell may take: of its thread's CPU time and, beside that, of waiting with nothing to do.
   * Default 10,000.
   */
  timeLimit?: number
  /** Milliseconds of CPU time, and beside that of waiting, in which the library must be loaded. Default 10,000. */
  loadLimit?: number
  /** Milliseconds by the clock after which a cell is given up whatever it used. Default 600,000. */
  clockLimit?: number
  /** The ends of inputs, at which cells are measured; without them none is. */
  ends?: Record<string, readonly Json[]>
  /** The cells that were costly when the page was last measured. Default: it never was. */
  wereCostly?: readonly string[] | undefined
  /** Settings of inputs at which the cells are run too. Default: none. */
  trials?: readonly Readonly<Record<string, Json>>[]
  /** Cells that are not run at those settings. */
  untried?: readonly string[]
  /** The folder that the library's paths are relative to. Default: the working directory. */
  root?: string
  /** Where results are kept from one run to the next. Default: nowhere. */
  cache?: ResultCache | undefined
}

export interface ProgramOptions extends RunOptions {
  /** The text of cells and inputs that are missing: names that may be theirs are not told as unknown. Default: none is. */
  missing?: string
}

/**
 * A book's pages are built all at once. A thread holds the whole library, and this one has pages to compile meanwhile, so
 * that more threads than there are other processors would take more memory, and no less time.
 */
const threads = new ThreadPool(Math.max(1, availableParallelism() - 1))

/**
 * Runs a whole program in a thread, or takes the results from the cache.
 * @returns what each cell came to; a cell that throws is a result too.
 * @throws ProgramErrors for all cells that cannot run with the others, that exceed their time, or that leave a rejected
 * promise behind; after the others have run.
 */
export async function runProgram(
  program: Program,
  options: ProgramOptions,
): Promise<Map<string, CellResults>> {
  const data = toThreadData(program, options)
  const kept = findRun(data, options)
  if (kept) return kept
  const run = await runToEnd(data, options)
  keepRun(data, options, run)
  return run.results
}

/** Runs a program; where a cell ends the run, once more without it, so that what is wrong with others is told too. */
async function runToEnd(data: ThreadData, options: ProgramOptions): Promise<FinishedRun> {
  try {
    return await threads.run(data, toLimits(options))
  } catch (error) {
    if (!(error instanceof CellError)) throw error
    if (error.cell === '') throw new ProgramErrors([error], new Map())
    const program = withoutCells(data.program, new Set([error.cell]))
    throw await runToEnd({ ...data, program }, options).then(
      ({ results }) => new ProgramErrors([error], results),
      (more: unknown) => withOthers(error, more),
    )
  }
}

function withOthers(first: CellError, more: unknown): Error {
  if (more instanceof ProgramErrors)
    return new ProgramErrors([first, ...(more.errors as Error[])], more.results)
  return new ProgramErrors([first], new Map())
}

function toLimits({
  timeLimit = 10_000,
  loadLimit = 10_000,
  clockLimit = 600_000,
}: RunOptions): Limits {
  return { cpu: timeLimit, idle: timeLimit, clock: clockLimit, loading: loadLimit }
}

function toThreadData(
  program: Program,
  {
    library,
    missing = '',
    ends,
    wereCostly,
    trials = [],
    untried = [],
    root = process.cwd(),
  }: ProgramOptions,
): ThreadData {
  const toUrl = (path: string): string => pathToFileURL(resolve(root, path)).href
  return {
    program,
    missing,
    ends,
    wereCostly: ends && wereCostly,
    unfit: ends ? program.cells.filter((it) => !isPlain(it)).map(({ name }) => name) : [],
    trials: [...trials],
    untried,
    numbersUrl: toUrl(library.numbers),
    partUrls: Object.values(library.parts).map(toUrl),
    locks: listLocks(root),
  }
}
