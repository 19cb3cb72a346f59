import ts from 'typescript'

/**
 * What an author's code is held to. Strict, so that a mistake is a message and not an `any`; but an index gives the item
 * (`p[0]` is a number, as in the book's own code), and what `catch` catches may be read at once: cells are for students, and
 * a cast in each line would hide what the line says.
 */
const options: ts.CompilerOptions = {
  strict: true,
  useUnknownInCatchVariables: false,
  // As the sandbox has it: the language, and the browser's types that Plot and D3 speak of.
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

/** TypeScript's compiler for modules that are in no file. What it has read from the disk it keeps. */
export class Compiler {
  readonly #read = new Map<string, ts.SourceFile | undefined>()
  #program: ts.Program | undefined

  /** A program of `paths`, files or modules of `virtual`, by their paths; what these import is looked for in both. */
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
      // Cells may be called `p` and `P`, on any system.
      useCaseSensitiveFileNames: () => true,
      getCanonicalFileName: (path) => path,
      // A folder of modules has the name of the page's file.
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
