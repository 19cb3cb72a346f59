import { runInSlices, type Steps } from '../kernel/steps.ts'

/**
 * Milliseconds of work, of all cells together, that may be done in the task in which it arrives: quick outputs appear
 * in the same frame, on a slow phone too.
 */
const atOnce = 30

/**
 * Schedules the work of all cells on what they show. Work beyond `atOnce` waits in one queue and is done in slices, so
 * that the page can answer in between and no two costly drawings enter it in one frame.
 */
export class DrawingQueue {
  readonly #now: () => number
  readonly #rest: () => Promise<void>
  readonly #drawn: () => Promise<void>
  readonly #waiting: (() => Promise<void>)[] = []
  #isBusy = false
  /** What has been done at once since the page last answered. */
  #spent = 0

  /**
   * @param rest resolves when the page has answered what waited for it
   * @param drawn resolves when the page has drawn what was put into it
   */
  constructor(now = () => performance.now(), rest = nextTask, drawn = nextDrawing) {
    this.#now = now
    this.#rest = rest
    this.#drawn = drawn
  }

  /** @param then is given what the work came to, or undefined where it threw */
  take<T>(work: Steps<T>, then: (result: T | undefined) => void): void {
    const began = this.#now() - this.#spent
    // A first step always: what is quick does not wait for what is costly.
    do {
      const { done, value } = tryNext(work)
      if (done) tell(then, value)
      this.#spend(this.#now() - began)
      if (done) return
    } while (this.#spent < atOnce)
    this.#waiting.push(() => this.#finish(work, then))
    if (!this.#isBusy) void this.#workOff()
  }

  #spend(spent: number): void {
    if (this.#spent === 0 && spent > 0) void this.#rest().then(() => (this.#spent = 0))
    this.#spent = spent
  }

  async #workOff(): Promise<void> {
    this.#isBusy = true
    for (let next = this.#waiting.shift(); next; next = this.#waiting.shift()) await next()
    this.#isBusy = false
  }

  async #finish<T>(work: Steps<T>, then: (result: T | undefined) => void): Promise<void> {
    let result: T | undefined
    await this.#rest()
    try {
      result = await runInSlices(work, this.#now, this.#rest)
    } catch (error) {
      reportError(error)
    }
    await this.#rest()
    tell(then, result)
    await this.#drawn()
  }
}

/** A step of the work, which is done where it throws. */
export function tryNext<T>(work: Steps<T>): IteratorResult<undefined, T | undefined> {
  try {
    return work.next()
  } catch (error) {
    reportError(error)
    return { done: true, value: undefined }
  }
}

function tell<T>(then: (result: T | undefined) => void, result: T | undefined): void {
  try {
    then(result)
  } catch (error) {
    reportError(error)
  }
}

/** The one queue of the page. */
export const drawingQueue = new DrawingQueue()

function nextTask(): Promise<void> {
  return new Promise((done) => setTimeout(done))
}

/** Milliseconds after which a page counts as one that draws nothing: hidden, or in a frame out of view. */
const noFrame = 500

/** Resolves in a task after the page's next frame, which so does not wait for it. */
export function nextDrawing(): Promise<void> {
  if (document.hidden) return nextTask()
  return new Promise((done) => {
    setTimeout(done, noFrame)
    requestAnimationFrame(() => setTimeout(done))
  })
}
