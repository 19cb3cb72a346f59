import { setTimeout as pause } from 'node:timers/promises'
import type { Worker } from 'node:worker_threads'
import { CellError } from '../../kernel/errors.ts'
import type { KernelEvent } from '../../kernel/events.ts'
import type { Program } from '../../kernel/program.ts'
import { ProgramErrors, toCellError, type CellResults } from './cell-results.ts'
import { CellWatch, type Limits } from './cell-watch.ts'
import type { KnownModules } from './module-table.ts'
import { readUsage } from './read-usage.ts'
import type { ThreadMessage } from './thread-messages.ts'

/** What a thread has come to. */
export interface Outcome {
  results: Map<string, CellResults>
  /** What the thread has loaded since its last program; undefined where its results may not be kept. */
  found: KnownModules | undefined
  /** Whether the cells have left nothing behind, so that the thread may run another program. */
  isClean: boolean
}

/**
 * Hears what a thread reports of a program until it is over, and holds its cells to their limits meanwhile.
 * @throws CellError for a cell that ends the run; ProgramErrors for those that could not run with the others
 */
export async function collectResults(
  program: Program,
  thread: Worker,
  limits: Limits,
): Promise<Outcome> {
  const collector = new Collector(program)
  const fail = (error: Error): void => collector.fail(error)
  const watch = new CellWatch(limits, fail)
  const end = (): void => watch.end()
  const hear = (message: ThreadMessage): void => {
    if (message.type === 'loading') watch.beginLoading()
    if (message.type === 'loaded') watch.endLoading()
    if ('event' in message) watch.hear(message.event)
    collector.hear(message)
  }
  thread.on('error', fail).on('exit', end).on('message', hear)
  void keepLooking(thread, watch, collector)
  try {
    return await collector.outcome
  } finally {
    thread.off('error', fail).off('exit', end).off('message', hear)
  }
}

/** Milliseconds between two looks at what a thread has used. */
const lookEvery = 100

async function keepLooking(thread: Worker, watch: CellWatch, collector: Collector): Promise<void> {
  // The thread keeps the process alive, not the looking.
  const pauseOnce = (): Promise<void> => pause(lookEvery, undefined, { ref: false })
  for (; !collector.isOver; await pauseOnce()) {
    const usage = await readUsage(thread).catch(() => undefined)
    if (usage && !collector.isOver) watch.look(usage)
  }
}

/** Makes results of what a thread reports. */
class Collector {
  readonly #results: Map<string, CellResults>
  readonly #refused: CellError[] = []
  readonly #settled = Promise.withResolvers<Outcome>()
  /** What is being drawn; undefined when everything is. */
  #widths: 'roomy' | 'narrow' | undefined = 'roomy'
  /** The trial that the last event was of. */
  #trial: number | undefined
  #found: KnownModules | undefined
  #isOver = false

  constructor({ cells }: Program) {
    this.#results = new Map(cells.map(({ name }) => [name, { roomy: [], narrow: [] }]))
  }

  /** Rejects where the program ended before everything was drawn. */
  get outcome(): Promise<Outcome> {
    return this.#settled.promise
  }

  get isOver(): boolean {
    return this.#isOver
  }

  hear(message: ThreadMessage): void {
    if (this.#isOver) return
    switch (message.type) {
      case 'event':
        if (this.#widths) record(this.#results, this.#widths, message)
        break
      case 'drawn':
        this.#goOn(message.widths)
        break
      case 'tried':
        this.#trial = message.trial
        if (message.moved) recordTrial(this.#results, message.trial, message.event)
        break
      case 'measured':
        this.#trial = undefined
        break
      case 'quick':
        for (const name of message.cells) markQuick(this.#results.get(name))
        break
      case 'imported':
        this.#found = message
        break
      case 'stray':
        this.#refused.push(toCellError(message))
        break
      case 'refused':
        this.#refused.push(...message.errors.map(toCellError))
        for (const name of message.skipped) this.#results.delete(name)
        break
      case 'broken':
        this.fail(toCellError(message))
        break
      case 'over':
        this.#end(message.isClean)
    }
  }

  /** Ends the program. When everything is drawn, what goes wrong while cells are measured only keeps them out of the page. */
  fail(error: Error): void {
    if (this.#isOver) return
    if (!this.#widths) {
      if (error instanceof CellError && this.#trial !== undefined)
        noteLate(this.#results, this.#trial, error)
      // How long something takes differs from run to run.
      this.#found = undefined
      return this.#end(false)
    }
    this.#isOver = true
    this.#settled.reject(error)
  }

  #goOn(drawn: 'roomy' | 'narrow'): void {
    if (drawn === 'roomy') for (const result of this.#results.values()) result.narrow = result.roomy
    this.#widths = drawn === 'roomy' ? 'narrow' : undefined
  }

  #end(isClean: boolean): void {
    this.#isOver = true
    const results = this.#results
    if (this.#refused.length > 0) this.#settled.reject(new ProgramErrors(this.#refused, results))
    else this.#settled.resolve({ results, found: this.#found, isClean })
  }
}

function record(
  results: Map<string, CellResults>,
  widths: 'roomy' | 'narrow',
  { event, origin }: Extract<ThreadMessage, { type: 'event' }>,
): void {
  const result = 'cell' in event && results.get(event.cell)
  if (!result) return
  switch (event.type) {
    case 'output':
      result[widths] = event.outputs
      break
    case 'failure':
      result.failure = event.failure
      if (origin) result.origin = origin
      break
    case 'playback':
      result.playback = { state: event.state, steps: event.steps }
  }
}

function recordTrial(results: Map<string, CellResults>, trial: number, event: KernelEvent): void {
  const result = 'cell' in event ? results.get(event.cell) : undefined
  if (!result || (event.type !== 'output' && event.type !== 'failure')) return
  const tried =
    event.type === 'output' ? { outputs: event.outputs } : { outputs: [], failure: event.failure }
  result.tried = new Map([...(result.tried ?? []), [trial, tried]])
}

/** A cell that takes too long at one of the trials. */
function noteLate(results: Map<string, CellResults>, trial: number, error: CellError): void {
  const result = results.get(error.cell)
  if (!result) return
  const { told: message } = error
  result.tried = new Map([...(result.tried ?? []), [trial, { failure: { message }, outputs: [] }]])
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
