import { findName } from '../kernel/graph.ts'
import { locateMistake } from '../markdown/chapter/locate-cell-error.ts'
import { placeOfAttribute } from '../markdown/syntax/props.ts'
import { ChapterError } from '../markdown/syntax/chapter-error.ts'
import { about } from '../strings/mistakes.ts'
import type { TypeMistake } from './find-mistakes.ts'
import type { LibraryName } from './library.ts'
import type { ReadPage } from './read-page.ts'
import type { ModuleScope } from './scope.ts'

type Library = ReadonlyMap<string, LibraryName>

/** The names of the library that cells or inputs of a page have taken. */
export function findShadows({ inputs, snippets }: ReadPage, library: Library): string[] {
  const own = [...inputs.keys(), ...snippets.flatMap(({ gives }) => gives)]
  return own.filter((name, n) => own.indexOf(name) === n && library.get(name)?.value)
}

/** What a page has in scope if these names are the library's. */
export function withoutShadows(
  { variables, inputs, values, ...rest }: ModuleScope,
  shadows: readonly string[],
  library: Library,
): ModuleScope {
  const others = <T>(names: ReadonlyMap<string, T>): Map<string, T> =>
    new Map([...names].filter(([name]) => !shadows.includes(name)))
  const known = shadows.map((name) => [name, library.get(name)?.module ?? ''] as const)
  return {
    ...rest,
    variables: others(variables),
    inputs: others(inputs),
    values: new Map([...values, ...known]),
  }
}

/**
 * Puts the errors that would not be if names were the library's to the account of those who have taken these names:
 * one mistake for each name, where it is declared.
 * @param isCaused whether an error would not be
 */
export function blameShadows(
  mistakes: readonly TypeMistake[],
  isCaused: (mistake: TypeMistake) => boolean,
  { page, shadows }: { page: ReadPage; shadows: readonly string[] },
): ChapterError[] {
  const caused = mistakes.filter((it) => isCaused(it) || isOwn(it, shadows))
  const blamed = shadows.flatMap((name) => {
    const first = caused.find((it) => usesOf(it, shadows).includes(name))
    return first ? [blame(name, first, page)] : []
  })
  // What comes of it in cells that do not use the name themselves is told by nobody else.
  if (blamed.length === 0) return mistakes.map(({ error }) => error)
  return [...blamed, ...mistakes.filter((it) => !caused.includes(it)).map(({ error }) => error)]
}

/** Whether a declaration uses the very name that it takes, which the library had before. */
const isOwn = ({ code, word, snippet }: TypeMistake, shadows: readonly string[]): boolean =>
  (code === 2448 || code === 7022) && shadows.includes(word) && snippet.gives.includes(word)

/** Of the names taken, those that an error may come of: those on its line, if there are any. */
function usesOf({ snippet, line, word }: TypeMistake, shadows: readonly string[]): string[] {
  if (shadows.includes(word)) return [word]
  const used = shadows.filter((it) => snippet.needs.includes(it))
  const near = used.filter((it) => line.includes(it))
  return near.length > 0 ? near : used
}

function blame(
  name: string,
  { snippet, error }: TypeMistake,
  { compiled: { chapter, program } }: ReadPage,
): ChapterError {
  const told = {
    kind: 'takesLibraryName',
    name,
    user: snippet.subject ?? { kind: 'thePage' },
    line: error.line ?? 1,
  } as const
  const input = chapter.inputs.find(({ spec }) => spec.name === name)
  if (input)
    return new ChapterError(
      chapter.file,
      placeOfAttribute(input.node, 'name'),
      about({ kind: 'input', name }, told),
    )
  const cell = program.cells.find(({ outputs }) => outputs.includes(name))
  return locateMistake(chapter, { cell: cell?.name ?? '', told, ...(cell && findName(cell, name)) })
}
