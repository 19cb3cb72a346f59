import type { Root } from 'mdast'
import { visit } from 'unist-util-visit'
import { placeAt } from '../../text/place.ts'
import { ChapterError } from './chapter-error.ts'
import { parseMdx } from './engine.ts'
import { explainSyntax, type SyntaxMistake } from './explain-syntax.ts'
import { explainUnclosed } from './explain-unclosed.ts'
import { findUnclosed } from './find-unclosed.ts'

/**
 * The syntax tree of a chapter. Throws ChapterError for a source that cannot be read, or that has a fence or a
 * display that is never closed: whatever else would be told of such a page comes from that.
 */
export function parseSource(file: string, source: string): Root {
  const { root, error } = tryToParse(source)
  const wrong = root
    ? findUnclosedIn(root, source)
    : (findUnclosed(source) ?? explainSyntax(error, source))
  if (root && !wrong) return root
  const { offset, told } = wrong as SyntaxMistake
  throw new ChapterError(file, placeAt(source, offset), told, { cause: error })
}

function tryToParse(source: string): { root?: Root; error?: unknown } {
  try {
    return { root: parseMdx(source) }
  } catch (error) {
    return { error }
  }
}

/** What is never closed, as the lines of the source tell it, and the tree that was made of them. */
function findUnclosedIn(root: Root, source: string): SyntaxMistake | undefined {
  const found = findUnclosed(source)
  const all: SyntaxMistake[] = []
  visit(root, (node) => {
    if (node.type !== 'code' && node.type !== 'math') return
    const { offset = 0 } = node.position?.start ?? {}
    if (found?.offset === offset) all.push(found)
    const told = explainUnclosed(node, source)
    if (told) all.push({ offset, told })
  })
  if (found && !isFenceOrDisplay(found)) all.push(found)
  return all.sort((a, b) => a.offset - b.offset)[0]
}

/** Whether the tree has it as a fence or a display. */
const isFenceOrDisplay = ({ told }: SyntaxMistake): boolean =>
  told.kind === 'unclosedMark' || told.kind === 'unclosedOrUnopened'
