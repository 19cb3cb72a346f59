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
import type { Imports } from './find-sources.ts'
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
  /** What happens at one of the trials, by its index. */
  | { type: 'tried'; trial: number; event: KernelEvent }
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
  /** What was imported so far. */
  | { type: 'imported'; imports: Imports }

// A constant, so that two builds are the same bytes.
const buildTime = Date.UTC(2026, 0, 1)

const post = (message: ThreadMessage): void => parentPort?.postMessage(message)

const data = workerData as ThreadData & { imports: Imports }
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
  const unfit = await settle(program, library, 'roomy')
  await finishTimers()
  post({ type: 'done', drawn: 'roomy' })
  if (findDependents(program.cells, ['width']).size > 0) {
    await settle(program, library, 'narrow')
    await finishTimers()
  }
  // Unhandled rejections are reported when the turn ends; they must arrive before `done`.
  await nextTurn()
  post({ type: 'imported', imports: data.imports })
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
  for (const [trial, setting] of settings.entries()) {
    const inputs = Object.entries({ ...opening, ...setting }).map(([name, value]) => ({
      name,
      value,
    }))
    const moved = findDependents(program.cells, Object.keys(setting))
    await new Promise<void>((resolve) => {
      const kernel: Kernel = new Kernel(
        { ...program, inputs },
        {
          library,
          toCall: toFunction,
          clock: () => buildTime,
          widths: drawnWidths.roomy,
          still: true,
          watched: moved,
          emit: (event) => {
            post({ type: 'tried', trial, event })
            if (event.type !== 'settled') return
            kernel.dispose()
            resolve()
          },
        },
      )
      kernel.observe(trial + 1, moved)
    })
  }
  timers.finish()
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
 * Runs a program until it has settled, the first time with some later values of its generators, then disposes of it.
 * @returns the cells that never run in the page: those whose code is not plain, that fail, make a
 * generator or a promise, or take long
 */
async function settle(
  program: Program,
  library: Record<string, () => unknown>,
  drawn: keyof typeof drawnWidths,
): Promise<Set<string>> {
  const meter = new Meter()
  const stepped = new Set<string>()
  const failed = new Set<string>()
  const settled = Promise.withResolvers<void>()
  let hear = (event: KernelEvent): void => {
    if (event.type === 'failure') failed.add(event.cell)
    if (event.type === 'stepping') stepped.add(event.cell)
    const origin = event.type === 'failure' ? origins.get(event.cell) : undefined
    post({ type: 'event', event, ...(origin && { origin }) })
    if (event.type === 'settled') settled.resolve()
  }
  const kernel = new Kernel(program, {
    library,
    toConsole: createConsole,
    toCall: (cell) => noting(cell, meter.toCall(cell)),
    clock: () => buildTime,
    widths: drawnWidths[drawn],
    still: true,
    emit: (event) => hear(event),
  })
  kernel.observe(1)
  await settled.promise
  hear = () => {}
  timers.tickIntervals()
  const unfit = [...data.unfit, ...failed, ...stepped, ...meter.waiting, ...meter.costly]
  if (drawn === 'roomy')
    await tryLaterValues(kernel, stepped, {
      listen: (listener) => (hear = listener),
      failed,
      onEvent: (event) => post({ type: 'measured', event }),
      onFailure: (failure) => post({ type: 'stray', ...failure }),
    })
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
