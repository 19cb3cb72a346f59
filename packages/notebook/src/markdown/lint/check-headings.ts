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
      report(place, { kind: 'secondTitle' })
    else if (node.depth > above + 1)
      report(place, {
        kind: 'skippedLevel',
        marks,
        above: above === 1 ? { kind: 'theTitle' } : '#'.repeat(above),
        meant: '#'.repeat(above + 1),
      })
    above = Math.max(2, node.depth)
    const text = headingText(node)
    const isUnderlined = source[node.position?.start.offset ?? 0] !== '#'
    if (isUnderlined)
      report(place, { kind: 'underlinedLine', text, marks: node.depth === 1 ? '##' : marks })
    const id = slugOf(text)
    const other = lines.get(id)
    if (headingText(node, true) !== text) report(place, { kind: 'markedHeading', marks, text })
    for (const it of node.children)
      if (isJsx(it)) report(placeOf(it), { kind: 'componentInHeading', name: it.name ?? '' })
    if (id === '') return report(place, { kind: 'wordlessHeading', marks })
    if (other !== undefined) return report(place, { kind: 'headingTwice', text, line: other })
    if (reserved.includes(id)) return report(place, { kind: 'headingTaken', text, id })
    lines.set(id, place.line)
  })
}
