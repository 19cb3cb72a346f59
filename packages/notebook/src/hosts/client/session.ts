import type { KernelEvent } from '../../kernel/events.ts'
import { findDependents } from '../../kernel/graph.ts'
import type { Json } from '../../kernel/json.ts'
import type { Widths } from '../../kernel/kernel.ts'
import type { CompiledCell, Program } from '../../kernel/program.ts'
import type { Act } from '../../kernel/playback.ts'
import type { Request } from '../../kernel/protocol.ts'
import { Delivery, type Turns } from './delivery.ts'
import type { CellNews, NewsListener } from './news.ts'
import { Watchdog } from './watchdog.ts'
import type { KernelReply, Worksite, WorksiteEvents } from './worksite.ts'

export interface SessionOptions {
  program: Program
  widths: Widths
  onNews: NewsListener
  /** Opens a place for the kernel to run in. */
  open: (events: WorksiteEvents) => Promise<Worksite>
  /** Milliseconds that a cell may hold up the worker. Default 5,000. */
  timeLimit?: number
  /** When news is handed on. Default: as the page draws. */
  turns?: Turns
}

/** A chapter running in the reader's browser. Nothing starts before the first `set`, `run` or `warm`. */
export class Session {
  readonly #options: SessionOptions
  readonly #watchdog: Watchdog
  readonly #delivery: Delivery
  readonly #limit: number
  readonly #values = new Map<string, Json>()
  /** Inputs whose newest value no worker has been sent. */
  readonly #changed = new Set<string>()
  /** Inputs whose newest value was sent, by the run that is to end with it; until then it is not in what is shown. */
  readonly #sent = new Map<string, number>()
  /** Cells that something is to come of, by the run that it is to come of. */
  readonly #awaited = new Map<string, number>()
  readonly #shownRun = new Map<string, number>()
  /** Cells whose code, or whose generator's next step, has begun and not returned, the last begun last. */
  readonly #open = new Set<string>()
  /** The cell last heard of: where no code is open, a generator of its may be at fault. */
  #last: string | undefined
  /** Cells whose generators go on. */
  readonly #playing = new Set<string>()
  /** How many steps each generator that readers play is to go in a new worker, to stand where it stood. */
  readonly #stands = new Map<string, number>()
  /** Edits that are with the compiler. */
  readonly #edits = new Map<number, string>()
  /** Compiled cells as they were before the edits that are being tried, with the run of the edit. */
  readonly #former = new Map<string, { cell: CompiledCell; run: number }>()
  #program: Program
  #widths: Widths
  #worksite: Promise<Worksite> | undefined
  #run = 0
  #inFlight = 0
  /** Whether the values in wait may be what held up the last worker: then they go out with the next touch, not before. */
  #wary = false

  constructor(options: SessionOptions) {
    this.#options = options
    this.#program = options.program
    this.#widths = options.widths
    this.#limit = options.timeLimit ?? 5000
    this.#delivery = new Delivery(options.onNews, options.turns)
    this.#watchdog = new Watchdog({
      limit: this.#limit,
      ping: (id) => void this.#send({ type: 'ping', id }),
      // A worker that answers is not held up by its last run: it waits for something, so newer values may go out.
      onAnswer: () => this.#inFlight > 0 && this.#flush(),
      onHung: () => this.#endHung(),
    })
  }

  /** Starts the worker ahead of its first use. */
  warm(): void {
    void this.#start()
  }

  /** Gives an input a new value. While the worker is at work only the newest value of each input waits. */
  set(name: string, value: Json): void {
    this.#values.set(name, value)
    this.#changed.add(name)
    if (this.#inFlight === 0) this.#flush()
  }

  /** Runs an edited cell, and what depends on it. */
  run(name: string, source: string): void {
    const cell = this.#program.cells.find((it) => it.name === name)
    if (!cell) return
    const run = this.#begin()
    this.#edits.set(run, name)
    this.#await([name, ...findDependents(this.#program.cells, cell.outputs)])
    this.#tell(name, { type: 'running' })
    void this.#send({
      type: 'edit',
      run,
      cell: {
        name,
        source,
        kind: cell.kind,
        layout: cell.layout,
        ...(cell.play && { play: cell.play }),
      },
      values: this.#takeChanged(),
    })
  }

  /** Plays, pauses or steps a cell's generator, or begins it again. */
  play(name: string, act: Act): void {
    const cell = this.#program.cells.find((it) => it.name === name)
    if (!cell) return
    const run = this.#begin()
    this.#await([name, ...findDependents(this.#program.cells, cell.outputs)])
    void this.#send({ type: 'play', run, cell: name, act, values: this.#takeChanged() })
  }

  /** Draws figures for another width. */
  resize(widths: Widths): void {
    if (widths.column === this.#widths.column && widths.wide === this.#widths.wide) return
    this.#widths = widths
    if (!this.#worksite) return
    const run = this.#begin()
    this.#await(findDependents(this.#program.cells, ['width']))
    void this.#send({ type: 'resize', run, widths })
  }

  /** Ends whatever runs. What is shown stays; the next touch starts a new worker. */
  stop(): void {
    this.#end('stopped')
  }

  #flush(): void {
    if (this.#changed.size === 0) return
    const run = this.#begin()
    void this.#send({ type: 'set', run, values: this.#takeChanged() })
  }

  #begin(): number {
    this.#inFlight = ++this.#run
    return this.#run
  }

  /** The values that have moved, which go out with this run. */
  #takeChanged(): Record<string, Json> {
    const names = [...this.#changed]
    this.#changed.clear()
    for (const name of names) this.#sent.set(name, this.#run)
    this.#await(findDependents(this.#program.cells, names))
    return Object.fromEntries(names.map((name) => [name, this.#values.get(name) ?? null]))
  }

  #await(cells: Iterable<string>, run = this.#run): void {
    for (const cell of cells) this.#awaited.set(cell, Math.max(run, this.#awaited.get(cell) ?? 0))
  }

  #tell(cell: string, news: CellNews): void {
    this.#delivery.add(cell, news)
  }

  #start(): Promise<Worksite> {
    if (this.#worksite) return this.#worksite
    // What a worker says after its end is not heard.
    const ifOwn =
      <T>(act: (told: T) => void) =>
      (told: T): void =>
        void (this.#worksite === opened && act(told))
    const opened: Promise<Worksite> = this.#options
      .open({
        onReply: ifOwn((reply) => this.#hear(reply)),
        onFlood: ifOwn((reason) => this.#end(reason, this.#suspect)),
        onFault: ifOwn((reason) => this.#end(reason)),
        onBroken: ifOwn((reason) => this.#endBroken(reason)),
      })
      .then((worksite) => {
        const inputs = this.#program.inputs.map(({ name, value }) => ({
          name,
          value: this.#values.get(name) ?? value,
        }))
        worksite.send({
          type: 'load',
          program: { cells: this.#program.cells.map((it) => this.#toLoad(it)), inputs },
          widths: this.#widths,
        })
        return worksite
      })
    opened.catch(ifOwn((error: Error) => this.#end(error.message)))
    return (this.#worksite = opened)
  }

  /** A generator begins in each worker anew: as many steps bring it to what is shown. */
  #toLoad(cell: CompiledCell): CompiledCell {
    const { play } = cell
    return play
      ? { ...cell, play: { ...play, rest: this.#stands.get(cell.name) ?? play.rest } }
      : cell
  }

  async #send(request: Request): Promise<void> {
    const worksite = this.#start()
    const opened = await worksite.catch(() => undefined)
    if (!opened || this.#worksite !== worksite) return
    opened.send(request)
    if (request.type !== 'ping') this.#watchdog.watch(true)
  }

  #hear(reply: KernelReply): void {
    switch (reply.type) {
      case 'event':
        return this.#hearEvent(reply.event)
      case 'pong':
        return this.#watchdog.answer(reply.id)
      case 'accepted':
        return this.#accept(reply)
      case 'refused':
        return this.#refuse(reply)
    }
  }

  #hearEvent(event: KernelEvent): void {
    // Of no run that was asked for, or of no cell that there is: not the kernel's own.
    if (!(event.run <= this.#run)) return
    if (event.type === 'settled') return this.#settle(event.run)
    if (!this.#program.cells.some((it) => it.name === event.cell)) return
    this.#last = event.cell
    switch (event.type) {
      case 'started':
        return this.#begun(event.cell, event.run)
      case 'finished':
        return this.#returned(event.cell, event.run)
      case 'stepping':
        return this.#enter(event.cell)
      case 'stepped':
        return void this.#open.delete(event.cell)
      case 'playback':
        return this.#followPlayback(event)
      default:
        return this.#show(event)
    }
  }

  #followPlayback({ cell, run, state, steps }: KernelEvent & { type: 'playback' }): void {
    if (run < (this.#shownRun.get(cell) ?? 0)) return
    if (state === 'playing') this.#playing.add(cell)
    else this.#playing.delete(cell)
    // One step more than to a known end, to know it again.
    this.#stands.set(cell, state === 'ended' ? steps + 1 : steps)
    this.#tell(cell, { type: 'playback', state, steps })
  }

  #enter(cell: string): void {
    this.#open.delete(cell)
    this.#open.add(cell)
  }

  #begun(cell: string, run: number): void {
    this.#enter(cell)
    this.#await([cell], run)
    this.#tell(cell, { type: 'running' })
  }

  #returned(cell: string, run: number): void {
    this.#open.delete(cell)
    if (run >= (this.#former.get(cell)?.run ?? 0)) this.#former.delete(cell)
  }

  #show(event: Extract<KernelEvent, { type: 'output' | 'failure' }>): void {
    const { cell, run } = event
    if (run < (this.#shownRun.get(cell) ?? 0)) return
    this.#shownRun.set(cell, run)
    if (run >= (this.#awaited.get(cell) ?? 0)) this.#awaited.delete(cell)
    this.#tell(
      cell,
      event.type === 'output'
        ? { type: 'output', outputs: event.outputs }
        : { type: 'failure', failure: event.failure },
    )
  }

  #settle(run: number): void {
    for (const [cell, its] of this.#awaited) if (its <= run) this.#tell(cell, { type: 'kept' })
    for (const map of [this.#sent, this.#awaited])
      for (const [name, its] of map) if (its <= run) map.delete(name)
    if (this.#inFlight === 0 || run < this.#inFlight) return
    this.#inFlight = 0
    this.#wary = false
    this.#watchdog.watch(false)
    this.#flush()
  }

  #accept({ run, cell }: KernelReply & { type: 'accepted' }): void {
    if (!this.#takeEdit(run, cell.name)) return
    const former = this.#program.cells.find((it) => it.name === cell.name)
    if (former)
      this.#former.set(cell.name, { cell: this.#former.get(cell.name)?.cell ?? former, run })
    this.#replace(cell)
    this.#await(findDependents(this.#program.cells, cell.outputs), run)
  }

  #refuse({ run, cell, failure }: KernelReply & { type: 'refused' }): void {
    if (!this.#takeEdit(run, cell)) return
    for (const [name, its] of this.#sent)
      if (its === run) (this.#sent.delete(name), this.#changed.add(name))
    for (const [name, its] of this.#awaited) if (its === run) this.#awaited.delete(name)
    this.#tell(cell, { type: 'refused', failure })
    if (run < this.#inFlight) return
    this.#inFlight = 0
    this.#watchdog.watch(false)
    if (!this.#wary) this.#flush()
  }

  #takeEdit(run: number, cell: string): boolean {
    return this.#edits.get(run) === cell && this.#edits.delete(run)
  }

  #replace(cell: CompiledCell): void {
    this.#program = {
      ...this.#program,
      cells: this.#program.cells.map((it) => (it.name === cell.name ? cell : it)),
    }
  }

  /** The cell that holds up the worker, as far as can be told. */
  get #suspect(): string | undefined {
    return [...this.#open].at(-1) ?? this.#last
  }

  #endHung(): void {
    const moved = this.#changed.size > 0
    this.#end(
      `stopped after ${this.#limit / 1000} s: an endless loop, or more work than that`,
      this.#suspect,
    )
    // What the reader moved meanwhile is a touch of its own; else what hung would run again without end.
    if (moved) this.#flush()
  }

  /** An edit that was never compiled may have been said to be: the chapter's own code is known to load. */
  #endBroken(reason: string): void {
    this.#end(reason)
    this.#program = this.#options.program
  }

  /**
   * Ends the worker. Every cell that something was to come of is told the reason, or that it stopped with the one at
   * fault; cells go back to the last version that ran to its end, and values that went unused go out with the next touch.
   */
  #end(reason: string, fault?: string): void {
    const worksite = this.#worksite
    if (!worksite) return
    this.#worksite = undefined
    this.#watchdog.rest()
    worksite.then(
      (it) => it.end(),
      () => {},
    )
    const stopped = new Set([
      ...this.#awaited.keys(),
      ...this.#open,
      ...this.#playing,
      ...findDependents(this.#program.cells, this.#changed),
    ])
    if (fault !== undefined) stopped.add(fault)
    for (const name of this.#sent.keys()) this.#changed.add(name)
    for (const cell of stopped)
      this.#tell(cell, {
        type: 'stopped',
        reason: cell === (fault ?? cell) ? reason : 'stopped with another cell',
      })
    for (const { cell } of this.#former.values()) this.#replace(cell)
    for (const those of [
      this.#sent,
      this.#awaited,
      this.#open,
      this.#playing,
      this.#edits,
      this.#former,
    ])
      those.clear()
    this.#inFlight = 0
    this.#wary = true
  }
}
