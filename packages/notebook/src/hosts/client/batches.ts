import type { RunId } from '../../kernel/events.ts'
import type { CompiledCell } from '../../kernel/program.ts'
import { handRests, type Timing } from '../timing.ts'

export interface BatchesOptions {
  /** The chapter's cells as they stand. */
  cells: () => readonly CompiledCell[]
  isInView: (cell: string) => boolean
  /** For each cell with words of its own, the values in them: they are computed together. */
  words: Readonly<Record<string, readonly string[]>>
  now: Timing['now']
}

/** Milliseconds of work that go to the worker at once, unless one output alone takes more. */
const batchTime = 16
/** What a cell is taken to cost until it has run. */
const unknownCost = 1
/** The longest that a costly output in view waits while the hand moves. */
const longestWait = 150

interface Stale {
  /** The newest run that changed what it needs. */
  since: RunId
  at: number
  /** The run in which the worker was asked for it; 0 for none. */
  askedIn: RunId
}

/** Outputs that are computed together: a figure and the words about it. */
interface Unit {
  cells: string[]
  /** These cells and all that they need. */
  needs: ReadonlySet<CompiledCell>
  cost: number
  isInView: boolean
}

/**
 * Decides in which order the outputs of the sandbox follow a new value: those in view first and of these
 * the quick ones before the costly ones; those out of view when the reader's hand rests. The
 * worker gets them batch by batch, so that a newer value ends what has not begun.
 */
export class Batches {
  readonly #options: BatchesOptions
  /** Cells that do not show the newest values, in the order in which they came to be so. */
  readonly #stale = new Map<string, Stale>()
  readonly #costs = new Map<string, number>()
  readonly #computedAt = new Map<string, number>()
  #movedAt = -Infinity
  /** Whether the last value changed something quick in view, which costly outputs would hold up. */
  #isQuick = false

  constructor(options: BatchesOptions) {
    this.#options = options
  }

  has(cell: string): boolean {
    return this.#stale.has(cell)
  }

  /** Those of some cells that are in view, with the words about them. */
  inView(cells: readonly string[]): string[] {
    return cells.filter((name) => this.#besides(name).some(this.#options.isInView))
  }

  /** The reader has moved an input, or run a cell. */
  move(): void {
    this.#movedAt = this.#options.now()
  }

  /** `run` brings new values that these cells need, or new code. */
  add(cells: Iterable<string>, run: RunId): void {
    const now = this.#options.now()
    for (const name of cells)
      this.#stale.set(name, { since: run, at: this.#stale.get(name)?.at ?? now, askedIn: 0 })
    const inView = this.#units().filter((unit) => unit.isInView)
    this.#isQuick = inView.some(({ cost }) => cost <= batchTime)
  }

  /** What a cell shows is of this run. */
  show(cell: string, run: RunId): void {
    const stale = this.#stale.get(cell)
    if (stale && stale.since <= run) this.drop(cell)
  }

  /** A cell is computed elsewhere, or has been. */
  drop(cell: string): void {
    this.#computedAt.set(cell, this.#options.now())
    this.#stale.delete(cell)
  }

  clear(): void {
    this.#stale.clear()
  }

  /** A cell's code took so many milliseconds. */
  count(cell: string, cost: number): void {
    this.#costs.set(cell, cost)
  }

  /** All that was asked for up to `run` has been computed. */
  settle(run: RunId): void {
    for (const [name, { askedIn }] of this.#stale)
      if (askedIn > 0 && askedIn <= run) this.drop(name)
  }

  /** Cells that do not show what `run` has brought. */
  behind(run: RunId): string[] {
    return [...this.#stale].filter(([, { since }]) => since <= run).map(([name]) => name)
  }

  /** The worker is asked for these in `run`. */
  ask(cells: readonly string[], run: RunId): void {
    for (const name of cells) {
      const stale = this.#stale.get(name)
      if (stale) stale.askedIn = run
    }
  }

  /**
   * A costly output in view that has waited for as long as one may: it is computed before newer
   * values are.
   */
  overdue(): string[] {
    const [first] = this.#costly(this.#units())
    const isOverdue = first && this.#options.now() - this.#lastOf(first) >= longestWait
    return isOverdue ? first.cells : []
  }

  /** In how many milliseconds some of what waits may be computed; undefined where nothing waits. */
  get wait(): number | undefined {
    const units = this.#units()
    if (units.length === 0) return undefined
    const dues = units.map((unit) =>
      unit.isInView ? Math.min(this.#dueOf(unit), this.#restsAt) : this.#restsAt,
    )
    return Math.max(0, Math.min(...dues) - this.#options.now())
  }

  get #restsAt(): number {
    return this.#movedAt + handRests
  }

  /** The cells to compute now; none where all have to wait. */
  next(): string[] {
    const units = this.#units()
    const quick = units.filter(({ isInView, cost }) => isInView && cost <= batchTime)
    if (quick.length > 0) return this.#fill(quick.sort((a, b) => a.cost - b.cost))
    const now = this.#options.now()
    const isDue = (unit: Unit): boolean => now >= Math.min(this.#dueOf(unit), this.#restsAt)
    const due = this.#costly(units).find(isDue)
    if (due) return due.cells
    return now < this.#restsAt ? [] : this.#fill(units.filter(({ isInView }) => !isInView))
  }

  /** Costly outputs in view, the one that waits longest first. */
  #costly(units: readonly Unit[]): Unit[] {
    return units
      .filter(({ isInView, cost }) => isInView && cost > batchTime)
      .sort((a, b) => this.#lastOf(a) - this.#lastOf(b))
  }

  /** When an output was computed, or came to be stale after that. */
  #lastOf({ cells: [first] }: Unit): number {
    return Math.max(
      this.#computedAt.get(first) ?? -Infinity,
      this.#stale.get(first)?.at ?? -Infinity,
    )
  }

  /**
   * When an output in view may be computed while the hand moves: a costly one leaves as much time to
   * quick ones as it takes.
   */
  #dueOf({ cells: [first], cost }: Unit): number {
    if (!this.#isQuick || cost <= batchTime) return -Infinity
    return (this.#computedAt.get(first) ?? -Infinity) + Math.min(cost, longestWait)
  }

  /** The first of the units, and as many more as there is time for. */
  #fill(units: readonly Unit[]): string[] {
    const cells: string[] = []
    const needs = new Set<CompiledCell>()
    for (const unit of units) {
      for (const cell of unit.needs) needs.add(cell)
      if (cells.length > 0 && this.#sum(needs) > batchTime) break
      cells.push(...unit.cells)
    }
    return cells
  }

  /** What waits for its batch. */
  #units(): Unit[] {
    const waiting = new Set(
      [...this.#stale].filter(([, { askedIn }]) => askedIn === 0).map(([name]) => name),
    )
    const owners = this.#findOwners()
    return [...waiting].flatMap((name) => {
      const cells = this.#besides(name).filter((it) => waiting.delete(it))
      if (cells.length === 0) return []
      const needs = findNeeds(cells, owners)
      return [
        { cells, needs, cost: this.#sum(needs), isInView: cells.some(this.#options.isInView) },
      ]
    })
  }

  /** A cell, with the figure that it tells of, and with all other words about that. */
  #besides(name: string): string[] {
    const words = Object.entries(this.#options.words)
    const [figure, values] = words.find(
      ([figure, values]) => figure === name || values.includes(name),
    ) ?? [name, []]
    return [...new Set([name, figure, ...values])]
  }

  #sum(cells: Iterable<CompiledCell>): number {
    let sum = 0
    for (const { name } of cells) sum += this.#costs.get(name) ?? unknownCost
    return sum
  }

  /** Which cell defines a name; and each cell by a name of its own, which no cell can define. */
  #findOwners(): Map<string, CompiledCell> {
    const cells = this.#options.cells()
    return new Map([
      ...cells.flatMap((cell) => cell.outputs.map((name) => [name, cell] as const)),
      ...cells.map((cell) => [`cell ${cell.name}`, cell] as const),
    ])
  }
}

/** Cells and all that they need. */
function findNeeds(
  names: readonly string[],
  owners: ReadonlyMap<string, CompiledCell>,
): Set<CompiledCell> {
  const needs = new Set<CompiledCell>()
  const add = (cell: CompiledCell | undefined): void => void (cell && needs.add(cell))
  for (const name of names) add(owners.get(`cell ${name}`))
  for (const { inputs } of needs) for (const name of inputs) add(owners.get(name))
  return needs
}
