import { withExport } from './find-export.ts'
import type { RunOptions } from '../../hosts/build/run-program.ts'
import { compileCell } from '../../kernel/compile/compile-cell.ts'
import { findUnportable } from '../../kernel/compile/find-unportable.ts'
import { CellError } from '../../kernel/errors.ts'
import { findGraphErrors, mayBeMissing, runnablePart } from '../../kernel/graph.ts'
import type { CellSource, CompiledCell, Program } from '../../kernel/program.ts'
import { gather, type Mistakes } from '../syntax/mistakes.ts'
import type { Chapter, ChapterValue } from './chapter.ts'
import { locateCellError, locateMistake, sourcesOf } from './locate-cell-error.ts'

/** A chapter with its cells and values compiled, each once. */
export interface CompiledChapter {
  chapter: Chapter
  program: Program
  /** The text of what could not be read or compiled: names that stand in it may be its own. */
  missing: string
}

/**
 * Compiles a chapter.
 * @param given collects the mistakes
 * @param seed what the chapter's random numbers come from
 * @throws ChapterErrors if `given` is missing: every cell and value that does not compile
 */
export function compileChapter(
  chapter: Chapter,
  given?: Mistakes,
  seed: string = '',
): CompiledChapter {
  const inputs = chapter.inputs.map(({ spec }) => ({ name: spec.name, value: spec.value }))
  const compiled = { chapter, program: { seed, inputs, cells: [] }, missing: chapter.missing }
  return compileInto(compiled, sourcesOf(chapter), given)
}

/**
 * Adds values to a compiled chapter; only these are compiled. Reports and throws as
 * `compileChapter`.
 */
export function addValues(
  { chapter, ...compiled }: CompiledChapter,
  values: readonly ChapterValue[],
  given?: Mistakes,
): CompiledChapter {
  const fresh = values.filter(({ name }) => !chapter.values.some((it) => it.name === name))
  const whole = { ...chapter, values: [...chapter.values, ...fresh] }
  return compileInto({ ...compiled, chapter: whole }, fresh, given)
}

function compileInto(
  { chapter, program, missing }: CompiledChapter,
  sources: readonly CellSource[],
  given?: Mistakes,
): CompiledChapter {
  return gather(chapter.file, given, (mistakes) => {
    const compiled = sources.map((it) => mistakes.attempt(() => compile(chapter, it, mistakes)))
    // A value defines no names, so that nothing depends on it.
    const failed = sources.filter(({ kind }, n) => kind !== 'value' && !compiled[n])
    const cells = [...program.cells, ...compiled.filter((it) => it !== undefined)]
    return {
      chapter,
      program: { ...program, cells },
      missing: [missing, ...failed.map(({ source }) => source)].join(' '),
    }
  })
}

function compile(chapter: Chapter, cell: CellSource, mistakes: Mistakes): CompiledCell {
  try {
    const compiled = compileCell(cell)
    for (const it of findUnportable(cell)) mistakes.add(locateMistake(chapter, it))
    return compiled
  } catch (error) {
    throw locateCellError(chapter, error)
  }
}

/** Whether the check of components tells of an error in the graph, at the second of two inputs. */
export const isToldOfTags = (error: unknown): boolean =>
  error instanceof CellError && typeof error.told !== 'string' && error.told.kind === 'twoInputs'

/**
 * Reports every cell that does not fit the others. Returns the part of the program that can run.
 */
export function checkFit(
  { chapter, program, missing }: CompiledChapter,
  {
    libraryNames,
    library,
    root,
  }: { libraryNames: Iterable<string> } & Pick<RunOptions, 'library' | 'root'>,
  mistakes: Mistakes,
): Program {
  const errors = findGraphErrors(program, libraryNames)
  for (const error of errors) {
    if (!mayBeMissing(error, missing) && !isToldOfTags(error))
      mistakes.attempt(() => {
        const found = withExport(error, { library, ...(root !== undefined && { root }) })
        throw locateMistake(chapter, found, { cause: error })
      })
  }
  return runnablePart(program, errors)
}
