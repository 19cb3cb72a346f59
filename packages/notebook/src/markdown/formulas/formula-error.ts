import type { InlineMath, Math } from 'mdast-util-math'
import type { FormulaError } from '@cellgraph/formula'
import type { Place } from '../../kernel/program.ts'
import { placeOf } from '../syntax/place.ts'
import { ChapterError } from '../syntax/chapter-error.ts'

/** A place in a formula's TeX as a place in its file: the TeX of a display begins on the line after `$$`, indented as that is. */
export function placeInFile(formula: Math | InlineMath, place: Place): Place {
  const start = placeOf(formula as never)
  if (formula.type === 'math')
    return { line: start.line + place.line, column: start.column - 1 + place.column }
  return place.line === 1
    ? { line: start.line, column: start.column + place.column }
    : { line: start.line + place.line - 1, column: place.column }
}

/** What the engine refuses in a formula, told with its place in the chapter, and the line quoted. */
export function toChapterError(
  file: string,
  formula: Math | InlineMath,
  errors: readonly FormulaError[],
  what: string,
): ChapterError {
  const [first, ...others] = errors
  const told = errors.map(
    ({ kind, found, reason, cure }) => `${kind}: ${found}: ${reason}; ${cure}`,
  )
  const more = others.map(
    (error, n) =>
      `\n${showPlace(placeInFile(formula, error.place))}: ${told[n + 1]}${quote(formula.value, error.place.line)}`,
  )
  return new ChapterError(
    file,
    placeInFile(formula, first.place),
    `${what}${told[0]}${quote(formula.value, first.place.line)}${more.join('')}`,
    first,
  )
}

/** A line of TeX as it stands in the chapter, for the end of a message. */
export function quote(tex: string, line: number): string {
  const text = tex.split('\n')[line - 1]?.trim()
  return text ? `\n  | ${text}` : ''
}

const showPlace = ({ line, column }: Place): string => `${line}:${column}`
