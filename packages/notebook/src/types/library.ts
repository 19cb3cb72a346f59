import { resolve } from 'node:path'
import ts from 'typescript'
import { documentName, type LibraryConfig } from '../hosts/library.ts'

/** A name of the library: the module that exports it, and what it names. */
export interface LibraryName {
  module: string
  value: boolean
  type: boolean
}

/** The library's modules, the numbers first. */
export function libraryModules({ numbers, parts }: LibraryConfig, root: string): string[] {
  return [numbers, ...Object.values(parts)].map((path) => resolve(root, path).replaceAll('\\', '/'))
}

/**
 * All exports of `modules`, including types. If two modules export a name, the first wins, as in
 * the kernel.
 */
export function readLibraryNames(
  program: ts.Program,
  modules: readonly string[],
): Map<string, LibraryName> {
  const checker = program.getTypeChecker()
  const names = new Map<string, LibraryName>()
  for (const module of modules) {
    for (const symbol of exportsOf(program, checker, module)) {
      if (symbol.name !== 'default' && !names.has(symbol.name))
        names.set(symbol.name, { module, ...meaningOf(symbol, checker) })
    }
  }
  return names
}

/** The files in which the names that `modules` export are declared, such as those of figures. */
export function readLibraryFiles(
  program: ts.Program,
  modules: readonly string[],
): Map<string, string> {
  const checker = program.getTypeChecker()
  const all = modules.flatMap((module) => exportsOf(program, checker, module))
  const files = all.flatMap((symbol) => {
    const file = withoutAlias(symbol, checker).declarations?.[0]?.getSourceFile().fileName
    return file === undefined ? [] : [[symbol.name, file] as const]
  })
  // Of two of one name the first one counts.
  return new Map(files.reverse())
}

function exportsOf(program: ts.Program, checker: ts.TypeChecker, path: string): ts.Symbol[] {
  const file = program.getSourceFile(path)
  if (!file) throw new Error(`no such module: ${path}; the library is set up with it`)
  const module = checker.getSymbolAtLocation(file)
  return module ? checker.getExportsOfModule(module) : []
}

function meaningOf(
  symbol: ts.Symbol,
  checker: ts.TypeChecker,
): Pick<LibraryName, 'value' | 'type'> {
  const { flags } = withoutAlias(symbol, checker)
  return { value: (flags & ts.SymbolFlags.Value) !== 0, type: (flags & ts.SymbolFlags.Type) !== 0 }
}

const withoutAlias = (symbol: ts.Symbol, checker: ts.TypeChecker): ts.Symbol =>
  symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol

/** The names that cells can use while they run. */
export function valuesOf(names: ReadonlyMap<string, LibraryName>): string[] {
  return [documentName, ...[...names].filter(([, { value }]) => value).map(([name]) => name)]
}
