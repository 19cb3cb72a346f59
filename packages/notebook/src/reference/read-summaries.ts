import { resolve } from 'node:path'
import ts from 'typescript'
import type { Made } from '../hosts/cache/recall-made.ts'
import { openModules } from './open-modules.ts'

/** An export with the first sentence of its docstring; empty if it has none. */
export interface Summary {
  name: string
  /** `type` for exports that exist at compile time only. */
  kind: 'function' | 'constant' | 'type'
  summary: string
}

/**
 * Everything that modules export, by their docstrings, read by TypeScript's own compiler.
 * @param entries the modules' paths, from the working directory
 * @returns the exports, with the files that were read
 */
export function readSummaries(entries: readonly string[]): Made<Summary[]> {
  const paths = entries.map((entry) => resolve(entry))
  const program = openModules(paths)
  const checker = program.getTypeChecker()
  const value = paths.flatMap((path) => {
    const module = checker.getSymbolAtLocation(program.getSourceFile(path) as ts.SourceFile)
    return module
      ? checker.getExportsOfModule(module).map((symbol) => toSummary(symbol, checker))
      : []
  })
  return { value, files: program.getSourceFiles().map(({ fileName }) => fileName) }
}

function toSummary(symbol: ts.Symbol, checker: ts.TypeChecker): Summary {
  const target = symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol
  return {
    name: symbol.name,
    kind: kindOf(target),
    summary: firstSentence(ts.displayPartsToString(target.getDocumentationComment(checker))),
  }
}

function kindOf({ flags }: ts.Symbol): Summary['kind'] {
  if (flags & ts.SymbolFlags.Function) return 'function'
  return flags & (ts.SymbolFlags.Variable | ts.SymbolFlags.Module) ? 'constant' : 'type'
}

/**
 * The first sentence: up to a full stop that ends the text or precedes a new sentence, unlike those
 * of `e.g. 1` and `0.5`.
 */
function firstSentence(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim()
  return /^.*?[.:](?=\s+[A-Z`]|$)/.exec(line)?.[0].replace(/:$/, '.') ?? line
}
