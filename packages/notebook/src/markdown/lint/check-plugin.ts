import { relative, resolve } from 'node:path'
import type { Plugin } from 'vite'
import { checkChapter, type CheckOptions } from './check-chapter.ts'

/** Checks each chapter as it was written, before it is made a page: so mistakes in its syntax are told in our words too. */
export function chapterChecks(options: CheckOptions): Plugin {
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
        checkChapter(relative(root, id), source, options)
      },
    },
  }
}
