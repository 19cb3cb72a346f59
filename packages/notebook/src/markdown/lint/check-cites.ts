import type { Root } from 'mdast'
import { visit } from 'unist-util-visit'
import type { ReportMistake } from '../syntax/mistakes.ts'
import { readComponent } from '../syntax/component-props.ts'
import { componentTable } from '../syntax/component-table.ts'
import { isJsx, type JsxElement } from '../syntax/mdx-elements.ts'
import { placeOf } from '../syntax/place.ts'
import { placeOfAttribute } from '../syntax/props.ts'
import { suggest } from '../syntax/suggest.ts'

/**
 * Checks that every work that a page cites or lists is in the book's list, and that each it cites
 * is in its `<References>`, where the citation leads. A work may be listed without a citation, as
 * further reading.
 */
export function checkCites(
  roots: readonly Root[],
  ids: readonly string[],
  report: ReportMistake,
): void {
  const cites: { id: string; node: JsxElement }[] = []
  const listed = new Set<string>()
  const heads: JsxElement[] = []
  for (const root of roots)
    visit(root, (node) => {
      if (!isJsx(node) || (node.name !== 'Cite' && node.name !== 'References')) return
      const { props } = readComponent(node, componentTable[node.name])
      if (typeof props['id'] === 'string' && isKnown(props['id'], node, 'id'))
        cites.push({ id: props['id'], node })
      if (node.name === 'References') heads.push(node)
      for (const id of (props['ids'] ?? []) as string[]) {
        if (listed.has(id))
          report(placeOfAttribute(node, 'ids'), `reference listed twice: ${id}; keep one`)
        if (isKnown(id, node, 'ids')) listed.add(id)
      }
    })
  for (const { id, node } of cites)
    if (!listed.has(id))
      report(
        placeOf(node),
        `cited but not listed: ${id}; ${heads.length > 0 ? `add it to <References> on line ${placeOf(heads[0]).line}` : `write <References ids={["${id}"]} /> at the page’s end`}`,
      )

  function isKnown(id: string, node: JsxElement, attribute: string): boolean {
    if (ids.includes(id)) return true
    report(
      placeOfAttribute(node, attribute),
      `unknown reference: ${id}; ${suggest(id, ids, 'the list of references has')}`,
    )
    return false
  }
}
