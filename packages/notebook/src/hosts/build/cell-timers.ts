/** A timer that a cell has set. */
interface Timer {
  repeats: boolean
  handle: NodeJS.Timeout
  call: () => void
  /** Where it was set: the stack of that moment. */
  origin: Error
  /** Whether the cell's own code has set it, and not a library on its behalf. */
  own: boolean
}

/** What a timer did that nobody could see: it threw, or nothing will ever stop it. */
export interface TimerMistake {
  kind: 'threw' | 'never stops'
  error: unknown
  /** An error made where the timer was set. */
  origin: Error
}

type Callback = (...values: unknown[]) => void

const native = { setTimeout, setInterval, clearTimeout, clearInterval }

/**
 * The timers of a thread's cells. Their handles are numbers, as in browsers. What a timer throws is
 * reported with the place where it was set, and so are those that are left when the cells are let go.
 */
export class CellTimers {
  readonly #pending = new Map<number, Timer>()
  readonly #report: (mistake: TimerMistake) => void
  #last = 0

  constructor(report: (mistake: TimerMistake) => void) {
    this.#report = report
  }

  /** Puts them in the place of Node's. */
  install(): void {
    const clear = (id: unknown): void => this.#clear(id)
    Object.assign(globalThis, {
      setTimeout: (call: Callback, delay?: number, ...values: unknown[]) =>
        this.#set(false, () => call(...values), delay),
      setInterval: (call: Callback, delay?: number, ...values: unknown[]) =>
        this.#set(true, () => call(...values), delay),
      clearTimeout: clear,
      clearInterval: clear,
    })
  }

  /** Counts handles anew, so that a program has the same ones whatever ran before it. */
  restart(): void {
    this.#last = 0
  }

  /** Calls each interval of a cell once, without waiting for its time, so that what it throws is told. */
  tickIntervals(): void {
    for (const { repeats, call, own } of [...this.#pending.values()]) if (repeats && own) call()
  }

  /**
   * Calls each timeout that is left once, without waiting for its time, and reports each interval:
   * what `invalidation` has stopped is gone by now.
   */
  finish(): void {
    const left = [...this.#pending]
    for (const [id, { repeats, call, origin, own }] of left) {
      this.#clear(id)
      if (!repeats) call()
      else if (own) this.#report({ kind: 'never stops', error: origin, origin })
    }
  }

  #set(repeats: boolean, callback: () => void, delay = 0): number {
    const id = ++this.#last
    const origin = new Error('a timer')
    const call = (): void => {
      if (!repeats) this.#pending.delete(id)
      try {
        callback()
      } catch (error) {
        this.#clear(id)
        this.#report({ kind: 'threw', error, origin })
      }
    }
    const handle = repeats ? native.setInterval(call, delay) : native.setTimeout(call, delay)
    this.#pending.set(id, { repeats, handle, call, origin, own: isOwn(origin) })
    return id
  }

  #clear(id: unknown): void {
    const timer = this.#pending.get(id as number)
    if (!timer) return
    native.clearTimeout(timer.handle)
    this.#pending.delete(id as number)
  }
}

/** Whether the code that set a timer is a cell's: the first lines of the stack are this file's. */
function isOwn({ stack = '' }: Error): boolean {
  const caller = stack.split('\n').find((it) => it.includes(' at ') && !it.includes('cell-timers'))
  return caller !== undefined && /\bcell\/[^/]*\.ts:/.test(caller)
}
