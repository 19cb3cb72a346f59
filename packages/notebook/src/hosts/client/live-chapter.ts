import type { Branch, BranchPlace } from '../../kernel/branch.ts'
import type { Json } from '../../kernel/json.ts'
import type { Widths } from '../../kernel/kernel.ts'
import type { Output } from '../../kernel/output.ts'
import type { Act } from '../../kernel/playback.ts'
import type { Program } from '../../kernel/program.ts'
import type { CellOutline, PageCells } from '../page/page-cells.ts'
import { PageKernel } from '../page/page-kernel.ts'
import type { Timing } from '../timing.ts'
import type { EditAnswer } from './cell-state.ts'
import type { CellUpdate, UpdateListener } from './cell-update.ts'
import { Homes } from './homes.ts'
import { RunCounter } from './run-counter.ts'
import type { Session, SessionOptions } from './session.ts'

export interface LiveChapterOptions {
  cells: PageCells
  widths: Widths
  isInView: (cell: string) => boolean
  onUpdate: UpdateListener
  /** Loads what runs cells in the sandbox, and the chapter's program. */
  loadSandbox: () => Promise<Sandboxed>
  timing?: Timing
}

export interface Sandboxed {
  program: Program
  /**
   * Opens a session that tells its updates in the page's words.
   * @param onAccepted is told of code that a worker says it has accepted
   */
  open: (
    options: Omit<SessionOptions, 'open' | 'timeLimit' | 'onUpdate'> & { onUpdate: UpdateListener },
    onAccepted: (cell: CellOutline) => void,
  ) => Session
}

/**
 * A chapter at the reader's hand: two kernels, one graph. The page runs the cells that are as published
 * and quick, the sandbox all others, and each output has one home. Both get the same values with the same
 * numbers of runs, and compute what their own outputs need: no value goes from one to the other.
 */
export class LiveChapter {
  readonly #options: LiveChapterOptions
  readonly #homes: Homes
  readonly #page: PageKernel
  readonly #runs = new RunCounter()
  /** The newest values that differ from the published ones. */
  readonly #values = new Map<string, Json>()
  #widths: Widths
  #inSandbox: ReadonlySet<string>
  #opening: Promise<Session> | undefined
  #session: Session | undefined
  /** Cells of the sandbox that show an older run than the page. */
  readonly #late = new Set<string>()
  /** The cells that were edited, with what each needs and defines once that is known. */
  readonly #edited = new Map<string, CellOutline | undefined>()

  constructor(options: LiveChapterOptions) {
    const { cells, widths, isInView, timing } = options
    this.#options = options
    this.#widths = widths
    this.#homes = new Homes(cells)
    this.#inSandbox = this.#homes.inSandbox(new Set())
    this.#page = new PageKernel({
      cells,
      widths,
      isInView,
      onShow: (outputs) => this.#showFromPage(outputs),
      onUnfit: (cell) => this.#move(cell),
      ...(timing && { timing }),
    })
    this.#page.start(this.#inPage)
  }

  /**
   * Gets ready what a new value of this input will need; without an input, what an edit will.
   */
  warmUp(input?: string): void {
    if (input !== undefined) this.#page.warmUp(input)
    if (input === undefined || this.#needsSandbox(input))
      this.#withSession((it) => it.warmUp()).catch(() => {})
  }

  /** Gives an input a new value. Rejects where what computes it cannot be loaded. */
  async set(name: string, value: Json): Promise<void> {
    this.#values.set(name, value)
    const run = this.#runs.next()
    for (const cell of this.#homes.dependentsOf(name))
      if (this.#inSandbox.has(cell)) this.#late.add(cell)
    this.#page.set(run, name, value)
    if (this.#opening || this.#needsSandbox(name))
      await this.#withSession((it) => it.set(name, value))
  }

  /**
   * Replaces a cell's code, and runs it in the sandbox, with all cells that depend on it. A name that
   * no cell has adds one.
   */
  edit(name: string, source: string, onAnswer?: (answer: EditAnswer) => void): Promise<void> {
    if (!this.#edited.has(name)) this.#edited.set(name, undefined)
    return this.#withSession((it) => it.edit(name, source, onAnswer))
  }

  /** Plays, pauses or steps a cell's generator, or restarts it. */
  play(name: string, act: Act): Promise<void> {
    return this.#withSession((it) => it.play(name, act))
  }

  /** What stands within one of a cell's outputs. Rejects where what computes it cannot be loaded. */
  async open(cell: string, place: BranchPlace): Promise<Branch | undefined> {
    if (!this.#inSandbox.has(cell)) return this.#page.open(cell, place)
    let branch: Promise<Branch | undefined> | undefined
    await this.#withSession((it) => (branch = it.open(cell, place)))
    return branch
  }

  /** Ends whatever runs in the sandbox. */
  stop(): void {
    this.#session?.stop()
  }

  /** Draws figures for another width. */
  resize(widths: Widths): void {
    if (widths.column === this.#widths.column && widths.wide === this.#widths.wide) return
    this.#widths = widths
    this.#page.resize(this.#runs.next(), widths)
    this.#session?.resize(widths)
  }

  /** Nobody looks at the page, or somebody does again. */
  rest(isResting: boolean): void {
    this.#session?.rest(isResting)
  }

  /** Something has come into view. */
  look(): void {
    this.#page.look()
    this.#session?.look()
  }

  /** What each cell needs and defines, by the code that was accepted last; the reader's own come last. */
  get graph(): CellOutline[] {
    const { cells } = this.#options.cells.outline
    const edited = [...this.#edited.values()].filter((it) => it !== undefined)
    return [...new Map([...cells, ...edited].map((it) => [it.name, it])).values()]
  }

  get #inPage(): Set<string> {
    return new Set(this.#page.cells.filter((name) => !this.#inSandbox.has(name)))
  }

  #needsSandbox(input: string): boolean {
    return [...this.#homes.dependentsOf(input)].some((cell) => this.#inSandbox.has(cell))
  }

  /** In the order of the calls. */
  async #withSession(act: (session: Session) => void): Promise<void> {
    act(await (this.#opening ??= this.#openSession()))
  }

  async #openSession(): Promise<Session> {
    // Values that come meanwhile wait their turn: an action before them must not meet them.
    const held = [...this.#values]
    const { program, open } = await this.#loadSandbox()
    const session = open(
      {
        program,
        widths: this.#widths,
        runs: this.#runs,
        ...(this.#options.timing && { timing: this.#options.timing }),
        watched: this.#inSandbox,
        isInView: this.#options.isInView,
        words: this.#options.cells.words,
        onUpdate: (cell, update) => this.#showFromSandbox(cell, update),
        onEdited: (affected) => this.#rehome(affected),
      },
      (cell) => {
        // A cell may forge the names of cells that nobody edited.
        if (this.#edited.has(cell.name)) this.#edited.set(cell.name, cell)
      },
    )
    for (const [name, value] of held) session.hold(name, value)
    return (this.#session = session)
  }

  async #loadSandbox(): Promise<Sandboxed> {
    try {
      return await this.#options.loadSandbox()
    } catch (error) {
      // The reader's next action tries again.
      this.#opening = undefined
      throw error
    }
  }

  /** Moves a cell that is unfit for the page into the sandbox, with all that depend on it. */
  #move(cell: string): void {
    if (!this.#homes.move(cell)) return
    const before = this.#inSandbox
    this.#rehome([])
    const moved = [...this.#inSandbox].filter((name) => !before.has(name))
    this.#withSession((it) => it.watch(this.#inSandbox, moved)).catch(() => {
      for (const name of moved)
        this.#options.onUpdate(name, { type: 'stopped', reason: { kind: 'notLoaded' } })
    })
  }

  /**
   * Gives every output the home that it ought to have now.
   * @param affected cells that an edit has changed: those that come home to the page are computed at once
   */
  #rehome(affected: readonly string[]): void {
    const before = this.#inSandbox
    const edited = this.#session?.edited ?? new Set<string>()
    this.#inSandbox = this.#homes.inSandbox(edited)
    this.#page.watch(this.#inPage, affected)
    const words = [...this.#inSandbox].filter((name) => !before.has(name) && !edited.has(name))
    for (const name of before) if (!this.#inSandbox.has(name)) this.#late.delete(name)
    this.#session?.watch(this.#inSandbox, affected.length > 0 ? words : [])
  }

  #showFromPage(outputs: ReadonlyMap<string, Output[]>): void {
    for (const [cell, shown] of outputs)
      this.#options.onUpdate(cell, { type: 'output', outputs: shown })
    for (const cell of this.#late) this.#options.onUpdate(cell, { type: 'late' })
  }

  #showFromSandbox(cell: string, update: CellUpdate): void {
    this.#options.onUpdate(cell, update)
    if (update.type === 'running' || update.type === 'playback' || !this.#late.has(cell)) return
    if (update.type !== 'stopped' && this.#session?.isLate(cell))
      this.#options.onUpdate(cell, { type: 'late' })
    else this.#late.delete(cell)
  }
}
