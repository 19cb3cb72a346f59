/// <reference lib="webworker" />
import { openOutput } from '../../kernel/open-output.ts'
import { isCellError, toFailure } from '../../kernel/errors.ts'
import { createConsole } from '../../kernel/cell-console.ts'
import { Kernel } from '../../kernel/kernel.ts'
import type { compileCell } from '../../kernel/compile/compile-cell.ts'
import type { Failure } from '../../kernel/output.ts'
import type { Message } from '../../strings/message.ts'
import type { KernelEvent } from '../../kernel/events.ts'
import type { Part, Reply, Request } from '../../kernel/protocol.ts'
import type { CompiledCell } from '../../kernel/program.ts'
import { toFunction, type CellFunction, type StrayKind } from '../../kernel/run-cell.ts'
import { toLibrary } from '../library.ts'
import { EventThrottle } from './event-throttle.ts'
import { hostTimers, type Frames } from './pace.ts'
import { Parts } from './parts.ts'
import { SharedObjects } from './realm.ts'
import { SentOutputs } from './sent-outputs.ts'

/** The book's names, as the bundler found them. */
export interface WorkerLibrary {
  numbers: Record<string, unknown>
  /** The names in each part that is loaded when a cell first needs one of them. */
  parts: Record<string, readonly string[]>
}

// Taken before any cell runs and could replace them.
const clock = Date.now
const { hasOwn } = Object
const dataGetter = Object.getOwnPropertyDescriptor(MessageEvent.prototype, 'data')?.get
const readData = Function.prototype.call.bind(dataGetter ?? (() => undefined)) as (
  event: MessageEvent<Request>,
) => Request
const breathe = (): Promise<void> => new Promise((resolve) => hostTimers.after(0, resolve))

/** Answers the page's requests, in order. */
export class KernelServer {
  readonly #port: MessagePort
  /** The port's own `postMessage`, which no cell can put another in the place of. */
  readonly #post: (message: Reply) => void
  readonly #shared = new SharedObjects()
  /** The cell after whose run something shared had changed, and what. */
  #tampered: { cell?: string; what: string } | undefined
  readonly #parts: Parts
  readonly #library: Record<string, () => unknown>
  readonly #throttle: EventThrottle
  readonly #frames: Pick<Frames, 'hurry'>
  #kernel: Kernel | undefined
  /** What nothing caught, of the cells that were not called since. */
  readonly #strays = new Map<string, KernelEvent & { type: 'failure' }>()
  #isStray = false
  /** Resolves when every request so far has been answered. */
  #queue = Promise.resolve()

  constructor(
    port: MessagePort,
    { numbers, parts }: WorkerLibrary,
    frames: Pick<Frames, 'hurry'> = { hurry: () => {} },
  ) {
    this.#port = port
    this.#frames = frames
    this.#post = port.postMessage.bind(port)
    this.#parts = new Parts((part) => this.#reply({ type: 'need', part }))
    this.#library = toLibrary(
      numbers,
      Object.entries(parts).map(([part, names]) => ({ names, load: () => this.#parts.load(part) })),
    )
    const sent = new SentOutputs()
    this.#throttle = new EventThrottle((event) => this.#reply(sent.toReply(event)))
  }

  /** Listens from now on, and says hello to the page. */
  start(): void {
    // Without a word to the event that a cell could hear: it knows the port.
    this.#port.onmessage = (event: MessageEvent<Request>) =>
      this.#receive(hasOwn(event, 'data') ? event.data : readData(event))
    this.#reply({ type: 'hello' })
  }

  /** Tells of an error that nothing caught, as code does that runs when its cell has returned. */
  tellStray(error: unknown, kind: StrayKind): void {
    this.#isStray = true
    this.#kernel?.reportStray(error, kind)
    this.#isStray = false
  }

  /** Code that a cell has left to run may throw before the cell's output is there, which is told after it once more. */
  #tell(event: KernelEvent): void {
    if (event.type === 'started') this.#strays.delete(event.cell)
    if (event.type === 'failure' && this.#isStray) this.#strays.set(event.cell, event)
    this.#throttle.send(event)
    const stray = event.type === 'output' ? this.#strays.get(event.cell) : undefined
    if (stray) this.#throttle.send({ ...stray, run: event.run })
  }

  #reply(message: Reply): void {
    this.#post(message)
  }

  #receive(request: Request): void {
    this.#look()
    if (this.#tampered) return this.#reply({ type: 'tampered', ...this.#tampered })
    if (request.type === 'ping') return this.#reply({ type: 'pong', id: request.id })
    // An edit waits for the compiler. Later requests must not overtake it, but the compiler's own
    // script, a part, must.
    if (request.type === 'part') void this.#tryAnswer(request)
    else this.#queue = this.#queue.then(() => this.#tryAnswer(request))
  }

  async #tryAnswer(request: Request): Promise<void> {
    try {
      await this.#answer(request)
    } catch (error) {
      this.#reply({ type: 'broken', message: toReason(error) })
    }
  }

  #answer(request: Request): void | Promise<void> {
    switch (request.type) {
      case 'load':
        return this.#load(request)
      case 'show':
        return this.#kernel?.observe(request.run)
      case 'watch':
        return this.#watch(request)
      case 'set':
        this.#frames.hurry()
        return this.#kernel?.set(request.run, request.values, request.cells)
      case 'resize':
        return this.#kernel?.resize(request.run, request.widths)
      case 'edit':
        return this.#edit(request)
      case 'play':
        return this.#play(request)
      case 'part':
        return this.#receivePart(request.part, request.script)
      case 'open':
        return void this.#open(request)
      case 'rest':
        return this.#kernel?.rest(request.isResting)
      case 'ping':
    }
  }

  #watch({ run, cells, fresh, values }: Request & { type: 'watch' }): void {
    this.#kernel?.watch(run, cells, fresh)
    this.#kernel?.set(run, values)
  }

  #load({ program, widths, cells }: Request & { type: 'load' }): void {
    this.#kernel = new Kernel(program, {
      library: this.#library,
      toConsole: createConsole,
      toCall: (cell) => this.#toCall(cell),
      clock,
      breathe,
      widths,
      ...(cells && { watched: cells }),
      emit: (event) => this.#tell(event),
    })
  }

  /** A cell's code; when it has returned, what it shares with the kernel has to be as before. */
  #toCall(cell: CompiledCell): CellFunction {
    const call = toFunction(cell)
    return (...inputs) => {
      try {
        return call(...inputs)
      } finally {
        this.#look(cell.name)
      }
    }
  }

  #look(cell?: string): void {
    if (this.#tampered) return
    const what = this.#shared.findChanged()
    if (what !== undefined) this.#tampered = cell === undefined ? { what } : { cell, what }
  }

  async #edit({ run, cell: source, values, cells }: Request & { type: 'edit' }): Promise<void> {
    try {
      const compiler = (await this.#parts.load('compile')) as { compileCell: typeof compileCell }
      const cell = compiler.compileCell(source)
      this.#frames.hurry()
      this.#kernel?.replace(run, cell, cells)
      // In the same task: the former version never meets these values, which may be what it hangs
      // at.
      this.#kernel?.set(run, values, [...cells, cell.name])
      this.#reply({ type: 'accepted', run, cell })
    } catch (error) {
      this.#reply({
        type: 'refused',
        run,
        cell: source.name,
        failure: toRefusal(error, source.name),
      })
    }
  }

  #play({ run, cell, act, values }: Request & { type: 'play' }): void {
    this.#kernel?.set(run, values)
    this.#kernel?.play(run, cell, act)
  }

  /** Later requests do not wait for this: the cell may still have to be computed. */
  async #open({ id, cell, place }: Request & { type: 'open' }): Promise<void> {
    const branch = await this.#kernel
      ?.valueAt(cell, place.output)
      .then((value) => openOutput(value, place))
      .catch(() => undefined)
    this.#reply({ type: 'branch', id, ...(branch && { branch }) })
  }

  #receivePart(part: Part, script: string): void {
    try {
      this.#parts.receive(part, script)
    } catch (error) {
      this.#reply({ type: 'broken', message: toReason(error), part })
    }
  }
}

const toReason = (error: unknown): Message =>
  isCellError(error) ? error.told : (error as Error).message

/** A mistake that an edit causes in another cell is reported with that cell's name. */
function toRefusal(error: unknown, edited: string): Failure {
  if (isCellError(error) && error.cell !== edited)
    return { message: { kind: 'inCell', cell: error.cell, message: error.told } }
  return toFailure(error, edited)
}
