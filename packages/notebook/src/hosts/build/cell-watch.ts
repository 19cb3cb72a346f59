import { CellError } from '../../kernel/errors.ts'
import type { KernelEvent } from '../../kernel/events.ts'
import type { Reason } from '../../strings/message.ts'

/** What a thread has used since it began, in milliseconds. */
export interface Usage {
  /** CPU time of the thread. */
  cpu: number
  /** Time in which its event loop had nothing to do. */
  idle: number
  /** Time by the clock. */
  clock: number
}

/** What one cell may use, in milliseconds. */
export interface Limits extends Usage {
  /** CPU time, and beside that idle time, in which the library must be loaded. */
  loading: number
}

/** What loads before any cell runs stands for a cell without a name. */
const ofLibrary = ''

/**
 * Holds each cell to its limits, by what its thread uses: a thread that is kept waiting for a processor uses nothing,
 * so a busy machine makes no cell late. The clock is the last resort.
 */
export class CellWatch {
  readonly #limits: Limits
  readonly #onLate: (error: CellError) => void
  /** Cells that are not shown yet, with the usage from which theirs is counted, once that was read. */
  readonly #pending = new Map<string, Usage | undefined>()
  /** Cells whose code has not returned yet, the last one last: where the thread hangs, it is in that one. */
  readonly #open = new Set<string>()

  constructor(limits: Limits, onLate: (error: CellError) => void) {
    this.#limits = limits
    this.#onLate = onLate
  }

  /** The thread loads the library, which it is held to like a cell. */
  beginLoading(): void {
    this.#pending.set(ofLibrary, undefined)
  }

  endLoading(): void {
    this.#pending.delete(ofLibrary)
  }

  hear(event: KernelEvent): void {
    if (event.type === 'playback') return
    if (event.type === 'settled') return this.#forget()
    if (event.type === 'stepping') return this.#step(event.cell)
    if (event.type === 'stepped') return void this.#open.delete(event.cell)
    this.#pending.delete(event.cell)
    this.#open.delete(event.cell)
    if (event.type === 'started') this.#open.add(event.cell)
    // What a cell returned may still be a promise or a generator at work, so it is pending until it is shown.
    if (event.type === 'started' || event.type === 'finished')
      this.#pending.set(event.cell, undefined)
  }

  /** A generator works on its first value, for which its cell is pending, or on a later one. */
  #step(cell: string): void {
    this.#open.add(cell)
    if (!this.#pending.has(cell)) this.#pending.set(cell, undefined)
  }

  /** Nothing of a run that has settled is at work any more, shown or not: what others use is not its cells’. */
  #forget(): void {
    this.#pending.clear()
    this.#open.clear()
  }

  /** Judges the pending cells by what the thread has used so far, up to the first that is late. Call it again and again. */
  look(usage: Usage): void {
    for (const [cell, since] of this.#pending) {
      // Not from the look before: what was used between then and the cell's start was not used by the cell.
      if (!since) this.#pending.set(cell, usage)
      else if (this.#isLate(cell, difference(usage, since))) return
    }
  }

  /** The thread has ended by itself: no timer and no task is left that could resolve what a cell waits for. */
  end(): void {
    const [cell = ''] = this.#pending.keys()
    this.#fail(cell, { kind: 'neverEnds' })
  }

  #isLate(cell: string, used: Usage): boolean {
    const reason = findReason(used, cell === ofLibrary ? this.#limitsOfLoading() : this.#limits)
    if (reason) this.#fail(cell, reason)
    return reason !== undefined
  }

  #limitsOfLoading(): Usage {
    const { loading, clock } = this.#limits
    return { cpu: loading, idle: loading, clock }
  }

  #fail(cell: string, told: Reason): void {
    const blamed = [...this.#open].at(-1) ?? cell
    this.#onLate(new CellError(blamed, told))
  }
}

function difference(now: Usage, since: Usage): Usage {
  return { cpu: now.cpu - since.cpu, idle: now.idle - since.idle, clock: now.clock - since.clock }
}

const toSeconds = (milliseconds: number): number => Number((milliseconds / 1000).toFixed(1))

/** Which of the limits was passed, and what to look for. */
function findReason(used: Usage, limits: Usage): Reason | undefined {
  if (used.cpu > limits.cpu) return { kind: 'tooMuchComputing', seconds: toSeconds(limits.cpu) }
  if (used.idle > limits.idle) return { kind: 'tooMuchWaiting', seconds: toSeconds(limits.idle) }
  if (used.clock <= limits.clock) return undefined
  return {
    kind: 'tooMuchTime',
    seconds: toSeconds(limits.clock),
    computed: toSeconds(used.cpu),
    waited: toSeconds(used.idle),
  }
}
