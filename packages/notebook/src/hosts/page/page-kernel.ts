import type { Branch, BranchPlace } from '../../kernel/branch.ts'
import type { KernelEvent, RunId } from '../../kernel/events.ts'
import { findDependents } from '../../kernel/graph.ts'
import type { Json } from '../../kernel/json.ts'
import { Kernel, type Widths } from '../../kernel/kernel.ts'
import type { Output } from '../../kernel/output.ts'
import type { CompiledCell, Program } from '../../kernel/program.ts'
import { withCellErrors, type CellFunction } from '../../kernel/run-cell.ts'
import { handRests, hostTiming, type Timing } from '../timing.ts'
import { copyElement } from './copy-element.ts'
import type { PageCells } from './page-cells.ts'
import { TaskSlice } from './task-slice.ts'

export interface PageKernelOptions {
  cells: PageCells
  widths: Widths
  /** Whether a cell's output is in the window, or nearly. */
  isInView: (cell: string) => boolean
  /** What cells show after one run: all of it together, in the frame in which it was computed. */
  onShow: (outputs: ReadonlyMap<string, Output[]>) => void
  /** A cell failed, was slow, or does what only the sandbox can: the page runs it no more. */
  onUnfit: (cell: string) => void
  timing?: Timing
}

/** While the hand moves nothing in view, outputs out of view may take one part in so many of the time. */
const movingShare = 4
/** Milliseconds of a frame. */
const frame = 16
/** Up to two frames, a figure still follows the hand sooner here than by way of the sandbox. */
const slow = 2 * frame
/** Milliseconds from which a browser calls a task long, and a reader feels it. */
const longTask = 50
/**
 * A cell that is slow so many times in a row is slow in fact, and not held up by what the browser paints
 * meanwhile. A long task counts twice.
 */
const mostOverruns = 4
/** Milliseconds that outputs out of view are computed for between two frames. */
const batchTime = 8
/** What a cell is taken to cost until it has run. */
const unknownCost = 4

/**
 * The kernel that runs published cells in the page. A run computes what is in view, and is shown as
 * a whole; while it goes on, only the newest values are kept. What is out of view is computed when the
 * reader's hand rests or it comes into view; while the hand moves what nothing in view needs, now and
 * then.
 */
export class PageKernel {
  readonly #options: PageKernelOptions
  readonly #timing: Timing
  readonly #slice: TaskSlice
  readonly #program: Program
  #widths: Widths
  #kernel: Kernel | undefined
  /** The cells whose home is here. */
  #watched: ReadonlySet<string> = new Set()
  /** Cells of these that do not show the newest values. */
  readonly #stale = new Set<string>()
  /** Cells that came home when a worker ended: nothing begins by itself, so they wait for a value. */
  readonly #deferred = new Set<string>()
  readonly #values = new Map<string, Json>()
  /** Values that no run has been given. */
  readonly #waiting = new Map<string, Json>()
  #isResized = false
  /** Whether the run that is under way is for nobody to see. */
  #isWarming = false
  #run: RunId = 0
  #newest: RunId = 0
  #batch: string[] = []
  #shown = new Map<string, Output[]>()
  readonly #costs = new Map<string, { last: number; overruns: number }>()
  #changedAt = -Infinity
  /** While the hand moves nothing in view, outputs out of view are not computed before. */
  #othersFrom = -Infinity
  /** Whether what the hand moves is in view. */
  #isSeen = false
  #isResting = false

  constructor(options: PageKernelOptions) {
    this.#options = options
    this.#timing = options.timing ?? hostTiming
    this.#slice = new TaskSlice(this.#timing.now)
    this.#widths = options.widths
    const { outline, functions } = options.cells
    const cells = outline.cells.filter(({ name }) => Object.hasOwn(functions, name))
    this.#program = {
      ...outline,
      cells: cells.map((cell): CompiledCell => ({ ...cell, body: '' })),
    }
    for (const { name, value } of outline.inputs) this.#values.set(name, value)
  }

  /** The cells that it can run. */
  get cells(): string[] {
    return this.#program.cells.map(({ name }) => name)
  }

  /**
   * Runs once, for nobody to see, what an input is about to change: code that runs for the first
   * time is slow.
   */
  warmUp(input: string): void {
    // What is stale already is to be seen.
    if (this.#kernel || this.#stale.size > 0) return
    const { isInView } = this.#options
    const cells = [...findDependents(this.#program.cells, [input])].filter(isInView)
    for (const name of cells) if (this.#watched.has(name)) this.#stale.add(name)
    this.#begin(true)
  }

  /** Gives an input a new value. */
  set(run: RunId, name: string, value: Json): void {
    this.#newest = run
    this.#values.set(name, value)
    this.#waiting.set(name, value)
    const now = this.#timing.now()
    // The first answer waits for nothing else.
    if (now >= this.#changedAt + handRests) {
      this.#othersFrom = now + frame
      this.#isSeen = false
    }
    this.#changedAt = now
    this.#begin()
  }

  /** Draws figures for another width. */
  resize(run: RunId, widths: Widths): void {
    this.#newest = run
    this.#widths = widths
    // Before there is a kernel the page shows what the build drew, for each width.
    this.#isResized = this.#kernel !== undefined
    this.#begin()
  }

  /**
   * Says which cells have their home here from now on.
   * @param fresh cells that are computed at once; others that are new here, with the next value
   */
  watch(cells: ReadonlySet<string>, fresh: readonly string[]): void {
    const wasBusy = this.#isBusy
    for (const name of cells) {
      if (fresh.includes(name)) this.#stale.add(name)
      else if (!this.#watched.has(name)) this.#deferred.add(name)
    }
    this.#watched = cells
    for (const names of [this.#stale, this.#deferred])
      for (const name of [...names]) if (!cells.has(name)) names.delete(name)
    this.#batch = this.#batch.filter((name) => cells.has(name))
    if (this.#isBusy) this.#watchBatch()
    else if (wasBusy || fresh.length > 0) this.#begin()
  }

  /** Cells that are watched from the start show the published values already. */
  start(cells: ReadonlySet<string>): void {
    this.#watched = cells
  }

  /** What stands within one of a cell's outputs. */
  async open(cell: string, place: BranchPlace): Promise<Branch | undefined> {
    const value = await this.#getKernel().valueAt(cell, place.output)
    const { openOutput } = await import('../../kernel/open-output.ts')
    return openOutput(value, place)
  }

  /** Something has come into view. */
  look(): void {
    this.#begin()
  }

  get #isBusy(): boolean {
    return this.#batch.length > 0
  }

  /**
   * Begins the next run, unless one is under way or there is nothing to do.
   * @param isWarming whether nobody is to see it
   */
  #begin(isWarming = false): void {
    if (this.#isBusy) return
    this.#isWarming = isWarming
    this.#takeWaiting()
    this.#batch = this.#nextBatch()
    if (this.#batch.length === 0) return
    this.#run = this.#newest
    this.#forgetStale()
    this.#watchBatch()
  }

  /** What is stale is computed anew, even where its kernel has a value of it. */
  #forgetStale(): void {
    this.#kernel?.watch(this.#newest, this.#upToDate, [])
  }

  #watchBatch(): void {
    this.#getKernel().watch(this.#run, [...this.#upToDate, ...this.#batch], this.#batch)
  }

  get #upToDate(): string[] {
    return [...this.#watched].filter((name) => !this.#stale.has(name) && !this.#deferred.has(name))
  }

  #takeWaiting(): void {
    if (this.#waiting.size === 0 && !this.#isResized) return
    this.#markStale([...this.#waiting.keys(), ...(this.#isResized ? ['width'] : [])])
    for (const name of this.#deferred) this.#stale.add(name)
    this.#deferred.clear()
    const fresh = Object.fromEntries(this.#waiting)
    this.#waiting.clear()
    const kernel = this.#kernel
    // A kernel that is made now is given the newest values.
    if (!kernel) return
    this.#forgetStale()
    kernel.set(this.#newest, fresh)
    if (this.#isResized) kernel.resize(this.#newest, this.#widths)
    this.#isResized = false
  }

  #markStale(names: Iterable<string>): void {
    for (const name of findDependents(this.#program.cells, names))
      if (this.#watched.has(name)) this.#stale.add(name)
  }

  /**
   * Stale cells in view; where there are none, as many of the others as take 8 ms, if they may be computed
   * now. These take turns: the one that waits longest is the first of the set.
   */
  #nextBatch(): string[] {
    const stale = [...this.#stale]
    const inView = stale.filter(this.#options.isInView)
    if (inView.length > 0) this.#isSeen = true
    if (inView.length > 0 || stale.length === 0) return inView
    const wait = this.#untilOthers()
    if (wait <= 0) return this.#takeTurns(stale)
    this.#beginAfter(wait)
    return []
  }

  #takeTurns(others: readonly string[]): string[] {
    let cost = 0
    const costs = others.map((name) => (cost += this.#costOf(name)))
    const few = others.filter((_, index) => index === 0 || costs[index] <= batchTime)
    this.#othersFrom = this.#timing.now() + movingShare * costs[few.length - 1]
    return few
  }

  /**
   * Milliseconds until outputs out of view may be computed. While the hand moves something in view,
   * none is: it would hold up the next value, or the frame that shows it.
   */
  #untilOthers(): number {
    const resting = this.#changedAt + handRests
    return (this.#isSeen ? resting : Math.min(resting, this.#othersFrom)) - this.#timing.now()
  }

  #costOf(cell: string): number {
    return this.#costs.get(cell)?.last ?? unknownCost
  }

  #beginAfter(wait: number): void {
    if (this.#isResting) return
    this.#isResting = true
    this.#timing.after(wait, () => {
      this.#isResting = false
      this.#begin()
    })
  }

  #getKernel(): Kernel {
    return (this.#kernel ??= new Kernel(this.#toProgram(), {
      // Names of the library that a cell has redefined, for the messages of failures.
      library: {},
      toCall: (cell) => this.#toCall(cell),
      toMarkup: copyElement,
      admit: () => this.#slice.admit(),
      clock: Date.now,
      widths: this.#widths,
      still: true,
      emit: (event) => this.#hear(event),
    }))
  }

  #toProgram(): Program {
    const inputs = [...this.#values].map(([name, value]) => ({ name, value }))
    return { ...this.#program, inputs }
  }

  #hear(event: KernelEvent): void {
    switch (event.type) {
      case 'output':
        return void this.#shown.set(event.cell, event.outputs)
      case 'failure':
        return this.#options.onUnfit(event.failure.upstream ?? event.cell)
      // A generator: the reader may play it, or it plays by itself.
      case 'stepping':
        return this.#options.onUnfit(event.cell)
      case 'settled':
        return this.#onSettled(event.run)
    }
  }

  #onSettled(run: RunId): void {
    if (!this.#isBusy || run !== this.#run) return
    this.#slice.end()
    for (const name of this.#batch) this.#stale.delete(name)
    this.#batch = []
    const shown = [...this.#shown].filter(([name]) => this.#watched.has(name))
    this.#shown = new Map()
    if (!this.#isWarming) this.#options.onShow(new Map(shown))
    this.#begin()
  }

  #toCall(cell: CompiledCell): CellFunction {
    const call = withCellErrors(cell, this.#options.cells.functions[cell.name])
    return (...inputs) => {
      const began = this.#timing.now()
      const result = call(...inputs)
      this.#count(cell.name, this.#timing.now() - began)
      if (result instanceof Promise) this.#options.onUnfit(cell.name)
      return result
    }
  }

  /** The first run of a cell does not count: its code is cold. */
  #count(cell: string, cost: number): void {
    const before = this.#costs.get(cell)
    const isSlow = before !== undefined && cost > slow
    const overruns = isSlow ? before.overruns + (cost > longTask ? 2 : 1) : 0
    this.#costs.set(cell, { last: cost, overruns })
    if (overruns >= mostOverruns) this.#options.onUnfit(cell)
  }
}
