import type { Nodes, Root } from 'mdast'
import { visit } from 'unist-util-visit'
import { isJsx, type JsxElement } from '../syntax/mdx-elements.ts'
import type { ReportMistake } from '../syntax/mistakes.ts'
import { placeOf } from '../syntax/place.ts'
import { placeOfAttribute } from '../syntax/props.ts'
import { toProp } from '../syntax/literal.ts'

/** Tells of components that are right and do nothing: a choice of one option, and one thing beside nothing. */
export function warnOfComponents(root: Root, warn: ReportMistake): void {
  visit(root, (node) => {
    if (!isJsx(node)) return
    if (node.name === 'SideBySide') warnOfOne(node, warn)
    if (node.name === 'Choice') warnOfChoice(node, warn)
  })
}

function warnOfOne(node: JsxElement, warn: ReportMistake): void {
  const shown = node.children.filter((it) => !isEmpty(it as Nodes))
  if (shown.length === 1) warn(placeOf(node), { kind: 'besideNothing' })
}

/** Whether a node shows nothing: a comment, or blanks. */
const isEmpty = (node: Nodes): boolean =>
  node.type === 'mdxFlowExpression' || (node.type === 'text' && node.value.trim() === '')

function warnOfChoice(node: JsxElement, warn: ReportMistake): void {
  const options = node.attributes.find(
    (it) => it.type === 'mdxJsxAttribute' && it.name === 'options',
  )
  if (options?.type !== 'mdxJsxAttribute' || !isListOfOne(options)) return
  warn(placeOfAttribute(node, options), { kind: 'oneOption' })
}

function isListOfOne(attribute: Parameters<typeof toProp>[0]): boolean {
  try {
    const value = toProp(attribute)
    return Array.isArray(value) && value.length === 1
  } catch {
    // Options that cannot be read are told as that.
    return false
  }
}
