import { countOf, outputLimits } from './limits.ts'
import type { Output } from './output.ts'

/**
 * What one run of a cell displays: the first outputs, as many as a page can take, and a count of
 * the rest.
 */
export class Displayed {
  readonly #outputs: Output[] = []
  /** The values that the outputs show. */
  readonly #values: unknown[] = []
  #size = 0
  #more = 0

  get count(): number {
    return this.#outputs.length + this.#more
  }

  /**
   * Keeps one more output, or only counts it.
   * @param inspect makes the output; not called for one that is only counted.
   * @param value what it shows
   * @returns whether this is worth a report. Of those only counted, the 1st, 2nd, 4th, … is: a
   * flood is reported ever more rarely.
   */
  add(inspect: () => Output, value?: unknown): boolean {
    if (this.#outputs.length === outputLimits.displays || this.#size >= outputLimits.markup)
      return isPowerOfTwo(++this.#more)
    const output = inspect()
    this.#outputs.push(output)
    this.#values.push(value)
    this.#size += sizeOf(output)
    return true
  }

  /** The value that an output shows, by its place. */
  valueAt(index: number): unknown {
    return this.#values[index]
  }

  toOutputs(): Output[] {
    return this.#more === 0
      ? [...this.#outputs]
      : [...this.#outputs, { type: 'text', text: `… ${countOf(this.#more)} more` }]
  }
}

function sizeOf(output: Output): number {
  switch (output.type) {
    case 'text':
      return output.text.length
    case 'svg':
    case 'html':
      return output.html.length
    case 'table':
      return JSON.stringify(output.rows).length
  }
}

function isPowerOfTwo(count: number): boolean {
  return (count & (count - 1)) === 0
}
