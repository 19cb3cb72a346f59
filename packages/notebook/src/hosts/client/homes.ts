import { findDependents } from '../../kernel/graph.ts'
import type { PageCells } from '../page/page-cells.ts'

/**
 * Decides where each cell's output comes from, its home: the page, where a cell is quick, as published,
 * and needs nothing that is not; else the sandbox.
 */
export class Homes {
  readonly #cells: PageCells
  /** Cells that turned out to be unfit for the page. */
  readonly #moved = new Set<string>()

  constructor(cells: PageCells) {
    this.#cells = cells
  }

  /** Moves a cell into the sandbox for good. Returns false where it was there already. */
  move(cell: string): boolean {
    if (this.#moved.has(cell)) return false
    this.#moved.add(cell)
    return true
  }

  /**
   * The cells whose home is the sandbox.
   * @param edited the cells that are not as published, and all that depend on them
   */
  inSandbox(edited: ReadonlySet<string>): Set<string> {
    const { quick, runs, words, outline } = this.#cells
    const slow = outline.cells.filter(({ name }) => !runs.includes(name) || this.#moved.has(name))
    const dependents = findDependents(
      outline.cells,
      slow.flatMap(({ outputs }) => outputs),
    )
    const others = outline.cells.filter((cell) => slow.includes(cell) || !quick.includes(cell.name))
    const cells = new Set([...others.map(({ name }) => name), ...dependents, ...edited])
    // The words of a figure are of the same run as the figure.
    for (const [cell, values] of Object.entries(words))
      if (cells.has(cell)) for (const value of values) cells.add(value)
    return cells
  }

  /** The cells that need an input. */
  dependentsOf(input: string): Set<string> {
    return findDependents(this.#cells.outline.cells, [input])
  }
}
