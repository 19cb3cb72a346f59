import type { Module, Variable } from '@observablehq/runtime'
import type { Message, Reason } from '../strings/message.ts'
import { mayPlay, pickDefined, pickShown } from './cell-result.ts'
import type { createConsole, WriteOutput } from './cell-console.ts'
import { CellRun } from './cell-run.ts'
import { CellError, toFailure } from './errors.ts'
import type { KernelEvent, RunId } from './events.ts'
import { Failed, toFailed } from './failed.ts'
import { findName } from './graph.ts'
import type { ElementInspector } from './inspect.ts'
import { SharedValues } from './shared-values.ts'
import { explainRecursion, suggestMember } from './suggest-member.ts'
import { untilInvalidated } from './until-invalidated.ts'
import { Playback, type Act } from './playback.ts'
import type { CompiledCell } from './program.ts'
import { parametersOf, type CellFunction, type CellResult } from './run-cell.ts'
import { cellScopeNames, createCellScope, type Clock } from './scope.ts'

/** A cell or an input that defines a name. */
export type Owner = { kind: 'cell' | 'input'; name: string }

/** What a live cell needs of its kernel. */
export interface CellContext {
  module: Module
  emit: (event: KernelEvent) => void
  /** The run under way. */
  currentRun: () => RunId
  /** Called when nothing is pending in the cell any more. */
  onReported: () => void
  /** The cells by whose values one cell needs another, those two left out. */
  findWay: (from: string, to: string) => string[]
  /** Who gives a name its value: another cell, or an input; nobody for a name of the library. */
  ownerOf: (name: string) => Owner | undefined
  /** The value of a name was changed by a cell that it does not belong to: it is made anew before the next change. */
  onSpoilt: (name: string) => void
  /** The message of a cell's failure, with another cell's name where that may be the cause. */
  explainFailure: (message: Message, cell: CompiledCell) => Message
  /** The cell draws random numbers from a source seeded by this and its name. */
  seed: string
  clock: Clock
  /** Whether generators stay at their first value. */
  still: boolean
  breathe: () => Promise<void>
  /** Resolves when somebody looks again; undefined while somebody does. */
  untilAwake: () => Promise<void> | undefined
  /** A cell's code as a function. */
  toCall: (code: CompiledCell) => CellFunction
  toMarkup: ElementInspector | undefined
  toConsole: typeof createConsole | undefined
  /** Resolves when the next cell may be called; undefined where that is at once. */
  admit: () => Promise<void> | undefined
}

/**
 * A cell in the reactive runtime. One variable holds its result, and one more each name that it
 * defines. `observe` adds a variable for its view: the runtime computes only what a view needs.
 */
export class LiveCell {
  readonly #context: CellContext
  readonly #playback: Playback
  #code: CompiledCell
  #variables: Variable[] = []
  #view: Variable | undefined
  #isPending = false
  /** Called when its view has been computed. */
  #awaiting: (() => void)[] = []
  /** The newest run. */
  #run: CellRun | undefined
  #rerun: () => void = () => {}
  /** What the newest run was given, by name. */
  #given: Readonly<Record<string, unknown>> = {}

  constructor(code: CompiledCell, context: CellContext) {
    this.#context = context
    this.#code = code
    this.#playback = this.#toPlayback()
    this.#define(context.toCall(code))
  }

  /** Whether its view is being computed. */
  get isPending(): boolean {
    return this.#isPending
  }

  /** Computes the cell, and reports it from now on. */
  observe(): void {
    if (this.#view) return
    // The runtime reports a deleted variable once more: only reports of the current view count.
    const ifCurrent = (report: () => void): void => {
      if (this.#view === view) report()
    }
    const view: Variable = this.#context.module.variable({
      pending: () => ifCurrent(() => (this.#isPending = true)),
      fulfilled: (value) => ifCurrent(() => this.#report(value)),
      rejected: (error) => ifCurrent(() => this.#report(toFailed(this.#code)(error))),
    })
    this.#view = view
    this.#defineView(view)
  }

  /** The value that one of its outputs shows, once it is there. */
  async valueAt(output: number): Promise<unknown> {
    if (!this.#view || this.#isPending || !this.#run) {
      const { promise, resolve } = Promise.withResolvers<void>()
      this.#awaiting.push(resolve)
      this.observe()
      await promise
    }
    return this.#run?.valueAt(output)
  }

  /** Reports the cell no longer, and computes it only where another one needs it. */
  unobserve(): void {
    this.#view?.delete()
    this.#view = undefined
    this.#isPending = false
  }

  /**
   * Replaces the cell's code. A new generator continues as the one before it: paused at as many
   * steps, or playing. Nothing is reported until `observe` is called again.
   */
  replace(code: CompiledCell, call: CellFunction): void {
    for (const variable of this.#variables) variable.delete()
    this.unobserve()
    this.#run = undefined
    this.#code = code
    this.#define(call)
  }

  /** Computes the cell again, with all that depend on it. */
  rerun(): void {
    this.#rerun()
  }

  play(act: Act): void {
    this.#playback.act(act)
  }

  #toPlayback(): Playback {
    const { emit, currentRun, clock, still, breathe, untilAwake } = this.#context
    const { name: cell, play } = this.#code
    return new Playback({
      rest: play?.rest,
      still,
      clock,
      breathe,
      untilAwake,
      onState: (state) => emit({ type: 'playback', cell, run: currentRun(), ...state }),
      onWork: (type) => emit({ type, cell, run: currentRun() }),
      rerun: () => this.#rerun(),
    })
  }

  #define(call: CellFunction): void {
    const code = this.#code
    const { module } = this.#context
    const names = code.inputs.filter((name) => !ownNames.has(name))
    const sources = names.map((name) => (name === 'width' ? widthName(code.layout) : name))
    const definition = this.#toDefinition(names, call)
    const result = module.variable()
    this.#rerun = () => void result.define(resultName(code), [invalidation, ...sources], definition)
    this.#rerun()
    const defined = code.outputs.map((name) =>
      module
        .variable()
        .define(
          name,
          [invalidation, resultName(code)],
          (invalidated: Invalidation, it: CellResult | Failed) =>
            this.#follow(invalidated, pickDefined(it, name), it),
        ),
    )
    this.#variables = [result, ...defined]
  }

  #defineView(view: Variable): void {
    const code = this.#code
    const names = code.shows.kind === 'names' ? code.shows.names : []
    const inputs = [invalidation, resultName(code), ...names]
    view.define(
      inputs,
      (invalidated: Invalidation, result: CellResult | Failed, ...values: unknown[]) => {
        if (!mayPlay(result)) this.#playback.onNoGenerator()
        return this.#follow(invalidated, pickShown(code, result, values), result)
      },
    )
  }

  /** @param result what the cell's run returned, of which `value` was taken. */
  #follow(invalidated: Invalidation, value: unknown, result: object): unknown {
    return untilInvalidated(invalidated, value, toFailed(this.#code), (generator) =>
      this.#playback.follow(generator, result),
    )
  }

  /**
   * One run of the cell, from the values of `names` to its result. A value that failed is the
   * result.
   */
  #toDefinition(
    names: string[],
    call: CellFunction,
  ): (invalidated: Invalidation, ...values: unknown[]) => unknown {
    const code = this.#code
    const start = (invalidated: Invalidation, values: unknown[]): unknown => {
      const { currentRun, toMarkup } = this.#context
      const run = new CellRun(currentRun(), code, toMarkup)
      this.#run = run
      const given: Record<string, unknown> = Object.fromEntries(
        names.map((name, index) => [name, values[index]]),
      )
      const scope: Record<string, unknown> = {
        ...this.#toScope(run),
        [invalidation]: invalidated,
        ...given,
      }
      this.#given = scope
      const shared = this.#toShared(given)
      const result = this.#call(run, () => call(...parametersOf(code).map((name) => scope[name])))
      return untilInvalidated(invalidated, this.#checkUnchanged(shared, result), toFailed(code))
    }
    return (invalidated, ...values) => {
      const failed = values.find((value) => Failed.is(value))
      if (failed) return failed
      const turn = this.#context.admit()
      if (!turn) return start(invalidated, values)
      return this.#untilAdmitted(turn, invalidated, () => start(invalidated, values))
    }
  }

  /** The values that the cell is given by others; what belongs to the library is not compared. */
  #toShared(given: Readonly<Record<string, unknown>>): SharedValues {
    const { ownerOf } = this.#context
    return new SharedValues(
      Object.fromEntries(Object.entries(given).filter(([name]) => ownerOf(name))),
    )
  }

  /**
   * The result of a run, or a failure where its code, up to its first `await`, has changed a value that
   * belongs to another cell: what the cells show would depend on how often this one ran.
   */
  #checkUnchanged(shared: SharedValues, result: unknown): unknown {
    const changed = shared.findChanged()
    for (const name of changed) this.#context.onSpoilt(name)
    const [name = ''] = changed
    const owner = this.#context.ownerOf(name)
    if (!owner || Failed.is(result)) return result
    if (result instanceof Promise) result.catch(() => {})
    const told: Reason = { kind: 'changesOthers', name, owner }
    return toFailed(this.#code)(new CellError(this.#code.name, told, findName(this.#code, name)))
  }

  /** Starts a run when the host admits it, unless a newer one has begun meanwhile. */
  async #untilAdmitted(
    first: Promise<void>,
    invalidated: Invalidation,
    start: () => unknown,
  ): Promise<unknown> {
    let isOver = false
    void invalidated.then(() => (isOver = true))
    for (let turn: Promise<void> | undefined = first; turn; turn = this.#context.admit()) await turn
    return isOver ? undefined : start()
  }

  /** Calls the cell's code, and reports when it begins and when it has returned. */
  #call(run: CellRun, code: () => unknown): unknown {
    const { emit, clock } = this.#context
    const cell = this.#code.name
    emit({ type: 'started', cell, run: run.id })
    const began = clock()
    // A run that was given up may end long after the next has begun.
    const onReturn = (): void => {
      if (this.#run === run) emit({ type: 'finished', cell, run: run.id, took: clock() - began })
    }
    return run.call(code, onReturn)
  }

  /** What belongs to one run of a cell: its own random numbers, its clock, its `display`. */
  #toScope(run: CellRun): Record<string, unknown> {
    const { seed, clock, toMarkup, toConsole } = this.#context
    const display = (value: unknown): unknown => {
      if (this.#run === run) this.#reportDisplayed(run, run.display(value))
      return value
    }
    const write: WriteOutput = (make, value) => {
      if (this.#run === run) this.#reportDisplayed(run, run.write(make, value))
    }
    const { name, inputs } = this.#code
    const console = inputs.includes('console')
      ? toConsole?.({ write, clock, prefix: run.nextPrefix, toMarkup })
      : undefined
    return { display, console, ...createCellScope(inputs, `${seed}/${name}`, clock) }
  }

  #reportDisplayed(run: CellRun, isWorthReporting: boolean): void {
    // Before the first `await`, what is displayed goes out together with the result.
    if (!isWorthReporting || !this.#view || (this.#isPending && !this.#code.async)) return
    run.scheduleReport(() => {
      if (this.#run === run) this.#emitOutput()
    })
  }

  #report(value: unknown): void {
    this.#isPending = false
    for (const resolve of this.#awaiting.splice(0)) resolve()
    const failed = Failed.is(value) ? value : this.#run?.showValue(value)
    if (failed) this.#emitFailure(failed)
    else this.#emitOutput()
    this.#context.onReported()
  }

  #emitFailure({ error }: Failed): void {
    const { emit, currentRun, explainFailure, findWay } = this.#context
    const failure = toFailure(error, this.#code.name, findWay(this.#code.name, error.cell))
    if (failure.upstream === undefined) {
      const shadowed = explainFailure(failure.message, this.#code)
      failure.message = explainRecursion(suggestMember(shadowed, this.#given))
    }
    emit({ type: 'failure', cell: this.#code.name, run: currentRun(), failure })
  }

  #emitOutput(): void {
    const { emit, currentRun } = this.#context
    const run = this.#run?.id ?? currentRun()
    emit({ type: 'output', cell: this.#code.name, run, outputs: this.#run?.toOutputs() ?? [] })
  }
}

/**
 * The runtime's name for a promise that resolves when a newer run begins, or nothing needs the cell
 * any more.
 */
const invalidation = 'invalidation'
type Invalidation = Promise<unknown>

/** Names that each run of a cell brings itself. */
const ownNames: ReadonlySet<string> = new Set(['display', invalidation, ...cellScopeNames])

// A space keeps these two apart from every name that a cell can define.
function resultName(cell: CompiledCell): string {
  return `cell ${cell.name}`
}

/** The name under which the width of a layout is defined. */
export function widthName(layout: string): string {
  return `width ${layout}`
}
