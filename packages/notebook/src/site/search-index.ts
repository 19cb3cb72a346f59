import type { AstroIntegration } from 'astro'
import { createHash } from 'node:crypto'
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { close, createIndex, type IndexFile } from 'pagefind'
import type { BuiltPages } from './built-pages.ts'

/**
 * What the index leaves out of the pages that carry `data-pagefind-body`: what is no sentence. A formula is there twice, to be
 * seen and to be read aloud: once is enough. Inputs and answers to choose from say nothing in an excerpt.
 */
const excludeSelectors = [
  '.katex-mathml',
  '.formula',
  '.equation-number',
  '.derivation',
  '.eq-preview',
  '.output',
  '.code',
  '.listing',
  'svg',
  '.input',
  '.predict fieldset',
  '.predict .first',
  '.predict .kind',
  '.spot-the-error .kind',
  '.predict summary',
  '.spot-the-error summary',
]

/** What a search needs, and how many pages it finds. */
interface SearchIndex {
  pages: number
  /** With paths below the index's folder. */
  files: IndexFile[]
}

/** Takes what was made before of the same, or makes it. */
type Recall = (asked: unknown, make: () => Promise<SearchIndex>) => Promise<SearchIndex>

/**
 * Indexes the built pages for search, as part of every build.
 * @param recallIn gives what recalls things for a book, by its folder
 */
export function searchIndex(
  pages: BuiltPages,
  recallIn: (root: string) => Recall,
): AstroIntegration {
  let root = ''
  let hash = createHash('sha256')
  pages.onPage(({ name, bytes }) => hash.update(`${name} ${bytes.length}\n`).update(bytes))
  return {
    name: 'search-index',
    hooks: {
      'astro:config:done': ({ config }) => {
        root = fileURLToPath(config.root)
      },
      'astro:build:done': async ({ dir, logger }) => {
        const folder = fileURLToPath(dir)
        const asked = ['search index', hash.digest('base64'), excludeSelectors]
        hash = createHash('sha256')
        const { pages, files } = await recallIn(root)(asked, () => indexPages(folder))
        for (const { path, content } of files) write(join(folder, 'pagefind', path), content)
        logger.info(`${pages} pages indexed`)
      },
    },
  }
}

/** @throws Error with what Pagefind says is wrong, which it does not throw */
async function indexPages(folder: string): Promise<SearchIndex> {
  try {
    const { index, errors } = await createIndex({ excludeSelectors })
    if (!index) return fail(errors)
    const added = await index.addDirectory({ path: folder })
    if (added.errors.length > 0) fail(added.errors)
    const made = await index.getFiles()
    if (made.errors.length > 0) fail(made.errors)
    return { pages: added.page_count, files: made.files }
  } finally {
    await close()
  }
}

function fail(errors: readonly string[]): never {
  throw new Error(`no search index: ${errors.join('; ')}`)
}

function write(path: string, content: Uint8Array): void {
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, content)
}
