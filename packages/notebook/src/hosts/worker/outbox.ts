import type { KernelEvent } from '../../kernel/events.ts'
import { frameTime, hostTimers, type Timers } from './pace.ts'

/**
 * Sends events on, in order. Outputs, and how far a generator is, that follow each other faster than a screen is drawn wait
 * for the next frame, and of each cell only the newest goes out: a loop that displays as it awaits must not flood the page.
 */
export class Outbox {
  readonly #post: (event: KernelEvent) => void
  readonly #timers: Timers
  readonly #held = new Map<string, KernelEvent>()
  #sentAt = -Infinity
  #due = false

  constructor(post: (event: KernelEvent) => void, timers = hostTimers) {
    this.#post = post
    this.#timers = timers
  }

  send(event: KernelEvent): void {
    if (event.type !== 'output' && event.type !== 'playback') {
      this.#flush()
      return this.#post(event)
    }
    this.#held.set(`${event.type} ${event.cell}`, event)
    // No timer comes to a loop that never rests, so the clock is asked each time.
    if (this.#timers.now() - this.#sentAt >= frameTime) this.#flush()
    else this.#flushSoon()
  }

  #flushSoon(): void {
    if (this.#due) return
    this.#due = true
    this.#timers.after(frameTime, () => {
      this.#due = false
      this.#flush()
    })
  }

  #flush(): void {
    if (this.#held.size === 0) return
    this.#sentAt = this.#timers.now()
    const events = [...this.#held.values()]
    this.#held.clear()
    for (const event of events) this.#post(event)
  }
}
