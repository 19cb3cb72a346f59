import type { Root } from 'mdast'
import { visit } from 'unist-util-visit'
import type { ReportMistake } from '../syntax/mistakes.ts'
import { isJsx } from '../syntax/mdx-elements.ts'
import { placeOf } from '../syntax/place.ts'
import { headingText, slugOf } from './slug.ts'

/**
 * Checks that headings make an outline and that each has an address of its own.
 * @param reserved ids that the frame of every page has
 */
export function checkHeadings(
  root: Root,
  source: string,
  reserved: readonly string[],
  report: ReportMistake,
): void {
  let above = 1
  const lines = new Map<string, number>()
  visit(root, 'heading', (node) => {
    const place = placeOf(node)
    const marks = '#'.repeat(node.depth)
    if (node.depth === 1 && source[node.position?.start.offset ?? 0] === '#')
      report(
        place,
        'second title: #; the title in the frontmatter is the page’s only one: begin with ##',
      )
    else if (node.depth > above + 1)
      report(
        place,
        `skipped level: ${marks} after ${above === 1 ? 'the title' : '#'.repeat(above)}; write ${'#'.repeat(above + 1)}`,
      )
    above = Math.max(2, node.depth)
    const text = headingText(node)
    const isUnderlined = source[node.position?.start.offset ?? 0] !== '#'
    if (isUnderlined)
      report(
        place,
        `underlined line: ${text}; a line with --- or === below is read as a heading: write ${node.depth === 1 ? '##' : marks} before it, or an empty line between`,
      )
    const id = slugOf(text)
    const other = lines.get(id)
    if (headingText(node, true) !== text)
      report(
        place,
        `formula or value in a heading: ${marks} ${text}; the list of sections shows words alone: name it in words`,
        { kind: 'markedHeading' },
      )
    for (const it of node.children)
      if (isJsx(it))
        report(
          placeOf(it),
          `component in a heading: <${it.name}>; the list of sections shows words alone: name it in words`,
        )
    if (id === '')
      return report(place, `heading without words: ${marks}; its address is made of them`)
    if (other !== undefined)
      return report(
        place,
        `heading used twice: ${text}; it is also on line ${other}, and links need to tell them apart`,
      )
    if (reserved.includes(id))
      return report(
        place,
        `heading with a taken address: ${text}; the page’s frame has #${id}: add a word`,
      )
    lines.set(id, place.line)
  })
}
