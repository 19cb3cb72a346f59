import type { RunId } from '../../kernel/events.ts'

/** Numbers the runs of a chapter, wherever they are computed: 1, 2, 3, …. */
export class RunCounter {
  #last: RunId = 0

  get last(): RunId {
    return this.#last
  }

  next(): RunId {
    return ++this.#last
  }
}
