import { basename, dirname, relative, resolve } from 'node:path'
import ts from 'typescript'
import { documentName, type LibraryConfig } from '../hosts/library.ts'
import { allowedGlobals } from '../kernel/globals.ts'
import { kernelNames } from '../kernel/graph.ts'
import { cellOptions } from '../types/cell-options.ts'
import { identifiersIn } from '../types/declarations.ts'
import { givenModule } from '../types/given-module.ts'
import { libraryModules, readLibraryNames } from '../types/library.ts'
import { libFolder, type Declarations } from './declarations.ts'
import { toDomSubset } from './dom-subset.ts'

const options: ts.CompilerOptions = {
  ...cellOptions,
  noEmit: false,
  declaration: true,
  emitDeclarationOnly: true,
  // Files of any folder are declared.
  rootDir: '/',
}

/** As it is installed, it is a script with declarations beside it. */
const given =
  ts.resolveModuleName(givenModule, givenModule, options, ts.sys).resolvedModule
    ?.resolvedFileName ?? givenModule

/**
 * Gathers the declarations that the cells of a book are typed with: the language's, the library's, and
 * of packages and of the DOM what the library refers to. Paths are of the bundle, none of this
 * machine.
 * @returns the declarations, the files that they stand for, and all files that were read
 * @param used code whose mentions of the DOM's types count as well: the book's cells
 */
export function bundleDeclarations(
  library: LibraryConfig,
  root: string,
  used: readonly string[] = [],
): { declarations: Declarations; modules: string[]; files: string[] } {
  const modules = libraryModules(library, root)
  const roots = [...modules, given]
  const program = ts.createProgram(roots, options)
  const emitted = emit(program)
  const found = follow(roots, emitted)
  const toPath = (file: string): string => pathInBundle(file, emitted.has(file), root)
  const files = Object.fromEntries(
    [...found].map(([file, { text }]) => [toPath(file), text] as const),
  )
  const imports = [...found].map(([file, { imports }]) => [
    toPath(file),
    Object.fromEntries(imports.map(([name, target]) => [name, toPath(target)])),
  ])
  const names = [...readLibraryNames(program, modules)].map(
    ([name, it]) => [name, { ...it, module: toPath(it.module) }] as const,
  )
  return {
    modules: [...found.keys(), ts.getDefaultLibFilePath(options)],
    files: [
      ...new Set([...program.getSourceFiles().map(({ fileName }) => fileName), ...found.keys()]),
    ],
    declarations: {
      files: { ...files, ...libraryOfLanguage(program, [...Object.values(files), ...used]) },
      imports: Object.fromEntries(imports) as Declarations['imports'],
      library: Object.fromEntries(names),
      given: toPath(given),
    },
  }
}

/** The declarations of each file that is written in TypeScript. */
function emit(program: ts.Program): Map<string, string> {
  const texts = new Map<string, string>()
  const written = program.getSourceFiles().filter(({ isDeclarationFile }) => !isDeclarationFile)
  // What is found by way of packages would not be emitted unless it is named.
  const all = ts.createProgram({
    rootNames: written.map(({ fileName }) => fileName),
    options,
    oldProgram: program,
  })
  all.emit(
    undefined,
    (...[, text, , , sources]) => {
      if (sources?.[0]) texts.set(sources[0].fileName, text)
    },
    undefined,
    true,
  )
  return texts
}

interface Found {
  text: string
  /** The file behind each name by which it imports one. */
  imports: [string, string][]
}

/** Some files, and all whose declarations theirs refer to. */
function follow(
  roots: readonly string[],
  emitted: ReadonlyMap<string, string>,
): Map<string, Found> {
  const found = new Map<string, Found>()
  const queue = [...roots]
  for (const file of queue) {
    if (found.has(file)) continue
    const text = emitted.get(file) ?? ts.sys.readFile(file) ?? ''
    const imports = importsIn(text).flatMap((name): [string, string][] => {
      const target = ts.resolveModuleName(name, file, options, ts.sys).resolvedModule
      return target ? [[name, target.resolvedFileName]] : []
    })
    found.set(file, { text, imports })
    queue.push(...imports.map(([, target]) => target))
  }
  return found
}

/** The names by which declarations import others. */
function importsIn(text: string): string[] {
  const found = ts.preProcessFile(text).importedFiles.map(({ fileName }) => fileName)
  // Which knows nothing of `export * as name from`.
  const exported = ts
    .createSourceFile('module.d.ts', text, ts.ScriptTarget.ES2025)
    .statements.flatMap((it) =>
      ts.isExportDeclaration(it) && it.moduleSpecifier && ts.isStringLiteral(it.moduleSpecifier)
        ? [it.moduleSpecifier.text]
        : [],
    )
  return [...new Set([...found, ...exported])]
}

function pathInBundle(file: string, isEmitted: boolean, root: string): string {
  const [, inPackage] = /^.*(\/node_modules\/.*)$/.exec(file) ?? []
  const path = inPackage ?? `/${relative(root, file).replaceAll('\\', '/').replaceAll('../', '_/')}`
  return isEmitted ? path.replace(/\.(m|c)?ts$/, '.d.$1ts') : path
}

/** The language's own declarations, and what is used of the DOM's. */
function libraryOfLanguage(program: ts.Program, texts: readonly string[]): Record<string, string> {
  const folder = dirname(ts.getDefaultLibFilePath(options))
  const libs = program.getSourceFiles().filter((it) => program.isSourceFileDefaultLibrary(it))
  const values = new Set([...allowedGlobals, ...kernelNames, documentName])
  const mentioned = new Set(texts.flatMap((it) => [...identifiersIn(it)]))
  return Object.fromEntries(
    libs.map(({ fileName, text }) => {
      const name = basename(resolve(folder, fileName))
      const short = name === 'lib.dom.d.ts' ? toDomSubset(text, values, mentioned) : text
      return [`${libFolder}/${name}`, short.replace(/^\/\*!.*?\*\/\s*/s, '')]
    }),
  )
}
