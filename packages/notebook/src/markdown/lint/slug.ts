import type { Heading } from 'mdast'
import { visit } from 'unist-util-visit'
import { valueSource } from '../chapter/values.ts'

/** The id that a heading with this text gets. */
export function slugOf(text: string): string {
  // Astro replaces quotes, dashes and dots by typographic ones before it makes ids, and drops them
  // there.
  const set = text.replace(/(?<!-)--(?!-)|\.\.\./g, '')
  return set
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}\p{Pc} -]/gu, '')
    .replaceAll(' ', '-')
}

/**
 * A heading's words, as its address and the list of sections have them; with `all`, its formulas
 * and values too.
 */
export function headingText(node: Heading, all = false): string {
  let text = ''
  visit(node, (it) => {
    if (
      it.type === 'text' ||
      (it.type === 'inlineCode' && (all || valueSource(it) === undefined)) ||
      (it.type === 'inlineMath' && all)
    )
      text += it.value
  })
  return text
}
