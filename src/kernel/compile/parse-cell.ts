import { Parser, type Program as SyntaxTree } from 'acorn'
import { tsPlugin } from '@sveltejs/acorn-typescript'
import { CellError } from '../errors.ts'
import { blankTypes, NotErasable } from './blank-types.ts'

const TypeScriptParser = Parser.extend(tsPlugin())
const options = { ecmaVersion: 'latest', sourceType: 'module', locations: true } as const

/** A cell's JavaScript, each character where its source had it, and the syntax tree of it. */
export interface ParsedCell {
  javascript: string
  tree: SyntaxTree
}

/**
 * Reads a cell's TypeScript.
 * @throws CellError with line and column, for what does not parse or cannot run without a compiler.
 */
export function parseCell(cell: string, source: string): ParsedCell {
  try {
    const typed = TypeScriptParser.parse(source, { ...options, preserveParens: true })
    const javascript = blankTypes(source, typed)
    return { javascript, tree: Parser.parse(javascript, options) }
  } catch (error) {
    throw toCellError(cell, source, error)
  }
}

function toCellError(cell: string, source: string, error: unknown): unknown {
  if (error instanceof NotErasable) return new CellError(cell, error.message, placeOf(source, error.position), error)
  if (!(error instanceof SyntaxError)) return error
  const { loc } = error as SyntaxError & { loc?: { line: number; column: number } }
  // The parser ends its message with the place, counting columns from 0.
  const message = error.message.replace(/ \(\d+:\d+\)$/, '')
  return new CellError(cell, `syntax: ${message.charAt(0).toLowerCase()}${message.slice(1)}`, loc && { line: loc.line, column: loc.column + 1 }, error)
}

/** Line and column, from 1, of an offset in `source`. */
export function placeOf(source: string, offset: number): { line: number; column: number } {
  const before = source.slice(0, offset).split('\n')
  return { line: before.length, column: before[before.length - 1].length + 1 }
}
