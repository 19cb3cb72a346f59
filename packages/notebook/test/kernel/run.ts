import { compileCell } from '../../src/kernel/compile/compile-cell.ts'
import { isCellError } from '../../src/kernel/errors.ts'
import type { KernelEvent } from '../../src/kernel/events.ts'
import type { Json } from '../../src/kernel/json.ts'
import { Kernel } from '../../src/kernel/kernel.ts'
import { toFunction } from '../../src/kernel/run-cell.ts'
import { tellAuthor } from '../../src/strings/failures.ts'
import type { CellSource, CompiledCell, Program } from '../../src/kernel/program.ts'

/** Compiles one cell: `cell('p', 'const p = 1')`. */
export function cell(
  name: string,
  source: string,
  kind: CellSource['kind'] = 'cell',
): CompiledCell {
  return compileCell({ name, source, kind })
}

/** Does something; an error of a cell that it throws is thrown in English. */
export function inEnglish<Result>(act: () => Result): Result {
  try {
    return act()
  } catch (error) {
    if (!isCellError(error)) throw error
    const { told, cell, line, column } = error
    throw Object.assign(new Error(tellAuthor(told)), { cell, line, column })
  }
}

/** A program of `{ name: source }` cells. */
export function program(cells: Record<string, string>, inputs: Record<string, Json> = {}): Program {
  return {
    seed: '',
    inputs: Object.entries(inputs).map(([name, value]) => ({ name, value })),
    cells: Object.entries(cells).map(([name, source]) => cell(name, source)),
  }
}

/** A kernel whose events are kept, and read as short lines: `p: p = 3`, `q ! TypeError: …`. */
export class TestKernel {
  readonly kernel: Kernel
  readonly events: KernelEvent[] = []
  #settled: (() => void)[] = []
  #awaited: { is: (event: KernelEvent) => boolean; resolve: (event: KernelEvent) => void }[] = []

  constructor(those: Program, library: Record<string, unknown> = {}) {
    this.kernel = new Kernel(those, {
      library: Object.fromEntries(
        Object.entries(library).map(([name, value]) => [name, () => value]),
      ),
      toCall: toFunction,
      clock: () => 0,
      widths: { column: 640, wide: 880 },
      emit: (event) => this.#keep(event),
    })
  }

  #keep(event: KernelEvent): void {
    this.events.push(event)
    for (const { is, resolve } of this.#awaited) if (is(event)) resolve(event)
    if (event.type === 'settled') for (const resolve of this.#settled.splice(0)) resolve()
  }

  /** All that was reported. */
  get lines(): string[] {
    return this.events.flatMap(toLine)
  }

  /** The next event that is as asked for. */
  until(is: (event: KernelEvent) => boolean): Promise<KernelEvent> {
    return new Promise((resolve) => this.#awaited.push({ is, resolve }))
  }

  /** Does something, then waits until nothing is computed any more; returns what was reported meanwhile. */
  async after(act: (kernel: Kernel) => void): Promise<string[]> {
    const from = this.events.length
    const settled = new Promise<void>((resolve) => this.#settled.push(resolve))
    act(this.kernel)
    await settled
    return this.events.slice(from).flatMap(toLine)
  }
}

function toLine(event: KernelEvent): string[] {
  if (event.type === 'failure') {
    const { message, line, column } = event.failure
    return [
      `${event.cell} ! ${tellAuthor(message)}${line === undefined ? '' : ` (${line}:${column})`}`,
    ]
  }
  if (event.type !== 'output') return []
  const parts = event.outputs.map(
    (output) =>
      `${output.label === undefined ? '' : `${output.label} = `}${output.type === 'text' ? output.text : output.type}`,
  )
  return [`${event.cell}: ${parts.join(' | ')}`]
}

/** Runs a program to rest; returns its last report of each cell, in the cells' order. */
export async function run(
  cells: Record<string, string>,
  inputs: Record<string, Json> = {},
  library: Record<string, unknown> = {},
): Promise<string[]> {
  const lines = await new TestKernel(program(cells, inputs), library).after((kernel) =>
    kernel.observe(1),
  )
  return Object.keys(cells).flatMap(
    (name) =>
      lines.findLast((line) => line.startsWith(`${name}:`) || line.startsWith(`${name} !`)) ?? [],
  )
}
