import { fileURLToPath } from 'node:url'
import type { Plugin } from 'vite'
import { withSlashes } from '../../text/with-slashes.ts'

/** What the page is told when a chapter was saved. */
export interface SavedPage {
  /** Whether it was added or removed, or its frontmatter has changed, which other pages show too. */
  isHead: boolean
  /** Astro asks for several reloads then. Default: false. */
  isAddedOrRemoved?: boolean
}

/** The script that patches pages in place. */
export const patchScript = fileURLToPath(new URL('./patch-page.ts', import.meta.url))

/**
 * Tells pages which reloads come from a chapter, or a list, that was saved: they patch themselves instead.
 * @param lists the book's lists, of which pages are made
 */
export function savedPages(lists: readonly string[]): Plugin {
  const heads = new Map<string, string>()
  const slashed = lists.map(withSlashes)
  return {
    name: 'notebook-saved-pages',
    enforce: 'pre',
    apply: 'serve',
    // What a build or a test writes meanwhile. No book has a page that is written as HTML.
    config: () => ({ server: { watch: { ignored: ['**/*.html'] } } }),
    // A chapter's first version is read when it is first asked for.
    transform: {
      order: 'pre',
      filter: { id: /\.mdx$/ },
      handler(source, id) {
        heads.set(id, headOf(source))
      },
    },
    hotUpdate: {
      order: 'pre',
      async handler({ file, type, read }) {
        if (this.environment.name !== 'client') return
        if (slashed.includes(file))
          this.environment.hot.send('notebook:saved', { isHead: false } satisfies SavedPage)
        if (!file.endsWith('.mdx')) return
        const head = type === 'delete' ? '' : headOf(await read())
        const isHead = type !== 'update' || heads.get(file) !== head
        heads.set(file, head)
        const isAddedOrRemoved = type !== 'update'
        this.environment.hot.send('notebook:saved', {
          isHead,
          isAddedOrRemoved,
        } satisfies SavedPage)
      },
    },
  }
}

function headOf(source: string): string {
  return /^\uFEFF?---[^]*?\n---/.exec(source)?.[0] ?? ''
}
