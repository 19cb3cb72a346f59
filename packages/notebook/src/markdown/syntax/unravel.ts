import type { Nodes, Paragraph, Root } from 'mdast'
import { SKIP, visit } from 'unist-util-visit'
import { isJsx } from './mdx-elements.ts'

/** Unwraps paragraphs that contain only tags, as MDX does. */
export function unravel(root: Root): void {
  visit(root, 'paragraph', (node, index, parent) => {
    if (
      !parent ||
      index === undefined ||
      !node.children.some((it) => isJsx(it as Nodes)) ||
      !node.children.every(isTagOrBlank)
    )
      return undefined
    const children = node.children.filter((it) => it.type !== 'text')
    for (const it of children) if (isJsx(it as Nodes)) it.type = 'mdxJsxFlowElement' as never
    parent.children.splice(index, 1, ...(children as never[]))
    return [SKIP, index]
  })
}

function isTagOrBlank(node: Paragraph['children'][number]): boolean {
  return (
    isJsx(node as Nodes) ||
    node.type === 'mdxTextExpression' ||
    (node.type === 'text' && node.value.trim() === '')
  )
}
