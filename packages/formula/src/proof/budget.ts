import { Decline } from './decline.ts'

/** Work that may be done, counted in operations, so that no clock decides what is proved. */
export class Budget {
  #left: number

  constructor(operations: number) {
    this.#left = operations
  }

  /** Throws Decline when nothing is left. */
  spend(operations: number): void {
    this.#left -= operations
    if (this.#left < 0) throw new Decline('it takes too much work')
  }

  get isSpent(): boolean {
    return this.#left <= 0
  }
}
