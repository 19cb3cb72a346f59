/** Milliseconds of work in one task of the page. */
const slice = 12

/** Cuts the work of a run into tasks between its cells, so that the page can draw and answer. */
export class TaskSlice {
  readonly #now: () => number
  #began: number | undefined
  #turn: Promise<void> | undefined

  constructor(now: () => number) {
    this.#now = now
  }

  /** Resolves in the next task, if this one has lasted long enough; else undefined. */
  admit(): Promise<void> | undefined {
    this.#began ??= this.#now()
    if (this.#now() - this.#began < slice) return undefined
    return (this.#turn ??= nextTask().then(() => {
      this.#turn = undefined
      this.#began = undefined
    }))
  }

  /** The run is over: the next one begins in a task of its own. */
  end(): void {
    this.#began = undefined
  }
}

function nextTask(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel()
    port1.onmessage = () => {
      port1.close()
      resolve()
    }
    port2.postMessage(null)
  })
}
