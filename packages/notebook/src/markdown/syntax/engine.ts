/** The only file that knows which Markdown engine reads the chapters. */
import type { Root } from 'mdast'
import remarkFrontmatter from 'remark-frontmatter'
import remarkGfm from 'remark-gfm'
import remarkMath from 'remark-math'
import remarkMdx from 'remark-mdx'
import remarkParse from 'remark-parse'
import { unified } from 'unified'

const processor = unified()
  .use(remarkParse)
  .use(remarkFrontmatter)
  .use(remarkGfm)
  .use(remarkMath)
  .use(remarkMdx)

/** The syntax tree of a chapter, each node with its place in `source`. Throws a message with `line` and `column`. */
export function parseMdx(source: string): Root {
  return processor.parse(source)
}

export { remarkMath }
