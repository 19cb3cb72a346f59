import type { Nodes, Root } from 'mdast'
import { visit } from 'unist-util-visit'
import type { ReportMistake } from '../syntax/mistakes.ts'
import { isJsx, type JsxElement } from '../syntax/mdx-elements.ts'
import { placeOf } from '../syntax/place.ts'
import { placeOfAttribute } from '../syntax/props.ts'
import { anchorsOf } from './anchors.ts'

/**
 * Checks that no HTML element of an author's takes an id that something else on the page has: a link leads to the first
 * of them. Headings, cells and formulas among themselves are told elsewhere, by their names.
 * @param reserved ids that the frame of every page has
 */
export function checkIds(root: Root, reserved: readonly string[], report: ReportMistake): void {
  const lines = new Map<string, number>()
  const elements: JsxElement[] = []
  visit(root, (node) => {
    if (isElement(node)) elements.push(node)
    else for (const id of anchorsOf(node)) lines.set(id, placeOf(node).line)
  })
  for (const node of elements)
    for (const id of anchorsOf(node)) {
      const place = placeOfAttribute(node, 'id')
      const line = lines.get(id)
      if (reserved.includes(id)) report(place, { kind: 'idTaken', id })
      else if (line !== undefined) report(place, { kind: 'idTwice', id, line })
      lines.set(id, line ?? place.line)
    }
}

/** HTML is written in small letters, components are not. */
const isElement = (node: Nodes | JsxElement): node is JsxElement =>
  isJsx(node) && /^[a-z]/.test(node.name ?? '')
