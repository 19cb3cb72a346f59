import { existsSync } from 'node:fs'
import { relative, resolve } from 'node:path'
import type { Plugin } from 'vite'
import { checkChapter, type ChapterCheckOptions, type KeepTree } from './check-chapter.ts'
import { readExpanded, type ExpandedComponents } from '../expand-components.ts'
import { Mistakes } from '../syntax/mistakes.ts'
import { toSource } from '../syntax/to-source.ts'
import { sourcePathOf } from '../translation/source-page.ts'
import type { KeptPages } from '../kept-pages.ts'
import type { ParsedPages } from './parsed-pages.ts'
import type { PendingMistakes } from './pending-mistakes.ts'

/** Where the checks leave what they have found. */
export interface CheckedPages {
  pending: PendingMistakes
  pages: ParsedPages
  /** Pages that were made before, in whose texts nothing is to be found. */
  kept?: KeptPages
}

/** What pages are checked with. */
type CheckOptions = ChapterCheckOptions & {
  /** The book's list of symbols, a JSON file. */
  symbols: string
  expanded?: ExpandedComponents
}

/**
 * Checks each chapter's source before MDX compiles it, so that syntax errors are reported in our
 * words too. If the page can be parsed, its mistakes are kept in `pending` for `remarkNotebook`,
 * which throws them with all others, and its tree in `pages`, for MDX to go on with.
 */
export function chapterChecks(
  options: CheckOptions,
  { pending, pages, kept }: CheckedPages,
): Plugin {
  return {
    name: 'notebook-checks',
    enforce: 'pre',
    transform: {
      order: 'pre',
      filter: { id: /\.mdx$/ },
      handler(source, id) {
        const root = options.root ?? process.cwd()
        // A chapter that cites a missing work, or uses a missing symbol, is fixed by adding it to the list.
        for (const it of [options.references, options.symbols]) this.addWatchFile(resolve(root, it))
        // A translation has the code and formulas of its source.
        const from = sourcePathOf(id)
        if (from !== undefined && existsSync(from)) this.addWatchFile(from)
        const text = toSource(source)
        if (!kept?.begin(id, text, readExpanded(text, options.expanded, root))) {
          const mistakes = new Mistakes(relative(root, id))
          const keep: KeepTree = (tree) => pages.keep(id, { source: text, root: tree })
          const check = (): boolean => checkChapter(mistakes.file, source, options, mistakes, keep)
          if (!(kept ? kept.during(id, check) : check())) mistakes.throwAny()
          pending.keep(mistakes)
        }
        return text === source ? undefined : { code: text, map: null }
      },
    },
  }
}
