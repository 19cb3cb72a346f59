/** The host's clock and timers. */
export interface Timers {
  now: () => number
  after: (milliseconds: number, callback: () => void) => void
}

// Taken before any cell runs and could replace them.
const startTimer = setTimeout
export const hostTimers: Timers = {
  now: performance.now.bind(performance),
  after: (milliseconds, callback) => void startTimer(callback, milliseconds),
}

/** Milliseconds between two frames of a screen. */
export const frameTime = 16

/**
 * How many frames may follow at once after a pause, so that the reader's first action waits for
 * nothing.
 */
const burst = 3

/**
 * A substitute for animation frames where there is no screen. After a pause `next` calls back at
 * once, by `soon`; from then on once a frame. Without it an endless generator would run as fast as
 * it can, for nobody to see.
 */
export class Frames {
  readonly #soon: (callback: () => void) => void
  readonly #timers: Timers
  #due = -Infinity
  #isHurried = false

  constructor(soon: (callback: () => void) => void, timers = hostTimers) {
    this.#soon = soon
    this.#timers = timers
  }

  /** What the page asks for waits for no frame: the next one comes at once, and is not counted. */
  hurry(): void {
    this.#isHurried = true
  }

  next(callback: () => void): void {
    if (this.#isHurried) {
      this.#isHurried = false
      return this.#soon(callback)
    }
    const now = this.#timers.now()
    this.#due = Math.max(this.#due + frameTime, now - (burst - 1) * frameTime)
    const wait = this.#due - now
    if (wait > 0) this.#timers.after(wait, callback)
    else this.#soon(callback)
  }
}
