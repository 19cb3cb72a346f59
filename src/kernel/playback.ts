import { isPromise, type AnyGenerator } from './hold.ts'

/** What a reader can do with a cell's generator. */
export type Act = 'play' | 'pause' | 'step' | 'restart'

/** Where a generator stands. Its first value is step 0. */
export interface PlaybackState {
  state: 'playing' | 'paused' | 'ended'
  steps: number
}

export interface PlaybackOptions {
  /** The steps that a cell that plays goes at once, before it shows anything. Without it, a generator goes on by itself. */
  rest?: number | undefined
  /** Whether generators stay at what they show first. */
  still: boolean
  tell: (state: PlaybackState) => void
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
    return { state: this.#ended ? 'ended' : this.#playing ? 'playing' : 'paused', steps: this.#steps }
  }

  act(act: Act): void {
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
    // One step more than to a known end, to know it again.
    const goal = this.#begun && this.#playing ? 0 : this.#steps + (this.#ended ? 1 : 0)
    if (this.#take !== take) this.#begin(take)
    else if (this.#isRested) throw new Error('two generators: a cell that plays has one, which no other name and not the cell’s end show again; give the other a cell of its own')
    return new Gate(generator, this.#isRested ? goal : 0, {
      mayGo: () => this.#playing || this.#granted > 0,
      untilMoved: () => new Promise((resolve) => this.#waiting.push(resolve)),
      isCurrent: () => this.#take === take,
      shown: (steps, moved) => this.#shown(steps, moved),
      ended: () => this.#end(),
      isSlow: (since) => this.#options.clock() - since > slice,
      now: this.#options.clock,
      breathe: this.#options.breathe,
    })
  }

  #begin(take: object): void {
    this.#take = take
    this.#waiting = []
    this.#ended = false
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
  isSlow: (since: number) => boolean
  now: () => number
  breathe: () => Promise<void>
}

/** A generator of which each value is asked for, and given when it may be. */
class Gate implements AnyGenerator {
  readonly #generator: AnyGenerator
  readonly #goal: number
  readonly #keeper: Keeper
  #steps = -1
  #done = false
  #told = false

  constructor(generator: AnyGenerator, goal: number, keeper: Keeper) {
    this.#generator = generator
    this.#goal = goal
    this.#keeper = keeper
  }

  next(value: unknown): unknown {
    if (this.#steps < 0 && this.#goal > 0) return this.#reach().catch((error: unknown) => this.#fail(error))
    if (this.#steps < 0 || this.#done || this.#keeper.mayGo()) return this.#advance(value)
    return this.#keeper.untilMoved().then(() => this.#advance(value))
  }

  return(): unknown {
    return this.#generator.return()
  }

  #advance(value: unknown): unknown {
    try {
      const step = this.#done ? { done: true, value: undefined } : this.#generator.next(value)
      return isPromise(step) ? step.then((it) => this.#count(it), (error: unknown) => this.#fail(error)) : this.#count(step)
    } catch (error) {
      return this.#fail(error)
    }
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
    const { isSlow, now, breathe, isCurrent, shown } = this.#keeper
    let last = await this.#take(undefined)
    if (last.done) return this.#count(last)
    this.#steps = 0
    for (let since = now(); this.#steps < this.#goal && isCurrent(); this.#steps++) {
      if (isSlow(since)) {
        await breathe()
        since = now()
      }
      const next = await this.#take(last.value)
      this.#done = next.done === true
      if (this.#done) break
      last = next
    }
    if (!isCurrent()) return last
    shown(this.#steps, false)
    if (this.#done) this.#end()
    return last
  }

  async #take(value: unknown): Promise<IteratorResult<unknown>> {
    return (await this.#generator.next(value)) as IteratorResult<unknown>
  }
}
