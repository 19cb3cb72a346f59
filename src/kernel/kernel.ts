import { Runtime, type Module, type Variable } from '@observablehq/runtime'
import { CellError, messageOf, toFailure } from './errors.ts'
import type { KernelEvent } from './events.ts'
import { checkGraph, checkNamesKept, findDependents } from './graph.ts'
import { inspect } from './inspect.ts'
import type { Json } from './json.ts'
import type { Output } from './output.ts'
import type { CompiledCell, Program } from './program.ts'
import { parametersOf, toCellError, toFunction, type CellResult } from './run-cell.ts'
import { cellScopeNames, createCellScope, type Clock } from './scope.ts'

/** The environment of a kernel; nothing in a kernel reaches past it. */
export interface KernelOptions {
  /** Names that cells may use besides their own; each is asked for once, when a cell first needs it. */
  library: Record<string, () => unknown>
  emit: (event: KernelEvent) => void
  /** Default `softmax-notebook`. Each cell draws from a source of its own, seeded by this and its name. */
  seed?: string
  clock: Clock
  /** Widths in CSS pixels that figures are drawn for, by layout. */
  widths: Widths
}

export interface Widths {
  column: number
  wide: number
}

/** A chapter that runs: cells in dataflow order, recomputed when an input or a cell changes. */
export class Kernel {
  readonly #options: KernelOptions
  readonly #runtime: Runtime
  readonly #module: Module
  readonly #libraryNames: string[]
  readonly #variables = new Map<string, Variable[]>()
  readonly #views = new Map<string, Variable>()
  readonly #shown = new Map<string, Shown>()
  readonly #pending = new Set<string>()
  #passes = 0
  #program: Program
  #run = 0

  /** @throws CellError where the cells cannot run together (see `checkGraph`). Nothing runs before `show`. */
  constructor(program: Program, options: KernelOptions) {
    this.#options = options
    this.#libraryNames = Object.keys(options.library)
    checkGraph(program, this.#libraryNames)
    this.#program = program
    this.#runtime = new Runtime(options.library)
    this.#module = this.#runtime.module()
    for (const [layout, width] of Object.entries(options.widths)) this.#define(widthName(layout), [], () => width)
    for (const { name, value } of program.inputs) this.#define(name, [], () => value)
    for (const cell of program.cells) this.#defineCell(cell)
  }

  /** Computes `cells` and what they need, and reports them from now on; all of them if none are named. */
  show(run: number, cells: Iterable<string> = this.#program.cells.map((cell) => cell.name)): void {
    this.#run = run
    for (const cell of cells) this.#view(cell)
    this.#awaitPass()
  }

  /** Gives inputs new values; everything that depends on them is computed and reported. */
  set(run: number, values: Record<string, Json>): void {
    this.#run = run
    for (const [name, value] of Object.entries(values)) this.#redefine(name, value)
    this.show(run, findDependents(this.#program.cells, Object.keys(values)))
  }

  /** Has figures drawn for other widths. */
  resize(run: number, widths: Widths): void {
    this.#run = run
    for (const [layout, width] of Object.entries(widths)) this.#redefine(widthName(layout), width)
    this.show(run, findDependents(this.#program.cells, ['width']))
  }

  /**
   * Puts an edited cell in the place of the one with its name, then computes it and all that depends on it.
   * @throws CellError, with the former cell left in place, where it does not fit the others.
   */
  replace(run: number, cell: CompiledCell): void {
    const former = this.#find(cell.name)
    const cells = this.#program.cells.map((it) => (it === former ? cell : it))
    checkNamesKept(former, cell, cells)
    checkGraph({ ...this.#program, cells }, this.#libraryNames)
    this.#program = { ...this.#program, cells }
    this.#run = run
    this.#removeCell(cell.name)
    this.#defineCell(cell)
    this.show(run, [cell.name, ...findDependents(cells, [...cell.outputs, ...former.outputs])])
  }

  /** Stops all generators and forgets everything. */
  dispose(): void {
    this.#runtime.dispose()
  }

  #find(name: string): CompiledCell {
    const cell = this.#program.cells.find((it) => it.name === name)
    if (!cell) throw new RangeError(`unknown cell: ${name}`)
    return cell
  }

  #define(name: string, inputs: string[], value: (...inputs: never[]) => unknown, owner = name): void {
    const variable = this.#module.variable().define(name, inputs, value)
    this.#variables.set(owner, [...(this.#variables.get(owner) ?? []), variable])
  }

  #redefine(name: string, value: Json): void {
    const [variable] = this.#variables.get(name) ?? []
    if (!variable) throw new RangeError(`unknown input: ${name}`)
    variable.define(name, [], () => value)
  }

  /** One variable holds the cell's result; one more for each name that it gives. */
  #defineCell(cell: CompiledCell): void {
    const result = resultName(cell.name)
    const names = cell.inputs.filter((name) => name !== 'display' && !cellScopeNames.includes(name))
    const sources = names.map((name) => (name === 'width' ? widthName(cell.layout) : name))
    this.#define(result, sources, this.#toDefinition(cell, names), result)
    for (const name of cell.outputs) this.#define(name, [result], (it: CellResult | Failed) => pickGiven(cell, it, name), result)
  }

  #removeCell(name: string): void {
    for (const variable of this.#variables.get(resultName(name)) ?? []) variable.delete()
    this.#variables.delete(resultName(name))
    this.#views.get(name)?.delete()
    this.#views.delete(name)
    this.#pending.delete(name)
  }

  #toDefinition(cell: CompiledCell, names: string[]): (...values: unknown[]) => unknown {
    const call = toFunction(cell)
    return (...values) => {
      const failed = values.find((value) => value instanceof Failed)
      if (failed) return failed
      const scope = { ...this.#openScope(cell), ...Object.fromEntries(names.map((name, index) => [name, values[index]])) }
      const run = this.#run
      this.#options.emit({ type: 'started', cell: cell.name, run })
      return settle(
        () => call(...parametersOf(cell).map((name) => scope[name])),
        () => this.#options.emit({ type: 'finished', cell: cell.name, run }),
        (error) => new Failed(toCellError(cell, error)),
      )
    }
  }

  /** What belongs to one run of a cell: its own random numbers, its clock, its `display`. */
  #openScope(cell: CompiledCell): Record<string, unknown> {
    const shown: Shown = { run: this.#run, displayed: [], value: [], due: false }
    this.#shown.set(cell.name, shown)
    const display = (value: unknown): unknown => {
      if (this.#shown.get(cell.name) !== shown) return value
      shown.displayed.push(inspect(value, `${cell.name}-d${shown.displayed.length}`))
      // Before the first `await`, what is displayed goes out together with the result.
      if (this.#views.has(cell.name) && (cell.async || !this.#pending.has(cell.name))) this.#emitShownSoon(cell.name, shown)
      return value
    }
    return { display, ...createCellScope(`${this.#options.seed ?? 'softmax-notebook'}/${cell.name}`, this.#options.clock) }
  }

  /** Observes what a cell shows. A cell is computed only while it, or one that needs it, is observed. */
  #view(name: string): void {
    if (this.#views.has(name)) return
    const cell = this.#find(name)
    const names = cell.shows.kind === 'names' ? cell.shows.names : []
    // A deleted variable reports once more: only the view in use is heard.
    const hear = (report: () => void): void => void (this.#views.get(name) === variable && report())
    const variable: Variable = this.#module.variable({
      pending: () => hear(() => this.#pending.add(name)),
      fulfilled: (value) => hear(() => this.#fulfilled(cell, value)),
      rejected: (error) => hear(() => this.#fulfilled(cell, new Failed(this.#blame(cell, error)))),
    })
    this.#views.set(name, variable)
    variable.define([resultName(name), ...names], (result: CellResult | Failed, ...values: unknown[]) => pickShown(cell, result, values))
  }

  #fulfilled(cell: CompiledCell, value: unknown): void {
    this.#pending.delete(cell.name)
    if (value instanceof Failed) this.#options.emit({ type: 'failure', cell: cell.name, run: this.#run, failure: toFailure(value.error, cell.name) })
    else {
      const shown = this.#shown.get(cell.name)
      if (shown) shown.value = inspectShown(cell, value)
      this.#emitShown(cell.name)
    }
    this.#checkSettled()
  }

  /** Once for all that is displayed in one go: a loop that displays must not flood the host. */
  #emitShownSoon(cell: string, shown: Shown): void {
    if (shown.due) return
    shown.due = true
    void Promise.resolve().then(() => {
      shown.due = false
      if (this.#shown.get(cell) === shown) this.#emitShown(cell)
    })
  }

  #emitShown(cell: string): void {
    const { run, displayed, value } = this.#shown.get(cell) ?? { run: this.#run, displayed: [], value: [] }
    this.#options.emit({ type: 'output', cell, run, outputs: [...displayed, ...value] })
  }

  /** The runtime reports a promise or generator that failed by the name that held it: find whose it was. */
  #blame(cell: CompiledCell, error: unknown): CellError {
    const input = (error as { input?: unknown }).input
    const owner = this.#program.cells.find((it) => it.outputs.includes(String(input)))
    return owner && owner !== cell ? new CellError(owner.name, messageOf(error)) : toCellError(cell, error)
  }

  /** Until this variable is computed, the runtime has not begun with what was just defined. */
  #awaitPass(): void {
    this.#passes++
    let ended = false
    const end = (): void => {
      if (ended) return
      ended = true
      variable.delete()
      this.#passes--
      this.#checkSettled()
    }
    const variable: Variable = this.#module.variable({ fulfilled: end })
    variable.define([], () => true)
  }

  #checkSettled(): void {
    if (this.#passes === 0 && this.#pending.size === 0) this.#options.emit({ type: 'settled', run: this.#run })
  }
}

/** What a cell has to show for one run. */
interface Shown {
  run: number
  displayed: Output[]
  value: Output[]
  /** Whether a report of it is on its way. */
  due: boolean
}

/** Stands in the place of a value that could not be computed; whatever needs the value fails with the same error. */
class Failed {
  readonly error: CellError
  constructor(error: CellError) {
    this.error = error
  }
}

function pickGiven(cell: CompiledCell, result: CellResult | Failed, name: string): unknown {
  if (result instanceof Failed) return result
  const value = result[1][name]
  return value instanceof Promise ? value.catch((error: unknown) => new Failed(toCellError(cell, error))) : value
}

function pickShown(cell: CompiledCell, result: CellResult | Failed, values: unknown[]): unknown {
  if (result instanceof Failed) return result
  return cell.shows.kind === 'names' ? (values.find((value) => value instanceof Failed) ?? values) : result[0]
}

function inspectShown(cell: CompiledCell, value: unknown): Output[] {
  const { shows } = cell
  if (shows.kind === 'names') return shows.names.map((name, index) => inspect((value as unknown[])[index], `${cell.name}-${name}`, name))
  return value === undefined ? [] : [inspect(value, cell.name)]
}

// A space keeps these apart from every name that a cell can define.
function resultName(cell: string): string {
  return `cell ${cell}`
}

function widthName(layout: string): string {
  return `width ${layout}`
}

/** Calls, then finishes, whether the result comes now or later; errors are turned into results by `recover`. */
function settle(call: () => unknown, finish: () => void, recover: (error: unknown) => unknown): unknown {
  let result: unknown
  try {
    result = call()
  } catch (error) {
    result = recover(error)
  }
  if (result instanceof Promise) return result.catch(recover).finally(finish)
  finish()
  return result
}
