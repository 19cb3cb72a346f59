import type { InlineMath, Math } from 'mdast-util-math'
import { FormulaError, LIST_CURE, type AuthorError } from '@cellgraph/formula'
import type { Place } from '../../kernel/program.ts'
import { ChapterError } from '../syntax/chapter-error.ts'
import { placeOf } from '../syntax/place.ts'
import { type Mistake, type Told, about } from '../../strings/mistakes.ts'

/** A formula with what its error messages need. */
export interface FormulaSource {
  file: string
  formula: Math | InlineMath
  /** What messages are about, where they say so. */
  subject?: Mistake | undefined
  /** Where one of the attributes beside the formula stands. Default: the formula's place. */
  attributePlace?: (attribute: string) => Place
  /** What to do about it, where that is known better than from the formula alone. */
  cure?: Told | undefined
  /** The file of the book's symbols, to which an unknown one may be added. */
  symbolList?: string | undefined
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
  { file, formula, subject, attributePlace, symbolList, cure: known }: FormulaSource,
  error: AuthorError,
): ChapterError {
  if (error instanceof FormulaError) {
    const { kind: what, found, reason, place } = error
    const cure = known ?? cureOf(error, symbolList)
    const refused: Mistake = { kind: 'refusedFormula', what, found, reason, cure }
    return new ChapterError(
      file,
      placeInFile(formula, place),
      about(subject, quoted(refused, formula.value, place.line)),
      { cause: error },
    )
  }
  const place = attributePlace?.(error.attribute ?? '') ?? placeOf(formula)
  return new ChapterError(file, place, about(subject, error.message), { cause: error })
}

/** The cure, which the engine of formulas cannot say in full: it does not know the file of the list. */
function cureOf({ cure, found }: FormulaError, symbolList: string | undefined): Told {
  if (symbolList === undefined || cure !== LIST_CURE) return cure
  return { kind: 'addSymbol', name: JSON.stringify(found), file: symbolList }
}

/** What is told, with the line of TeX that it is about below it. */
export const quoted = (message: Mistake, tex: string, line: number): Mistake => ({
  kind: 'quoted',
  message,
  quote: quote(tex, line),
})

/** Quotes a line of TeX for the end of a message. */
export function quote(tex: string, line: number): string {
  const text = tex.split('\n')[line - 1]?.trim()
  return text ? `\n  | ${text}` : ''
}
