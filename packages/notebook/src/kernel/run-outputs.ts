import { Displayed } from './displayed.ts'
import type { RunId } from './events.ts'
import type { Output } from './output.ts'

/** What a cell has to show for one run: what it displayed, then its value. */
export class RunOutputs {
  readonly run: RunId
  readonly displayed = new Displayed()
  value: Output[] = []
  #isScheduled = false

  constructor(run: RunId) {
    this.run = run
  }

  toOutputs(): Output[] {
    return [...this.displayed.toOutputs(), ...this.value]
  }

  /**
   * Calls `report` when the code that runs now has returned or awaits: once for all that it
   * displays until then.
   */
  schedule(report: () => void): void {
    if (this.#isScheduled) return
    this.#isScheduled = true
    void Promise.resolve().then(() => {
      this.#isScheduled = false
      report()
    })
  }
}
