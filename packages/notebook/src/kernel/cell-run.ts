import { Displayed } from './displayed.ts'
import type { RunId } from './events.ts'
import { toFailed, type Failed } from './failed.ts'
import { inspect, type ElementInspector } from './inspect.ts'
import type { Output } from './output.ts'
import type { CompiledCell } from './program.ts'

/** One run of a cell: it calls the cell's code, and collects the outputs. */
export class CellRun {
  readonly id: RunId
  readonly #code: CompiledCell
  readonly #toMarkup: ElementInspector | undefined
  readonly #displayed = new Displayed()
  #value: Output[] = []
  /** The values that the outputs of the result show. */
  #shown: readonly unknown[] = []
  #isScheduled = false

  /** @param toMarkup how elements are shown; default: they are serialized */
  constructor(id: RunId, code: CompiledCell, toMarkup?: ElementInspector) {
    this.id = id
    this.#code = code
    this.#toMarkup = toMarkup
  }

  /**
   * Calls the cell's code. An error that it throws becomes its result; a promise may still reject.
   * @param onReturn called when the code has returned, now or after its last `await`.
   */
  call(code: () => unknown, onReturn: () => void): unknown {
    let result: unknown
    try {
      result = code()
    } catch (error) {
      result = toFailed(this.#code)(error)
    }
    if (result instanceof Promise) return result.finally(onReturn)
    onReturn()
    return result
  }

  /** Adds what the code displays. Returns whether that is worth a report. */
  display(value: unknown): boolean {
    return this.write(() => this.#inspect(value, this.nextPrefix), value)
  }

  /** Adds an output, which is made only if there is room for it. Returns whether that is worth a report. */
  write(make: () => Output, value?: unknown): boolean {
    return this.#displayed.add(make, value)
  }

  /** Begins the ids of what is displayed next. */
  get nextPrefix(): string {
    return `${this.#code.name}-d${this.#displayed.count}`
  }

  /**
   * Sets the value that the cell shows. One that throws while it is inspected, as a proxy may, is a
   * failure.
   */
  showValue(value: unknown): Failed | undefined {
    try {
      this.#value = this.#inspectShown(value)
      this.#shown = this.#code.shows.kind === 'names' ? (value as unknown[]) : [value]
      return undefined
    } catch (error) {
      return toFailed(this.#code)(error)
    }
  }

  /** The value that one of its outputs shows, by its place. */
  valueAt(output: number): unknown {
    const displayed = this.#displayed.toOutputs().length
    return output < displayed ? this.#displayed.valueAt(output) : this.#shown[output - displayed]
  }

  /** What it displayed, then its value. */
  toOutputs(): Output[] {
    return [...this.#displayed.toOutputs(), ...this.#value].map((output, place) =>
      output.type === 'text' && output.opens !== undefined ? { ...output, opens: place } : output,
    )
  }

  /**
   * Calls `report` in a microtask, once for everything that the code displays until it returns or
   * awaits.
   */
  scheduleReport(report: () => void): void {
    if (this.#isScheduled) return
    this.#isScheduled = true
    void Promise.resolve().then(() => {
      this.#isScheduled = false
      report()
    })
  }

  #inspectShown(value: unknown): Output[] {
    const { name, shows } = this.#code
    if (shows.kind !== 'names') return value === undefined ? [] : [this.#inspect(value, name)]
    const values = value as unknown[]
    return shows.names.map((label, index) =>
      this.#inspect(values[index], `${name}-${label}`, label),
    )
  }

  #inspect(value: unknown, prefix: string, label?: string): Output {
    return inspect(value, prefix, label, this.#toMarkup)
  }
}
