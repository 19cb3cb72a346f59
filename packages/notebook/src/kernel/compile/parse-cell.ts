import { Parser, type Program as SyntaxTree } from 'acorn'
import { tsPlugin } from '@sveltejs/acorn-typescript'
import { CellError } from '../errors.ts'
import { placeInScript } from '../place.ts'
import type { CellSource, Place } from '../program.ts'
import { blankTypes, NotErasable } from './blank-types.ts'
import { checkErased } from './check-erased.ts'
import { explainSyntax, explainValue } from './explain-syntax.ts'

const TypeScriptParser = Parser.extend(tsPlugin())
const options = {
  ecmaVersion: 'latest',
  sourceType: 'module',
  locations: true,
  allowHashBang: false,
} as const

/** A cell's JavaScript, each character where it stands in the source, and its syntax tree. */
export interface ParsedCell {
  javascript: string
  /** The source with what was put around it: offsets in it are those in the JavaScript. */
  written: string
  tree: SyntaxTree
  /** Line and column, in the cell as written, of an offset in the JavaScript. */
  placeOf: (offset: number) => Place
}

/** The cell that was parsed last. Several steps look at a cell, one after the other, and none changes its tree. */
let last: { source: string; kind: CellSource['kind']; parsed: ParsedCell } | undefined

/**
 * Parses a cell's TypeScript. A value in prose is put in parentheses, so that `{` opens an object
 * and not a block.
 * @throws CellError with line and column, for code that does not parse, or cannot run without a
 * compiler.
 */
export function parseCell(
  cell: string,
  source: string,
  kind: CellSource['kind'] = 'cell',
): ParsedCell {
  if (last?.source === source && last.kind === kind) return last.parsed
  const parsed = parseAnew(cell, source, kind)
  last = { source, kind, parsed }
  return parsed
}

function parseAnew(cell: string, source: string, kind: CellSource['kind']): ParsedCell {
  const isWrapped = kind === 'value'
  const text = isWrapped ? `(${source}\n)` : source
  const place = (offset: number): Place => toPlace(source, isWrapped ? offset - 1 : offset)
  try {
    const typed = parseTypes(text)
    const javascript = blankTypes(text, typed)
    const tree = Parser.parse(javascript, options)
    checkErased(typed, tree)
    return { javascript, written: text, tree, placeOf: place }
  } catch (error) {
    throw toCellError(cell, source, error, isWrapped ? 1 : 0)
  }
}

function toPlace(source: string, offset: number): Place {
  return placeInScript(source, Math.min(Math.max(0, offset), source.length))
}

/**
 * The TypeScript plugin fails on some valid JavaScript, such as `a ? (b) : c => d`: then it is
 * parsed as JavaScript.
 */
function parseTypes(source: string): SyntaxTree {
  try {
    return TypeScriptParser.parse(source, { ...options, preserveParens: true })
  } catch (error) {
    try {
      return Parser.parse(source, options)
    } catch {
      throw error
    }
  }
}

/** @param shift how many characters stand before the source in what was parsed. */
function toCellError(cell: string, source: string, error: unknown, shift: number): unknown {
  if (error instanceof NotErasable)
    return new CellError(cell, error.told, toPlace(source, error.position - shift), error)
  if (!(error instanceof SyntaxError)) return error
  const { message, pos, raisedAt = pos } = error as SyntaxError & { pos: number; raisedAt?: number }
  const told = { message, pos: pos - shift, raisedAt: raisedAt - shift }
  const explained = (shift > 0 && explainValue(source, told)) || explainSyntax(source, told)
  return new CellError(
    cell,
    { kind: 'syntax', message: explained.message },
    toPlace(source, explained.position),
    error,
  )
}
