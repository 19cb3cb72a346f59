import type { KernelEvent } from '../../kernel/events.ts'
import { findDependents } from '../../kernel/graph.ts'
import type { Json } from '../../kernel/json.ts'
import type { Widths } from '../../kernel/kernel.ts'
import type { Failure, Output } from '../../kernel/output.ts'
import type { CompiledCell, Program } from '../../kernel/program.ts'
import type { Reply, Request } from '../../kernel/protocol.ts'
import { Sandbox } from './sandbox.ts'
import { Watchdog } from './watchdog.ts'

/** What happens to one cell, as its element sees it. */
export type CellNews =
  | { type: 'running' }
  | { type: 'output'; outputs: Output[] }
  | { type: 'failure'; failure: Failure }
  /** An edit was not taken; what ran before still runs. */
  | { type: 'refused'; failure: Failure }
  /** The cell's run was ended, by the time limit or by the reader. */
  | { type: 'stopped'; reason: string }

export interface SessionOptions {
  program: Program
  widths: Widths
  onNews: (cell: string, news: CellNews) => void
  /** Milliseconds that a cell may hold up the worker. Default 5,000. */
  timeLimit?: number
}

/** A chapter running in the reader's browser. Nothing starts before the first `set`, `run` or `warm`. */
export class Session {
  readonly #options: SessionOptions
  readonly #watchdog: Watchdog
  readonly #limit: number
  readonly #values = new Map<string, Json>()
  readonly #changed = new Set<string>()
  readonly #shownRun = new Map<string, number>()
  /** Cells whose code has begun and not returned, the last begun last. */
  readonly #open = new Set<string>()
  /** The cell last heard of: where no code is open, a generator of its may be at fault. */
  #last: string | undefined
  /** Compiled cells as they were before the edits that are being tried. */
  readonly #former = new Map<string, CompiledCell>()
  #program: Program
  #widths: Widths
  #sandbox: Promise<Sandbox> | undefined
  #run = 0
  #inFlight = 0

  constructor(options: SessionOptions) {
    this.#options = options
    this.#program = options.program
    this.#widths = options.widths
    this.#limit = options.timeLimit ?? 5000
    this.#watchdog = new Watchdog({
      limit: this.#limit,
      ping: (id) => void this.#send({ type: 'ping', id }),
      // A worker that answers is not held up by its last run: it waits for something, so newer values may go out.
      onAnswer: () => this.#flush(),
      onHung: () => this.#stop(`stopped after ${this.#limit / 1000} s: an endless loop, or more work than that`),
    })
  }

  /** Starts the worker ahead of its first use. */
  warm(): void {
    this.#start().catch(() => {})
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
    this.#options.onNews(name, { type: 'running' })
    void this.#send({ type: 'edit', run, cell: { name, source, kind: cell.kind, layout: cell.layout } })
  }

  /** Draws figures for another width. */
  resize(widths: Widths): void {
    if (widths.column === this.#widths.column && widths.wide === this.#widths.wide) return
    this.#widths = widths
    if (this.#sandbox) void this.#send({ type: 'resize', run: this.#begin(), widths })
  }

  /** Ends whatever runs. What is shown stays; the next touch starts a new worker. */
  stop(): void {
    this.#stop('stopped')
  }

  #flush(): void {
    if (this.#changed.size === 0) return
    const values = Object.fromEntries([...this.#changed].map((name) => [name, this.#values.get(name) ?? null]))
    this.#changed.clear()
    void this.#send({ type: 'set', run: this.#begin(), values })
  }

  #begin(): number {
    this.#inFlight = ++this.#run
    return this.#run
  }

  #start(): Promise<Sandbox> {
    return (this.#sandbox ??= this.#launch())
  }

  async #launch(): Promise<Sandbox> {
    try {
      const sandbox: Sandbox = await Sandbox.start((reply) => this.#hear(reply))
      const inputs = this.#program.inputs.map(({ name, value }) => ({ name, value: this.#values.get(name) ?? value }))
      sandbox.send({ type: 'load', program: { ...this.#program, inputs }, widths: this.#widths })
      return sandbox
    } catch (error) {
      this.#sandbox = undefined
      throw error
    }
  }

  async #send(request: Request): Promise<void> {
    try {
      const sandbox = await this.#start()
      sandbox.send(request)
      if (request.type !== 'ping') this.#watchdog.watch(true)
    } catch (error) {
      this.#inFlight = 0
      this.#tellUnsent(request, `${(error as Error).message}; check the connection, then try again`)
    }
  }

  /** Nothing is lost: an edit stays in its editor, and values go out with the next that is set. */
  #tellUnsent(request: Request, reason: string): void {
    if (request.type === 'edit') this.#options.onNews(request.cell.name, { type: 'stopped', reason })
    if (request.type !== 'set') return
    for (const name of Object.keys(request.values)) this.#changed.add(name)
    for (const cell of findDependents(this.#program.cells, Object.keys(request.values))) this.#options.onNews(cell, { type: 'stopped', reason })
  }

  #hear(reply: Reply): void {
    switch (reply.type) {
      case 'event': return this.#hearEvent(reply.event)
      case 'pong': return this.#watchdog.answer(reply.id)
      case 'accepted': return this.#accept(reply.cell)
      case 'refused':
        this.#settle(reply.run)
        return this.#options.onNews(reply.cell, { type: 'refused', failure: reply.failure })
      case 'broken': return this.#stop(`the kernel failed: ${reply.message}`)
      case 'need': return
    }
  }

  #hearEvent(event: KernelEvent): void {
    if (event.type === 'settled') return this.#settle(event.run)
    this.#last = event.cell
    if (event.type === 'started') return this.#open.add(event.cell), this.#options.onNews(event.cell, { type: 'running' })
    if (event.type === 'finished') return void (this.#open.delete(event.cell), this.#former.delete(event.cell))
    if (event.run < (this.#shownRun.get(event.cell) ?? 0)) return
    this.#shownRun.set(event.cell, event.run)
    if (event.type === 'output') this.#options.onNews(event.cell, { type: 'output', outputs: event.outputs })
    else this.#options.onNews(event.cell, { type: 'failure', failure: event.failure })
  }

  #settle(run: number): void {
    if (run < this.#inFlight) return
    this.#inFlight = 0
    this.#watchdog.watch(false)
    this.#flush()
  }

  #accept(cell: CompiledCell): void {
    const former = this.#program.cells.find((it) => it.name === cell.name)
    if (former && !this.#former.has(cell.name)) this.#former.set(cell.name, former)
    this.#replace(cell)
  }

  #replace(cell: CompiledCell): void {
    this.#program = { ...this.#program, cells: this.#program.cells.map((it) => (it.name === cell.name ? cell : it)) }
  }

  /** Ends the worker; the cell that held it up goes back to its last version that ran to its end. */
  #stop(reason: string): void {
    const sandbox = this.#sandbox
    if (!sandbox) return
    this.#watchdog.rest()
    this.#sandbox = undefined
    this.#inFlight = 0
    sandbox.then((it) => it.end(), () => {})
    const held = [...this.#open].at(-1) ?? this.#last
    if (held) this.#open.add(held)
    for (const cell of this.#open) this.#options.onNews(cell, { type: 'stopped', reason: cell === held ? reason : 'stopped with the cell that it ran beside' })
    for (const cell of this.#former.values()) this.#replace(cell)
    this.#former.clear()
    this.#open.clear()
  }
}
