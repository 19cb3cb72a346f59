import { restOf, setShare } from '../figure/simplex.ts'

/** Shares of one whole, of which one at a time is moved. */
export class Shares {
  value: number[]
  /** The last value in which the others of each had something: the ratio that they go back to. */
  readonly #former: number[][]

  constructor(value: number[]) {
    this.value = value
    this.#former = value.map(() => value)
  }

  set(value: number[]): void {
    this.value = value
    value.forEach((_, i) => {
      if (restOf(value, i) > 0) this.#former[i] = value
    })
  }

  move(index: number, to: number): void {
    this.set(setShare(this.value, index, to, this.#former[index]))
  }
}
