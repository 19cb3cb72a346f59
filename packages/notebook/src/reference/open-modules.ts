import ts from 'typescript'

const options: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2024,
  module: ts.ModuleKind.ESNext,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
  allowImportingTsExtensions: true,
  noEmit: true,
  lib: ['lib.es5.d.ts'],
  strict: true,
  types: [],
}

/** Files that were parsed, while something still needs them: those of the book's modules are asked for more than once. */
const parsed = new Map<string, WeakRef<ts.SourceFile>>()

/**
 * TypeScript's view of modules and of all that they import, with their docstrings. It knows neither the DOM nor new parts
 * of the language, which take long to read and have nothing to do with what is documented.
 * @param paths absolute
 */
export function openModules(paths: readonly string[]): ts.Program {
  const host = ts.createCompilerHost(options)
  const getSourceFile: ts.CompilerHost['getSourceFile'] = (path, target) => {
    const text = host.readFile(path)
    if (text === undefined) return undefined
    const known = parsed.get(path)?.deref()
    if (known?.text === text) return known
    const file = ts.createSourceFile(path, text, target)
    parsed.set(path, new WeakRef(file))
    return file
  }
  return ts.createProgram(paths, options, { ...host, getSourceFile })
}
