import { kernelNames } from '../../kernel/graph.ts'
import type { CompiledCell, Program } from '../../kernel/program.ts'
import { parametersOf } from '../../kernel/run-cell.ts'
import { documentName } from '../library.ts'
import type { CellOutline, PageFacts } from '../page/page-cells.ts'

/** A module of the library with its exports, in the order in which names are looked up. */
export interface LibraryModule {
  path: string
  names: ReadonlySet<string>
}

/**
 * The module with which a page runs its cells: the code of those that it runs as functions, bound to the
 * names of the library that they use, so that a bundler leaves out all others; of every cell its
 * names and what it shows.
 */
export function toPageModule(
  program: Program,
  facts: PageFacts,
  library: readonly LibraryModule[],
): string {
  const own = findOwn(program)
  const cells = program.cells.map((cell) => toOutline(cell, own))
  const run = program.cells.filter(({ name }) => facts.runs.includes(name))
  const outline = { seed: program.seed, inputs: program.inputs, cells }
  const used = new Set(run.flatMap((cell) => cell.inputs.filter((name) => !own.has(name))))
  return [
    ...toImports(used, library),
    'export default {',
    `outline: ${JSON.stringify(outline)},`,
    `quick: ${JSON.stringify(facts.quick)},`,
    `runs: ${JSON.stringify(facts.runs)},`,
    `words: ${JSON.stringify(facts.words)},`,
    'functions: {',
    ...run.map((cell) => toProperty(cell, own)),
    '} }',
  ].join('\n')
}

/** The names that a run of a cell is given: those of inputs, of cells, and of the kernel. */
function findOwn({ inputs, cells }: Program): Set<string> {
  return new Set([
    ...inputs.map(({ name }) => name),
    ...cells.flatMap(({ outputs }) => outputs),
    ...kernelNames,
  ])
}

function toOutline(cell: CompiledCell, own: ReadonlySet<string>): CellOutline {
  const { body: _, inserted: __, places: ___, ...outline } = cell
  return { ...outline, inputs: cell.inputs.filter((name) => own.has(name)) }
}

/** The document is the page's own. */
function toImports(used: ReadonlySet<string>, library: readonly LibraryModule[]): string[] {
  const left = new Set(used)
  left.delete(documentName)
  return library.flatMap(({ path, names }) => {
    const found = [...left].filter((name) => names.has(name))
    for (const name of found) left.delete(name)
    return found.length > 0 ? `import { ${found.join(', ')} } from ${JSON.stringify(path)}` : []
  })
}

function toProperty(cell: CompiledCell, own: ReadonlySet<string>): string {
  const parameters = parametersOf(cell).filter((name) => own.has(name))
  return `${JSON.stringify(cell.name)}: function (${parameters.join(', ')}) {\n${cell.body}\n},`
}
