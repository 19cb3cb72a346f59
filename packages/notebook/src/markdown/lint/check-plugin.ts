import { relative, resolve } from 'node:path'
import type { Plugin } from 'vite'
import { checkChapter, type ChapterCheckOptions } from './check-chapter.ts'
import { Mistakes } from '../syntax/mistakes.ts'
import type { PendingMistakes } from './pending-mistakes.ts'

/**
 * Checks each chapter as it was written, before it is made a page: so mistakes in its syntax are told in our words too. Those
 * that leave a page to read wait in `pending` for `remarkNotebook`, which tells them with all others.
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
        // A work that is added to the list mends the chapter that cites it.
        this.addWatchFile(resolve(root, options.references))
        const mistakes = new Mistakes(relative(root, id))
        if (!checkChapter(mistakes.file, source, options, mistakes)) mistakes.throwAny()
        pending.keep(mistakes)
      },
    },
  }
}
