import ts from 'typescript'

/** Files by their paths: those of a book's modules, and of what they import, are asked for more than once. */
const parsed = new Map<string, ts.SourceFile>()

/** A compiler's view of the disk that parses a file once for all programs with such a view, until it changes. */
export function parsedHost(options: ts.CompilerOptions): ts.CompilerHost {
  const host = ts.createCompilerHost(options)
  return {
    ...host,
    getSourceFile(path, target) {
      const text = host.readFile(path)
      if (text === undefined) return undefined
      const known = parsed.get(path)
      if (known?.text === text) return known
      const file = ts.createSourceFile(path, text, target)
      parsed.set(path, file)
      return file
    },
  }
}
