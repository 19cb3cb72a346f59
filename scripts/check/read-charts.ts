import type { CellResults } from '../../packages/notebook/src/hosts/build/cell-results.ts'
import { runProgram } from '../../packages/notebook/src/hosts/build/run-program.ts'
import { openCache } from '../../packages/notebook/src/hosts/cache/open-cache.ts'
import { neededPart } from '../../packages/notebook/src/kernel/graph.ts'
import type { Program } from '../../packages/notebook/src/kernel/program.ts'
import type { Chapter, ChapterCell } from '../../packages/notebook/src/markdown/chapter/chapter.ts'
import { compileChapter } from '../../packages/notebook/src/markdown/chapter/compile-chapter.ts'
import { inputEnds } from '../../packages/notebook/src/markdown/chapter/input-ends.ts'
import { library } from '../../src/library/config.ts'

/** A chart of the book that stands in a cell as a specification of Observable Plot. */
export interface Chart {
  cell: ChapterCell
  /** From the line that calls `Plot.plot` to the one that closes its brackets. */
  specification: string[]
}

export function findCharts({ cells }: Chapter): Chart[] {
  return cells
    .filter(({ source }) => source.includes('Plot.plot('))
    .map((cell) => ({ cell, specification: readSpecification(cell.source) }))
}

function readSpecification(code: string): string[] {
  const lines = code.split('\n')
  const first = lines.findIndex((line) => line.includes('Plot.plot('))
  const last = lines.findIndex((line, n) => n > first && line.startsWith('})'))
  return lines.slice(first, last + 1)
}

/** What a chapter's charts come to, with the cells that they need, as it opens, and at one end of every input. */
export async function runCharts(
  chapter: Chapter,
): Promise<Record<'opening' | 'lower' | 'upper', Map<string, CellResults>>> {
  const { program } = compileChapter(chapter)
  const names = findCharts(chapter).map(({ cell }) => cell.name)
  const { cells } = neededPart(
    program,
    program.cells.filter(({ name }) => names.includes(name)),
  )
  const run = (inputs: Program['inputs']): Promise<Map<string, CellResults>> =>
    runProgram({ ...program, inputs, cells }, { library, cache: openCache() })
  const at = (end: 0 | 1): Program['inputs'] =>
    chapter.inputs.map(({ spec }) => ({ name: spec.name, value: inputEnds(spec)[end] }))
  return { opening: await run(program.inputs), lower: await run(at(0)), upper: await run(at(1)) }
}

/** A cell's drawings, for a desk and for a phone. */
export function drawingsOf(results: CellResults | undefined): string[] {
  return [...(results?.roomy ?? []), ...(results?.narrow ?? [])].flatMap((output) =>
    output.type === 'svg' || output.type === 'html' ? [output.html] : [],
  )
}

/** Every text of a drawing, with a space where one of its lines ends. */
export function textsOf(markup: string): string[] {
  return [...markup.matchAll(/<text[^>]*>(.*?)<\/text>/gs)].map(([, text]) =>
    text
      .replace(/<\/tspan><tspan/g, '</tspan> <tspan')
      .replace(/<[^>]*>/g, '')
      .trim(),
  )
}
