import type { KernelEvent, RunId } from '../../kernel/events.ts'
import type { Output } from '../../kernel/output.ts'
import type { CompiledCell } from '../../kernel/program.ts'

/**
 * What came of an edit. 'ended': its worker was, before it had compiled the edit, or before that had run to its end, and
 * then after 'accepted'. What runs now is the version before.
 */
export type EditAnswer = 'accepted' | 'refused' | 'ended'

export type EditListener = (answer: EditAnswer) => void

/** A version of a cell's code, which the kernel has accepted. */
interface Version {
  code: CompiledCell
  /** The run of the edit that brought it. */
  run: RunId
  onAnswer?: EditListener | undefined
}

/** What a session knows of one cell. Run ids start at 1, so 0 stands for no run. */
export class CellState {
  readonly #original: CompiledCell
  /** The last version that ran to its end, and those accepted since; the newest is the last. */
  #versions: Version[]
  /** Edits that are still being compiled. */
  readonly #edits = new Map<RunId, EditListener>()
  /** The newest run that is expected to bring an output, until it does. */
  #pendingRun: RunId = 0
  /** The run of the newest output. */
  #shownRun: RunId = 0
  /**
   * The number of the last entry into its code or its generator's, until that has returned.
   */
  #enteredAt: number | undefined
  #isPlaying = false
  /** The outputs that the worker sent last, which it may refer to. */
  sent: Output[] | undefined
  /** How many steps its generator has to go in a new worker, to stand where it stood. */
  #steps: number | undefined

  constructor(code: CompiledCell) {
    this.#original = code
    this.#versions = [{ code, run: 0 }]
  }

  get name(): string {
    return this.#original.name
  }

  /** The newest version that the kernel accepted. */
  get code(): CompiledCell {
    return this.#newest.code
  }

  get #newest(): Version {
    return this.#versions[this.#versions.length - 1]
  }

  /** Whether the newest version is another than the published one. */
  get isEdited(): boolean {
    return this.code.body !== this.#original.body
  }

  /** Whether an edit is under way that the compiler has not answered. */
  get isEditing(): boolean {
    return this.#edits.size > 0
  }

  /** The names that the newest version defines, and those that the published one does. */
  get allOutputs(): string[] {
    return [...this.code.outputs, ...this.#original.outputs]
  }

  /** Whether an output is expected that has not come. */
  get isPending(): boolean {
    return this.#pendingRun > 0
  }

  /** Whether an output is expected of `run`, or of a newer one. */
  isExpected(run: RunId): boolean {
    return this.#pendingRun >= run
  }

  get enteredAt(): number | undefined {
    return this.#enteredAt
  }

  /** Whether the cell would not finish if the worker ended now. */
  get isUnderWay(): boolean {
    return this.#pendingRun > 0 || this.#enteredAt !== undefined || this.#isPlaying
  }

  /** The cell as a new worker loads it: its generator goes as many steps as are shown. */
  toLoad(): CompiledCell {
    const { code } = this
    const { play } = code
    return play ? { ...code, play: { ...play, rest: this.#steps ?? play.rest } } : code
  }

  /** An output is expected from `run`. */
  expect(run: RunId): void {
    this.#pendingRun = Math.max(run, this.#pendingRun)
  }

  /** An output or a failure of `run` has come. Returns false where a newer one is shown. */
  show(run: RunId): boolean {
    if (run < this.#shownRun) return false
    this.#shownRun = run
    if (run >= this.#pendingRun) this.#pendingRun = 0
    return true
  }

  /**
   * All up to `run` has been computed. Returns whether this cell brought no output, so that the one
   * shown still holds.
   */
  settle(run: RunId): boolean {
    if (this.#pendingRun === 0 || this.#pendingRun > run) return false
    this.#pendingRun = 0
    return true
  }

  /** Its outputs come from elsewhere: none is expected of the worker. */
  release(): void {
    this.#pendingRun = 0
    this.#shownRun = 0
    this.#isPlaying = false
  }

  /** `run` was refused: nothing comes of it. */
  cancel(run: RunId): void {
    if (this.#pendingRun === run) this.#pendingRun = 0
  }

  /** @param order grows with each entry into any cell. */
  enter(order: number): void {
    this.#enteredAt = order
  }

  leave(): void {
    this.#enteredAt = undefined
  }

  /** Its code has returned in `run`: a version that was accepted before that run is good. */
  finish(run: RunId): void {
    this.leave()
    if (run >= this.#newest.run) this.#versions = [this.#newest]
  }

  /**
   * Takes over where the generator stands. Returns false for news of a run older than the one shown, and for steps that no
   * generator can have gone: a cell has forged them, and a new worker would go them all.
   * @param most how many steps there was time for, besides those before anybody plays
   */
  followPlayback({ run, state, steps }: KernelEvent & { type: 'playback' }, most: number): boolean {
    if (run < this.#shownRun || steps > (this.code.play?.rest ?? 0) + most) return false
    this.#isPlaying = state === 'playing'
    // One step past a known end: only by asking for it does a new worker learn that it is the end.
    this.#steps = state === 'ended' ? steps + 1 : steps
    return true
  }

  /** An edit of this cell goes to the compiler. */
  sendEdit(run: RunId, onAnswer: EditListener): void {
    this.#edits.set(run, onAnswer)
  }

  /** The compiler has taken an edit. Returns false where there was no such edit. */
  accept(code: CompiledCell, run: RunId): boolean {
    const onAnswer = this.#edits.get(run)
    if (!this.#endEdit(run, 'accepted')) return false
    this.#versions.push({ code, run, onAnswer })
    return true
  }

  /** The compiler has refused an edit. Returns false where there was no such edit. */
  refuse(run: RunId): boolean {
    return this.#endEdit(run, 'refused')
  }

  #endEdit(run: RunId, answer: EditAnswer): boolean {
    this.#edits.get(run)?.(answer)
    return this.#edits.delete(run)
  }

  /**
   * The worker is gone: nothing is under way, and the code is again the last that ran to its end.
   */
  reset(): void {
    this.#goBackTo(this.#versions.slice(0, 1))
    for (const onAnswer of this.#edits.values()) onAnswer('ended')
    this.#edits.clear()
    this.sent = undefined
    this.#pendingRun = 0
    this.#enteredAt = undefined
    this.#isPlaying = false
  }

  /** Goes back to the chapter's own code. */
  restoreOriginal(): void {
    this.#goBackTo([{ code: this.#original, run: 0 }])
  }

  #goBackTo(versions: Version[]): void {
    const undone = this.#versions.filter((it) => !versions.includes(it))
    this.#versions = versions
    for (const { onAnswer } of undone) onAnswer?.('ended')
  }
}
