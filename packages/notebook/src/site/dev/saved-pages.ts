import { fileURLToPath } from 'node:url'
import type { DevEnvironment, Plugin, ViteDevServer } from 'vite'
import { withSlashes } from '../../text/with-slashes.ts'

/** What the page is told when a chapter was saved. */
export interface SavedPage {
  /** Whether it was added or removed, or its frontmatter has changed, which other pages show too. */
  isHead: boolean
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
      async handler({ file, type, read, server }) {
        const { environment } = this
        if (environment.name !== 'client') return
        if (slashed.includes(file)) return tell(environment, { isHead: false })
        if (!file.endsWith('.mdx')) {
          if (isOfServerAlone(file, server)) environment.hot.send('notebook:module-saved')
          return
        }
        const head = type === 'delete' ? '' : headOf(await read())
        const isHead = type !== 'update' || heads.get(file) !== head
        heads.set(file, head)
        tell(environment, { isHead })
      },
    },
  }
}

function tell(client: DevEnvironment, saved: SavedPage): void {
  client.hot.send('notebook:saved', saved)
}

/** Whether Astro has pages loaded anew when the file is saved: they are made with it, and do not load it themselves. */
function isOfServerAlone(file: string, { environments }: ViteDevServer): boolean {
  // Astro writes its list of pages there after a page was saved.
  if (file.includes('/.astro/')) return false
  const holds = ({ moduleGraph }: DevEnvironment): boolean =>
    (moduleGraph.getModulesByFile(file)?.size ?? 0) > 0
  return !holds(environments.client) && Object.values(environments).some(holds)
}

function headOf(source: string): string {
  return /^\uFEFF?---[^]*?\n---/.exec(source)?.[0] ?? ''
}
