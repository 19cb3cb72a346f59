import ts from 'typescript'

/**
 * The compiler options for authors' code: strict, with two exceptions. An index access has the
 * item's type (`p[0]` is a number, as in the book's own code), and a caught error is `any`: cells
 * are for students, and casts would obscure them.
 */
const options: ts.CompilerOptions = {
  strict: true,
  useUnknownInCatchVariables: false,
  // What the sandbox provides: the language, and the DOM types that Plot and D3 refer to.
  target: ts.ScriptTarget.ES2025,
  lib: ['lib.es2025.d.ts', 'lib.dom.d.ts'],
  types: [],
  module: ts.ModuleKind.ESNext,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
  moduleDetection: ts.ModuleDetectionKind.Force,
  allowImportingTsExtensions: true,
  skipLibCheck: true,
  noEmit: true,
}

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
    const parse = (path: string, text: string | undefined): ts.SourceFile | undefined =>
      text === undefined ? undefined : ts.createSourceFile(path, text, ts.ScriptTarget.ES2025)
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
        if (!this.#read.has(path)) this.#read.set(path, parse(path, host.readFile(path)))
        return this.#read.get(path)
      },
    }
  }
}
