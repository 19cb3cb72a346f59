/** Lets so many tasks run at once; the others wait, in their order. */
export class Turns {
  #free: number
  readonly #waiting: (() => void)[] = []

  constructor(count: number) {
    this.#free = count
  }

  /** Runs a task when it is its turn. Whether it succeeds or fails, the next one then has its own. */
  async take<T>(task: () => Promise<T>): Promise<T> {
    if (this.#free > 0) this.#free--
    else await new Promise<void>((begin) => this.#waiting.push(begin))
    try {
      return await task()
    } finally {
      const begin = this.#waiting.shift()
      if (begin) begin()
      else this.#free++
    }
  }
}
