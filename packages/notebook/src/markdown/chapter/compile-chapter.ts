import { withExport } from './find-export.ts'
import type { RunOptions } from '../../hosts/build/run-program.ts'
import { compileCell } from '../../kernel/compile/compile-cell.ts'
import { findSlips, type Slip } from '../../kernel/compile/find-slips.ts'
import { findUnportable } from '../../kernel/compile/find-unportable.ts'
import { CellError } from '../../kernel/errors.ts'
import { allowedGlobals, explainUnknown } from '../../kernel/globals.ts'
import { findGraphErrors, mayBeMissing, runnablePart } from '../../kernel/graph.ts'
import type { CellSource, CompiledCell, Program } from '../../kernel/program.ts'
import { ChapterError, ChapterWarning } from '../syntax/chapter-error.ts'
import { gather, type Mistakes } from '../syntax/mistakes.ts'
import type { Mistake } from '../../strings/mistakes.ts'
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
    const slips = findSlips(cell)
    // What comes of two lines that are read as one has nothing to do with what either says.
    const goingOn = slips.find(({ told }) => told.kind === 'goesOn')
    if (goingOn) throw locateMistake(chapter, goingOn)
    for (const it of slips) addSlip(locateMistake(chapter, it), it, mistakes)
    return compiled
  } catch (error) {
    throw findUndeclared(chapter, error) ?? locateCellError(chapter, error)
  }
}

function addSlip({ file, line, column, told }: ChapterError, slip: Slip, mistakes: Mistakes): void {
  const place = line === undefined ? undefined : { line, column: column ?? 1 }
  mistakes.add(new (slip.isWarning ? ChapterWarning : ChapterError)(file, place, told))
}

/** An assignment to a name that nothing on the page declares: the declaration is missing, if it is no name of others. */
function findUndeclared(chapter: Chapter, error: unknown): ChapterError | undefined {
  if (!(error instanceof CellError)) return undefined
  const { told, cell } = error
  if (typeof told === 'string' || told.kind !== 'cannotAssign') return undefined
  const name = String(told.name)
  if (allowedGlobals.has(name) || isDeclared(chapter, name, cell)) return undefined
  const unknown = explainUnknown(name, [])
  const [, typed] = typedByName(name).exec(findSource(chapter, cell)) ?? []
  if (typed !== undefined)
    return locateMistake(chapter, {
      ...error,
      cell,
      told: { kind: 'typeWithoutWord', name: typed },
    })
  const meant: Mistake = unknown.kind === 'unusable' ? unknown : { kind: 'undeclared', name }
  return locateMistake(chapter, { ...error, cell, told: meant }, { cause: error })
}

/** A declaration of Python, which is a label here: `x: int = 3`. */
const typedByName = (type: string): RegExp =>
  new RegExp(`^\\s*([\\w$]+)\\s*:\\s*${type.replaceAll('$', '\\$')}\\s*=`, 'm')

const findSource = ({ cells }: Chapter, cell: string): string =>
  cells.find((it) => it.name === cell)?.source ?? ''

/** Whether an input or another cell has a name, as far as its text tells. */
function isDeclared({ inputs, cells }: Chapter, name: string, cell: string): boolean {
  const word = new RegExp(
    `\\b(?:const|let|var|function|class)\\b[^=;]*(?<![\\w$])${name.replaceAll('$', '\\$')}(?![\\w$])`,
  )
  return (
    inputs.some(({ spec }) => spec.name === name) ||
    cells.some((it) => it.name !== cell && word.test(it.source))
  )
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
