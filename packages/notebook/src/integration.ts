import { fileURLToPath } from 'node:url'
import { unified } from '@astrojs/markdown-remark'
import type { AstroIntegration } from 'astro'
import { notebookNames } from './hosts/bundle/names-plugin.ts'
import { notebookParts } from './hosts/bundle/vite-plugin.ts'
import type { LibraryConfig } from './hosts/library.ts'
import { chapterChecks } from './markdown/lint/check-plugin.ts'
import { remarkMath } from './markdown/syntax/engine.ts'
import { PendingMistakes } from './markdown/lint/pending-mistakes.ts'
import { remarkNotebook } from './markdown/remark-notebook.ts'
import { readSummaries } from './reference/read-summaries.ts'
import { remarkReference } from './reference/remark-reference.ts'

/** How a book sets up its notebook. */
export interface NotebookConfig {
  /** The names that the book's cells have in scope. */
  library: LibraryConfig
  /** The book's list of symbols, as JSON: what its formulas may use. */
  symbols: string
  /** The book's list of works, as JSON: what its chapters may cite. */
  references: string
  /** Packages that reach the reader without an import: their licences go with the site too. */
  carried?: readonly string[]
  /** Ids that the frame of every page has, which no heading may take. */
  reserved?: readonly string[]
  /** The module that `<Entries>` in a page tell of, by its docstrings and types. */
  reference?: string
}

/** Makes every MDX chapter of an Astro site a notebook: its cells run at build, and again in the reader's browser. */
export function notebook(config: NotebookConfig): AstroIntegration {
  return {
    name: 'notebook',
    hooks: {
      'astro:config:setup': ({ config: { root }, updateConfig }) => {
        const expand = config.reference === undefined ? [] : [remarkReference(config.reference)]
        const pending = new PendingMistakes()
        updateConfig({
          markdown: {
            syntaxHighlight: false,
            processor: unified({
              remarkPlugins: [remarkMath, ...expand, remarkNotebook({ ...config, pending })],
              smartypants: true,
            }),
          },
          vite: {
            plugins: [
              chapterChecks(config, pending),
              notebookParts(config.library, fileURLToPath(root), config.carried ?? []),
              notebookNames(config.library, readSummaries),
            ],
          },
        })
      },
    },
  }
}
