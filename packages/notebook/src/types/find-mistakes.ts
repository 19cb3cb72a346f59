import ts from 'typescript'
import type { Place } from '../kernel/program.ts'
import { ChapterError } from '../markdown/syntax/chapter-error.ts'
import { findCode } from './find-code.ts'
import { findColumns } from './find-columns.ts'
import { offsetAt, placeAt } from '../text/place.ts'
import { findDiagnostics, type SnippetDiagnostic } from './find-diagnostics.ts'
import type { Snippet } from './snippet.ts'
import type { SnippetModule } from './to-module.ts'
import { withTypeCure } from './type-cures.ts'
import { about } from '../strings/mistakes.ts'

/** A type error of a snippet. */
export interface TypeMistake {
  snippet: Snippet
  code: number
  /** The word that it is about, as far as it is about one. */
  word: string
  /** The line of the snippet's code that it begins on. */
  line: string
  /** Whether it says no more than that the type of a callback's parameter was not to be had. */
  isImplied: boolean
  /** Whether it is about a value that may not be there. */
  isOfNothing: boolean
  error: ChapterError
}

/**
 * The type errors of a snippet, each at its place in `text`, the file that the snippet stands in.
 */
export function findMistakes(
  module: SnippetModule,
  program: ts.Program,
  text: string,
): TypeMistake[] {
  const { snippet, path, start } = module
  const file = program.getSourceFile(path) as ts.SourceFile
  const found = [...program.getSyntacticDiagnostics(file), ...program.getSemanticDiagnostics(file)]
  return withoutEchoes(findDiagnostics(module, found)).map(({ from, to, message, code }) => {
    const word = snippet.source.slice(from, to)
    // A variable without a value lacks it where it is declared, and not where it is read.
    const isBare =
      code === 18048 && new RegExp(`\\blet\\s+${word}\\s*(?:;|\\n)`).test(snippet.source)
    return {
      snippet,
      code,
      word,
      line: lineOf(snippet.source, from),
      isImplied: code === 7006 && isOfCallback(file, start + from),
      isOfNothing: /\bundefined\b/.test(message),
      error: new ChapterError(
        snippet.file,
        placeIn(text, snippet, from),
        about(snippet.subject, withTypeCure(message, code, isBare ? { like: 2454 } : {})),
      ),
    }
  })
}

/** The columns of a snippet's marks that their data lack, each at its place. */
export function findLostColumns(
  module: SnippetModule,
  program: ts.Program,
  text: string,
): ChapterError[] {
  const { snippet } = module
  return findColumns(module, program).map(
    ({ from, told }) =>
      new ChapterError(snippet.file, placeIn(text, snippet, from), about(snippet.subject, told)),
  )
}

const lineOf = (source: string, offset: number): string =>
  source.slice(source.lastIndexOf('\n', offset - 1) + 1).split('\n', 1)[0]

/** Whether a parameter is that of a function which is passed on, and has its types from what takes it. */
export function isOfCallback(file: ts.SourceFile, position: number): boolean {
  const around: ts.Node[] = []
  const visit = (node: ts.Node): void => {
    if (node.getStart(file) > position || position >= node.end) return
    around.push(node)
    ts.forEachChild(node, visit)
  }
  visit(file)
  const at = around.findLastIndex((it) => ts.isParameter(it))
  const [holder, owner] = [around[at - 2], around[at - 1]]
  const isFunction = ts.isArrowFunction(owner) || ts.isFunctionExpression(owner)
  return isFunction && !ts.isVariableDeclaration(holder)
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
    ({ code, from, to }) =>
      // What is at an index that a list does not have is told once, at the index.
      !(code === 2532 && found.some((it) => it.code === 2493 && from <= it.from && it.to <= to)) &&
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
