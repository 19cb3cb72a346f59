/** The thread in which the build runs a kernel, so that a cell without end can be stopped. */
import { setImmediate as nextTurn } from 'node:timers/promises'
import { parentPort, workerData } from 'node:worker_threads'
import {
  findDependents,
  findGraphErrors,
  mayBeMissing,
  runnablePart,
  withoutCells,
} from '../../kernel/graph.ts'
import type { Message } from '../../strings/message.ts'
import type { Json } from '../../kernel/json.ts'
import { createConsole } from '../../kernel/cell-console.ts'
import { Kernel } from '../../kernel/kernel.ts'
import type { KernelEvent } from '../../kernel/events.ts'
import type { CompiledCell, Program } from '../../kernel/program.ts'
import { toFunction, toStrayError, toTimerError, type CellFunction } from '../../kernel/run-cell.ts'
import { CellTimers } from './cell-timers.ts'
import { findOrigin, type Origin } from './find-origin.ts'
import { locateImportError } from './locate-import-error.ts'
import '../data/install-data-modules.ts'
import '@cellgraph/drawing-document/install-here'
import { documentName, toLibrary } from '../library.ts'
import { drawnWidths } from '../widths.ts'
import { findQuick, Meter, toSettings } from './find-quick.ts'
import type { KnownModules } from './module-table.ts'
import { tryLaterValues } from './try-later-values.ts'

/** What the thread is started with. */
export interface ThreadData {
  program: Program
  /** See `ProgramOptions`. */
  missing: string
  ends: Record<string, readonly Json[]> | undefined
  /** Cells that are not measured, since their code is of no kind that may run in the page. */
  unfit: readonly string[]
  /** Settings of inputs beside the first, at which the cells are run too. */
  trials: Readonly<Record<string, Json>>[]
  /** Cells that are not run at those settings. */
  untried: readonly string[]
  numbersUrl: string
  partUrls: string[]
}

/** An error of a cell, if it is known of which. */
export interface ThreadError {
  told: Message
  cell?: string
  line?: number
  column?: number
  /** Where it stands, if that is in another file than the cell's. */
  origin?: Origin
}

/** What the thread reports. */
export type ThreadMessage =
  | { type: 'event'; event: KernelEvent; origin?: Origin | undefined }
  /** What happens at one of the trials, by its index, and whether to a cell that the trial moves. */
  | { type: 'tried'; trial: number; event: KernelEvent; moved: boolean }
  /** A mistake that no cell's result shows: the others go on. */
  | ({ type: 'stray' } & ThreadError)
  /** A cell is called once more, or has returned, to be measured or for a later value of a generator, or all have. */
  | { type: 'measured'; event: KernelEvent }
  /** The cells that are quick enough for the page. */
  | { type: 'quick'; cells: string[] }
  /** Everything is computed, for the first widths and then for the others. */
  | { type: 'done'; drawn: 'roomy' | 'narrow' | 'trials' }
  /** Why cells cannot run with the others, and which are skipped. */
  | { type: 'refused'; errors: ThreadError[]; skipped: string[] }
  | ({ type: 'broken' } & ThreadError)
  /** What was imported so far, and the modules that this thread had to load itself. */
  | ({ type: 'imported' } & KnownModules)

// A constant, so that two builds are the same bytes.
const buildTime = Date.UTC(2026, 0, 1)

const post = (message: ThreadMessage): void => parentPort?.postMessage(message)

const data = workerData as ThreadData & KnownModules
const stray = (error: unknown): void =>
  post({ type: 'stray', ...toThreadError(error as Partial<ThreadError>) })
const timers = new CellTimers((mistake) => stray(toTimerError(data.program.cells, mistake)))

/** Where cells threw what they threw, by their names. */
const origins = new Map<string, Origin | undefined>()

async function run({
  program: whole,
  missing,
  ends,
  trials,
  untried,
  numbersUrl,
  partUrls,
}: ThreadData): Promise<void> {
  const numbers = (await load(numbersUrl)) as Record<string, unknown>
  const parts = await Promise.all(
    partUrls.map(async (url) => ({ ...(await load(url)), [documentName]: document })),
  )
  timers.install()
  const library = toLibrary(
    numbers,
    parts.map((part) => ({ names: Object.keys(part), load: () => Promise.resolve(part) })),
  )
  const program = skipRefused(whole, missing, Object.keys(library))
  const unfit = await runCells(program, library)
  await finishTimers()
  // Unhandled rejections are reported when the turn ends; they must arrive before `done`.
  await nextTurn()
  post({ type: 'imported', imports: data.imports, sources: data.sources })
  post({ type: 'done', drawn: 'narrow' })
  if (trials.length > 0) {
    await tryAt(trials, withoutCells(program, new Set(untried)), library)
    post({ type: 'done', drawn: 'trials' })
  }
  if (!ends) return
  const measured = withoutCells(program, unfit)
  const onCall = (event: KernelEvent): void => post({ type: 'measured', event })
  const cells = await findQuick(measured, { settings: toSettings(measured, ends), library, onCall })
  post({ type: 'quick', cells })
}

async function load(url: string): Promise<object> {
  try {
    return (await import(url)) as object
  } catch (error) {
    throw locateImportError(error, url)
  }
}

/** What `invalidation` stops has a turn to stop; what is left then is called, or told. */
async function finishTimers(): Promise<void> {
  await nextTurn()
  timers.finish()
}

/** A cell's function that notes where what it throws comes from. */
function noting(cell: CompiledCell, call: CellFunction): CellFunction {
  const note = (error: unknown): never => {
    const { cause } = error as { cause?: unknown }
    const stack = (cause as { stack?: unknown } | undefined)?.stack
    origins.set(cell.name, typeof stack === 'string' ? findOrigin(stack) : undefined)
    throw error
  }
  return (...inputs) => {
    try {
      const result = call(...inputs)
      return result instanceof Promise ? result.catch(note) : result
    } catch (error) {
      return note(error)
    }
  }
}

/** Runs a program at one setting of its inputs after the other. */
async function tryAt(
  settings: readonly Readonly<Record<string, Json>>[],
  program: Program,
  library: Record<string, () => unknown>,
): Promise<void> {
  const opening = Object.fromEntries(program.inputs.map(({ name, value }) => [name, value]))
  let [trial, moved] = [0, new Set<string>()]
  let settled = Promise.withResolvers<void>()
  const kernel = new Kernel(program, {
    library,
    toCall: toFunction,
    clock: () => buildTime,
    widths: drawnWidths.roomy,
    still: true,
    watched: findDependents(program.cells, Object.keys(opening)),
    emit: (event) => {
      post({ type: 'tried', trial, event, moved: 'cell' in event && moved.has(event.cell) })
      if (event.type === 'settled' && event.run === trial + 1) settled.resolve()
    },
  })
  let before: Readonly<Record<string, Json>> = {}
  for (const setting of settings) {
    moved = findDependents(program.cells, Object.keys(setting))
    const others = Object.keys(before).filter((name) => !(name in setting))
    const returned = Object.fromEntries(others.map((name) => [name, opening[name] ?? null]))
    settled = Promise.withResolvers<void>()
    kernel.set(trial + 1, { ...returned, ...setting })
    await settled.promise
    before = setting
    trial++
  }
  kernel.dispose()
  await finishTimers()
}

/** The part of a program that can run; errors in the rest are posted. */
function skipRefused(program: Program, missing: string, libraryNames: string[]): Program {
  const errors = findGraphErrors(program, libraryNames)
  if (errors.length === 0) return program
  const part = runnablePart(program, errors)
  const reported = errors.filter((it) => !mayBeMissing(it, missing))
  const skipped = program.cells.filter((it) => !part.cells.includes(it)).map(({ name }) => name)
  post({ type: 'refused', errors: reported.map(toThreadError), skipped })
  return part
}

/**
 * Runs a program until it has settled, for both widths, then with some later values of its generators, and disposes of
 * it.
 * @returns the cells that never run in the page: those whose code is not plain, that fail, make a
 * generator or a promise, or take long
 */
async function runCells(
  program: Program,
  library: Record<string, () => unknown>,
): Promise<Set<string>> {
  const meter = new Meter()
  const stepped = new Set<string>()
  const failed = new Set<string>()
  let settled = Promise.withResolvers<void>()
  let run = 1
  const record = (event: KernelEvent): void => {
    if (event.type === 'failure') failed.add(event.cell)
    if (event.type === 'stepping') stepped.add(event.cell)
    const origin = event.type === 'failure' ? origins.get(event.cell) : undefined
    post({ type: 'event', event, ...(origin && { origin }) })
    if (event.type === 'settled' && event.run === run) settled.resolve()
  }
  let hear = record
  const kernel = new Kernel(program, {
    library,
    toConsole: createConsole,
    toCall: (cell) => noting(cell, meter.toCall(cell)),
    clock: () => buildTime,
    widths: drawnWidths.roomy,
    still: true,
    emit: (event) => hear(event),
  })
  kernel.observe(run)
  await settled.promise
  timers.tickIntervals()
  const unfit = [...data.unfit, ...failed, ...stepped, ...meter.waiting, ...meter.costly]
  post({ type: 'done', drawn: 'roomy' })
  settled = Promise.withResolvers()
  kernel.resize(++run, drawnWidths.narrow)
  await settled.promise
  timers.tickIntervals()
  await tryLaterValues(kernel, stepped, {
    listen: (listener) => (hear = listener),
    failed,
    onEvent: (event) => post({ type: 'measured', event }),
    onFailure: (failure) => post({ type: 'stray', ...failure }),
  })
  hear = () => {}
  kernel.dispose()
  return new Set(unfit)
}

function giveUp(error: unknown): void {
  post({ type: 'broken', ...toThreadError(error as Partial<ThreadError>) })
}

/** A class does not cross the border of a thread. What is no error of a cell has a text for its author. */
function toThreadError(error: Partial<ThreadError> & { message?: string }): ThreadError {
  const { message = '', told = message, cell, line, column, origin } = error
  return { told, cell, line, column, ...(origin && { origin }) }
}

process.on('unhandledRejection', (reason) => stray(toStrayError(data.program.cells, reason)))
process.on('uncaughtException', (error) =>
  stray(toStrayError(data.program.cells, error, 'fromCallback')),
)
run(data).catch(giveUp)
