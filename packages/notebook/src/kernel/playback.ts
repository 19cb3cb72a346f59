import { Refusal } from './errors.ts'
import { Gate } from './gate.ts'
import type { AnyGenerator } from './until-invalidated.ts'
import { TimeSlice } from './time-slice.ts'

/** What a reader can do with a cell's generator. */
export type Act = 'play' | 'pause' | 'step' | 'restart'

/** Where a generator stands, or that the cell has none. Its first value is step 0. */
export interface PlaybackState {
  state: 'playing' | 'paused' | 'ended' | 'none'
  steps: number
}

export interface PlaybackOptions {
  /**
   * How many steps a cell that plays goes before it shows anything. Without it, its generator plays
   * by itself.
   */
  rest?: number | undefined
  /** Whether generators stay at their first value. */
  still: boolean
  clock: () => number
  /** Resolves when the host has handled the messages in its queue. */
  breathe: () => Promise<void>
  /** Resolves when somebody looks again; undefined while somebody does. */
  untilAwake?: () => Promise<void> | undefined
  onState: (state: PlaybackState) => void
  /** The generator's code begins to work on its next values, or has brought them. */
  onWork: (what: 'stepping' | 'stepped') => void
  /** Runs the cell once more. */
  rerun: () => void
}

/**
 * - `none`: the cell's last run made no generator.
 * - `paused`: it waits for the reader, and its code does nothing.
 * - `stepping`: paused, but for one value that the reader asked for.
 * - `starting`: playing, but no value has come since play was pressed. If it ends first, it begins
 * again.
 * - `playing`: each value is followed by the next.
 * - `ended`: it has no more values.
 */
type State = 'none' | 'paused' | 'stepping' | 'starting' | 'playing' | 'ended'

/**
 * Plays a cell's generator. What the cell shows depends only on its inputs and the number of steps:
 * a new run while it is paused goes as many steps as before; a new run while it plays begins at the
 * start.
 */
export class Playback {
  readonly #options: PlaybackOptions
  #state: State
  /** The number of the last value, or of the one to show first in the next run. */
  #steps: number
  /** Whether it has ever brought a value. */
  #hasBegun = false
  /** The result of the run whose generator is played. */
  #result: object | undefined
  /** Gates that wait for the reader. */
  #waiting: (() => void)[] = []

  constructor(options: PlaybackOptions) {
    this.#options = options
    this.#steps = options.rest ?? 0
    this.#state = this.#isControlled || options.still ? 'paused' : 'playing'
  }

  /** Does what the reader asks for, and reports the new state. */
  act(act: Act): void {
    if (this.#state === 'none') return
    switch (act) {
      case 'play':
        return this.#play()
      case 'pause':
        return this.#pause()
      case 'step':
        return this.#step()
      case 'restart':
        return this.#restart()
    }
  }

  /**
   * Wraps the generator of one run of the cell, so that it is played by this playback.
   * @param result what the run returned: the same object for all generators of one run.
   * @throws Refusal for a second one where the reader plays them: steps would be of either.
   */
  follow(generator: AnyGenerator, result: object): AnyGenerator {
    const goal = {
      steps: this.#hasBegun && this.#mayPlay ? 0 : this.#steps,
      mayEnd: this.#state === 'ended',
    }
    if (this.#result !== result) this.#onRun(result)
    else if (this.#isControlled) throw new Refusal({ kind: 'twoGenerators' })
    const isCurrent = (): boolean => this.#result === result
    return new Gate(generator, this.#isControlled ? goal : { steps: 0, mayEnd: false }, {
      slice: new TimeSlice(this.#options.clock, this.#options.breathe),
      isCurrent,
      untilAdmitted: () => this.#untilAdmitted(),
      onWork: (what) => isCurrent() && this.#options.onWork(what),
      onValue: (steps, isMove) => isCurrent() && this.#onValue(steps, isMove),
      onEnd: () => isCurrent() && this.#onEnd(),
    })
  }

  /**
   * A run of the cell has made no generator: there is nothing to play. Not reported for a cell that
   * never had one.
   */
  onNoGenerator(): void {
    if (this.#state === 'none' || (!this.#isControlled && this.#result === undefined)) return
    this.#onRun(undefined)
    this.#enter('none')
  }

  /** Whether the reader has buttons for it. */
  get #isControlled(): boolean {
    return this.#options.rest !== undefined
  }

  get #mayPlay(): boolean {
    return this.#state === 'playing' || this.#state === 'starting'
  }

  #play(): void {
    if (this.#state === 'ended') return this.#beginAgain('playing')
    this.#enter('starting')
    this.#admit()
  }

  #pause(): void {
    this.#enter(this.#state === 'ended' ? 'ended' : 'paused')
  }

  #step(): void {
    if (this.#state === 'ended') return this.#enter('ended')
    // Before its first run, one step more is where it is to stand.
    if (!this.#hasBegun) this.#steps += 1
    this.#enter('stepping')
    this.#admit()
  }

  #restart(): void {
    this.#beginAgain(this.#mayPlay ? 'playing' : 'paused')
  }

  #beginAgain(state: State): void {
    this.#state = state
    this.#steps = 0
    this.#options.rerun()
  }

  /** A new run of the cell: what waited of the one before is dropped. */
  #onRun(result: object | undefined): void {
    this.#result = result
    this.#waiting = []
    if (!this.#mayPlay)
      this.#state = this.#isControlled || this.#options.still ? 'paused' : 'playing'
  }

  /** @param isMove whether the reader has seen an earlier value of this run. */
  #onValue(steps: number, isMove: boolean): void {
    this.#hasBegun = true
    this.#steps = steps
    if (this.#state === 'stepping') this.#state = 'paused'
    if (this.#state === 'starting' && isMove) this.#state = 'playing'
    // Without buttons no steps are shown: it is enough to report once that it plays.
    if (this.#isControlled || steps === 1) this.#report()
  }

  #onEnd(): void {
    if (this.#state === 'starting') this.#beginAgain('playing')
    else this.#enter('ended')
  }

  #enter(state: State): void {
    this.#state = state
    this.#report()
  }

  #report(): void {
    this.#options.onState({ state: publicState[this.#state], steps: this.#steps })
  }

  /** Resolves when the reader lets the next value through; undefined where it may come at once. */
  #untilAdmitted(): Promise<void> | undefined {
    const awake = this.#options.untilAwake?.()
    if (awake) return awake.then(() => this.#untilAdmitted())
    if (this.#mayPlay || this.#state === 'stepping') return undefined
    return new Promise((resolve) => this.#waiting.push(resolve))
  }

  #admit(): void {
    for (const resolve of this.#waiting.splice(0)) resolve()
  }
}

/** A state as the page sees it. */
const publicState: Readonly<Record<State, PlaybackState['state']>> = {
  none: 'none',
  paused: 'paused',
  stepping: 'paused',
  starting: 'playing',
  playing: 'playing',
  ended: 'ended',
}
