import mdx from '@astrojs/mdx'
import sitemap from '@astrojs/sitemap'
import { unified, type RemarkPlugins } from '@astrojs/markdown-remark'
import type { AstroIntegration, AstroIntegrationLogger } from 'astro'
import { randomUUID } from 'node:crypto'
import { resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { RecentCells } from './hosts/build/recent-cells.ts'
import { openCache } from './hosts/cache/open-cache.ts'
import { bundleWorker } from './hosts/bundle/bundle-worker.ts'
import { notebookNames } from './hosts/bundle/names-plugin.ts'
import { dataModules } from './hosts/data/data-module.ts'
import { notebookPages, PageRegistry } from './hosts/bundle/pages-plugin.ts'
import { notebookParts } from './hosts/bundle/vite-plugin.ts'
import { engineDigest, recallFrom, type Recall } from './hosts/cache/recall-made.ts'
import type { ResultCache } from './hosts/cache/result-cache.ts'
import type { LibraryConfig } from './hosts/library.ts'
import { notebookLanguage } from './language/language-plugin.ts'
import { chapterChecks } from './markdown/lint/check-plugin.ts'
import { expandComponents, type ExpandedComponents } from './markdown/expand-components.ts'
import { KeptPages, withKept } from './markdown/kept-pages.ts'
import { ParsedPages, remarkParsed } from './markdown/lint/parsed-pages.ts'
import { PendingMistakes } from './markdown/lint/pending-mistakes.ts'
import { remarkNotebook } from './markdown/remark-notebook.ts'
import { remarkTranslation } from './markdown/translation/remark-translation.ts'
import { remarkMath } from './markdown/syntax/engine.ts'
import { recalledReference, recallSummaries } from './reference/recalled-reference.ts'
import type { BookConfig } from './site/book-config.ts'
import { claimFolder, tellClaim } from './site/claim-folder.ts'
import { preloads } from './site/preloads.ts'
import { BuiltPages } from './site/built-pages.ts'
import { bookFacts } from './site/book-plugin.ts'
import { embedPages, type CellFiles } from './site/embed/embed-pages.ts'
import { shellFolder } from './site/embed/paths.ts'
import { firstPaint } from './site/first-paint.ts'
import { searchIndex } from './site/search-index.ts'
import { cardFigures } from './site/share/card-figures.ts'
import { offlineBook } from './site/offline-book.ts'
import { offlinePage } from './site/offline-page.ts'
import { pageFiles } from './site/page-files.ts'
import { playPage } from './site/play-page.ts'
import { failures } from './site/dev/failures.ts'
import { plainErrors, plainLog } from './site/plain-log.ts'
import { patchScript, savedPages } from './site/dev/saved-pages.ts'
import { shareImages } from './site/share/share-images.ts'
import { writeOver } from './site/write-over.ts'
import { katexStyles } from './styles/katex-styles.ts'
import { checkSaved } from './types/check-saved.ts'

/** How a book sets up its notebook. Paths are relative to the project. */
export interface NotebookConfig extends BookConfig {
  /** The names that the book's cells have in scope. */
  library: LibraryConfig
  /** The book's list of symbols, as JSON: what its formulas may use. */
  symbols: string
  /** Packages that reach the reader without an import: their licences go with the site too. */
  carried?: readonly string[]
  /** Ids that the frame of every page has, which no heading may take. */
  reserved?: readonly string[]
  /** The module that `<Entries>` in a page tell of, by its docstrings and types. */
  reference?: string
  /** The book's own components that become Markdown before the cells of their pages run. */
  expanded?: ExpandedComponents
  /**
   * The book's own steps on a page's syntax tree, before its cells run. What they read cannot be told, so that every page is
   * then made anew in each build.
   */
  remarkPlugins?: RemarkPlugins
}

/**
 * Makes an Astro site a book of notebooks: MDX chapters whose cells run at build and again in the reader's browser, with
 * routes, styles and search.
 */
export function notebook(config: NotebookConfig): AstroIntegration[] {
  const registry = new PageRegistry()
  const pages = new BuiltPages()
  const { clear, bringBack, clearCells, write } = writeOver()
  const cellFiles: CellFiles = { unwritten: [], write }
  return [
    mdx(),
    bookPages(config, registry),
    clear,
    pages.read(),
    searchIndex(pages, recallIn),
    // Behind the index: readers search the book, and find its cells in their chapters.
    bringBack,
    embedPages(pages, registry, cellFiles),
    firstPaint(pages, registry, cellFiles),
    pageFiles(pages, registry),
    shareImages(pages, config),
    cardFigures(pages),
    offlineBook(bundleWorker),
    clearCells,
  ]
}

/** Recalls what is made of no files but those that are told in the question. */
function recallIn(root: string) {
  const recall = recallFrom(openCache(root), root)
  return <T>(asked: unknown, make: () => Promise<T>): Promise<T> =>
    recall(asked, async () => ({ value: await make(), files: [] }))
}

/** Pages that search engines have no use for. */
const unlisted = new RegExp(`/(?:${shellFolder}|${offlinePage})/`)

/** The routes of every book, with the files that answer them. */
const routes = {
  '/[...slug]': './site/pages/[...slug].astro',
  '/robots.txt': './site/pages/robots.txt.ts',
  '/manifest.webmanifest': './site/pages/manifest.webmanifest.ts',
  '/404': './site/pages/404.astro',
  '/play': './site/pages/play.astro',
  [`/${offlinePage}`]: './site/pages/offline.astro',
  [`/${shellFolder}/[language]`]: './site/pages/embed-shell.astro',
}

function bookPages(config: NotebookConfig, registry: PageRegistry): AstroIntegration {
  return {
    name: 'notebook',
    hooks: {
      'astro:config:setup': ({
        command,
        config: { root, site },
        injectRoute,
        injectScript,
        logger,
        updateConfig,
      }) => {
        refuseTwoAtOnce(fileURLToPath(root), command, logger)
        if (command === 'dev') {
          injectScript('page', `import ${JSON.stringify(patchScript)}`)
          plainLog(logger.options)
        } else if (logger.options.level !== 'debug') plainErrors(console)
        for (const [pattern, file] of Object.entries(routes))
          injectRoute({ pattern, entrypoint: addressOf(file) })
        // The list of pages for search engines has whole addresses.
        if (site)
          updateConfig({
            integrations: [sitemap({ filter: (page) => !unlisted.test(page) })],
          })
        const pending = new PendingMistakes()
        const pages = new ParsedPages()
        const cache = openCache(fileURLToPath(root))
        const recall = recallFrom(cache, fileURLToPath(root))
        const isDraft = command === 'dev'
        const kept = new KeptPages({
          // The development server looks at the files of pages that it has read.
          cache: isDraft ? undefined : cache,
          isDraft,
          root: fileURLToPath(root),
          settings: { ...config, expanded: Object.keys(config.expanded ?? {}) },
          addPage: (id, page) => registry.add(id, page),
        })
        registry.add(playPage, {
          program: { seed: config.name, inputs: [], cells: [] },
          facts: { quick: [], runs: [], words: {} },
          sources: { cells: {}, inputs: {} },
        })
        const language = notebookLanguage(config.library, fileURLToPath(root), recall)
        updateConfig({
          trailingSlash: 'always',
          // As files: `firstPaint` puts what a page needs first into it, by its hash.
          build: { inlineStylesheets: 'never' },
          devToolbar: { enabled: false },
          markdown: {
            syntaxHighlight: false,
            processor: withKept(
              unified({
                remarkPlugins: remarkPluginsOf(config, {
                  pending,
                  pages,
                  kept,
                  cache,
                  recall,
                  isDraft,
                  recent: isDraft ? new RecentCells() : undefined,
                }),
                smartypants: true,
              }),
              kept,
            ),
          },
          vite: {
            build: {
              assetsInlineLimit: 0,
              // Astro marks the modules of pages by directives of its own, of each of which the bundler would warn.
              rolldownOptions: { checks: { moduleLevelDirective: false } },
            },
            plugins: [
              katexStyles(),
              // Where that cannot be told, nothing is taken for that of the same engine.
              bookFacts(config, fileURLToPath(root), engineDigest() ?? randomUUID()),
              savedPages(
                [config.symbols, config.references].map((it) => resolve(fileURLToPath(root), it)),
              ),
              failures(),
              checkSaved({ ...config, root: fileURLToPath(root) }),
              preloads(),
              chapterChecks(config, { pending, pages, kept }),
              notebookParts(config.library, fileURLToPath(root), {
                carried: config.carried ?? [],
                others: language.findModules,
                recall,
              }),
              language.plugin,
              notebookPages(registry, config.library, fileURLToPath(root)),
              dataModules(),
              notebookNames(config.library, (modules) => recallSummaries(modules, recall)),
            ],
          },
        })
      },
    },
  }
}

/** A build beside another would fail, or lose pages; of a book that is served it is enough to tell. */
function refuseTwoAtOnce(root: string, command: string, logger: AstroIntegrationLogger): void {
  if (command !== 'build' && command !== 'dev') return
  const content = process.env['CONTENT_DIR'] ?? 'content'
  const other = claimFolder(root, { process: process.pid, command, content })
  if (!other) return
  if (command === 'build' && other.command === 'build') throw new Error(tellClaim(other))
  logger.warn(tellClaim(other))
}

/** What the steps of a build hand on to each other, page by page. */
interface BuildState {
  pending: PendingMistakes
  pages: ParsedPages
  kept: KeptPages
  cache: ResultCache | undefined
  recall: Recall
  /** Whether the book is being written. */
  isDraft: boolean
  /** What cells came to while it is written. */
  recent: RecentCells | undefined
}

/**
 * While the book is written, a cell without an end is to be told soon, and by its own name: Vite gives up a page after
 * 60 seconds by the clock, and names none of its cells.
 */
export const draftLimits = { timeLimit: 3000, loadLimit: 5000, clockLimit: 20_000 } as const

function remarkPluginsOf(
  config: NotebookConfig,
  { pages, kept, recall, ...state }: BuildState,
): RemarkPlugins {
  const expand = config.reference === undefined ? [] : [recalledReference(config.reference, recall)]
  return [
    remarkMath,
    remarkParsed(pages),
    remarkTranslation(),
    ...expand,
    expandComponents(config.expanded ?? {}, process.cwd()),
    ...(config.remarkPlugins ?? []),
    remarkNotebook({
      ...config,
      ...state,
      ...(state.isDraft && draftLimits),
      addPage: (path, ...parts) => kept.addParts(path, parts),
    }),
  ]
}

function addressOf(path: string): string {
  return fileURLToPath(new URL(path, import.meta.url))
}
