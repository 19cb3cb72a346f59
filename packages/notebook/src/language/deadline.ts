/** Milliseconds between two looks. */
const pace = 100

/**
 * Calls `onOver` where what was started has not been stopped within a time. Only such time counts as the
 * page itself could look on: a device that has no processor for the page has none for a worker either.
 */
export class Deadline {
  readonly #limit: number
  readonly #onOver: () => void
  #timer: ReturnType<typeof setTimeout> | undefined
  #waited = 0
  #lookedAt = 0

  constructor(limit: number, onOver: () => void) {
    this.#limit = limit
    this.#onOver = onOver
  }

  start(): void {
    this.stop()
    this.#waited = 0
    this.#wait()
  }

  stop(): void {
    clearTimeout(this.#timer)
  }

  #wait(): void {
    this.#lookedAt = performance.now()
    this.#timer = setTimeout(() => this.#look(), pace)
  }

  #look(): void {
    this.#waited += Math.min(performance.now() - this.#lookedAt, 2 * pace)
    if (this.#waited > this.#limit) this.#onOver()
    else this.#wait()
  }
}
