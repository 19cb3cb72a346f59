import remarkGfm from 'remark-gfm'
import remarkMath from 'remark-math'
import remarkParse from 'remark-parse'
import { unified } from 'unified'

interface Node {
  type: string
  value?: string
  url?: string
  children?: Node[]
}

/** What a reader of Markdown finds in a text: its formulas, its links, and the kinds of its blocks, in their order. */
export function readMarkdown(text: string): {
  formulas: string[]
  links: string[]
  kinds: string[]
} {
  const root = unified()
    .use(remarkParse)
    .use(remarkGfm)
    .use(remarkMath)
    .parse(text) as unknown as Node
  const all = [...walk(root)]
  return {
    formulas: all
      .filter(({ type }) => type === 'math' || type === 'inlineMath')
      .map(({ value = '' }) => value),
    links: all.filter(({ type }) => type === 'link').map(({ url = '' }) => url),
    kinds: (root.children ?? []).map(({ type }) => type),
  }
}

function* walk(node: Node): Generator<Node> {
  yield node
  for (const child of node.children ?? []) yield* walk(child)
}
