import type { Paragraph, Root } from 'mdast'
import { SKIP, visit } from 'unist-util-visit'
import { isJsx } from './mdx-elements.ts'

/** Unwraps paragraphs that contain only tags, as MDX does. */
export function unravel(root: Root): void {
  visit(root, 'paragraph', (node, index, parent) => {
    if (
      !parent ||
      index === undefined ||
      !node.children.some((it) => isJsx(it)) ||
      !node.children.every(isTagOrBlank)
    )
      return undefined
    const children = node.children.filter((it) => it.type !== 'text')
    // The tree's types know no tag that changes from one in a line to one of its own.
    const tags = children.map((it) => (isJsx(it) ? { ...it, type: 'mdxJsxFlowElement' } : it))
    parent.children.splice(index, 1, ...(tags as Paragraph['children']))
    return [SKIP, index]
  })
}

function isTagOrBlank(node: Paragraph['children'][number]): boolean {
  return (
    isJsx(node) ||
    node.type === 'mdxTextExpression' ||
    (node.type === 'text' && node.value.trim() === '')
  )
}
