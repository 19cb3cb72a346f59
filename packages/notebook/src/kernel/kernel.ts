import { Runtime, type Module, type Variable } from '@observablehq/runtime'
import { toFailure, type CellError } from './errors.ts'
import type { KernelEvent } from './events.ts'
import { Displayed } from './displayed.ts'
import { checkGraph, checkNamesKept, explainShadows, findDependents } from './graph.ts'
import { holdTo, isGenerator } from './hold.ts'
import { inspect } from './inspect.ts'
import type { Json } from './json.ts'
import type { Output } from './output.ts'
import type { CompiledCell, Program } from './program.ts'
import { Playback, type Act, type PlaybackOptions } from './playback.ts'
import {
  parametersOf,
  toCellError,
  toFunction,
  type CellFunction,
  type CellResult,
} from './run-cell.ts'
import { cellScopeNames, createCellScope, type Clock } from './scope.ts'

/** The environment of a kernel; nothing in a kernel reaches past it. */
export interface KernelOptions {
  /** Names that cells may use besides their own; each is asked for once, when a cell first needs it. */
  library: Record<string, () => unknown>
  emit: (event: KernelEvent) => void
  /** Default `softmax-notebook`. Each cell draws from a source of its own, seeded by this and its name. */
  seed?: string
  clock: Clock
  /** Whether generators stay at what they show first, as they do in a page that is built. Default: they go on. */
  still?: boolean
  /** Ends when the host has seen to what waits for it. Default: at once. */
  breathe?: () => Promise<void>
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
  readonly #playbacks = new Map<string, Playback>()
  /** What has a cell's code run once more, by the cell's name. */
  readonly #reruns = new Map<string, () => void>()
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
    for (const [layout, width] of Object.entries(options.widths))
      this.#define(widthName(layout), [], () => width)
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
    checkNamesKept(former, cell, cells, this.#libraryNames)
    checkGraph({ ...this.#program, cells }, this.#libraryNames)
    const call = toFunction(cell)
    this.#program = { ...this.#program, cells }
    this.#run = run
    this.#removeCell(cell.name)
    this.#defineCell(cell, call)
    this.show(run, [cell.name, ...findDependents(cells, [...cell.outputs, ...former.outputs])])
  }

  /** Plays, pauses or steps a cell's generator, or begins it again; the cell and all that depends on it are reported. */
  play(run: number, name: string, act: Act): void {
    this.#run = run
    const { outputs } = this.#find(name)
    this.#playbacks.get(name)?.act(act)
    this.show(run, [name, ...findDependents(this.#program.cells, outputs)])
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

  #define(
    name: string,
    inputs: string[],
    value: (...inputs: never[]) => unknown,
    owner = name,
  ): void {
    const variable = this.#module.variable().define(name, inputs, value)
    this.#variables.set(owner, [...(this.#variables.get(owner) ?? []), variable])
  }

  #redefine(name: string, value: Json): void {
    const [variable] = this.#variables.get(name) ?? []
    if (!variable) throw new RangeError(`unknown input: ${name}`)
    variable.define(name, [], () => value)
  }

  /** One variable holds the cell's result; one more for each name that it gives. */
  #defineCell(cell: CompiledCell, call = toFunction(cell)): void {
    const result = resultName(cell.name)
    const names = cell.inputs.filter(
      (name) => name !== 'display' && name !== over && !cellScopeNames.includes(name),
    )
    const sources = names.map((name) => (name === 'width' ? widthName(cell.layout) : name))
    const definition = this.#toDefinition(cell, names, call)
    this.#define(result, [over, ...sources], definition, result)
    const [variable] = this.#variables.get(result) ?? []
    this.#reruns.set(cell.name, () => void variable?.define(result, [over, ...sources], definition))
    // An edited cell goes on as the one before it: where that was paused, or playing.
    if (!this.#playbacks.has(cell.name)) this.#playbacks.set(cell.name, this.#toPlayback(cell))
    for (const name of cell.outputs)
      this.#define(
        name,
        [over, result],
        (end: Over, it: CellResult | Failed) => this.#hold(cell, end, pickGiven(it, name), it),
        result,
      )
  }

  #toPlayback({ name: cell, play }: CompiledCell): Playback {
    const { emit, clock, still = false, breathe = () => Promise.resolve() } = this.#options
    const tell: PlaybackOptions['tell'] = (state) =>
      emit({ type: 'playback', cell, run: this.#run, ...state })
    const work: PlaybackOptions['work'] = (what) => emit({ type: what, cell, run: this.#run })
    return new Playback({
      rest: play?.rest,
      still,
      clock,
      breathe,
      tell,
      work,
      rerun: () => this.#reruns.get(cell)?.(),
    })
  }

  /** @param take what the cell's run came to, of which `value` is a part. */
  #hold(cell: CompiledCell, end: Over, value: unknown, take: object): unknown {
    return holdTo(
      end,
      value,
      toFailed(cell),
      (generator) => this.#playbacks.get(cell.name)?.follow(generator, take) ?? generator,
    )
  }

  #removeCell(name: string): void {
    for (const variable of this.#variables.get(resultName(name)) ?? []) variable.delete()
    this.#variables.delete(resultName(name))
    this.#views.get(name)?.delete()
    this.#views.delete(name)
    this.#pending.delete(name)
    this.#shown.delete(name)
  }

  #toDefinition(
    cell: CompiledCell,
    names: string[],
    call: CellFunction,
  ): (end: Over, ...values: unknown[]) => unknown {
    return (end, ...values) => {
      const failed = values.find((value) => Failed.is(value))
      if (failed) return failed
      const run = this.#run
      const shown: Shown = { run, displayed: new Displayed(), value: [], due: false }
      this.#shown.set(cell.name, shown)
      const scope: Record<string, unknown> = {
        ...this.#toScope(cell, shown),
        [over]: end,
        ...Object.fromEntries(names.map((name, index) => [name, values[index]])),
      }
      this.#options.emit({ type: 'started', cell: cell.name, run })
      const result = settle(
        () => call(...parametersOf(cell).map((name) => scope[name])),
        // A run that was given up may end long after the next has begun.
        () =>
          this.#shown.get(cell.name) === shown &&
          this.#options.emit({ type: 'finished', cell: cell.name, run }),
        toFailed(cell),
      )
      return holdTo(end, result, toFailed(cell))
    }
  }

  /** What belongs to one run of a cell: its own random numbers, its clock, its `display`. */
  #toScope(cell: CompiledCell, shown: Shown): Record<string, unknown> {
    const display = (value: unknown): unknown => {
      if (this.#shown.get(cell.name) !== shown) return value
      const isNews = shown.displayed.add(() =>
        inspect(value, `${cell.name}-d${shown.displayed.count}`),
      )
      // Before the first `await`, what is displayed goes out together with the result.
      if (isNews && this.#views.has(cell.name) && (cell.async || !this.#pending.has(cell.name)))
        this.#emitShownSoon(cell.name, shown)
      return value
    }
    return {
      display,
      ...createCellScope(
        `${this.#options.seed ?? 'softmax-notebook'}/${cell.name}`,
        this.#options.clock,
      ),
    }
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
      rejected: (error) => hear(() => this.#fulfilled(cell, toFailed(cell)(error))),
    })
    this.#views.set(name, variable)
    variable.define(
      [over, resultName(name), ...names],
      (end: Over, result: CellResult | Failed, ...values: unknown[]) => {
        if (!mayPlay(result)) this.#playbacks.get(name)?.lack()
        return this.#hold(cell, end, pickShown(cell, result, values), result)
      },
    )
  }

  #fulfilled(cell: CompiledCell, value: unknown): void {
    this.#pending.delete(cell.name)
    const failed = Failed.is(value) ? value : this.#keepShown(cell, value)
    if (failed) this.#emitFailure(cell, failed)
    else this.#emitShown(cell.name)
    this.#checkSettled()
  }

  /** A value can throw while it is looked at: it has getters, or is a proxy, or too large. */
  #keepShown(cell: CompiledCell, value: unknown): Failed | undefined {
    const shown = this.#shown.get(cell.name)
    try {
      if (shown) shown.value = inspectShown(cell, value)
      return undefined
    } catch (error) {
      return toFailed(cell)(error)
    }
  }

  #emitFailure(cell: CompiledCell, { error }: Failed): void {
    const failure = toFailure(error, cell.name)
    const message =
      failure.upstream === undefined
        ? `${failure.message}${explainShadows(cell, this.#program, this.#libraryNames)}`
        : failure.message
    this.#options.emit({
      type: 'failure',
      cell: cell.name,
      run: this.#run,
      failure: { ...failure, message },
    })
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
    const shown = this.#shown.get(cell)
    this.#options.emit({
      type: 'output',
      cell,
      run: shown?.run ?? this.#run,
      outputs: shown ? [...shown.displayed.toOutputs(), ...shown.value] : [],
    })
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
    if (this.#passes === 0 && this.#pending.size === 0)
      this.#options.emit({ type: 'settled', run: this.#run })
  }
}

/** What a cell has to show for one run. */
interface Shown {
  run: number
  displayed: Displayed
  value: Output[]
  /** Whether a report of it is on its way. */
  due: boolean
}

/** Stands in the place of a value that could not be computed; whatever needs the value fails with the same error. */
class Failed {
  readonly #brand = true
  readonly error: CellError
  constructor(error: CellError) {
    this.error = error
  }

  // No `instanceof`: a cell's proxy could throw at it.
  static is(value: unknown): value is Failed {
    return typeof value === 'object' && value !== null && #brand in value
  }
}

function toFailed(cell: CompiledCell): (error: unknown) => Failed {
  return (error) => new Failed(toCellError(cell, error))
}

function pickGiven(result: CellResult | Failed, name: string): unknown {
  return Failed.is(result) ? result : result[1][name]
}

function pickShown(cell: CompiledCell, result: CellResult | Failed, values: unknown[]): unknown {
  if (Failed.is(result)) return result
  return cell.shows.kind === 'names'
    ? (values.find((value) => Failed.is(value)) ?? values)
    : result[0]
}

/** Whether a run made a generator; one that failed may have been about to. */
function mayPlay(result: CellResult | Failed): boolean {
  return Failed.is(result) || isGenerator(result[0]) || Object.values(result[1]).some(isGenerator)
}

function inspectShown(cell: CompiledCell, value: unknown): Output[] {
  const { shows } = cell
  if (shows.kind === 'names')
    return shows.names.map((name, index) =>
      inspect((value as unknown[])[index], `${cell.name}-${name}`, name),
    )
  return value === undefined ? [] : [inspect(value, cell.name)]
}

/** The runtime's name for a promise that ends when what was computed is no longer wanted. */
const over = 'invalidation'
type Over = Promise<unknown>

// A space keeps these apart from every name that a cell can define.
function resultName(cell: string): string {
  return `cell ${cell}`
}

function widthName(layout: string): string {
  return `width ${layout}`
}

/** Calls, then finishes, whether the result comes now or later; errors are turned into results by `recover`. */
function settle(
  call: () => unknown,
  finish: () => void,
  recover: (error: unknown) => unknown,
): unknown {
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
