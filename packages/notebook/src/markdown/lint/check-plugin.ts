import { relative, resolve } from 'node:path'
import type { Plugin } from 'vite'
import { checkChapter, type ChapterCheckOptions } from './check-chapter.ts'
import { Mistakes } from '../syntax/mistakes.ts'
import { toSource } from '../syntax/to-source.ts'
import type { PendingMistakes } from './pending-mistakes.ts'

/**
 * Checks each chapter's source before MDX compiles it, so that syntax errors are reported in our
 * words too. If the page can be parsed, its mistakes are kept in `pending` for `remarkNotebook`,
 * which throws them with all others.
 */
export function chapterChecks(options: ChapterCheckOptions, pending: PendingMistakes): Plugin {
  return {
    name: 'notebook-checks',
    enforce: 'pre',
    transform: {
      order: 'pre',
      filter: { id: /\.mdx$/ },
      handler(source, id) {
        const root = options.root ?? process.cwd()
        // A chapter that cites a missing work is fixed by adding the work to the list.
        this.addWatchFile(resolve(root, options.references))
        const mistakes = new Mistakes(relative(root, id))
        if (!checkChapter(mistakes.file, source, options, mistakes)) mistakes.throwAny()
        pending.keep(mistakes)
        const text = toSource(source)
        return text === source ? undefined : { code: text, map: null }
      },
    },
  }
}
