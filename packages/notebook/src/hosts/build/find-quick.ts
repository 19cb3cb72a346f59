import { findDependents } from '../../kernel/graph.ts'
import type { KernelEvent } from '../../kernel/events.ts'
import type { Json } from '../../kernel/json.ts'
import type { KernelOptions } from '../../kernel/kernel.ts'
import type { CompiledCell, Program } from '../../kernel/program.ts'
import { toFunction, type CellFunction } from '../../kernel/run-cell.ts'
import { SettlingKernel } from './settling-kernel.ts'

/** Values of all inputs, by name. */
type Setting = Record<string, Json>

/**
 * Milliseconds of CPU time that all a cell needs may take, for the cell to be run in the page. It is
 * coarse, so that a busy machine seldom decides otherwise than an idle one: what takes more than a
 * frame in fact moves into the sandbox in the reader's browser.
 */
const limit = 60
/**
 * A page that was measured before stays as it was found, unless a cell takes half as much again as the limit, or half of
 * it: around the limit, what one run finds is noise.
 */
const limitAgain = { ofQuick: 1.5 * limit, ofCostly: limit / 2 }
/** A cell that takes this much is costly, however often it is measured. */
const hopeless = 200
/** Totals from here to `hopeless` are measured again: the first time, code runs cold. */
const doubtful = 20
const repetitions = 3

/** CPU time of this thread, in milliseconds. */
export function cpuTime(): number {
  const { user, system } = process.threadCpuUsage()
  return (user + system) / 1000
}

/** A meter for the cells of a kernel: what each of them took by itself in its last call. */
export class Meter {
  readonly own = new Map<string, number>()
  /** Cells that returned a promise, and so go on after they have returned. */
  readonly waiting = new Set<string>()

  /** Cells that took so long that measuring them again would be a waste. */
  get costly(): string[] {
    return [...this.own].filter(([, cost]) => cost > 2 * limit).map(([name]) => name)
  }

  toCall(cell: CompiledCell): CellFunction {
    const call = toFunction(cell)
    return (...inputs) => {
      const began = cpuTime()
      try {
        const result = call(...inputs)
        if (result instanceof Promise) this.waiting.add(cell.name)
        return result
      } finally {
        this.own.set(cell.name, cpuTime() - began)
      }
    }
  }
}

/** The settings at which cells are measured: all inputs at one end, and each at each of its ends. */
export function toSettings(program: Program, ends: Record<string, readonly Json[]>): Setting[] {
  const rest: Setting = Object.fromEntries(program.inputs.map(({ name, value }) => [name, value]))
  const all = (at: 0 | -1): Setting =>
    Object.fromEntries(Object.entries(ends).flatMap(([name, it]) => [[name, it.at(at) ?? null]]))
  const single = Object.entries(ends).flatMap(([name, values]) =>
    values.map((value) => ({ ...rest, [name]: value })),
  )
  return [rest, { ...rest, ...all(0) }, { ...rest, ...all(-1) }, ...single]
}

/** How cells are measured. */
export interface MeasureOptions {
  settings: readonly Setting[]
  library: KernelOptions['library']
  /** The cells that were found to be costly when the page was last measured; undefined where it never was. */
  wereCostly?: readonly string[] | undefined
  /** A cell is called, or has returned, or a setting has settled. */
  onCall: (event: KernelEvent) => void
}

/**
 * Finds the cells that are quick enough to run in the page: with all that they need they take at
 * most 60 ms of CPU time at the worst of the settings, or thereabouts where the page was measured before. A slow
 * machine can only find fewer.
 * @param program the cells that may be measured at all
 */
export async function findQuick(program: Program, options: MeasureOptions): Promise<string[]> {
  const totals = await measure(program, options)
  const doubted = program.cells.filter(({ name }) => {
    const total = totals.get(name)?.cost ?? 0
    return total > doubtful && total <= hopeless
  })
  const worst = new Set(doubted.map(({ name }) => totals.get(name)?.setting))
  const settings = options.settings.filter((setting) => worst.has(setting))
  const lowest = new Map([...totals].map(([name, { cost }]) => [name, cost]))
  for (let n = 0; n < repetitions && settings.length > 0; n++) {
    const found = await measure(program, { ...options, settings })
    for (const { name } of doubted)
      lowest.set(name, Math.min(lowest.get(name) ?? 0, found.get(name)?.cost ?? 0))
  }
  return program.cells
    .map(({ name }) => name)
    .filter((name) => (lowest.get(name) ?? 0) <= limitOf(name, options))
}

/** What a cell may take to be quick. */
function limitOf(name: string, { wereCostly }: MeasureOptions): number {
  if (!wereCostly) return limit
  return wereCostly.includes(name) ? limitAgain.ofCostly : limitAgain.ofQuick
}

/** What each cell costs with all that it needs, at the setting at which it costs most. */
async function measure(
  program: Program,
  { settings, library, onCall }: MeasureOptions,
): Promise<Map<string, { cost: number; setting: Setting }>> {
  const meter = new Meter()
  const needs = findNeeds(program)
  const totals = new Map<string, { cost: number; setting: Setting }>()
  const kernel = new SettlingKernel(program, {
    library,
    toCall: (cell) => meter.toCall(cell),
    toMarkup: ({ localName }) => ({ type: localName === 'svg' ? 'svg' : 'html', html: '' }),
    clock: () => 0,
    widths: { column: 640, wide: 880 },
    still: true,
    emit: (event) => {
      if (event.type === 'started' || event.type === 'finished' || event.type === 'settled')
        onCall(event)
    },
  })
  for (const [index, setting] of settings.entries()) {
    await kernel.settle((it, run) => {
      if (index === 0) it.observe(run)
      it.set(run, setting)
    })
    for (const { name } of program.cells) {
      const cost = needs(name).reduce((sum, it) => sum + (meter.own.get(it) ?? 0), 0)
      if (cost >= (totals.get(name)?.cost ?? 0)) totals.set(name, { cost, setting })
    }
  }
  kernel.dispose()
  return totals
}

/** For each cell's name, it and all cells that it needs. */
function findNeeds({ cells }: Program): (name: string) => string[] {
  const needs = new Map<string, string[]>(cells.map(({ name }) => [name, []]))
  for (const { name, outputs } of cells)
    for (const dependent of [name, ...findDependents(cells, outputs)])
      needs.get(dependent)?.push(name)
  return (name) => needs.get(name) ?? []
}
