import type { AnyGenerator } from './until-invalidated.ts'
import type { TimeSlice } from './time-slice.ts'

export interface Goal {
  steps: number
  /** Whether the end may be there, so that one value more is asked for to know. */
  mayEnd: boolean
}

/** The generator's position when the approach has ended. */
export interface Arrival {
  last: IteratorResult<unknown>
  /** The number of `last`, or -1 where the generator has no values. */
  steps: number
  /** The value after `last`, where it was asked for. */
  ahead?: IteratorResult<unknown>
  isEnd: boolean
}

interface ApproachHost {
  slice: TimeSlice
  isCurrent: () => boolean
  onWork: (what: 'stepping' | 'stepped') => void
}

/**
 * Fast-forwards a generator to its goal, showing nothing on the way. Rests between time slices, and
 * stops where a newer run has begun.
 */
export class Approach {
  readonly #generator: AnyGenerator
  readonly #goal: Goal
  readonly #host: ApproachHost

  constructor(generator: AnyGenerator, goal: Goal, host: ApproachHost) {
    this.#generator = generator
    this.#goal = goal
    this.#host = host
  }

  async run(): Promise<Arrival> {
    const { onWork } = this.#host
    onWork('stepping')
    try {
      const first = await this.#take(undefined)
      return first.done ? { last: first, steps: -1, isEnd: true } : await this.#goOn(first)
    } finally {
      onWork('stepped')
    }
  }

  async #goOn(first: IteratorResult<unknown>): Promise<Arrival> {
    const { slice, isCurrent } = this.#host
    const { steps: goal, mayEnd } = this.#goal
    let [last, steps] = [first, 0]
    slice.begin()
    while (isCurrent() && (steps < goal || mayEnd)) {
      if (slice.isOver) await this.#rest()
      const next = await this.#take(last.value)
      if (next.done) return { last, steps, isEnd: true }
      if (steps === goal) return { last, steps, ahead: next, isEnd: false }
      last = next
      steps++
    }
    return { last, steps, isEnd: false }
  }

  async #rest(): Promise<void> {
    const { onWork, slice } = this.#host
    onWork('stepped')
    await slice.rest()
    onWork('stepping')
  }

  async #take(value: unknown): Promise<IteratorResult<unknown>> {
    return (await this.#generator.next(value)) as IteratorResult<unknown>
  }
}
