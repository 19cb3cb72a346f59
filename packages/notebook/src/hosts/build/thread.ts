/** The thread in which the build runs a kernel, so that a cell without end can be stopped. */
import { setImmediate as nextTurn } from 'node:timers/promises'
import { parentPort, workerData } from 'node:worker_threads'
import { findDependents, findGraphErrors, runnablePart } from '../../kernel/graph.ts'
import type { Json } from '../../kernel/json.ts'
import { createConsole } from '../../kernel/cell-console.ts'
import { Kernel } from '../../kernel/kernel.ts'
import type { KernelEvent } from '../../kernel/events.ts'
import type { Program } from '../../kernel/program.ts'
import { toStrayError } from '../../kernel/run-cell.ts'
import '../data/install-data-modules.ts'
import '@cellgraph/drawing-document/install-here'
import { documentName, toLibrary } from '../library.ts'
import { drawnWidths } from '../widths.ts'
import { findQuick, isPlain, Meter, toSettings } from './find-quick.ts'

/** What the thread is started with. */
export interface ThreadData {
  program: Program
  /** See `ProgramOptions`. */
  incomplete: boolean
  ends: Record<string, readonly Json[]> | undefined
  numbersUrl: string
  partUrls: string[]
}

/** An error of a cell, if it is known of which. */
export interface ThreadError {
  message: string
  cell?: string
  line?: number
  column?: number
}

/** What the thread reports. */
export type ThreadMessage =
  | { type: 'event'; event: KernelEvent }
  /** A cell is called, or has returned, to be measured. */
  | { type: 'measured'; event: KernelEvent }
  /** The cells that are quick enough for the page. */
  | { type: 'quick'; cells: string[] }
  /** Everything is computed, for the first widths and then for the others. */
  | { type: 'done'; drawn: 'roomy' | 'narrow' }
  /** Why cells cannot run with the others, and which are skipped. */
  | { type: 'refused'; errors: ThreadError[]; skipped: string[] }
  | ({ type: 'broken' } & ThreadError)

// A constant, so that two builds are the same bytes.
const buildTime = Date.UTC(2026, 0, 1)

const post = (message: ThreadMessage): void => parentPort?.postMessage(message)

async function run({
  program: whole,
  incomplete,
  ends,
  numbersUrl,
  partUrls,
}: ThreadData): Promise<void> {
  const numbers = (await import(numbersUrl)) as Record<string, unknown>
  const parts = await Promise.all(
    partUrls.map(async (url) => ({ ...((await import(url)) as object), [documentName]: document })),
  )
  const library = toLibrary(
    numbers,
    parts.map((part) => ({ names: Object.keys(part), load: () => Promise.resolve(part) })),
  )
  const program = skipRefused(whole, incomplete, Object.keys(library))
  const unfit = await settle(program, library, 'roomy')
  post({ type: 'done', drawn: 'roomy' })
  if (findDependents(program.cells, ['width']).size > 0) await settle(program, library, 'narrow')
  // Unhandled rejections are reported when the turn ends; they must arrive before `done`.
  await nextTurn()
  post({ type: 'done', drawn: 'narrow' })
  if (!ends) return
  const measured = withoutCells(program, unfit)
  const onCall = (event: KernelEvent): void => post({ type: 'measured', event })
  const cells = await findQuick(measured, { settings: toSettings(measured, ends), library, onCall })
  post({ type: 'quick', cells })
}

/** The part of a program that can run; errors in the rest are posted. */
function skipRefused(program: Program, incomplete: boolean, libraryNames: string[]): Program {
  const errors = findGraphErrors(program, libraryNames)
  if (errors.length === 0) return program
  const part = runnablePart(program, errors)
  const reported = incomplete ? errors.filter(({ kind }) => kind !== 'unknown name') : errors
  const skipped = program.cells.filter((it) => !part.cells.includes(it)).map(({ name }) => name)
  post({ type: 'refused', errors: reported.map(toThreadError), skipped })
  return part
}

/** The part of a program without some cells and all that depend on them. */
function withoutCells(program: Program, names: ReadonlySet<string>): Program {
  const { cells } = program
  const lost = cells.filter(({ name }) => names.has(name)).flatMap(({ outputs }) => outputs)
  const dependents = findDependents(cells, lost)
  return {
    ...program,
    cells: cells.filter(({ name }) => !names.has(name) && !dependents.has(name)),
  }
}

/**
 * Runs a program until it has settled, then disposes of it.
 * @returns the cells that never run in the page: those whose code is not plain, that fail, make a
 * generator or a promise, or take long
 */
function settle(
  program: Program,
  library: Record<string, () => unknown>,
  drawn: keyof typeof drawnWidths,
): Promise<Set<string>> {
  const meter = new Meter()
  const unfit = new Set(program.cells.filter((it) => !isPlain(it)).map(({ name }) => name))
  return new Promise((resolve) => {
    let settled = false
    const emit = (event: KernelEvent): void => {
      if (settled) return
      if (event.type === 'failure' || event.type === 'stepping') unfit.add(event.cell)
      if (event.type !== 'settled') return post({ type: 'event', event })
      settled = true
      kernel.dispose()
      resolve(new Set([...unfit, ...meter.waiting, ...meter.costly]))
    }
    const kernel = new Kernel(program, {
      library,
      toConsole: createConsole,
      toCall: (cell) => meter.toCall(cell),
      clock: () => buildTime,
      widths: drawnWidths[drawn],
      still: true,
      emit,
    })
    kernel.observe(1)
  })
}

function giveUp(error: unknown): void {
  post({ type: 'broken', ...toThreadError(error as ThreadError) })
}

/** A class does not cross the border of a thread. */
function toThreadError({ message, cell, line, column }: ThreadError): ThreadError {
  return { message, cell, line, column }
}

const data = workerData as ThreadData
process.on('unhandledRejection', (reason) => giveUp(toStrayError(data.program.cells, reason)))
// As code does that a cell left to a timer; without this the thread would end without a place.
process.on('uncaughtException', (error) =>
  giveUp(toStrayError(data.program.cells, error, 'thrown')),
)
run(data).catch(giveUp)
