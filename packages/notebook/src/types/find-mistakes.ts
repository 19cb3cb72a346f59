import type ts from 'typescript'
import type { Place } from '../kernel/program.ts'
import { ChapterError } from '../markdown/syntax/chapter-error.ts'
import { findCode } from './find-code.ts'
import { offsetAt, placeAt } from '../text/place.ts'
import { findDiagnostics, type SnippetDiagnostic } from './find-diagnostics.ts'
import type { Snippet } from './snippet.ts'
import type { SnippetModule } from './to-module.ts'
import { withTypeCure } from './type-cures.ts'
import { about } from '../strings/mistakes.ts'

/**
 * The type errors of a snippet, each at its place in `text`, the file that the snippet stands in.
 */
export function findMistakes(
  module: SnippetModule,
  program: ts.Program,
  text: string,
): ChapterError[] {
  const { snippet, path } = module
  const file = program.getSourceFile(path) as ts.SourceFile
  const found = [...program.getSyntacticDiagnostics(file), ...program.getSemanticDiagnostics(file)]
  return withoutEchoes(findDiagnostics(module, found)).map(
    ({ from, message, code }) =>
      new ChapterError(
        snippet.file,
        placeIn(text, snippet, from),
        about(snippet.subject, withTypeCure(message, code)),
      ),
  )
}

/** Codes of errors, and of those that follow from them: a name before its value, the types of what is not there. */
const echoes: readonly (readonly [causes: readonly number[], code: number, near: number])[] = [
  [[2448], 2454, 0],
  [[2304, 2339, 2551, 2552], 7006, 80],
]

/** Without what only follows from an error just before, or at the same place. */
export function withoutEchoes<Found extends Pick<SnippetDiagnostic, 'from' | 'to' | 'code'>>(
  found: readonly Found[],
): Found[] {
  return found.filter(
    ({ code, from }) =>
      !echoes.some(
        ([causes, echo, near]) =>
          code === echo &&
          found.some((it) => causes.includes(it.code) && it.from <= from && from <= it.to + near),
      ),
  )
}

/** The place of an offset into a snippet. */
function placeIn(text: string, { source, place }: Snippet, offset: number): Place {
  return placeAt(text, findCode(text, offsetAt(text, place), source)[offset])
}
