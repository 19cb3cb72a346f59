import { Runtime, type Module, type Variable } from '@observablehq/runtime'
import type { KernelEvent, RunId } from './events.ts'
import { checkGraph, checkNamesKept, explainShadows, findDependents, findWay } from './graph.ts'
import type { Json } from './json.ts'
import { LiveCell, widthName, type CellContext, type Owner } from './live-cell.ts'
import type { Act } from './playback.ts'
import type { CompiledCell, Program } from './program.ts'
import type { ElementInspector } from './inspect.ts'
import type { createConsole } from './cell-console.ts'
import { toFailure } from './errors.ts'
import { toStrayError, type CellFunction, type StrayKind } from './run-cell.ts'
import type { Clock } from './scope.ts'

/** The environment of a kernel; nothing in a kernel reaches past it. */
export interface KernelOptions {
  /**
   * Names that cells may use besides their own; each is asked for once, when a cell first needs it.
   */
  library: Record<string, () => unknown>
  emit: (event: KernelEvent) => void
  clock: Clock
  /** A cell's code as a function: `toFunction`, or one that was made before. */
  toCall: (code: CompiledCell) => CellFunction
  /** How elements are shown. Default: they are serialized. */
  toMarkup?: ElementInspector
  /** Makes the console of a run. A host without it runs no cell that uses one. */
  toConsole?: typeof createConsole
  /**
   * Asked before each cell is called: resolves when it may be, so that a host can rest between
   * cells; undefined where that is at once. Default: always at once.
   */
  admit?: () => Promise<void> | undefined
  /**
   * Whether generators stay at what they show first, as they do in a page that is built. Default:
   * they play.
   */
  still?: boolean
  /** Resolves when the host has handled the messages in its queue. Default: at once. */
  breathe?: () => Promise<void>
  /** The cells that are reported. Default: all. */
  watched?: Iterable<string>
  /** Widths in CSS pixels that figures are drawn for, by layout. */
  widths: Widths
}

export interface Widths {
  column: number
  wide: number
}

/** A chapter that runs: cells in dataflow order, recomputed when an input or a cell changes. */
export class Kernel {
  readonly #runtime: Runtime
  readonly #module: Module
  readonly #emit: (event: KernelEvent) => void
  readonly #libraryNames: string[]
  /** The inputs' values, and the widths. */
  readonly #values = new Map<string, Variable>()
  readonly #cells: Map<string, LiveCell>
  readonly #context: CellContext
  readonly #toCall: (code: CompiledCell) => CellFunction
  #program: Program
  /** The cells that are reported; all of them where that was never said. */
  #watched: Set<string> | undefined
  #run: RunId = 0
  /** The cell whose code was called last. */
  #called = ''
  /** The names whose values were changed by cells that they do not belong to. */
  readonly #spoilt = new Set<string>()
  /** The values of inputs as they were set, as JSON. */
  readonly #set = new Map<string, string>()
  /** Until when generators rest, where they do. */
  #rest: PromiseWithResolvers<void> | undefined
  /** How many calls the runtime has not begun to compute. */
  #passes = 0

  /**
   * @throws CellError where the cells cannot run together (see `checkGraph`). Nothing runs before
   * `observe`.
   */
  constructor(program: Program, options: KernelOptions) {
    this.#emit = options.emit
    this.#toCall = options.toCall
    this.#watched = options.watched && new Set(options.watched)
    this.#libraryNames = Object.keys(options.library)
    checkGraph(program, this.#libraryNames)
    this.#program = program
    this.#runtime = new Runtime(options.library)
    this.#module = this.#runtime.module()
    for (const [layout, width] of Object.entries(options.widths))
      this.#defineValue(widthName(layout), width)
    for (const { name, value } of program.inputs) this.#defineValue(name, value)
    this.#context = this.#toContext(options)
    this.#cells = new Map(
      program.cells.map((cell) => [cell.name, new LiveCell(cell, this.#context)]),
    )
  }

  /**
   * Computes `cells` and what they need, and reports them from now on; all of them if none are
   * named.
   */
  observe(run: RunId, cells: Iterable<string> = this.#cells.keys()): void {
    this.#run = run
    for (const name of cells) this.#find(name).observe()
    this.#awaitPass()
  }

  /**
   * Reports only `cells` from now on, and computes no others but those that they need.
   * @param fresh those of them that are computed now
   */
  watch(run: RunId, cells: Iterable<string>, fresh: Iterable<string>): void {
    this.#watched = new Set(cells)
    for (const [name, cell] of this.#cells) if (!this.#isWatched(name)) cell.unobserve()
    this.observe(run, fresh)
  }

  /**
   * Gives inputs new values; what depends on them and is watched is computed and reported.
   * @param cells what is computed now; what else depends on the values is left until it is asked for
   */
  set(run: RunId, values: Record<string, Json>, cells?: Iterable<string>): void {
    this.#mend()
    const dependents = this.#dependentsOf(Object.keys(values))
    const now = new Set(cells ?? dependents)
    for (const name of dependents) if (!now.has(name)) this.#find(name).unobserve()
    for (const [name, value] of Object.entries(values)) this.#redefine(name, value)
    this.#observeWatched(run, now)
  }

  /** Has figures drawn for other widths. */
  resize(run: RunId, widths: Widths): void {
    this.#mend()
    for (const [layout, width] of Object.entries(widths)) this.#redefine(widthName(layout), width)
    this.#observeWatched(run, this.#dependentsOf(['width']))
  }

  /**
   * Puts an edited cell in the place of the one with its name, or adds it where there is none, then
   * computes it and all that depends on it.
   * @param cells what of that is computed now, besides the cell itself; the rest is left until it is
   * asked for
   * @throws CellError, with the former cell left in place, where it does not fit the others.
   */
  replace(run: RunId, code: CompiledCell, cells?: Iterable<string>): void {
    const asked = cells && new Set([...cells, code.name])
    if (this.#cells.has(code.name)) this.#put(run, code, asked)
    else this.#add(run, code, asked)
  }

  #put(run: RunId, code: CompiledCell, asked: Set<string> | undefined): void {
    const live = this.#find(code.name)
    const former = this.#codeOf(code.name)
    const cells = this.#program.cells.map((cell) => (cell === former ? code : cell))
    checkNamesKept(former, code, cells, this.#libraryNames)
    // The edited cell comes last, so that it is the one to be blamed for a name that another has too.
    const others = cells.filter((cell) => cell !== code)
    checkGraph({ ...this.#program, cells: [...others, code] }, this.#libraryNames)
    const call = this.#toCall(code)
    this.#program = { ...this.#program, cells }
    this.#mend()
    live.replace(code, call)
    this.#observeAffected(
      run,
      [code.name, ...this.#dependentsOf([...code.outputs, ...former.outputs])],
      asked,
    )
  }

  #add(run: RunId, code: CompiledCell, asked: Set<string> | undefined): void {
    const cells = [...this.#program.cells, code]
    checkGraph({ ...this.#program, cells }, this.#libraryNames)
    this.#mend()
    const live = new LiveCell(code, this.#context)
    this.#program = { ...this.#program, cells }
    this.#cells.set(code.name, live)
    this.#observeAffected(run, [code.name, ...this.#dependentsOf(code.outputs)], asked)
  }

  /** Reports these cells from now on; those that are asked for are computed. */
  #observeAffected(run: RunId, affected: readonly string[], asked = new Set(affected)): void {
    for (const name of affected) {
      this.#watched?.add(name)
      if (!asked.has(name)) this.#find(name).unobserve()
    }
    this.observe(
      run,
      affected.filter((name) => asked.has(name)),
    )
  }

  /**
   * Plays, pauses or steps a cell's generator, or restarts it; the cell and all that depends on it
   * are reported.
   */
  play(run: RunId, name: string, act: Act): void {
    this.#run = run
    this.#find(name).play(act)
    this.observe(run, [name, ...this.#dependentsOf(this.#codeOf(name).outputs)])
  }

  /**
   * The value that one of a cell's outputs shows, by its place; the cell is computed first, where it is
   * not. Undefined where there is no such output.
   */
  async valueAt(name: string, output: number): Promise<unknown> {
    return this.#find(name).valueAt(output)
  }

  /**
   * Tells of an error that nothing caught, at the cell whose code threw it, or else at the one whose
   * code was called last.
   */
  reportStray(error: unknown, kind: StrayKind): void {
    const stray = toStrayError(this.#program.cells, error, kind, this.#called)
    const failure = toFailure(stray, stray.cell)
    this.#emit({ type: 'failure', cell: stray.cell, run: this.#run, failure })
  }

  /** While nobody looks, no generator brings a value; afterwards each goes on where it stood. */
  rest(isResting: boolean): void {
    if (!isResting) this.#rest?.resolve()
    this.#rest = isResting ? (this.#rest ?? Promise.withResolvers()) : undefined
  }

  /** Stops all generators and forgets everything. */
  dispose(): void {
    this.#runtime.dispose()
  }

  #toContext({
    emit,
    clock,
    still = false,
    breathe = () => Promise.resolve(),
    toCall,
    toMarkup,
    toConsole,
    admit = () => undefined,
  }: KernelOptions): CellContext {
    return {
      module: this.#module,
      emit: (event) => {
        if (event.type === 'started') this.#called = event.cell
        emit(event)
      },
      untilAwake: () => this.#rest?.promise,
      currentRun: () => this.#run,
      onReported: () => this.#checkSettled(),
      findWay: (from, to) => findWay(this.#program.cells, from, to),
      ownerOf: (name) => this.#ownerOf(name),
      onSpoilt: (name) => this.#spoilt.add(name),
      explainFailure: (message, cell) =>
        explainShadows(message, cell, {
          program: this.#program,
          libraryNames: this.#libraryNames,
        }),
      seed: this.#program.seed,
      clock,
      still,
      breathe,
      toCall,
      toMarkup,
      toConsole,
      admit,
    }
  }

  #isWatched(name: string): boolean {
    return this.#watched?.has(name) ?? true
  }

  #observeWatched(run: RunId, cells: Iterable<string>): void {
    this.observe(
      run,
      [...cells].filter((name) => this.#isWatched(name)),
    )
  }

  #find(name: string): LiveCell {
    const cell = this.#cells.get(name)
    if (!cell) throw new RangeError(`unknown cell: ${name}`)
    return cell
  }

  #codeOf(name: string): CompiledCell {
    const code = this.#program.cells.find((cell) => cell.name === name)
    if (!code) throw new RangeError(`unknown cell: ${name}`)
    return code
  }

  #dependentsOf(names: Iterable<string>): Set<string> {
    return findDependents(this.#program.cells, names)
  }

  #ownerOf(name: string): Owner | undefined {
    if (this.#program.inputs.some((it) => it.name === name)) return { kind: 'input', name }
    const cell = this.#program.cells.find((it) => it.outputs.includes(name))
    return cell && { kind: 'cell', name: cell.name }
  }

  /** Makes values anew that cells have changed which they do not belong to. */
  #mend(): void {
    const spoilt = [...this.#spoilt]
    this.#spoilt.clear()
    for (const name of spoilt) {
      const owner = this.#ownerOf(name)
      if (owner?.kind === 'cell') this.#find(owner.name).rerun()
      else if (owner) this.#redefine(name, JSON.parse(this.#set.get(name) ?? 'null') as Json)
    }
  }

  #defineValue(name: string, value: Json): void {
    this.#set.set(name, JSON.stringify(value))
    this.#values.set(
      name,
      this.#module.variable().define(name, [], () => value),
    )
  }

  #redefine(name: string, value: Json): void {
    const variable = this.#values.get(name)
    if (!variable) throw new RangeError(`unknown input: ${name}`)
    this.#set.set(name, JSON.stringify(value))
    variable.define(name, [], () => value)
  }

  /** Until this variable is computed, the runtime has not begun with what was just defined. */
  #awaitPass(): void {
    this.#passes++
    let hasEnded = false
    const end = (): void => {
      if (hasEnded) return
      hasEnded = true
      variable.delete()
      this.#passes--
      this.#checkSettled()
    }
    const variable: Variable = this.#module.variable({ fulfilled: end })
    variable.define([], () => true)
  }

  #checkSettled(): void {
    if (this.#passes > 0 || [...this.#cells.values()].some((cell) => cell.isPending)) return
    this.#emit({ type: 'settled', run: this.#run })
  }
}
