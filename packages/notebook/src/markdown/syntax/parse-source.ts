import type { Root } from 'mdast'
import { placeAt } from '../../text/place.ts'
import { ChapterError } from './chapter-error.ts'
import { parseMdx } from './engine.ts'
import { explainSyntax } from './explain-syntax.ts'

/** The syntax tree of a chapter. Throws ChapterError for a source that cannot be read. */
export function parseSource(file: string, source: string): Root {
  try {
    return parseMdx(source)
  } catch (error) {
    const { offset, told } = explainSyntax(error, source)
    throw new ChapterError(file, placeAt(source, offset), told, { cause: error })
  }
}
