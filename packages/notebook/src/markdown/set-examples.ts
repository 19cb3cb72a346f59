import type { Root } from 'mdast'
import { visit } from 'unist-util-visit'
import { namesShown } from './find-shown.ts'
import { packProps } from './packed-props.ts'
import { showComponent } from './show-components.ts'
import {
  componentTable,
  type ComponentTable,
  type WrittenComponent,
} from './syntax/component-table.ts'
import { highlightMarkup } from './syntax/highlight-markup.ts'
import { isJsx, type JsxElement } from './syntax/mdx-elements.ts'

/**
 * Gives each `<Example>` what it shows below its content: the text of that very content, and what
 * the check knows of the components in it.
 * @param source the page's text
 * @param tags the book's own components
 */
export function setExamples(
  root: Root,
  source = '',
  tags: Readonly<Record<string, WrittenComponent>> = {},
): void {
  const table: ComponentTable = { ...componentTable, ...tags }
  visit(root, (node) => {
    if (!isJsx(node) || node.name !== 'Example') return
    const shown = namesShown(node).flatMap((name) => showComponent(name, table) ?? [])
    node.attributes = [packProps({ html: highlightMarkup(contentOf(node, source)), shown })]
  })
}

/** What its author wrote between the tags of an element, without the indentation that all of it has. */
function contentOf({ position }: JsxElement, source: string): string {
  const written = source.slice(position?.start.offset, position?.end.offset)
  const content = written
    .replace(/^<[^>]*>/, '')
    .replace(/<\/[^<>]*>$/, '')
    .replace(/^(?:[ \t]*\n)+|\s+$/g, '')
  const indents = content.match(/^[ \t]*(?=\S)/gm) ?? ['']
  const shared = Math.min(...indents.map(({ length }) => length))
  return content.replace(new RegExp(`^[ \\t]{${shared}}`, 'gm'), '')
}
