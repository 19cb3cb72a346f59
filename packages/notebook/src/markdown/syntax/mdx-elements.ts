import type { Nodes } from 'mdast'
import type { MdxJsxAttribute, MdxJsxFlowElement, MdxJsxTextElement } from 'mdast-util-mdx-jsx'

export type JsxElement = MdxJsxFlowElement | MdxJsxTextElement

/** A component within a line, as an author would write it. */
export function inlineElement(name: string, attributes: Record<string, string>): MdxJsxTextElement {
  const list = Object.entries(attributes).map(([key, value]): MdxJsxAttribute => ({
    type: 'mdxJsxAttribute',
    name: key,
    value,
  }))
  return { type: 'mdxJsxTextElement', name, attributes: list, children: [] }
}

/** Replaces a node by another in place, keeping its object and position. */
export function become(node: Nodes | JsxElement, other: JsxElement | Nodes): void {
  for (const key of Object.keys(node))
    if (key !== 'position') delete (node as unknown as Record<string, unknown>)[key]
  Object.assign(node, other)
}

/** Whether a node is a component, or an HTML element written as one. */
export function isJsx(node: Nodes | JsxElement): node is JsxElement {
  return node.type === 'mdxJsxFlowElement' || node.type === 'mdxJsxTextElement'
}
