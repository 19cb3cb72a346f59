import type { Root } from 'mdast'
import type { Mistakes } from '../syntax/mistakes.ts'
import { parseSource } from '../syntax/parse-source.ts'
import { fillTranslation } from './fill-translation.ts'
import { findSource } from './source-page.ts'

/**
 * The syntax tree of a page, a translation's with the code and formulas of its source; undefined if it, or its
 * source, cannot be parsed.
 * @param root the folder that the path of `mistakes` begins at
 */
export function parsePage(text: string, mistakes: Mistakes, root?: string): Root | undefined {
  const tree = mistakes.attempt(() => parseSource(mistakes.file, text))
  const source = mistakes.attempt(() => findSource(mistakes.file, root) ?? 'none')
  if (!tree || !source) return undefined
  if (source !== 'none') fillTranslation(tree, source, mistakes)
  return tree
}
