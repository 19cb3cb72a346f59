import { compileCell } from '../../kernel/compile/compile-cell.ts'
import { isCellError } from '../../kernel/errors.ts'
import type { KernelEvent } from '../../kernel/events.ts'
import { findGraphErrors, runnablePart } from '../../kernel/graph.ts'
import { Kernel } from '../../kernel/kernel.ts'
import type { Output } from '../../kernel/output.ts'
import type { CellSource, CompiledCell, Program } from '../../kernel/program.ts'
import { toFunction } from '../../kernel/run-cell.ts'
import { failures as english } from '../../strings/failures/en.ts'
import { tell, type Message } from '../../strings/message.ts'
import { unescapeHtml } from '../../text/escape-html.ts'
import { drawnWidths } from '../widths.ts'

/** A page as a reader took it along: its cells as text, and its inputs as they stood. */
export interface PageFile {
  seed: string
  inputs: Program['inputs']
  cells: CellSource[]
  /** What figures take from the page's style sheet, by the names of its properties. */
  properties: Record<string, string>
}

/** What runs it gives it. */
export interface FileHost {
  library: Record<string, () => unknown>
  print: (text: string) => void
  table: (rows: Record<string, string>[]) => void
  /** Writes a figure. */
  write: (name: string, svg: string) => void
}

/** Runs a page's cells, and prints what they show in the order of the page. */
export async function runFile(page: PageFile, host: FileHost): Promise<void> {
  const failures: string[] = []
  const program = toProgram(page, host, failures)
  const names = new OutputNames(program.cells.map(({ name }) => name))
  for (const events of (await settle(program, host)).values())
    for (const event of events) show(event, names, page, host)
  for (const failure of failures) host.print(failure)
}

function toProgram({ seed, inputs, cells }: PageFile, host: FileHost, failures: string[]): Program {
  const compiled = cells.flatMap((cell): CompiledCell[] => {
    try {
      return [compileCell(cell)]
    } catch (error) {
      if (!isCellError(error)) throw error
      failures.push(toLine(cell.name, error.told))
      return []
    }
  })
  const program = { seed, inputs, cells: compiled }
  const errors = findGraphErrors(program, Object.keys(host.library))
  for (const { cell, told } of errors) failures.push(toLine(cell, told))
  return runnablePart(program, errors)
}

const toLine = (cell: string, message: Message): string => `${cell}: ${tell(message, english)}`

type Shown = Extract<KernelEvent, { type: 'output' | 'failure' }>

/** The last of what each cell shows, once nothing is computed any more. */
function settle(program: Program, { library }: FileHost): Promise<Map<string, Shown[]>> {
  const shown = new Map<string, Shown[]>(program.cells.map(({ name }) => [name, []]))
  return new Promise((resolve) => {
    const kernel = new Kernel(program, {
      library,
      toCall: toFunction,
      clock: Date.now,
      widths: drawnWidths.roomy,
      still: true,
      emit: (event) => {
        if (event.type === 'output' || event.type === 'failure') shown.set(event.cell, [event])
        if (event.type !== 'settled') return
        kernel.dispose()
        resolve(shown)
      },
    })
    kernel.observe(1)
  })
}

function show(event: Shown, names: OutputNames, page: PageFile, host: FileHost): void {
  const { cell } = event
  if (event.type === 'failure') return host.print(toLine(cell, event.failure.message))
  event.outputs.forEach((output, i) =>
    showOutput(i === 0 ? cell : names.next(cell), output, page, host),
  )
}

/** Names for what a cell shows besides its first output, by which its figures are written: none is another cell's. */
class OutputNames {
  readonly #taken: Set<string>

  constructor(cells: readonly string[]) {
    this.#taken = new Set(cells)
  }

  next(cell: string): string {
    let n = 2
    while (this.#taken.has(`${cell}-${n}`)) n++
    this.#taken.add(`${cell}-${n}`)
    return `${cell}-${n}`
  }
}

function showOutput(name: string, output: Output, page: PageFile, host: FileHost): void {
  const label = output.label === undefined ? '' : `${output.label} = `
  if (output.type === 'text') return host.print(`${name}: ${label}${output.text}`)
  if (output.type === 'table') {
    host.print(`${name}: ${label}`)
    const { columns, rows } = output
    return host.table(rows.map((row) => Object.fromEntries(columns.map((it, i) => [it, row[i]]))))
  }
  const [svg] = /<svg[\s\S]*<\/svg>/.exec(output.html) ?? []
  if (svg === undefined)
    return host.print(`${name}: ${unescapeHtml(output.html.replace(/<[^>]*>/g, ' ')).trim()}`)
  host.write(name, toDocument(svg, page.properties))
}

/** An SVG file of its own: with its namespace, and the properties that it takes from the page. */
export function toDocument(svg: string, properties: Record<string, string>): string {
  const named = svg.includes('xmlns=')
    ? svg
    : svg.replace('<svg', '<svg xmlns="http://www.w3.org/2000/svg"')
  const rules = Object.entries(properties).map(([name, value]) => `${name}: ${value};`)
  const style = `<style>svg { ${rules.join(' ').replaceAll('<', '')} }</style>`
  return named.replace(/<svg[^>]*>/, (tag) => tag + style)
}
