import type { Nodes, Root } from 'mdast'
import { resolve } from 'node:path'
import { visit } from 'unist-util-visit'
import { languageOf } from '../strings/strings.ts'
import { digestFile } from '../hosts/cache/file-digests.ts'
import { become, isJsx } from './syntax/mdx-elements.ts'

/** A component that becomes Markdown before the cells of its page run. */
export interface ExpandedComponent {
  /** Every file that it is made from, those of its own code too: while none changes, its page may be taken from the cache. */
  files: (root: string) => readonly string[]
  /** @param language that of the page, as in `en` */
  toMarkdown: (root: string, language?: string) => Nodes
}

/** Such components, by their names. */
export type ExpandedComponents = Readonly<Record<string, ExpandedComponent>>

/** The remark plugin that puts Markdown in the place of such components. */
export function expandComponents(
  components: ExpandedComponents,
  folder: string,
): () => (root: Root, file: { path?: string }) => void {
  return () =>
    (root, { path }) =>
      visit(root, (node) => {
        const found = isJsx(node) ? components[node.name ?? ''] : undefined
        if (found) become(node, found.toMarkdown(folder, languageOf(path ?? '')))
      })
}

/** What a page is made from because of such components, as data: their files, with digests. */
export function readExpanded(
  text: string,
  components: ExpandedComponents = {},
  folder: string = process.cwd(),
): unknown[] {
  return Object.entries(components)
    .filter(([name]) => text.includes(`<${name}`))
    .map(([name, { files }]) => [
      name,
      files(folder).map((it) => [it, digestFile(resolve(folder, it))]),
    ])
}
