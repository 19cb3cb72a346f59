import type { Root, Text } from 'mdast'
import { visit } from 'unist-util-visit'
import type { ReportMistake } from '../syntax/mistakes.ts'
import { readComponent } from '../syntax/component-props.ts'
import { componentTable } from '../syntax/component-table.ts'
import { isJsx, type JsxElement } from '../syntax/mdx-elements.ts'
import { placeOf } from '../syntax/place.ts'
import { placeOfAttribute } from '../syntax/props.ts'
import { nearestTo, suggest } from '../syntax/suggest.ts'
import type { Mistake } from '../../strings/mistakes.ts'

/**
 * Checks that every work that a page cites or lists is in the book's list, and that each it cites
 * is in its `<References>`, where the citation leads. A work may be listed without a citation, as
 * further reading.
 */
export function checkCites(
  roots: readonly Root[],
  { ids, file }: { ids: readonly string[]; file: string },
  report: ReportMistake,
): void {
  const cites: { id: string; node: JsxElement }[] = []
  const listed = new Set<string>()
  const heads: JsxElement[] = []
  let isReadable = true
  for (const root of roots)
    visit(root, (node) => {
      if (node.type === 'text') checkAt(node, ids, report)
      if (!isJsx(node) || (node.name !== 'Cite' && node.name !== 'References')) return
      const { props } = readComponent(node, componentTable[node.name])
      if (typeof props['id'] === 'string' && isKnown(props['id'], node, 'id'))
        cites.push({ id: props['id'], node })
      if (node.name === 'References') heads.push(node)
      // What a list that cannot be read has in it nobody knows.
      if (node.name === 'References' && !props['ids']) isReadable = false
      for (const id of (props['ids'] ?? []) as string[]) {
        if (listed.has(id)) report(placeOfAttribute(node, 'ids'), { kind: 'referenceTwice', id })
        if (isKnown(id, node, 'ids')) listed.add(id)
      }
    })
  for (const { id, node } of cites)
    if (!listed.has(id) && isReadable)
      report(placeOf(node), {
        kind: 'citedNotListed',
        id,
        cure:
          heads.length > 0
            ? { kind: 'addToReferences', line: placeOf(heads[0]).line }
            : { kind: 'writeReferences', id },
      })

  function isKnown(id: string, node: JsxElement, attribute: string): boolean {
    if (ids.includes(id)) return true
    report(placeOfAttribute(node, attribute), {
      kind: 'unknownReference',
      id,
      cure: explainId(id, ids, file),
    })
    return false
  }
}

function explainId(id: string, ids: readonly string[], file: string): Mistake {
  if (/[,;]\s/.test(id)) return { kind: 'oneCiteEach' }
  const have = suggest(id, ids, { kind: 'fileHas', file })
  if (nearestTo(id, ids) !== undefined) return have
  return ids.length > 12 ? { kind: 'addToList', file } : { kind: 'addToListHas', file, have }
}

/** Refuses a work that is cited as in other dialects: `@luce1959`. */
function checkAt({ value, position }: Text, ids: readonly string[], report: ReportMistake): void {
  for (const { 0: found, 1: before, 2: id, index } of value.matchAll(/(^|[^\w[@.-])@([\w-]+)/g)) {
    if (!ids.includes(id) || !position) continue
    const column = position.start.column + index + before.length
    const place =
      found.includes('\n') || value.slice(0, index).includes('\n')
        ? position.start
        : { line: position.start.line, column }
    report({ line: place.line, column: place.column }, { kind: 'citationAt', id })
  }
}
