/** The host's clock and timers. */
export interface Timers {
  now: () => number
  after: (milliseconds: number, callback: () => void) => void
}

// Taken before any cell runs, which could put others in their place.
const startTimer = setTimeout
export const hostTimers: Timers = {
  now: performance.now.bind(performance),
  after: (milliseconds, callback) => void startTimer(callback, milliseconds),
}

/** Milliseconds from one frame to the next: as often as a screen is drawn. */
export const frameTime = 16

/** Frames that may come at once after a rest, so that the first touch waits for nothing. */
const burst = 3

/**
 * Frames where there is no screen: `next` calls back at once after a rest, by `soon`, and from then on once in a frame's
 * time. Without this an endless generator would go round as fast as it can, for nobody to see.
 */
export class Frames {
  readonly #soon: (callback: () => void) => void
  readonly #timers: Timers
  #due = -Infinity

  constructor(soon: (callback: () => void) => void, timers = hostTimers) {
    this.#soon = soon
    this.#timers = timers
  }

  next(callback: () => void): void {
    const now = this.#timers.now()
    this.#due = Math.max(this.#due + frameTime, now - (burst - 1) * frameTime)
    const wait = this.#due - now
    if (wait > 0) this.#timers.after(wait, callback)
    else this.#soon(callback)
  }
}
