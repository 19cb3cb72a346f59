import { basename, dirname, join, relative } from 'node:path'
import ts from 'typescript'
import { documentName, type LibraryConfig } from '../hosts/library.ts'
import { allowedGlobals } from '../kernel/globals.ts'
import { kernelNames } from '../kernel/graph.ts'
import { parsedHost } from '../reference/parsed-host.ts'
import { identifiersIn } from '../types/declarations.ts'
import { givenModule } from '../types/given-module.ts'
import { libraryModules, readLibraryNames } from '../types/library.ts'
import { libFolder, type Declarations } from './declarations.ts'
import { toDomSubset } from './dom-subset.ts'
import { declarationOptions as options, DeclarationEmitter } from './emit-declarations.ts'

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
  // Without the language's own declarations, which say nothing of who imports and exports what.
  const own = { ...options, noLib: true }
  const program = ts.createProgram(roots, own, parsedHost(own))
  const emitter = new DeclarationEmitter(program)
  const found = follow(roots, emitter)
  const toPath = (file: string): string => pathInBundle(file, emitter.isWritten(file), root)
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
  const language = readLanguage()
  return {
    modules: [...found.keys(), ts.getDefaultLibFilePath(options)],
    files: [
      ...new Set([
        ...program.getSourceFiles().map(({ fileName }) => fileName),
        ...found.keys(),
        ...language.keys(),
      ]),
    ],
    declarations: {
      files: { ...files, ...inBundle(language, [...Object.values(files), ...used]) },
      imports: Object.fromEntries(imports) as Declarations['imports'],
      library: Object.fromEntries(names),
      given: toPath(given),
    },
  }
}

interface Found {
  text: string
  /** The file behind each name by which it imports one. */
  imports: [string, string][]
}

/** Some files, and all whose declarations theirs refer to. */
function follow(roots: readonly string[], emitter: DeclarationEmitter): Map<string, Found> {
  const found = new Map<string, Found>()
  const queue = [...roots]
  for (const file of queue) {
    if (found.has(file)) continue
    const text = emitter.declarationsOf(file) ?? ts.sys.readFile(file) ?? ''
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
  const exported = text.matchAll(/^export \* as \w+ from (["'])(.+?)\1/gm)
  return [...new Set([...found, ...Array.from(exported, ([, , name]) => name)])]
}

function pathInBundle(file: string, isWritten: boolean, root: string): string {
  const [, inPackage] = /^.*(\/node_modules\/.*)$/.exec(file) ?? []
  const path = inPackage ?? `/${relative(root, file).replaceAll('\\', '/').replaceAll('../', '_/')}`
  return isWritten ? path.replace(/\.(m|c)?ts$/, '.d.$1ts') : path
}

/** The language's own declarations as the bundle has them: of the DOM's, what is used. */
function inBundle(
  language: ReadonlyMap<string, string>,
  texts: readonly string[],
): Record<string, string> {
  const values = new Set([...allowedGlobals, ...kernelNames, documentName])
  const mentioned = new Set(texts.flatMap((it) => [...identifiersIn(it)]))
  return Object.fromEntries(
    [...language].map(([file, text]) => {
      const name = basename(file)
      const short = name === 'lib.dom.d.ts' ? toDomSubset(text, values, mentioned) : text
      return [`${libFolder}/${name}`, short.replace(/^\/\*!.*?\*\/\s*/s, '')]
    }),
  )
}

/** The files that the compiler's option `lib` names, and those that they refer to. */
function readLanguage(): Map<string, string> {
  const folder = dirname(ts.getDefaultLibFilePath(options))
  const texts = new Map<string, string>()
  const queue = (options.lib ?? []).map((it) => join(folder, it))
  for (const file of queue) {
    if (texts.has(file)) continue
    const text = ts.sys.readFile(file) ?? ''
    texts.set(file, text)
    const references = text.matchAll(/^\/\/\/ <reference lib="(.+?)" \/>/gm)
    queue.push(...Array.from(references, ([, name]) => join(folder, `lib.${name}.d.ts`)))
  }
  return texts
}
