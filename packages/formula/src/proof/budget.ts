import { WorkSpent } from './decline.ts'

/** Work that may be done, counted in operations, so that no clock decides what is proved. */
export class Budget {
  #left: number

  constructor(operations: number) {
    this.#left = operations
  }

  /** Throws WorkSpent when nothing is left. */
  spend(operations: number): void {
    this.#left -= operations
    if (this.#left < 0) throw new WorkSpent({ kind: 'work' })
  }
}
