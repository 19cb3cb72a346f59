import { setImmediate as nextTurn } from 'node:timers/promises'
import { createConsole } from '../../kernel/cell-console.ts'
import type { KernelEvent } from '../../kernel/events.ts'
import {
  findDependents,
  findGraphErrors,
  mayBeMissing,
  runnablePart,
  withoutCells,
} from '../../kernel/graph.ts'
import type { Json } from '../../kernel/json.ts'
import type { KernelOptions } from '../../kernel/kernel.ts'
import type { CompiledCell, Program } from '../../kernel/program.ts'
import { toFunction, type CellFunction } from '../../kernel/run-cell.ts'
import { drawnWidths } from '../widths.ts'
import type { CellTimers } from './cell-timers.ts'
import { findOrigin, type Origin } from './find-origin.ts'
import { findQuick, Meter, toSettings } from './find-quick.ts'
import { SettlingKernel } from './settling-kernel.ts'
import { toThreadError, type ThreadData, type ThreadMessage } from './thread-messages.ts'
import { tryLaterValues } from './try-later-values.ts'

type Library = KernelOptions['library']

/** What a program runs in. */
export interface RunContext {
  library: Library
  timers: CellTimers
  post: (message: ThreadMessage) => void
  /** Called when everything is drawn, before the trials. */
  onDrawn: () => void
}

// A constant, so that two builds are the same bytes.
const buildTime = Date.UTC(2026, 0, 1)

/** A program's run in the build's thread: for both widths, then at the trials, then to be measured. */
export class ProgramRun {
  readonly #data: ThreadData
  readonly #context: RunContext
  /** Where cells threw what they threw, by their names. */
  readonly #origins = new Map<string, Origin | undefined>()

  constructor(data: ThreadData, context: RunContext) {
    this.#data = data
    this.#context = context
  }

  async run(): Promise<void> {
    const { ends, wereCostly, trials, untried } = this.#data
    const { post, onDrawn, library } = this.#context
    const program = this.#skipRefused(this.#data.program)
    const unfit = await this.#draw(program)
    await this.#finishTimers()
    // Unhandled rejections are reported when the turn ends; they must arrive before what is drawn.
    await nextTurn()
    onDrawn()
    post({ type: 'drawn', widths: 'narrow' })
    if (trials.length > 0) await this.#tryAt(trials, withoutCells(program, new Set(untried)))
    if (!ends) return
    const measured = withoutCells(program, unfit)
    const onCall = (event: KernelEvent): void => post({ type: 'measured', event })
    const settings = toSettings(measured, ends)
    const cells = await findQuick(measured, { settings, library, wereCostly, onCall })
    post({ type: 'quick', cells })
    await this.#finishTimers()
  }

  /** The part of a program that can run; errors in the rest are posted. */
  #skipRefused(program: Program): Program {
    const errors = findGraphErrors(program, Object.keys(this.#context.library))
    if (errors.length === 0) return program
    const part = runnablePart(program, errors)
    const reported = errors.filter((it) => !mayBeMissing(it, this.#data.missing))
    const skipped = program.cells.filter((it) => !part.cells.includes(it)).map(({ name }) => name)
    this.#context.post({ type: 'refused', errors: reported.map(toThreadError), skipped })
    return part
  }

  /**
   * Runs a program until it has settled, for both widths, then with some later values of its generators.
   * @returns the cells that never run in the page: those whose code is not plain, that fail, make a
   * generator or a promise, or take long
   */
  async #draw(program: Program): Promise<Set<string>> {
    const { post, timers } = this.#context
    const meter = new Meter()
    const stepped = new Set<string>()
    const failed = new Set<string>()
    let hear = (event: KernelEvent): void => {
      if (event.type === 'failure') failed.add(event.cell)
      if (event.type === 'stepping') stepped.add(event.cell)
      const origin = event.type === 'failure' ? this.#origins.get(event.cell) : undefined
      post({ type: 'event', event, ...(origin && { origin }) })
    }
    const kernel = new SettlingKernel(program, {
      ...this.#options(),
      toConsole: createConsole,
      toCall: (cell) => this.#noting(cell, meter.toCall(cell)),
      emit: (event) => hear(event),
    })
    await kernel.settle((it, run) => it.observe(run))
    timers.tickIntervals()
    const unfit = [...this.#data.unfit, ...failed, ...stepped, ...meter.waiting, ...meter.costly]
    post({ type: 'drawn', widths: 'roomy' })
    await kernel.settle((it, run) => it.resize(run, drawnWidths.narrow))
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

  /** Runs a program at one setting of its inputs after the other. */
  async #tryAt(
    settings: readonly Readonly<Record<string, Json>>[],
    program: Program,
  ): Promise<void> {
    const opening = Object.fromEntries(program.inputs.map(({ name, value }) => [name, value]))
    let [trial, moved] = [0, new Set<string>()]
    const kernel = new SettlingKernel(program, {
      ...this.#options(),
      toCall: toFunction,
      watched: findDependents(program.cells, Object.keys(opening)),
      emit: (event) =>
        this.#context.post({
          type: 'tried',
          trial,
          event,
          moved: 'cell' in event && moved.has(event.cell),
        }),
    })
    let before: Readonly<Record<string, Json>> = {}
    for (const [index, setting] of settings.entries()) {
      trial = index
      moved = findDependents(program.cells, Object.keys(setting))
      const others = Object.keys(before).filter((name) => !(name in setting))
      const returned = Object.fromEntries(others.map((name) => [name, opening[name] ?? null]))
      await kernel.settle((it, run) => it.set(run, { ...returned, ...setting }))
      before = setting
    }
    kernel.dispose()
    await this.#finishTimers()
  }

  #options(): Pick<KernelOptions, 'library' | 'clock' | 'widths' | 'still'> {
    const { library } = this.#context
    return { library, clock: () => buildTime, widths: drawnWidths.roomy, still: true }
  }

  /** What `invalidation` stops has a turn to stop; what is left then is called, or told. */
  async #finishTimers(): Promise<void> {
    await nextTurn()
    this.#context.timers.finish()
  }

  /** A cell's function that notes where what it throws comes from. */
  #noting(cell: CompiledCell, call: CellFunction): CellFunction {
    const note = (error: unknown): never => {
      const { cause } = error as { cause?: unknown }
      const stack = (cause as { stack?: unknown } | undefined)?.stack
      this.#origins.set(cell.name, typeof stack === 'string' ? findOrigin(stack) : undefined)
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
}
