import ts from 'typescript'
import type { Place } from '../kernel/program.ts'
import { ChapterError } from '../markdown/syntax/chapter-error.ts'
import { findCode } from './find-code.ts'
import { offsetAt, placeAt } from '../text/place.ts'
import type { Snippet } from './snippet.ts'
import type { SnippetModule } from './to-module.ts'

/**
 * The type errors of a snippet, each at its place in `text`, the file that the snippet stands in.
 */
export function findMistakes(
  { snippet, path, start }: SnippetModule,
  program: ts.Program,
  text: string,
): ChapterError[] {
  const file = program.getSourceFile(path) as ts.SourceFile
  const found = [...program.getSyntacticDiagnostics(file), ...program.getSemanticDiagnostics(file)]
  const isWithin = ({ start: at = -1 }: ts.Diagnostic): boolean =>
    at >= start && at <= start + snippet.source.length
  const within = found.filter(isWithin)
  // An error in the module's own lines is caused by the author's code, and is mostly reported there
  // as well.
  return (within.length > 0 ? within : found).map((it) => {
    const place = placeIn(text, snippet, isWithin(it) ? it.start! - start : 0)
    return new ChapterError(snippet.file, place, `${snippet.label}${textOf(it)} (TS${it.code})`)
  })
}

/** The diagnostic's text, without `NoInfer`. */
function textOf({ messageText }: ts.Diagnostic): string {
  return ts.flattenDiagnosticMessageText(messageText, '\n').replace(/\bNoInfer<([\w.[\]]+)>/g, '$1')
}

/** The place of an offset into a snippet. */
function placeIn(text: string, { source, place }: Snippet, offset: number): Place {
  return placeAt(text, findCode(text, offsetAt(text, place), source)[offset])
}
