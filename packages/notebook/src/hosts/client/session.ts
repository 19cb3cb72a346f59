import type { Branch, BranchPlace } from '../../kernel/branch.ts'
import type { KernelEvent, RunId } from '../../kernel/events.ts'
import type { Json } from '../../kernel/json.ts'
import type { Widths } from '../../kernel/kernel.ts'
import type { Act } from '../../kernel/playback.ts'
import type { Program } from '../../kernel/program.ts'
import type { Request } from '../../kernel/protocol.ts'
import type { CellState, EditAnswer } from './cell-state.ts'
import { ChapterState } from './chapter-state.ts'
import { RunCounter } from './run-counter.ts'
import { Connection } from './connection.ts'
import { UpdateQueue, type Schedule } from './update-queue.ts'
import type { CellUpdate, UpdateListener } from './cell-update.ts'
import type { StopReason } from './stop-reason.ts'
import { Watchdog } from './watchdog.ts'
import type { KernelReply, KernelHost, KernelHostEvents } from './kernel-host.ts'

export interface SessionOptions {
  program: Program
  widths: Widths
  onUpdate: UpdateListener
  /** Opens a place for the kernel to run in. */
  open: (events: KernelHostEvents) => Promise<KernelHost>
  /** Milliseconds that a cell may hold up the worker. Default 5,000. */
  timeLimit?: number
  /** When updates are handed on. Default: when the page draws. */
  schedule?: Schedule
  /** The runs of the chapter, those in the page included. Default: only those of this session. */
  runs?: RunCounter
  /** The cells whose home is the sandbox, at the beginning. Default: all. */
  watched?: ReadonlySet<string>
  /**
   * An edit was accepted, which affects these cells, or a worker has ended: which cells are as
   * published may have changed.
   */
  onEdited?: (affected: readonly string[]) => void
}

/**
 * A chapter running in the sandbox. Nothing starts before the first `set`, `edit`, `play`
 * or `warmUp`.
 */
export class Session {
  readonly #chapter: ChapterState
  readonly #connection: Connection
  readonly #watchdog: Watchdog
  readonly #updates: UpdateQueue
  readonly #timeLimit: number
  readonly #runs: RunCounter
  readonly #onEdited: (affected: readonly string[]) => void
  /** The cells whose home is the sandbox; events of others are only signs of life. */
  #watched: ReadonlySet<string> | undefined
  #widths: Widths
  #lastRun: RunId = 0
  /** Whether the last run has not settled. */
  #isBusy = false
  /**
   * How often code was entered, in any cell: numbers the entries, so that the last one is known.
   */
  #entries = 0
  /** The cell that the last event was about. */
  #lastHeard: CellState | undefined
  /**
   * Whether the waiting values may be what hung the last worker: then they go out only with the
   * reader's next action.
   */
  #areValuesSuspect = false
  /** Who waits for what stands within an output. */
  readonly #questions = new Map<number, (branch: Branch | undefined) => void>()
  #lastQuestion = 0

  constructor({ program, widths, onUpdate, open, timeLimit = 5000, ...options }: SessionOptions) {
    this.#chapter = new ChapterState(program)
    this.#widths = widths
    this.#timeLimit = timeLimit
    this.#runs = options.runs ?? new RunCounter()
    this.#watched = options.watched
    this.#onEdited = options.onEdited ?? ((): void => {})
    this.#updates = new UpdateQueue(onUpdate, options.schedule)
    this.#connection = new Connection({
      open,
      toLoad: () => this.#toLoad(),
      events: {
        onReply: (reply) => this.#onReply(reply),
        onFlood: (reason) => this.#end(reason, this.#suspect),
        onFault: (reason) => this.#end(reason),
        onBroken: (reason) => this.#onBroken(reason),
      },
    })
    this.#watchdog = new Watchdog({
      limit: timeLimit,
      ping: (id) => void this.#connection.send({ type: 'ping', id }),
      // A worker that answers is not hung: its run waits for a promise, so newer values may go out.
      onAnswer: () => this.#isBusy && this.#sendWaiting(),
      onHung: () => this.#onHung(),
    })
  }

  /** Starts the worker before it is needed. */
  warmUp(): void {
    this.#connection.start()
  }

  /** The cells that are not as published, and all that depend on them. */
  get edited(): Set<string> {
    return this.#chapter.edited
  }

  /** Whether a cell does not show the newest values yet. */
  isLate(name: string): boolean {
    const isPending = this.#chapter.cell(name)?.isPending ?? false
    return this.#isWatched(name) && (isPending || this.#waitingDependents.includes(name))
  }

  /**
   * Says which cells have their home in the sandbox from now on.
   * @param fresh those of them that are computed now
   */
  watch(homed: ReadonlySet<string>, fresh: readonly string[]): void {
    // What an edit under way computes must not be forgotten for the sake of another one.
    const editing = this.#chapter.cells.filter(({ isEditing }) => isEditing)
    const cells = new Set([...homed, ...editing.flatMap((it) => this.#chapter.affectedBy(it))])
    this.#watched = cells
    for (const cell of this.#chapter.cells) if (!cells.has(cell.name)) this.#release(cell)
    if (fresh.length === 0 && !this.#connection.isOpen) return
    const wasBusy = this.#isBusy
    const run = fresh.length > 0 ? this.#startRun() : this.#lastRun
    this.#chapter.expect(fresh, run)
    // What is under way must not meet values that came after it.
    const values = wasBusy || fresh.length === 0 ? {} : this.#sendValues(run)
    void this.#send({ type: 'watch', run, cells: [...cells], fresh: [...fresh], values })
  }

  /** A cell is at home in the page: what is still to come of it here is not waited for. */
  #release(cell: CellState): void {
    const wasPending = cell.isPending
    cell.release()
    this.#updates.drop(cell.name)
    if (wasPending) this.#update(cell, { type: 'kept' })
  }

  /** Takes values that were set elsewhere; they are sent with the next request. */
  hold(name: string, value: Json): void {
    this.#chapter.input(name)?.set(value)
  }

  /**
   * Gives an input a new value. While the worker is busy only the newest value of each input is
   * kept, and sent later.
   */
  set(name: string, value: Json): void {
    this.#chapter.input(name)?.set(value)
    if (!this.#isBusy) this.#sendWaiting()
  }

  /**
   * Replaces a cell's code, and runs it and all cells that depend on it. A name that no cell has adds
   * one.
   */
  edit(name: string, source: string, onAnswer: (answer: EditAnswer) => void = () => {}): void {
    const cell = this.#chapter.cell(name) ?? this.#chapter.add(name)
    const { kind, layout, play } = cell.code
    const run = this.#startRun()
    cell.sendEdit(run, onAnswer)
    this.#chapter.expect(this.#chapter.affectedBy(cell), run)
    this.#update(cell, { type: 'running' })
    const values = this.#sendValues(run)
    void this.#send({
      type: 'edit',
      run,
      cell: { name, source, kind, layout, ...(play && { play }) },
      values,
    })
  }

  /** Plays, pauses or steps a cell's generator, or restarts it. */
  play(name: string, act: Act): void {
    const cell = this.#chapter.cell(name)
    if (!cell) return
    const run = this.#startRun()
    this.#chapter.expect(this.#chapter.affectedBy(cell), run)
    void this.#send({ type: 'play', run, cell: name, act, values: this.#sendValues(run) })
  }

  /** Draws figures for another width. */
  resize(widths: Widths): void {
    if (widths.column === this.#widths.column && widths.wide === this.#widths.wide) return
    this.#widths = widths
    if (!this.#connection.isOpen) return
    const run = this.#startRun()
    this.#chapter.expect(this.#watchedOf(this.#chapter.dependentsOf(['width'])), run)
    void this.#send({ type: 'resize', run, widths })
  }

  /**
   * What stands within one of a cell's outputs, which is computed first where this worker has not yet.
   * Resolves to undefined where there is no such output, or the worker is ended.
   */
  async open(cell: string, place: BranchPlace): Promise<Branch | undefined> {
    const id = ++this.#lastQuestion
    const { promise, resolve } = Promise.withResolvers<Branch | undefined>()
    this.#questions.set(id, resolve)
    await this.#send({ type: 'open', id, cell, place })
    if (!this.#connection.isOpen) this.#answer(id)
    return promise
  }

  #answer(id: number, branch?: Branch): void {
    this.#questions.get(id)?.(branch)
    this.#questions.delete(id)
    if (this.#questions.size === 0 && !this.#isBusy) this.#watchdog.watch(false)
  }

  /** Nobody looks at the page, or somebody does again: generators rest meanwhile. */
  rest(isResting: boolean): void {
    if (this.#connection.isOpen) void this.#connection.send({ type: 'rest', isResting })
  }

  /** Ends whatever runs. What is shown stays; the reader's next action starts a new worker. */
  stop(): void {
    this.#end({ kind: 'byReader' })
  }

  /** The chapter's newest run, or a new one where this session has had that already. */
  #startRun(): RunId {
    this.#isBusy = true
    const { last } = this.#runs
    this.#lastRun = last > this.#lastRun ? last : this.#runs.next()
    return this.#lastRun
  }

  #toLoad(): Request {
    const load = { type: 'load', program: this.#chapter.toLoad(), widths: this.#widths } as const
    return this.#watched ? { ...load, cells: [...this.#watched] } : load
  }

  #isWatched(name: string): boolean {
    return this.#watched?.has(name) ?? true
  }

  #watchedOf(names: Iterable<string>): string[] {
    return [...names].filter((name) => this.#isWatched(name))
  }

  /** The cells of the sandbox that need a value which no worker has been sent. */
  get #waitingDependents(): string[] {
    return this.#watchedOf(this.#chapter.dependentsOf(this.#chapter.waitingInputs))
  }

  /** Sends the values that wait, unless nothing in the sandbox needs them. */
  #sendWaiting(): void {
    if (this.#waitingDependents.length === 0) return
    const run = this.#startRun()
    void this.#send({ type: 'set', run, values: this.#sendValues(run) })
  }

  /** The values that wait, which `run` carries; outputs of the cells here are expected. */
  #sendValues(run: RunId): Record<string, Json> {
    this.#chapter.expect(this.#waitingDependents, run)
    return this.#chapter.sendWaiting(run)
  }

  async #send(request: Parameters<Connection['send']>[0]): Promise<void> {
    if (await this.#connection.send(request)) this.#watchdog.watch(true)
  }

  #update(cell: CellState, update: CellUpdate): void {
    this.#updates.add(cell.name, update)
  }

  #onReply(reply: KernelReply): void {
    switch (reply.type) {
      case 'event':
        return this.#onEvent(reply.event)
      case 'pong':
        return this.#watchdog.answer(reply.id)
      case 'branch':
        return this.#answer(reply.id, reply.branch)
      case 'accepted':
        return this.#onAccepted(reply)
      case 'refused':
        return this.#onRefused(reply)
      case 'tampered':
        return this.#onTampered(reply)
    }
  }

  #onEvent(event: KernelEvent): void {
    // Forged by a cell: it names a run that was never started (or NaN), or an unknown cell.
    if (!(event.run <= this.#lastRun)) return
    if (event.type === 'settled') return this.#onSettled(event.run)
    const cell = this.#chapter.cell(event.cell)
    if (!cell) return
    this.#lastHeard = cell
    this.#onCellEvent(cell, event)
  }

  #onCellEvent(cell: CellState, event: Exclude<KernelEvent, { type: 'settled' }>): void {
    switch (event.type) {
      case 'started':
        return this.#onStarted(cell, event.run)
      case 'finished':
        return cell.finish(event.run)
      case 'stepping':
        return cell.enter(++this.#entries)
      case 'stepped':
        return cell.leave()
      case 'playback':
        if (!this.#isWatched(cell.name)) return
        if (cell.followPlayback(event))
          this.#update(cell, { type: 'playback', state: event.state, steps: event.steps })
        return
      case 'output':
        if (!this.#isWatched(cell.name)) return
        if (cell.show(event.run)) this.#update(cell, { type: 'output', outputs: event.outputs })
        return
      case 'failure':
        if (!this.#isWatched(cell.name)) return
        if (cell.show(event.run)) this.#update(cell, { type: 'failure', failure: event.failure })
    }
  }

  #onStarted(cell: CellState, run: RunId): void {
    cell.enter(++this.#entries)
    if (!this.#isWatched(cell.name)) return
    cell.expect(run)
    this.#update(cell, { type: 'running' })
  }

  #onSettled(run: RunId): void {
    for (const cell of this.#chapter.cells)
      if (cell.settle(run)) this.#update(cell, { type: 'kept' })
    for (const input of this.#chapter.inputs) input.settle(run)
    if (!this.#isBusy || run < this.#lastRun) return
    this.#isBusy = false
    this.#areValuesSuspect = false
    this.#watchdog.watch(false)
    this.#sendWaiting()
  }

  #onAccepted({ run, cell: code }: KernelReply & { type: 'accepted' }): void {
    const cell = this.#chapter.cell(code.name)
    if (!cell?.endEdit(run, 'accepted')) return
    const former = this.#chapter.affectedBy(cell)
    cell.accept(code, run)
    this.#chapter.expect(this.#chapter.dependentsOf(code.outputs), run)
    this.#onEdited([...new Set([...former, ...this.#chapter.affectedBy(cell)])])
  }

  #onRefused({ run, cell: name, failure }: KernelReply & { type: 'refused' }): void {
    const cell = this.#chapter.cell(name)
    if (!cell?.endEdit(run, 'refused')) return
    for (const record of [...this.#chapter.inputs, ...this.#chapter.cells]) record.cancel(run)
    this.#update(cell, { type: 'refused', failure })
    if (this.#isBusy && run < this.#lastRun) return
    this.#isBusy = false
    this.#watchdog.watch(false)
    if (!this.#areValuesSuspect) this.#sendWaiting()
  }

  /**
   * The cell that most likely hangs: the last one whose code was entered and has not returned, or
   * else the one that the last event was about.
   */
  get #suspect(): CellState | undefined {
    const open = this.#chapter.cells.filter((cell) => cell.enteredAt !== undefined)
    const [last = this.#lastHeard] = open.sort((a, b) => (b.enteredAt ?? 0) - (a.enteredAt ?? 0))
    return last
  }

  #onHung(): void {
    const moved = this.#waitingDependents
    this.#end({ kind: 'hung', seconds: this.#timeLimit / 1000 }, this.#suspect)
    // A value that the reader moved meanwhile is a new action. Without one, what hung would run
    // again for ever.
    if (moved.length === 0) return
    this.#onEdited(moved)
    this.#sendWaiting()
  }

  /** The code that changed what all cells share has run to its end: it is not to be loaded again. */
  #onTampered({ what, cell: name = '' }: KernelReply & { type: 'tampered' }): void {
    const cell = this.#chapter.cell(name) ?? this.#suspect
    this.#end({ kind: 'tampered', what }, cell)
    cell?.restoreOriginal()
    this.#onEdited([])
  }

  /**
   * A cell may have forged that an edit was accepted, and its code may not load: the chapter's own
   * code is known to.
   */
  #onBroken(reason: StopReason): void {
    this.#end(reason)
    for (const cell of this.#chapter.cells) cell.restoreOriginal()
    this.#onEdited([])
  }

  /**
   * Ends the worker. Every cell that had not finished is told the reason, or that another cell was
   * at fault.
   */
  #end(reason: StopReason, fault?: CellState): void {
    if (!this.#connection.isOpen) return
    this.#connection.end()
    for (const id of [...this.#questions.keys()]) this.#answer(id)
    this.#watchdog.rest()
    const waiting = new Set(this.#waitingDependents)
    for (const cell of this.#chapter.cells) {
      if (!cell.isUnderWay && !waiting.has(cell.name) && cell !== fault) continue
      this.#update(cell, {
        type: 'stopped',
        reason: cell === (fault ?? cell) ? reason : { kind: 'withAnother' },
      })
    }
    for (const record of [...this.#chapter.cells, ...this.#chapter.inputs]) record.reset()
    this.#isBusy = false
    this.#areValuesSuspect = true
    this.#onEdited([])
  }
}
