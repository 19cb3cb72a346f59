import { runInSlices, type Steps } from '../kernel/steps.ts'

/**
 * Milliseconds of work that are done at once, of all cells together: what is quick is shown in the frame in which it came,
 * on a slow phone too.
 */
const atOnce = 30

/**
 * The work of all cells for what they show. What takes longer than a moment is done in slices, after what other cells have begun: so
 * no two that are costly come between two answers of the page, and none is laid out in the same frame as another.
 */
export class Turns {
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
    do {
      const { done, value } = tryNext(work)
      this.#spend(this.#now() - began)
      if (done) return then(value)
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
    try {
      then(result)
    } catch (error) {
      reportError(error)
    }
    await this.#drawn()
  }
}

/** A step of the work, which is done where it throws. */
function tryNext<T>(work: Steps<T>): IteratorResult<undefined, T | undefined> {
  try {
    return work.next()
  } catch (error) {
    reportError(error)
    return { done: true, value: undefined }
  }
}

/** Those of the page. */
export const turns = new Turns()

function nextTask(): Promise<void> {
  return new Promise((done) => setTimeout(done))
}

/** A hidden page draws nothing. */
function nextDrawing(): Promise<void> {
  if (document.hidden) return nextTask()
  return new Promise((done) => requestAnimationFrame(() => setTimeout(done)))
}
