import type { Root } from 'mdast'
import type { Place } from '../../kernel/program.ts'
import { ChapterError } from './chapter-error.ts'
import { parseMdx } from './engine.ts'
import { explainSyntax } from './explain-syntax.ts'

/** The syntax tree of a chapter. Throws ChapterError for a source that cannot be read. */
export function parseSource(file: string, source: string): Root {
  try {
    return parseMdx(source)
  } catch (error) {
    const { offset, message } = explainSyntax(error, source)
    throw new ChapterError(file, placeAt(source, offset), message, error)
  }
}

/** Line and column of an offset. */
export function placeAt(source: string, offset: number): Place {
  const lines = source.slice(0, offset).split('\n')
  return { line: lines.length, column: lines[lines.length - 1].length + 1 }
}
