import ts from 'typescript'
import type { SnippetModule } from './to-module.ts'

/** What the compiler says of a snippet. Offsets count from the snippet's first character. */
export interface SnippetDiagnostic {
  from: number
  to: number
  message: string
  code: number
}

/** Of what the compiler says of a module, that which is about its author's code. */
export function findDiagnostics(
  { snippet, start }: SnippetModule,
  found: readonly ts.Diagnostic[],
): SnippetDiagnostic[] {
  const end = start + snippet.source.length
  const isWithin = ({ start: at = -1 }: ts.Diagnostic): boolean => at >= start && at <= end
  const within = found.filter(isWithin)
  // An error in the module's own lines is caused by the author's code, and is mostly reported there
  // as well.
  return (within.length > 0 ? within : found).map((it) => {
    const from = isWithin(it) ? it.start! - start : 0
    const length = isWithin(it) ? (it.length ?? 0) : 0
    const to = Math.min(from + length, snippet.source.length)
    return { from, to, message: textOfDiagnostic(it), code: it.code }
  })
}

/** The diagnostic's text, without `NoInfer`, and without the paths of this machine. */
export function textOfDiagnostic({ messageText }: ts.Diagnostic): string {
  return ts
    .flattenDiagnosticMessageText(messageText, '\n')
    .replace(/\bNoInfer<([\w.[\]]+)>/g, '$1')
    .replace(/typeof import\("[^"]*\/node_modules\/((?:@[^/"]+\/)?[^/"]+)[^"]*"\)/g, '$1')
    .replace(/\bimport\("[^"]*"\)\.(?=\w)/g, '')
}
