import type ts from 'typescript'
import type { Place } from '../kernel/program.ts'
import { ChapterError } from '../markdown/syntax/chapter-error.ts'
import { findCode } from './find-code.ts'
import { offsetAt, placeAt } from '../text/place.ts'
import { findDiagnostics } from './find-diagnostics.ts'
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
  return findDiagnostics(module, found).map(
    ({ from, message, code }) =>
      new ChapterError(
        snippet.file,
        placeIn(text, snippet, from),
        about(snippet.subject, withTypeCure(message, code)),
      ),
  )
}

/** The place of an offset into a snippet. */
function placeIn(text: string, { source, place }: Snippet, offset: number): Place {
  return placeAt(text, findCode(text, offsetAt(text, place), source)[offset])
}
