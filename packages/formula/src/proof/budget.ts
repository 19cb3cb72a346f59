import { WorkSpent } from './decline.ts'

/**
 * A limit on the work, counted in operations and not in time, so that every machine proves the same
 * lines.
 */
export class Budget {
  #left: number

  constructor(operations: number) {
    this.#left = operations
  }

  /** Throws WorkSpent when the limit is exceeded. */
  spend(operations: number): void {
    this.#left -= operations
    if (this.#left < 0) throw new WorkSpent({ kind: 'work' })
  }
}
