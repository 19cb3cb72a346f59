import ts from 'typescript'
import { cellOptions as options } from './cell-options.ts'

/** Declarations of packages and of the language, which all compilers share: parsing them is a third of a check. */
const declarations = new Map<string, ts.SourceFile>()

/** TypeScript's compiler with support for virtual modules. Files read from disk are cached. */
export class Compiler {
  readonly #read = new Map<string, ts.SourceFile | undefined>()
  #program: ts.Program | undefined

  /** Compiles `paths`, each a file or a module of `virtual`; imports are resolved in both. */
  compile(paths: readonly string[], virtual: ReadonlyMap<string, string> = new Map()): ts.Program {
    this.#program = ts.createProgram({
      rootNames: paths,
      options,
      host: this.#host(virtual),
      oldProgram: this.#program,
    })
    return this.#program
  }

  #host(virtual: ReadonlyMap<string, string>): ts.CompilerHost {
    const host = ts.createCompilerHost(options)
    return {
      ...host,
      // `p` and `P` are two cells, on any file system.
      useCaseSensitiveFileNames: () => true,
      getCanonicalFileName: (path) => path,
      // The modules of a page are in a virtual folder named like its file.
      directoryExists: () => true,
      fileExists: (path) => virtual.has(path) || host.fileExists(path),
      readFile: (path) => virtual.get(path) ?? host.readFile(path),
      getSourceFile: (path) => {
        if (virtual.has(path)) return parse(path, virtual.get(path))
        if (!this.#read.has(path)) this.#read.set(path, parseOnce(path, host.readFile(path)))
        return this.#read.get(path)
      },
    }
  }
}

const parse = (path: string, text: string | undefined): ts.SourceFile | undefined =>
  text === undefined ? undefined : ts.createSourceFile(path, text, ts.ScriptTarget.ES2025)

/** Parses a file from disk, unless it is one of declarations that was parsed before and is still the same. */
function parseOnce(path: string, text: string | undefined): ts.SourceFile | undefined {
  if (!path.endsWith('.d.ts')) return parse(path, text)
  const known = declarations.get(path)
  if (known?.text === text) return known
  const parsed = parse(path, text)
  if (parsed) declarations.set(path, parsed)
  return parsed
}
