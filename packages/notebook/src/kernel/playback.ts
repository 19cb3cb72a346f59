import { isPromise, type AnyGenerator } from './hold.ts'

/** What a reader can do with a cell's generator. */
export type Act = 'play' | 'pause' | 'step' | 'restart'

/** Where a generator stands, or that the cell has none. Its first value is step 0. */
export interface PlaybackState {
  state: 'playing' | 'paused' | 'ended' | 'none'
  steps: number
}

export interface PlaybackOptions {
  /** The steps that a cell that plays goes at once, before it shows anything. Without it, a generator goes on by itself. */
  rest?: number | undefined
  /** Whether generators stay at what they show first. */
  still: boolean
  tell: (state: PlaybackState) => void
  /** The generator's code begins, or comes to its next values. */
  work: (what: 'stepping' | 'stepped') => void
  /** Runs the cell once more. */
  rerun: () => void
  clock: () => number
  /** Ends when the host has seen to what waits for it. */
  breathe: () => Promise<void>
}

/** Milliseconds of steps without a rest: newer values, and questions whether the kernel still listens, wait no longer. */
const slice = 30

/**
 * Whether and how far a cell's generators go on. What a cell that plays shows is decided by its inputs and its number of
 * steps: run anew while it is paused, it goes as far as it was; while it plays, it begins again.
 */
export class Playback {
  readonly #options: PlaybackOptions
  #playing: boolean
  #ended = false
  /** Where it stands, or is to stand as soon as it has run. */
  #steps: number
  /** Whether it has shown anything. */
  #begun = false
  #granted = 0
  /** Whether the reader wants to see it move and has not yet. */
  #pressed = false
  /** Whether the last run of the cell made no generator. */
  #lacking = false
  #take: object | undefined
  #waiting: (() => void)[] = []

  constructor(options: PlaybackOptions) {
    this.#options = options
    this.#playing = this.#goesByItself
    this.#steps = options.rest ?? 0
  }

  get #isRested(): boolean {
    return this.#options.rest !== undefined
  }

  get #goesByItself(): boolean {
    return !this.#isRested && !this.#options.still
  }

  get state(): PlaybackState {
    return {
      state: this.#lacking ? 'none' : this.#ended ? 'ended' : this.#playing ? 'playing' : 'paused',
      steps: this.#steps,
    }
  }

  act(act: Act): void {
    if (this.#lacking) return
    const isOver = this.#ended
    this.#playing = act === 'play' || (act === 'restart' && this.#playing)
    this.#pressed = act === 'play'
    this.#granted = act === 'step' ? 1 : 0
    if (!this.#begun) this.#steps += this.#granted
    if (act === 'restart' || (act === 'play' && isOver)) return this.#startOver()
    this.#tell()
    this.#wake()
  }

  /**
   * The generator of one run of the cell, which goes on when it may.
   * @param take the same for all generators of one run.
   * @throws Error for a second one where the reader plays them: steps would be of either.
   */
  follow(generator: AnyGenerator, take: object): AnyGenerator {
    const goal = { steps: this.#begun && this.#playing ? 0 : this.#steps, mayEnd: this.#ended }
    if (this.#take !== take) this.#begin(take)
    else if (this.#isRested)
      throw new Error(
        'two generators: a cell that plays has one, which no other name and not the cell’s end show again; give the other a cell of its own',
      )
    return new Gate(generator, this.#isRested ? goal : { steps: 0, mayEnd: false }, {
      mayGo: () => this.#playing || this.#granted > 0,
      untilMoved: () => new Promise((resolve) => this.#waiting.push(resolve)),
      isCurrent: () => this.#take === take,
      shown: (steps, moved) => this.#shown(steps, moved),
      ended: () => this.#end(),
      work: (what) => this.#take === take && this.#options.work(what),
      isSlow: (since) => this.#options.clock() - since > slice,
      now: this.#options.clock,
      breathe: this.#options.breathe,
    })
  }

  /** A run of the cell has made no generator: there is nothing to play. */
  lack(): void {
    // What never had one and is not to have one is not told.
    if (this.#lacking || (!this.#isRested && this.#take === undefined)) return
    this.#begin(undefined)
    this.#playing = false
    this.#lacking = true
    this.#tell()
  }

  #begin(take: object | undefined): void {
    this.#take = take
    this.#waiting = []
    this.#ended = false
    this.#lacking = false
    this.#granted = 0
    if (!this.#isRested) this.#playing = this.#goesByItself
  }

  #shown(steps: number, moved: boolean): void {
    this.#begun = true
    this.#steps = steps
    this.#granted = 0
    if (moved) this.#pressed = false
    // Nobody counts the steps of what cannot be stepped; that it goes on is told once.
    if (this.#isRested || steps === 1) this.#tell()
  }

  #end(): void {
    if (this.#pressed && this.#playing) return this.#startOver()
    this.#playing = false
    this.#ended = true
    this.#tell()
  }

  #startOver(): void {
    this.#pressed = false
    this.#steps = 0
    this.#ended = false
    this.#options.rerun()
  }

  #tell(): void {
    this.#options.tell(this.state)
  }

  #wake(): void {
    if (!this.#playing && this.#granted === 0) return
    for (const go of this.#waiting.splice(0)) go()
  }
}

interface Keeper {
  mayGo: () => boolean
  untilMoved: () => Promise<void>
  isCurrent: () => boolean
  /** A value is there; `moved` if the reader has seen one of this run before. */
  shown: (steps: number, moved: boolean) => void
  ended: () => void
  work: (what: 'stepping' | 'stepped') => unknown
  isSlow: (since: number) => boolean
  now: () => number
  breathe: () => Promise<void>
}

interface Goal {
  steps: number
  /** Whether there may be nothing behind it, which is then to be known. */
  mayEnd: boolean
}

/** A generator of which each value is asked for, and given when it may be. */
class Gate implements AnyGenerator {
  readonly #generator: AnyGenerator
  readonly #goal: Goal
  readonly #keeper: Keeper
  #steps = -1
  /** A value that was asked for to know whether there is one. */
  #ahead: unknown
  #done = false
  #told = false

  constructor(generator: AnyGenerator, goal: Goal, keeper: Keeper) {
    this.#generator = generator
    this.#goal = goal
    this.#keeper = keeper
  }

  next(value: unknown): unknown {
    const { steps, mayEnd } = this.#goal
    if (this.#steps < 0 && (steps > 0 || mayEnd))
      return this.#reach().catch((error: unknown) => this.#fail(error))
    if (this.#steps < 0 || this.#done || this.#keeper.mayGo()) return this.#advance(value)
    return this.#keeper.untilMoved().then(() => this.#advance(value))
  }

  return(): unknown {
    return this.#generator.return()
  }

  #advance(value: unknown): unknown {
    try {
      const step = this.#done ? { done: true, value: undefined } : this.#ask(value)
      return isPromise(step)
        ? step.then(
            (it) => this.#count(it),
            (error: unknown) => this.#fail(error),
          )
        : this.#count(step)
    } catch (error) {
      return this.#fail(error)
    }
  }

  #ask(value: unknown): unknown {
    if (this.#ahead !== undefined) return this.#takeAhead()
    const { work } = this.#keeper
    let step: unknown
    work('stepping')
    try {
      step = this.#generator.next(value)
    } finally {
      if (!isPromise(step)) work('stepped')
    }
    return isPromise(step) ? Promise.resolve(step).finally(() => work('stepped')) : step
  }

  #takeAhead(): unknown {
    const step = this.#ahead
    this.#ahead = undefined
    return step
  }

  #count(step: unknown): unknown {
    if (!this.#keeper.isCurrent()) return step
    if ((step as IteratorResult<unknown>).done) this.#end()
    else this.#keeper.shown(++this.#steps, this.#steps > 0)
    return step
  }

  #end(): void {
    this.#done = true
    if (!this.#told) this.#keeper.ended()
    this.#told = true
  }

  #fail(error: unknown): never {
    this.#done = true
    throw error
  }

  /** Goes to its goal, or as far as there is anything, and shows only the last value. */
  async #reach(): Promise<unknown> {
    const { work, isCurrent, shown } = this.#keeper
    work('stepping')
    const last = await this.#goOn().finally(() => work('stepped'))
    if (this.#steps < 0) return this.#count(last)
    if (!isCurrent()) return last
    shown(this.#steps, false)
    if (this.#done) this.#end()
    return last
  }

  async #goOn(): Promise<IteratorResult<unknown>> {
    const { isCurrent, now, isSlow } = this.#keeper
    const { steps, mayEnd } = this.#goal
    let last = await this.#take(undefined)
    if (last.done) return last
    this.#steps = 0
    for (let since = now(); isCurrent() && (this.#steps < steps || mayEnd); this.#steps++) {
      if (isSlow(since)) {
        await this.#rest()
        since = now()
      }
      const next = await this.#take(last.value)
      if (next.done) this.#done = true
      else if (this.#steps === steps) this.#ahead = next
      if (this.#done || this.#ahead) break
      last = next
    }
    return last
  }

  async #rest(): Promise<void> {
    const { work, breathe } = this.#keeper
    work('stepped')
    await breathe()
    work('stepping')
  }

  async #take(value: unknown): Promise<IteratorResult<unknown>> {
    return (await this.#generator.next(value)) as IteratorResult<unknown>
  }
}
