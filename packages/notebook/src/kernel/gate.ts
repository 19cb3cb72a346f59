import { Approach, type Goal } from './approach.ts'
import { isPromise, type AnyGenerator } from './until-invalidated.ts'
import type { TimeSlice } from './time-slice.ts'

/** Decides when a generator's next value may be asked for, and receives its events. */
export interface Gatekeeper {
  slice: TimeSlice
  /** Whether the run that made the generator is still the cell's newest. */
  isCurrent: () => boolean
  /** Resolves when the next value may be asked for; undefined where that is at once. */
  untilAdmitted: () => Promise<void> | undefined
  onWork: (what: 'stepping' | 'stepped') => void
  /** A value has come; `isMove` where it was not the first to be shown of this generator. */
  onValue: (steps: number, isMove: boolean) => void
  onEnd: () => void
}

/**
 * Wraps a generator: each value is asked for only when the keeper admits it. The first value is the
 * one at the goal.
 */
export class Gate implements AnyGenerator {
  readonly #generator: AnyGenerator
  readonly #goal: Goal
  readonly #keeper: Gatekeeper
  /** The number of the last value, or -1 before the first. */
  #steps = -1
  #hasBegun = false
  /** A value that was asked for only to know whether there is one. */
  #ahead: IteratorResult<unknown> | undefined
  #isDone = false
  #isEndTold = false

  constructor(generator: AnyGenerator, goal: Goal, keeper: Gatekeeper) {
    this.#generator = generator
    this.#goal = goal
    this.#keeper = keeper
  }

  next(value: unknown): unknown {
    if (!this.#hasBegun) return this.#begin(value)
    const admitted = this.#isDone ? undefined : this.#keeper.untilAdmitted()
    return admitted ? admitted.then(() => this.#advance(value)) : this.#advance(value)
  }

  return(): unknown {
    return this.#generator.return()
  }

  #begin(value: unknown): unknown {
    this.#hasBegun = true
    const { steps, mayEnd } = this.#goal
    if (steps === 0 && !mayEnd) return this.#advance(value)
    return this.#approach().catch((error: unknown) => this.#fail(error))
  }

  #advance(value: unknown): unknown {
    if (this.#isDone) return this.#count({ done: true, value: undefined })
    try {
      const step = this.#takeAhead() ?? this.#ask(value)
      if (!isPromise(step)) return this.#count(step)
      return step.then(
        (it) => this.#count(it),
        (error: unknown) => this.#fail(error),
      )
    } catch (error) {
      return this.#fail(error)
    }
  }

  #takeAhead(): IteratorResult<unknown> | undefined {
    const step = this.#ahead
    this.#ahead = undefined
    return step
  }

  /**
   * Asks the generator for its next value, and reports when its code begins and when it has
   * returned.
   */
  #ask(value: unknown): unknown {
    const { onWork } = this.#keeper
    let step: unknown
    onWork('stepping')
    try {
      step = this.#generator.next(value)
    } finally {
      if (!isPromise(step)) onWork('stepped')
    }
    return isPromise(step) ? Promise.resolve(step).finally(() => onWork('stepped')) : step
  }

  #count(step: unknown): unknown {
    if ((step as IteratorResult<unknown>).done) this.#end()
    else this.#keeper.onValue(++this.#steps, this.#steps > 0)
    return step
  }

  #end(): void {
    this.#isDone = true
    if (!this.#isEndTold) this.#keeper.onEnd()
    this.#isEndTold = true
  }

  #fail(error: unknown): never {
    this.#isDone = true
    throw error
  }

  /** Goes to its goal, or as far as there are values, and shows only the last of them. */
  async #approach(): Promise<unknown> {
    const { last, steps, ahead, isEnd } = await new Approach(
      this.#generator,
      this.#goal,
      this.#keeper,
    ).run()
    this.#steps = steps
    this.#ahead = ahead
    if (steps >= 0) this.#keeper.onValue(steps, false)
    if (isEnd) this.#end()
    return last
  }
}
