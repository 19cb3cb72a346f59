import type { Message } from '../../strings/message.ts'
import type { CellUpdate, UpdateListener } from './cell-update.ts'

/** Calls back when the page may next be changed. */
export type Schedule = (callback: () => void) => void

/**
 * Milliseconds that one delivery may take before the rest waits for the next: no task of the page
 * becomes a long one.
 */
const slice = 8

/**
 * A queue of updates, handed on when the page draws. Of each cell it keeps only what later updates
 * have not replaced.
 */
export class UpdateQueue {
  readonly #listener: UpdateListener<Message>
  readonly #schedule: Schedule
  readonly #now: () => number
  readonly #queue = new Map<string, CellUpdate<Message>[]>()
  #isScheduled = false

  constructor(
    listener: UpdateListener<Message>,
    schedule: Schedule = drawingSchedule(),
    now: () => number = () => performance.now(),
  ) {
    this.#listener = listener
    this.#schedule = schedule
    this.#now = now
  }

  add(cell: string, update: CellUpdate<Message>): void {
    const kept = (this.#queue.get(cell) ?? []).filter((earlier) => !replaces(update, earlier))
    this.#queue.set(cell, [...kept, update])
    if (!this.#isScheduled) this.#scheduleNext()
  }

  /** Forgets what is queued of a cell, but for the news that it was stopped or its edit refused, which nobody else tells. */
  drop(cell: string): void {
    const kept = (this.#queue.get(cell) ?? []).filter(({ type }) =>
      /^(?:stopped|refused)$/.test(type),
    )
    if (kept.length > 0) this.#queue.set(cell, kept)
    else this.#queue.delete(cell)
  }

  #scheduleNext(): void {
    this.#isScheduled = true
    this.#schedule(() => this.#deliver())
  }

  /**
   * Cells take turns: one that was just served and is updated again comes after those that still
   * wait.
   */
  #deliver(): void {
    const began = this.#now()
    for (const [cell, updates] of this.#queue) {
      this.#queue.delete(cell)
      for (const update of updates) this.#listener(cell, update)
      if (this.#now() - began >= slice) break
    }
    this.#isScheduled = false
    if (this.#queue.size > 0) this.#scheduleNext()
  }
}

/**
 * An output replaces all before it; anything else leaves the last output to be shown. Playback
 * updates are kept apart: they replace, and are replaced by, only each other. That a cell is late
 * replaces nothing else.
 */
function replaces(later: CellUpdate<Message>, earlier: CellUpdate<Message>): boolean {
  if (later.type === 'playback' || earlier.type === 'playback') return later.type === earlier.type
  if (later.type === 'late') return earlier.type === 'late'
  if (earlier.type === 'late') return later.type !== 'running'
  return later.type === 'output' || earlier.type !== 'output'
}

/** Milliseconds between deliveries where nothing is drawn, as in a hidden tab. */
const hiddenInterval = 1000

/** Milliseconds from which a task of the page is long: readers feel it. */
const longTask = 50
/** The most milliseconds that a delivery is put off. */
const longestPause = 300
/** Milliseconds that no delivery takes: the page stood still, as in a sleeping laptop. */
const standstill = 2000

/**
 * One delivery an animation frame. After one of which a long task came, drawing included, the next is
 * put off for as long as that took: the page stays responsive, however large the figures and
 * however fast they come.
 */
export function drawingSchedule(): Schedule {
  let freeAt = 0
  return (callback) => {
    const deliver = once(() => {
      const began = performance.now()
      callback()
      // A timer fires after the frame has been drawn, so this measures the drawing too.
      setTimeout(() => {
        const now = performance.now()
        freeAt = now + pauseAfter(now - began)
      })
    })
    const wait = freeAt - performance.now()
    if (wait > 0) setTimeout(() => nextFrame(deliver), wait)
    else nextFrame(deliver)
  }
}

function pauseAfter(took: number): number {
  return took < longTask || took > standstill ? 0 : Math.min(took, longestPause)
}

function nextFrame(callback: () => void): void {
  requestAnimationFrame(callback)
  setTimeout(callback, hiddenInterval)
}

function once(callback: () => void): () => void {
  let isDone = false
  return () => {
    if (isDone) return
    isDone = true
    callback()
  }
}
