import { kernelNames } from '../kernel/graph.ts'
import { findDeclarations } from './declarations.ts'
import type { LibraryName } from './library.ts'
import type { Snippet, TypedPage } from './snippet.ts'

/**
 * The names in a snippet's scope and the module of each. Modules of the same page begin with `./`.
 */
export interface ModuleScope {
  /** Variables of other cells, by name: the module that gives each. */
  variables: ReadonlyMap<string, string>
  /** Inputs: the type of each, as TypeScript. */
  inputs: ReadonlyMap<string, string>
  /** All other values by name: functions, classes, the library, the kernel's names. */
  values: ReadonlyMap<string, string>
  types: ReadonlyMap<string, string>
  /** The module with the types of the kernel's names (`given.ts`). */
  given: string
}

type Library = ReadonlyMap<string, LibraryName>

/** Names of the kernel that are JavaScript's own, with types in the standard library. */
const languageNames: readonly string[] = ['Math', 'Date', 'performance', 'console']

export const moduleOf = ({ name }: Snippet): string => `./${name}.ts`

/**
 * What cells and values of a page have in scope.
 * @param givenModule the module with the types of the kernel's names
 */
export function pageScope(
  { snippets, inputs }: Pick<TypedPage, 'snippets' | 'inputs'>,
  library: Library,
  givenModule: string,
): ModuleScope {
  const cells = snippets
    .filter((it) => it.kind === 'cell')
    .map((cell) => ({ cell, ...findDeclarations(cell.source) }))
  const fixed = cells.flatMap(({ cell, functions, classes }) =>
    [...functions, ...classes].map((name) => [name, moduleOf(cell)] as const),
  )
  const given = kernelNames
    .filter((it) => !languageNames.includes(it))
    .map((name) => [name, givenModule] as const)
  const values = new Map([...libraryValues(library), ...fixed, ...given])
  const own = cells.flatMap(({ cell, classes, types }) =>
    [...classes, ...types].map((name) => [name, moduleOf(cell)] as const),
  )
  // A type name that two cells declare is private to each.
  const types = own.filter(([name, module]) =>
    own.every(([other, it]) => other !== name || it === module),
  )
  const names = new Set(fixed.map(([name]) => name))
  const variables = cells.flatMap(({ cell }) =>
    cell.gives.filter((it) => !names.has(it)).map((name) => [name, moduleOf(cell)] as const),
  )
  return {
    variables: new Map(variables),
    inputs,
    values,
    types: new Map([...libraryTypes(library), ...types]),
    given: givenModule,
  }
}

/** The scope of twins: the library's first module, its numbers. */
export function twinScope(library: Library, numbers: string, givenModule: string): ModuleScope {
  const own = new Map([...library].filter(([, { module }]) => module === numbers))
  return {
    variables: new Map(),
    inputs: new Map(),
    values: new Map(libraryValues(own)),
    types: new Map(libraryTypes(own)),
    given: givenModule,
  }
}

const libraryValues = (library: Library): [string, string][] =>
  [...library].flatMap(([name, { module, value }]) => (value ? [[name, module]] : []))
const libraryTypes = (library: Library): [string, string][] =>
  [...library].flatMap(([name, { module, type }]) => (type ? [[name, module]] : []))
