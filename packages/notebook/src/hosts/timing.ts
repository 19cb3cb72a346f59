/** When a host goes on, and what time it is. */
export interface Timing {
  now: () => number
  after: (milliseconds: number, callback: () => void) => void
}

export const hostTiming: Timing = {
  now: () => performance.now(),
  after: (milliseconds, callback) => void setTimeout(callback, milliseconds),
}

/** Milliseconds after the last new value from which the reader's hand counts as resting. */
export const handRests = 120
