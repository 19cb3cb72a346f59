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
import { Batches } from './batches.ts'
import { Connection } from './connection.ts'
import { UpdateQueue, type Schedule } from './update-queue.ts'
import { hostTiming, type Timing } from '../timing.ts'
import type { Message } from '../../strings/message.ts'
import type { CellUpdate, UpdateListener } from './cell-update.ts'
import type { StopReason } from './stop-reason.ts'
import { Watchdog } from './watchdog.ts'
import type { KernelReply, KernelHost, KernelHostEvents } from './kernel-host.ts'

export interface SessionOptions {
  program: Program
  widths: Widths
  onUpdate: UpdateListener<Message>
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
  /** Whether a cell's output is in the window, or nearly. Default: all are. */
  isInView?: (cell: string) => boolean
  /** For each cell with words of its own, the values in its caption, its alternative and its table. */
  words?: Readonly<Record<string, readonly string[]>>
  timing?: Timing
  /**
   * An edit was accepted, which affects these cells, or a worker has ended: which cells are as
   * published may have changed.
   */
  onEdited?: (affected: readonly string[]) => void
}

/** Milliseconds from one step of a generator to the next: a frame, and well below that where the page asks for more. */
const quickestStep = 4
/** Steps that may come at once. */
const firstSteps = 100

/**
 * A chapter running in the sandbox. Nothing starts before the first `set`, `edit`, `play`
 * or `warmUp`.
 */
export class Session {
  readonly #chapter: ChapterState
  readonly #connection: Connection
  readonly #watchdog: Watchdog
  readonly #updates: UpdateQueue
  readonly #batches: Batches
  readonly #timing: Timing
  readonly #timeLimit: number
  readonly #openedAt: number
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
  /**
   * Edits and plays of whose runs no event has come: a worker that hangs has not begun with them. Other replies say
   * nothing of that: a ping may have been answered before they were sent, and an edit is accepted when it has been
   * compiled, while the former version may hang at its end (`invalidation`) before any code is entered.
   */
  #untaken: { run: RunId; act: () => void }[] = []
  /** Whether what is left is looked at again in a while. */
  #isWaiting = false
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
    this.#timing = options.timing ?? hostTiming
    this.#openedAt = this.#timing.now()
    this.#batches = new Batches({
      cells: () => this.#chapter.cells.map(({ code }) => code),
      isInView: options.isInView ?? ((): boolean => true),
      words: options.words ?? {},
      now: this.#timing.now,
    })
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
      onAnswer: () => this.#isBusy && this.#goOn(),
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
    return this.#isWatched(name) && (isPending || this.#stale.has(name))
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
    this.#batches.drop(cell.name)
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
    this.#batches.move()
    this.#releaseValues()
  }

  /** Something has come into view. */
  look(): void {
    if (!this.#isBusy && !this.#areValuesSuspect) this.#goOn()
  }

  /**
   * Replaces a cell's code, and runs it and all cells that depend on it. A name that no cell has adds
   * one.
   */
  edit(name: string, source: string, onAnswer: (answer: EditAnswer) => void = () => {}): void {
    this.#act(() => this.#edit(name, source, onAnswer))
  }

  #edit(name: string, source: string, onAnswer: (answer: EditAnswer) => void): void {
    const cell = this.#chapter.cell(name) ?? this.#chapter.add(name)
    const { kind, layout, play } = cell.code
    const run = this.#startRun()
    cell.sendEdit(run, onAnswer)
    this.#batches.move()
    const cells = this.#toComputeWith(cell)
    this.#chapter.expect([name, ...cells], run)
    this.#update(cell, { type: 'running' })
    const values = this.#chapter.sendWaiting(run)
    void this.#send({
      type: 'edit',
      run,
      cell: { name, source, kind, layout, ...(play && { play }) },
      values,
      cells,
    })
  }

  /** What an edit of `cell` changes, with the values that wait, and is in view or under way. */
  #toComputeWith(cell: CellState): string[] {
    const affected = [...new Set([...this.#chapter.affectedBy(cell), ...this.#waitingDependents])]
    const inView = new Set(this.#batches.inView(affected))
    return affected.filter((name) => inView.has(name) || this.#chapter.cell(name)?.isPending)
  }

  /** Plays, pauses or steps a cell's generator, or restarts it. */
  play(name: string, act: Act): void {
    this.#act(() => this.#play(name, act))
  }

  #play(name: string, act: Act): void {
    const cell = this.#chapter.cell(name)
    if (!cell) return
    const run = this.#startRun()
    this.#chapter.expect(this.#chapter.affectedBy(cell), run)
    void this.#send({ type: 'play', run, cell: name, act, values: this.#sendValues(run) })
  }

  /** Does what the reader asks for, and keeps it until the worker has begun with it. */
  #act(act: () => void): void {
    act()
    this.#untaken.push({ run: this.#lastRun, act })
  }

  /** The worker has begun with `run`, and with what was asked for before that. */
  #take(run: RunId): void {
    this.#untaken = this.#untaken.filter((it) => it.run > run)
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
   * What stands within one of a cell's outputs, which is computed first where this worker has not yet,
   * with the values that wait. Resolves to undefined where there is no such output, or the worker is ended.
   */
  async open(cell: string, place: BranchPlace): Promise<Branch | undefined> {
    const id = ++this.#lastQuestion
    this.#releaseValues()
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

  /** Cells here that do not show the newest values, though what computes them may be under way. */
  get #stale(): Set<string> {
    const { cells } = this.#chapter
    const stale = cells.filter(({ name }) => this.#batches.has(name)).map(({ name }) => name)
    return new Set([...stale, ...this.#waitingDependents])
  }

  /** The reader does something: values may go out that wait, though one of them may have hung. */
  #releaseValues(): void {
    this.#areValuesSuspect = false
    if (!this.#isBusy) this.#goOn()
  }

  /**
   * Asks the worker for what is to be computed next, with the values that wait. Where all of that may
   * wait, the values do so too.
   */
  #goOn(): void {
    const waiting = this.#waitingDependents
    if (waiting.length > 0) this.#batches.add(waiting, this.#lastRun + 1)
    const batch = this.#batches.next()
    if (batch.length === 0) return this.#waitForRest()
    const run = this.#startRun()
    this.#compute(batch, run, this.#chapter.sendWaiting(run))
  }

  #compute(cells: string[], run: RunId, values: Record<string, Json>): void {
    this.#batches.ask(cells, run)
    this.#chapter.expect(cells, run)
    void this.#send({ type: 'set', run, values, cells })
  }

  #waitForRest(): void {
    const { wait } = this.#batches
    if (wait === undefined || this.#isWaiting) return
    this.#isWaiting = true
    this.#timing.after(wait, () => {
      this.#isWaiting = false
      this.look()
    })
  }

  /** The values that wait, which `run` carries; outputs of the cells here are expected. */
  #sendValues(run: RunId): Record<string, Json> {
    this.#chapter.expect(this.#waitingDependents, run)
    return this.#chapter.sendWaiting(run)
  }

  async #send(request: Parameters<Connection['send']>[0]): Promise<void> {
    if (await this.#connection.send(request)) this.#watchdog.watch(true)
  }

  #update(cell: CellState, update: CellUpdate<Message>): void {
    this.#updates.add(cell.name, update)
  }

  #onReply(reply: KernelReply): void {
    switch (reply.type) {
      case 'event':
        return this.#onEvent(reply.event)
      case 'unchanged':
        return this.#onUnchanged(reply)
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

  #onUnchanged({ cell, run }: KernelReply & { type: 'unchanged' }): void {
    const outputs = this.#chapter.cell(cell)?.sent
    if (outputs) this.#onEvent({ type: 'output', cell, run, outputs })
  }

  #onEvent(event: KernelEvent): void {
    // Forged by a cell: it names a run that was never started (or NaN), or an unknown cell.
    if (!(event.run <= this.#lastRun)) return
    this.#take(event.run)
    if (event.type === 'settled') return this.#onSettled(event.run)
    const cell = this.#chapter.cell(event.cell)
    if (!cell) return
    this.#lastHeard = cell
    if (event.type === 'output') cell.sent = event.outputs
    this.#onCellEvent(cell, event)
  }

  #onCellEvent(cell: CellState, event: Exclude<KernelEvent, { type: 'settled' }>): void {
    switch (event.type) {
      case 'started':
        return this.#onStarted(cell, event.run)
      case 'finished':
        if (event.took !== undefined) this.#batches.count(cell.name, event.took)
        return cell.finish(event.run)
      case 'stepping':
        return cell.enter(++this.#entries)
      case 'stepped':
        return cell.leave()
      case 'playback':
        if (!this.#isWatched(cell.name)) return
        if (cell.followPlayback(event, this.#mostSteps))
          this.#update(cell, { type: 'playback', state: event.state, steps: event.steps })
        return
      case 'output':
        if (!this.#isWatched(cell.name)) return
        if (this.#show(cell, event.run))
          this.#update(cell, { type: 'output', outputs: event.outputs })
        return
      case 'failure':
        if (!this.#isWatched(cell.name)) return
        if (this.#show(cell, event.run))
          this.#update(cell, { type: 'failure', failure: event.failure })
    }
  }

  /** How many steps of a generator there has been time for. */
  get #mostSteps(): number {
    return firstSteps + (this.#timing.now() - this.#openedAt) / quickestStep
  }

  #show(cell: CellState, run: RunId): boolean {
    this.#batches.show(cell.name, run)
    return cell.show(run)
  }

  #onStarted(cell: CellState, run: RunId): void {
    cell.enter(++this.#entries)
    if (!this.#isWatched(cell.name)) return
    cell.expect(run)
    this.#update(cell, { type: 'running' })
  }

  #onSettled(run: RunId): void {
    this.#batches.settle(run)
    for (const cell of this.#chapter.cells)
      if (cell.settle(run) && !this.#batches.has(cell.name)) this.#update(cell, { type: 'kept' })
    const behind = this.#batches.behind(run)
    if (behind.length === 0) for (const input of this.#chapter.inputs) input.settle(run)
    if (!this.#isBusy || run < this.#lastRun) return
    this.#isBusy = false
    this.#areValuesSuspect = false
    this.#watchdog.watch(false)
    for (const name of behind) this.#updates.add(name, { type: 'late' })
    const overdue = this.#batches.overdue()
    if (overdue.length > 0) this.#compute(overdue, this.#startRun(), {})
    else this.#goOn()
  }

  #onAccepted({ run, cell: code }: KernelReply & { type: 'accepted' }): void {
    const cell = this.#chapter.cell(code.name)
    const former = cell && this.#chapter.affectedBy(cell)
    if (!former || !cell.accept(code, run)) return
    const affected = [...new Set([...former, ...this.#chapter.affectedBy(cell)])]
    const inputs = this.#chapter.inputs.filter((input) => input.wasSentWith(run))
    const needing = this.#watchedOf(this.#chapter.dependentsOf(inputs.map((input) => input.name)))
    this.#leave([...affected, ...needing], run)
    this.#onEdited(affected)
  }

  /** Of what an edit has changed, all that was not asked for with it is computed after. */
  #leave(cells: readonly string[], run: RunId): void {
    this.#batches.add(
      cells.filter((name) => !this.#chapter.cell(name)?.isExpected(run)),
      run,
    )
  }

  #onRefused({ run, cell: name, failure }: KernelReply & { type: 'refused' }): void {
    const cell = this.#chapter.cell(name)
    if (!cell?.refuse(run)) return
    this.#take(run)
    for (const record of [...this.#chapter.inputs, ...this.#chapter.cells]) record.cancel(run)
    this.#update(cell, { type: 'refused', failure })
    if (this.#isBusy && run < this.#lastRun) return
    this.#isBusy = false
    this.#watchdog.watch(false)
    if (!this.#areValuesSuspect) this.#goOn()
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
    const untaken = this.#untaken
    this.#end({ kind: 'hung', seconds: this.#timeLimit / 1000 }, this.#suspect)
    // What the reader did meanwhile is a new action, and is done once more. Without one, what hung
    // would run again for ever.
    if (moved.length > 0) this.#onEdited(moved)
    for (const { act } of untaken) act()
    if (moved.length > 0) this.#releaseValues()
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
    this.#untaken = []
    for (const id of [...this.#questions.keys()]) this.#answer(id)
    this.#watchdog.rest()
    const stale = this.#stale
    for (const cell of this.#chapter.cells) {
      if (!cell.isUnderWay && !stale.has(cell.name) && cell !== fault) continue
      this.#update(cell, {
        type: 'stopped',
        reason: cell === (fault ?? cell) ? reason : { kind: 'withAnother' },
      })
    }
    for (const record of [...this.#chapter.cells, ...this.#chapter.inputs]) record.reset()
    this.#batches.clear()
    this.#isBusy = false
    this.#areValuesSuspect = true
    this.#onEdited([])
  }
}
