/** Milliseconds between two pings, while the worker is busy and while it is idle. */
const pace = { busy: 100, idle: 1000 }

export interface WatchdogOptions {
  /** Milliseconds without an answer, as the page itself could look on time, after which the worker counts as hung. */
  limit: number
  ping: (id: number) => void
  /** The worker answered: it is not held up by a cell. */
  onAnswer: () => void
  onHung: () => void
}

/** Pings the worker, and notices when it hangs. */
export class Watchdog {
  readonly #options: WatchdogOptions
  #timer: ReturnType<typeof setTimeout> | undefined
  /** The id of the ping that is not answered yet. */
  #asked: number | undefined
  #waited = 0
  #lookedAt = 0
  #busy = false

  constructor(options: WatchdogOptions) {
    this.#options = options
  }

  /** Pings often from now on, or only now and then. */
  watch(busy: boolean): void {
    this.#busy = busy
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => this.#look(), this.#pace)
  }

  answer(id: number): void {
    if (id !== this.#asked) return
    this.#asked = undefined
    this.#options.onAnswer()
  }

  /** Stops pinging, and ignores the answer to the last ping. */
  rest(): void {
    clearTimeout(this.#timer)
    this.#asked = undefined
  }

  get #pace(): number {
    return this.#busy ? pace.busy : pace.idle
  }

  #look(): void {
    const now = performance.now()
    // A look that comes late is not the worker's doing: the page was blocked, or the machine has no time for either.
    this.#waited += Math.min(now - this.#lookedAt, this.#pace)
    this.#lookedAt = now
    if (this.#asked === undefined) this.#ask()
    else if (this.#waited > this.#options.limit) {
      this.rest()
      return this.#options.onHung()
    }
    this.watch(this.#busy)
  }

  #ask(): void {
    this.#waited = 0
    // Unguessable: a cell that never returns must not be able to answer for the kernel.
    this.#asked = Math.random()
    this.#options.ping(this.#asked)
  }
}
