import type { Nodes } from 'mdast'
import type { MdxJsxAttribute, MdxJsxFlowElement, MdxJsxTextElement } from 'mdast-util-mdx-jsx'

export type JsxElement = MdxJsxFlowElement | MdxJsxTextElement

type Attributes = Record<string, string | undefined>

export function attribute(name: string, value: string): MdxJsxAttribute {
  return { type: 'mdxJsxAttribute', name, value }
}

export function toAttributes(attributes: Attributes): MdxJsxAttribute[] {
  return Object.entries(attributes).flatMap(([name, value]) =>
    value === undefined ? [] : [attribute(name, value)],
  )
}

export function element(
  name: string,
  attributes: Attributes,
  children: MdxJsxFlowElement['children'] = [],
): MdxJsxFlowElement {
  return { type: 'mdxJsxFlowElement', name, attributes: toAttributes(attributes), children }
}

export function inlineElement(name: string, attributes: Attributes): MdxJsxTextElement {
  return { type: 'mdxJsxTextElement', name, attributes: toAttributes(attributes), children: [] }
}

/** Turns a node into another in place, whatever list holds it. */
export function become(node: Nodes | JsxElement, other: JsxElement | Nodes): void {
  for (const key of Object.keys(node))
    if (key !== 'position') delete (node as unknown as Record<string, unknown>)[key]
  Object.assign(node, other)
}

/** Whether a node is a component, or an HTML element written as one. */
export function isJsx(node: Nodes | JsxElement): node is JsxElement {
  return node.type === 'mdxJsxFlowElement' || node.type === 'mdxJsxTextElement'
}
