import type { Code, Nodes } from 'mdast'
import { visit } from 'unist-util-visit'
import { isCell } from './chapter/chapter.ts'
import { valueSource } from './chapter/values.ts'
import { writtenNamesOf, type ComponentTable } from './syntax/component-table.ts'
import { isJsx, type JsxElement } from './syntax/mdx-elements.ts'

type Node = Nodes | JsxElement

const isFence = (node: Node): node is Code => node.type === 'code'

/** The components that the build makes of Markdown, each with what it is made of. */
const made: Readonly<Record<string, (node: Node) => boolean>> = {
  Cell: (node) => isFence(node) && isCell(node),
  Code: (node) => isFence(node) && !isCell(node),
  Value: (node) => node.type === 'inlineCode' && valueSource(node) !== undefined,
  Formula: (node) => node.type === 'math',
  InlineFormula: (node) => node.type === 'inlineMath',
  Table: (node) => node.type === 'table',
}

/**
 * The names of all that an author can write, and so an example can show: components, and what the
 * build makes of Markdown. What else the build makes comes with these.
 */
export function showableNamesOf(table: ComponentTable): string[] {
  return [...writtenNamesOf(table), ...Object.keys(made)]
}

/** Whether a component of this name is written within an element. */
export function holdsComponent(element: JsxElement, name: string): boolean {
  let found = false
  visit(element, (node: Node) => {
    if (node !== element && isComponent(node, name)) found = true
  })
  return found
}

const isComponent = (node: Node, name: string): boolean =>
  Object.hasOwn(made, name) ? made[name](node) : isJsx(node) && node.name === name

/** The names behind `of` of an `<Example>`. */
export function namesShown({ attributes }: JsxElement): string[] {
  const of = attributes.find((it) => it.type === 'mdxJsxAttribute' && it.name === 'of')?.value
  return typeof of === 'string' ? of.split(/\s+/).filter(Boolean) : []
}
