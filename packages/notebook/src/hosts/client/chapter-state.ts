import type { RunId } from '../../kernel/events.ts'
import { findDependents } from '../../kernel/graph.ts'
import type { Json } from '../../kernel/json.ts'
import type { CompiledCell, Program } from '../../kernel/program.ts'
import { CellState } from './cell-state.ts'
import { InputState } from './input-state.ts'

const emptyCell: Omit<CompiledCell, 'name'> = {
  kind: 'cell',
  layout: 'column',
  inputs: [],
  outputs: [],
  shows: { kind: 'nothing' },
  async: false,
  body: 'return [undefined, {}]',
}

/** What a session knows of its chapter: one record for each cell and one for each input. */
export class ChapterState {
  readonly #cells: Map<string, CellState>
  readonly #inputs: ReadonlyMap<string, InputState>
  readonly #seed: string

  constructor({ cells, inputs, seed }: Program) {
    this.#seed = seed
    this.#cells = new Map(cells.map((cell) => [cell.name, new CellState(cell)]))
    this.#inputs = new Map(inputs.map(({ name, value }) => [name, new InputState(name, value)]))
  }

  get cells(): CellState[] {
    return [...this.#cells.values()]
  }

  get inputs(): InputState[] {
    return [...this.#inputs.values()]
  }

  cell(name: string): CellState | undefined {
    return this.#cells.get(name)
  }

  /** Adds a cell of the reader's own, which does nothing until its code is accepted. */
  add(name: string): CellState {
    const cell = new CellState({ ...emptyCell, name })
    this.#cells.set(name, cell)
    return cell
  }

  input(name: string): InputState | undefined {
    return this.#inputs.get(name)
  }

  /** The names of inputs whose newest value no worker has been sent. */
  get waitingInputs(): string[] {
    return this.inputs.filter((input) => input.isWaiting).map((input) => input.name)
  }

  /** The names of all cells that need any of `names`. */
  dependentsOf(names: Iterable<string>): Set<string> {
    return findDependents(
      this.cells.map((cell) => cell.code),
      names,
    )
  }

  /** The names of all cells that are not as published, and of those that depend on them. */
  get edited(): Set<string> {
    const edited = this.cells.filter((cell) => cell.isEdited)
    const names = edited.flatMap((cell) => cell.allOutputs)
    return new Set([...edited.map((cell) => cell.name), ...this.dependentsOf(names)])
  }

  /** A cell's own name, and those of all cells that need what it defines. */
  affectedBy({ code }: CellState): string[] {
    return [code.name, ...this.dependentsOf(code.outputs)]
  }

  /** Outputs of `cells` are expected from `run`. */
  expect(cells: Iterable<string>, run: RunId): void {
    for (const name of cells) this.cell(name)?.expect(run)
  }

  /** The values that wait, which `run` carries. */
  sendWaiting(run: RunId): Record<string, Json> {
    const waiting = this.inputs.filter((input) => input.isWaiting)
    for (const input of waiting) input.send(run)
    return Object.fromEntries(waiting.map((input) => [input.name, input.value]))
  }

  /**
   * The chapter as a new worker loads it: the values that were computed before, last accepted code,
   * generators where they stand. A value that waits is sent after: a cell may hang at it.
   */
  toLoad(): Program {
    return {
      seed: this.#seed,
      cells: this.cells.map((cell): CompiledCell => cell.toLoad()),
      inputs: this.inputs.map(({ name, computed }) => ({ name, value: computed })),
    }
  }
}
