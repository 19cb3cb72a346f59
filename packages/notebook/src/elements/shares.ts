import { restOf, setShare } from '../figure/simplex.ts'

/** Shares of one whole, of which the reader moves one at a time. */
export class Shares {
  value: number[]
  /**
   * For each share, the last value in which the others were not all zero: it keeps the ratio to
   * which they return.
   */
  readonly #ratios: number[][]

  constructor(value: number[]) {
    this.value = value
    this.#ratios = value.map(() => value)
  }

  set(value: number[]): void {
    this.value = value
    value.forEach((_, i) => {
      if (restOf(value, i) > 0) this.#ratios[i] = value
    })
  }

  move(index: number, to: number): void {
    this.set(setShare(this.value, index, to, this.#ratios[index]))
  }
}
