import { availableParallelism } from 'node:os'
import { pathToFileURL } from 'node:url'
import { resolve } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { Worker } from 'node:worker_threads'
import { CellError } from '../../kernel/errors.ts'
import type { KernelEvent } from '../../kernel/events.ts'
import type { Json } from '../../kernel/json.ts'
import type { Failure, Output } from '../../kernel/output.ts'
import type { PlaybackState } from '../../kernel/playback.ts'
import { withoutCells } from '../../kernel/graph.ts'
import type { Program } from '../../kernel/program.ts'
import type { ResultCache } from '../cache/result-cache.ts'
import type { LibraryConfig } from '../library.ts'
import { CellWatch, type Limits } from './cell-watch.ts'
import { readUsage } from './read-usage.ts'
import type { Origin } from './find-origin.ts'
import { isPlain } from './is-plain.ts'
import { ModuleTable, type KnownModules } from './module-table.ts'
import { findRun, keepRun, startUrl, type ProgramRun } from './kept-runs.ts'
import { answerStripping } from './strip-types.ts'
import type { ThreadData, ThreadError, ThreadMessage } from './thread.ts'
import { Turns } from './turns.ts'

/** What a cell came to: its outputs, drawn for both widths, or how it failed. */
export interface CellResults {
  roomy: Output[]
  narrow: Output[]
  failure?: Failure
  /** Where that was thrown, if it was in a file and not in the cell itself. */
  origin?: Origin
  /** What it came to at other settings of the inputs, by their index. */
  tried?: Map<number, { failure?: Failure; outputs: Output[] }>
  /** Where its generator stands, if it is one that readers play. */
  playback?: PlaybackState
  /** Whether it is quick enough for the page; never, where that was not measured. */
  isQuick?: boolean
}

export interface RunOptions {
  library: LibraryConfig
  /**
   * Milliseconds that one cell may take: of its thread's CPU time and, beside that, of waiting with nothing to do.
   * Default 10,000.
   */
  timeLimit?: number
  /** Milliseconds by the clock after which a cell is given up whatever it used. Default 600,000. */
  clockLimit?: number
  /** The ends of inputs, at which cells are measured; without them none is. */
  ends?: Record<string, readonly Json[]>
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

/** An error of a cell that was thrown in another file. */
export class LibraryError extends CellError {
  readonly origin: Origin

  constructor({ cell = '', told, line, column }: ThreadError, origin: Origin) {
    super(cell, told, { line, column })
    this.origin = origin
  }
}

/** Everything that kept cells of a program from running, with the results of the others. */
export class ProgramErrors extends AggregateError {
  declare readonly errors: unknown[]
  /** The results of the cells that could run. */
  readonly results: Map<string, CellResults>

  constructor(errors: readonly Error[], results: Map<string, CellResults>) {
    super(errors, errors.map(({ message }) => message).join('\n'))
    this.results = results
  }
}

/**
 * A book's pages are built all at once. A thread holds the whole library, so no more of them run than there are
 * processors: more would take more memory, and no less time.
 */
const turns = new Turns(availableParallelism())

const modules = new ModuleTable()

/**
 * Runs a whole program in a thread of its own, or takes the results from the cache.
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
  const run = await turns.take(() => runToEnd(data, options))
  keepRun(data, options, run)
  return run.results
}

/** Runs a program; where a cell ends the run, once more without it, so that what is wrong with others is told too. */
async function runToEnd(data: ThreadData, options: ProgramOptions): Promise<ProgramRun> {
  try {
    return await runThread(data, options)
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

async function runThread(data: ThreadData, options: ProgramOptions): Promise<ProgramRun> {
  const began = Date.now()
  const stripping = answerStripping()
  const thread = new Worker(startUrl, {
    workerData: { ...data, stripping, known: modules.current() },
    transferList: [stripping.port],
  })
  try {
    const { results, found } = await collect(data.program, thread, options)
    if (found) modules.add(found, began)
    return { began, results, imports: found?.imports }
  } finally {
    await thread.terminate()
  }
}

function toLimits({ timeLimit = 10_000, clockLimit = 600_000 }: RunOptions): Limits {
  return { cpu: timeLimit, idle: timeLimit, clock: clockLimit }
}

/** What a thread has come to, and the modules that it has found; undefined where its results may not be kept. */
interface Outcome {
  results: Map<string, CellResults>
  found: KnownModules | undefined
}

/** Hears what the thread reports until it is done, and holds its cells to their limits meanwhile. */
function collect(program: Program, thread: Worker, options: ProgramOptions): Promise<Outcome> {
  const results = new Map<string, CellResults>(
    program.cells.map((cell) => [cell.name, { roomy: [], narrow: [] }]),
  )
  const refused: CellError[] = []
  let drawn: 'roomy' | 'narrow' | 'both' = 'roomy'
  let trial: number | undefined
  let found: KnownModules | undefined
  return new Promise((done, reject) => {
    // All is drawn: what goes wrong while cells are measured only keeps them out of the page.
    let isOver = false
    const fail = (error: Error): void => {
      // The thread that is ended reports once more.
      if (isOver) return
      if (drawn !== 'both') return reject(error)
      if (error instanceof CellError && trial !== undefined) noteLate(results, trial, error)
      // How long something takes differs from run to run.
      found = undefined
      end()
    }
    const end = (): void => {
      isOver = true
      if (refused.length > 0) reject(new ProgramErrors(refused, results))
      else done({ results, found })
    }
    const watch = new CellWatch(toLimits(options), fail)
    thread.on('error', fail)
    thread.on('exit', () => watch.end())
    thread.on('message', (message: ThreadMessage) => {
      if (message.type === 'broken') return fail(toCellError(message))
      if (message.type === 'refused') {
        refused.push(...message.errors.map(toCellError))
        for (const name of message.skipped) results.delete(name)
        return undefined
      }
      if (message.type === 'imported') return void (found = message)
      if (message.type === 'stray') return void refused.push(toCellError(message))
      if (message.type === 'tried') {
        trial = message.trial
        watch.hear(message.event)
        return message.moved ? recordTrial(results, message.trial, message.event) : undefined
      }
      if (message.type === 'measured') {
        trial = undefined
        return watch.hear(message.event)
      }
      if (message.type === 'quick') {
        for (const name of message.cells) markQuick(results.get(name))
        return end()
      }
      if (message.type === 'event') {
        watch.hear(message.event)
        return drawn === 'both' ? undefined : record(results, drawn, message)
      }
      if (message.drawn === 'trials') return options.ends ? undefined : end()
      if (message.drawn === 'narrow') {
        drawn = 'both'
        return options.ends || options.trials?.length ? undefined : end()
      }
      drawn = 'narrow'
      for (const result of results.values()) result.narrow = result.roomy
    })
    void keepLooking(thread, watch)
  })
}

/** Text that shows a function's or a class's name, which the minifier may change. */
const showsName = /ƒ |\bclass /

/** Characters of markup from which a drawing is too large to be put into the page by its own thread. */
const largeDrawing = 100_000

function markQuick(result: CellResults | undefined): void {
  if (!result) return
  result.isQuick = !result.roomy.some((it) =>
    it.type === 'text' ? showsName.test(it.text) : 'html' in it && it.html.length > largeDrawing,
  )
}

/** Milliseconds between two looks at what a thread has used. */
const lookEvery = 100

/** Looks until the thread ends. */
async function keepLooking(thread: Worker, watch: CellWatch): Promise<void> {
  // The thread keeps the process alive, not the looking.
  const pauseOnce = (): Promise<void> => pause(lookEvery, undefined, { ref: false })
  for (; thread.threadId !== -1; await pauseOnce()) {
    const usage = await readUsage(thread).catch(() => undefined)
    if (usage) watch.look(usage)
  }
}

function toCellError(error: ThreadError): CellError {
  const { cell = '', told, line, column, origin } = error
  return origin ? new LibraryError(error, origin) : new CellError(cell, told, { line, column })
}

/** A cell that takes too long at one of the trials. */
function noteLate(results: Map<string, CellResults>, trial: number, error: CellError): void {
  const result = results.get(error.cell)
  if (!result) return
  const { told: message } = error
  result.tried = new Map([...(result.tried ?? []), [trial, { failure: { message }, outputs: [] }]])
}

function recordTrial(results: Map<string, CellResults>, trial: number, event: KernelEvent): void {
  const result = 'cell' in event ? results.get(event.cell) : undefined
  if (!result || (event.type !== 'output' && event.type !== 'failure')) return
  const tried =
    event.type === 'output' ? { outputs: event.outputs } : { outputs: [], failure: event.failure }
  result.tried = new Map([...(result.tried ?? []), [trial, tried]])
}

function toThreadData(
  program: Program,
  { library, missing = '', ends, trials = [], untried = [], root = process.cwd() }: ProgramOptions,
): ThreadData {
  const toUrl = (path: string): string => pathToFileURL(resolve(root, path)).href
  return {
    program,
    missing,
    ends,
    unfit: ends ? program.cells.filter((it) => !isPlain(it)).map(({ name }) => name) : [],
    trials: [...trials],
    untried,
    numbersUrl: toUrl(library.numbers),
    partUrls: Object.values(library.parts).map(toUrl),
  }
}

function record(
  results: Map<string, CellResults>,
  drawn: 'roomy' | 'narrow',
  { event, origin }: Extract<ThreadMessage, { type: 'event' }>,
): void {
  const result = 'cell' in event && results.get(event.cell)
  if (!result) return
  switch (event.type) {
    case 'output':
      result[drawn] = event.outputs
      break
    case 'failure':
      result.failure = event.failure
      if (origin) result.origin = origin
      break
    case 'playback':
      result.playback = { state: event.state, steps: event.steps }
  }
}
