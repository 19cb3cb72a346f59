/** The thread in which the build runs programs, so that a cell without end can be stopped. */
import { setImmediate as nextTurn } from 'node:timers/promises'
import { parentPort, workerData } from 'node:worker_threads'
import type { KernelOptions } from '../../kernel/kernel.ts'
import { toStrayError, toTimerError } from '../../kernel/run-cell.ts'
import '../data/install-data-modules.ts'
import '@cellgraph/drawing-document/install-here'
import { documentName, toLibrary } from '../library.ts'
import { CellTimers } from './cell-timers.ts'
import { locateImportError } from './locate-import-error.ts'
import type { KnownModules } from './module-table.ts'
import { ProgramRun } from './program-run.ts'
import { RealmState } from './realm-state.ts'
import {
  toThreadError,
  type ThreadData,
  type ThreadError,
  type ThreadMessage,
} from './thread-messages.ts'

interface LoadedLibrary {
  library: KernelOptions['library']
  /** As it was before the first program. */
  state: RealmState
}

const post = (message: ThreadMessage): void => parentPort?.postMessage(message)

/** What this thread's loader finds: see `start-thread.mjs`. */
const found = workerData as Record<keyof KnownModules, Record<string, never>>

/** The program that runs, or that ran last. */
let current: ThreadData | undefined
let loaded: LoadedLibrary | undefined
let hasStrays = false

const stray = (error: unknown): void => {
  hasStrays = true
  post({ type: 'stray', ...toThreadError(error as Partial<ThreadError>) })
}
const cells = (): ThreadData['program']['cells'] => current?.program.cells ?? []
const timers = new CellTimers((mistake) => stray(toTimerError(cells(), mistake)))

async function run(data: ThreadData): Promise<void> {
  current = data
  timers.restart()
  const { library, state } = (loaded ??= await loadWatched(data))
  const onDrawn = (): void => post({ type: 'imported', ...takeFound() })
  await new ProgramRun(data, { library, timers, post, onDrawn }).run()
  // What was left to the end of the turn is done, and a rejection is told.
  await nextTurn()
  post({ type: 'over', isClean: !hasStrays && isIdle() && state.isSame() })
}

/** What was found since the last time: there is much of it, and a program seldom adds to it. */
function takeFound(): KnownModules {
  const { imports, sources } = found
  const taken = { imports: { ...imports }, sources: { ...sources } }
  for (const list of [imports, sources]) for (const url of Object.keys(list)) delete list[url]
  return taken
}

/** Whether nothing is left that could call code of the program's. */
function isIdle(): boolean {
  return process.getActiveResourcesInfo().length === 0
}

/** Says when it begins and ends: a module may do neither, and then no cell is to blame. */
async function loadWatched(data: ThreadData): Promise<LoadedLibrary> {
  post({ type: 'loading' })
  const library = await loadLibrary(data)
  post({ type: 'loaded' })
  return library
}

async function loadLibrary({ numbersUrl, partUrls }: ThreadData): Promise<LoadedLibrary> {
  const numbers = (await load(numbersUrl)) as Record<string, unknown>
  const parts = await Promise.all(
    partUrls.map(async (url) => ({ ...(await load(url)), [documentName]: document })),
  )
  timers.install()
  const library = toLibrary(
    numbers,
    parts.map((part) => ({ names: Object.keys(part), load: () => Promise.resolve(part) })),
  )
  return { library, state: new RealmState([numbers, ...parts]) }
}

async function load(url: string): Promise<object> {
  try {
    return (await import(url)) as object
  } catch (error) {
    throw locateImportError(error, url)
  }
}

function giveUp(error: unknown): void {
  post({ type: 'broken', ...toThreadError(error as Partial<ThreadError>) })
}

process.on('unhandledRejection', (reason) => stray(toStrayError(cells(), reason)))
process.on('uncaughtException', (error) => stray(toStrayError(cells(), error, 'fromCallback')))

parentPort?.on('message', (data: ThreadData) => {
  // While a program runs, it alone keeps the thread alive: one that waits for nothing that could come ends it.
  parentPort?.unref()
  run(data)
    .catch(giveUp)
    .finally(() => parentPort?.ref())
})
