import type { InlineMath, Math } from 'mdast-util-math'
import { FormulaError, type AuthorError } from '@cellgraph/formula'
import type { Place } from '../../kernel/program.ts'
import { ChapterError } from '../syntax/chapter-error.ts'
import { placeOf } from '../syntax/place.ts'

/** A formula with what its error messages need. */
export interface FormulaSource {
  file: string
  formula: Math | InlineMath
  /** How messages begin: ``derivation `gradient`: ``. */
  label: string
  /** Where one of the attributes beside the formula stands. Default: the formula's place. */
  attributePlace?: (attribute: string) => Place
}

/**
 * A place in a formula's TeX as a place in its file: the TeX of a display begins on the line after
 * `$$`, indented as that is. That of a translation's formula is the formula's own.
 */
export function placeInFile(formula: Math | InlineMath, place: Place): Place {
  const start = placeOf(formula)
  // A translation has no line of it.
  if (formula.data && 'isShared' in formula.data) return start
  if (formula.type === 'math')
    return { line: start.line + place.line, column: start.column - 1 + place.column }
  return place.line === 1
    ? { line: start.line, column: start.column + place.column }
    : { line: start.line + place.line - 1, column: place.column }
}

/**
 * An error of the formula engine at its place in the chapter: in the TeX, or at the attribute at
 * fault.
 */
export function locateError(
  { file, formula, label, attributePlace }: FormulaSource,
  error: AuthorError,
): ChapterError {
  if (error instanceof FormulaError) {
    const { kind, found, reason, cure, place } = error
    const message = `${label}${kind}: ${found}: ${reason}; ${cure}${quote(formula.value, place.line)}`
    return new ChapterError(file, placeInFile(formula, place), message, { cause: error })
  }
  const place = attributePlace?.(error.attribute ?? '') ?? placeOf(formula)
  return new ChapterError(file, place, `${label}${error.message}`, { cause: error })
}

/** Quotes a line of TeX for the end of a message. */
export function quote(tex: string, line: number): string {
  const text = tex.split('\n')[line - 1]?.trim()
  return text ? `\n  | ${text}` : ''
}
