import type { KernelEvent, RunId } from '../../kernel/events.ts'
import type { CompiledCell } from '../../kernel/program.ts'

/** What came of an edit: the worker may have been ended before it was compiled. */
export type EditAnswer = 'accepted' | 'refused' | 'ended'

/** What a session knows of one cell. Run ids start at 1, so 0 stands for no run. */
export class CellState {
  readonly #original: CompiledCell
  /** The newest version that the kernel accepted. */
  #code: CompiledCell
  /** The last version that ran to its end. */
  #lastGood: CompiledCell
  /** The run of the edit that brought `#code`. */
  #acceptedRun: RunId = 0
  /** Edits that are still being compiled. */
  readonly #edits = new Map<RunId, (answer: EditAnswer) => void>()
  /** The newest run that is expected to bring an output, until it does. */
  #pendingRun: RunId = 0
  /** The run of the newest output. */
  #shownRun: RunId = 0
  /**
   * The number of the last entry into its code or its generator's, until that has returned.
   */
  #enteredAt: number | undefined
  #isPlaying = false
  /** How many steps its generator has to go in a new worker, to stand where it stood. */
  #steps: number | undefined

  constructor(code: CompiledCell) {
    this.#original = code
    this.#code = code
    this.#lastGood = code
  }

  get name(): string {
    return this.#original.name
  }

  get code(): CompiledCell {
    return this.#code
  }

  /** Whether the newest version is another than the published one. */
  get isEdited(): boolean {
    return this.#code.body !== this.#original.body
  }

  /** Whether an edit is under way that the compiler has not answered. */
  get isEditing(): boolean {
    return this.#edits.size > 0
  }

  /** The names that the newest version defines, and those that the published one does. */
  get allOutputs(): string[] {
    return [...this.#code.outputs, ...this.#original.outputs]
  }

  /** Whether an output is expected that has not come. */
  get isPending(): boolean {
    return this.#pendingRun > 0
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
    const { play } = this.#code
    return play ? { ...this.#code, play: { ...play, rest: this.#steps ?? play.rest } } : this.#code
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
    if (run >= this.#acceptedRun) this.#lastGood = this.#code
  }

  /**
   * Takes over where the generator stands. Returns false for news of a run older than the one
   * shown.
   */
  followPlayback({ run, state, steps }: KernelEvent & { type: 'playback' }): boolean {
    if (run < this.#shownRun) return false
    this.#isPlaying = state === 'playing'
    // One step past a known end: only by asking for it does a new worker learn that it is the end.
    this.#steps = state === 'ended' ? steps + 1 : steps
    return true
  }

  /** An edit of this cell goes to the compiler. */
  sendEdit(run: RunId, onAnswer: (answer: EditAnswer) => void): void {
    this.#edits.set(run, onAnswer)
  }

  /** The compiler has answered an edit. Returns false where there was no such edit. */
  endEdit(run: RunId, answer: EditAnswer): boolean {
    this.#edits.get(run)?.(answer)
    return this.#edits.delete(run)
  }

  accept(code: CompiledCell, run: RunId): void {
    this.#code = code
    this.#acceptedRun = run
  }

  /**
   * The worker is gone: nothing is under way, and the code is again the last that ran to its end.
   */
  reset(): void {
    this.#code = this.#lastGood
    for (const onAnswer of this.#edits.values()) onAnswer('ended')
    this.#edits.clear()
    this.#pendingRun = 0
    this.#enteredAt = undefined
    this.#isPlaying = false
  }

  /** Goes back to the chapter's own code. */
  restoreOriginal(): void {
    this.#code = this.#original
    this.#lastGood = this.#original
  }
}
