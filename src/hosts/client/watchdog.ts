/** How often the worker is asked whether it listens, in milliseconds: while it works, and while it rests. */
const pace = { busy: 100, idle: 1000 }

export interface WatchdogOptions {
  /** Milliseconds without an answer after which the worker counts as hung. */
  limit: number
  ping: (id: number) => void
  /** The worker answered: it is not held up by a cell. */
  onAnswer: () => void
  onHung: () => void
}

/** Notices a worker that no longer listens. */
export class Watchdog {
  readonly #options: WatchdogOptions
  #timer: ReturnType<typeof setTimeout> | undefined
  #asked = 0
  #askedAt = 0
  #answered = 0
  #busy = false

  constructor(options: WatchdogOptions) {
    this.#options = options
  }

  /** Watches closely from now on, or only now and then. */
  watch(busy: boolean): void {
    this.#busy = busy
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => this.#look(), busy ? pace.busy : pace.idle)
  }

  answer(id: number): void {
    if (id !== this.#asked) return
    this.#answered = id
    this.#options.onAnswer()
  }

  /** Stops looking, and forgets the question asked last. */
  rest(): void {
    clearTimeout(this.#timer)
    this.#answered = this.#asked
  }

  #look(): void {
    if (this.#asked === this.#answered) this.#ask()
    else if (performance.now() - this.#askedAt > this.#options.limit) {
      this.rest()
      return this.#options.onHung()
    }
    this.watch(this.#busy)
  }

  #ask(): void {
    this.#askedAt = performance.now()
    this.#options.ping(++this.#asked)
  }
}
