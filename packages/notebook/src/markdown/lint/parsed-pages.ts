import type { Root } from 'mdast'
import type { Processor } from 'unified'

/** A page's text and its tree. */
interface ParsedPage {
  source: string
  root: Root
}

/**
 * Holds each page's tree from the checks of its text until MDX asks for it, so that no page is parsed twice: the text
 * is checked by a Vite plugin, which comes before MDX.
 */
export class ParsedPages {
  readonly #byPath = new Map<string, ParsedPage>()

  keep(path: string, page: ParsedPage): void {
    this.#byPath.set(path, page)
  }

  /** Removes and returns the tree of a page, if it is that of this text; Astro blanks the frontmatter out. */
  take(path: string, text: string): Root | undefined {
    const page = this.#byPath.get(path)
    this.#byPath.delete(path)
    if (page?.source.length !== text.length) return undefined
    const [first, ...rest] = page.root.children
    const head = first?.type === 'yaml' ? (first.position?.end.offset ?? 0) : 0
    if (text.slice(0, head).trim() !== '' || text.slice(head) !== page.source.slice(head))
      return undefined
    return head > 0 ? { ...page.root, children: rest } : page.root
  }
}

/** The remark plugin that lets MDX take the trees of `pages`, and parse what is not there. */
export function remarkParsed(pages: ParsedPages): () => void {
  return function (this: Processor | void) {
    const processor = this as Processor
    const { parser } = processor
    if (parser === undefined) return
    processor.parser = (text, file) => pages.take(file.path, text) ?? parser(text, file)
  }
}
