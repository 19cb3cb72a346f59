import type { KernelEvent } from '../../kernel/events.ts'
import { frameTime, hostTimers, type Timers } from './pace.ts'

/**
 * A throttle for a kernel's events, which keeps their order. Outputs and playback states are sent
 * at most once a frame, and of each cell only the newest: a loop that displays while it awaits must
 * not flood the page.
 */
export class EventThrottle {
  readonly #post: (event: KernelEvent) => void
  readonly #timers: Timers
  /** The newest throttled event of each type and cell, since the last flush. */
  readonly #queue = new Map<string, KernelEvent>()
  #flushedAt = -Infinity
  #isScheduled = false

  constructor(post: (event: KernelEvent) => void, timers = hostTimers) {
    this.#post = post
    this.#timers = timers
  }

  send(event: KernelEvent): void {
    if (event.type !== 'output' && event.type !== 'playback') {
      this.#flush()
      return this.#post(event)
    }
    this.#queue.set(`${event.type} ${event.cell}`, event)
    // A loop that only awaits promises lets no timer fire, so the clock is asked each time.
    if (this.#timers.now() - this.#flushedAt >= frameTime) this.#flush()
    else this.#schedule()
  }

  #schedule(): void {
    if (this.#isScheduled) return
    this.#isScheduled = true
    this.#timers.after(frameTime, () => {
      this.#isScheduled = false
      this.#flush()
    })
  }

  #flush(): void {
    if (this.#queue.size === 0) return
    this.#flushedAt = this.#timers.now()
    const events = [...this.#queue.values()]
    this.#queue.clear()
    for (const event of events) this.#post(event)
  }
}
