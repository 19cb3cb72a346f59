import { neededPart } from '../../kernel/graph.ts'
import type { CompiledCell, Program } from '../../kernel/program.ts'
import { collectReads, isAsRead, Reads, type ReadList } from '../cache/reads.ts'
import { toKey } from '../cache/to-key.ts'
import { ProgramErrors, type CellResults } from './cell-results.ts'
import { runProgram, type ProgramOptions } from './run-program.ts'

/** What a cell came to, and the files of the run in which it did. */
interface RecentCell {
  results: CellResults
  reads: ReadList
}

type Results = Map<string, CellResults>

/** How many cells are remembered: those of some fifteen chapters, with their drawings. */
const mostCells = 1000

/**
 * What cells came to as their pages were saved one version after the other: of the next version only those cells run whose
 * code, inputs or library have changed, with what these need. The others are as they were.
 */
export class RecentCells {
  readonly #cells = new Map<string, RecentCell>()

  /** As `runProgram`, without trials and measurements. */
  async run(program: Program, options: ProgramOptions): Promise<Results> {
    if (hasNameTwice(program)) return runProgram(program, options)
    const keys = new Map(program.cells.map((it) => [it.name, keyOf(it, program, options)]))
    const known = this.#recall(keys)
    const due = program.cells.filter(({ name }) => !known.has(name))
    const merge = (fresh: Results): Results =>
      new Map(
        program.cells.flatMap(({ name }) => {
          const found = known.get(name) ?? fresh.get(name)
          // Whoever gets it may write into it.
          return found ? [[name, { ...found }]] : []
        }),
      )
    if (due.length === 0) return merge(new Map())
    // As a whole where nothing is known yet: the build may have kept that.
    const part = known.size === 0 ? program : neededPart(program, due)
    const reads = new Reads()
    try {
      const fresh = await collectReads(reads, () => runProgram(part, options))
      this.#remember(due, { keys, fresh, reads: reads.list() })
      return merge(fresh)
    } catch (error) {
      if (!(error instanceof ProgramErrors)) throw error
      throw new ProgramErrors(error.errors as Error[], merge(error.results))
    }
  }

  #recall(keys: ReadonlyMap<string, string | undefined>): Results {
    // The cells of one run have its files.
    const judged = new Map<ReadList, boolean>()
    const isSame = (reads: ReadList): boolean => {
      const known = judged.get(reads) ?? isAsRead(reads)
      judged.set(reads, known)
      return known
    }
    const found: Results = new Map()
    for (const [name, key = ''] of keys) {
      const recent = this.#cells.get(key)
      if (recent && isSame(recent.reads)) found.set(name, recent.results)
    }
    return found
  }

  #remember(
    cells: readonly CompiledCell[],
    run: {
      keys: ReadonlyMap<string, string | undefined>
      fresh: Results
      reads: ReadList | undefined
    },
  ): void {
    if (!run.reads) return
    for (const { name } of cells) {
      const [key, results] = [run.keys.get(name), run.fresh.get(name)]
      if (key === undefined || !results) continue
      // The one that was written last is forgotten last.
      this.#cells.delete(key)
      this.#cells.set(key, { results: { ...results }, reads: run.reads })
    }
    for (const key of [...this.#cells.keys()].slice(0, -mostCells)) this.#cells.delete(key)
  }
}

/** Whether cells or inputs define one name twice: that is told of the whole program. */
function hasNameTwice({ inputs, cells }: Program): boolean {
  const names = [...inputs.map(({ name }) => name), ...cells.flatMap(({ outputs }) => outputs)]
  return new Set(names).size < names.length
}

/** All that a cell's results depend on, apart from the content of files. */
function keyOf(cell: CompiledCell, program: Program, options: ProgramOptions): string | undefined {
  const { library, missing = '', timeLimit, clockLimit, root } = options
  return toKey([
    cell.name,
    neededPart(program, [cell]),
    [missing, timeLimit, clockLimit, root],
    [library.numbers, Object.entries(library.parts)],
  ])
}
