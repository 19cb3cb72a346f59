import { homeLanguage } from '../../strings/strings.ts'
import { ChapterWarning } from '../syntax/chapter-error.ts'
import type { Mistakes } from '../syntax/mistakes.ts'
import { type Mistake, plainly } from '../../strings/mistakes.ts'

/**
 * Tells which pages of the book's first language another does not have, at that language's front page, and which it
 * has alone.
 * @param files each page below the content folder, as in `zh/01-scores.mdx`
 */
export function checkPages(files: readonly string[], folder: string, mistakes: Mistakes): void {
  const pagesOf = (language: string): string[] =>
    files.flatMap((it) => (it.startsWith(`${language}/`) ? it.slice(language.length + 1) : []))
  const source = pagesOf(homeLanguage)
  const languages = new Set(files.map((it) => it.slice(0, it.indexOf('/'))))
  languages.delete(homeLanguage)
  const start = { line: 1, column: 1 }
  for (const language of source.length > 0 ? languages : []) {
    const own = pagesOf(language)
    const warn = (page: string, mistake: Mistake): void =>
      mistakes.add(new ChapterWarning(`${folder}/${language}/${page}`, start, mistake))
    const missing = source.filter((it) => !own.includes(it))
    if (missing.length > 0)
      warn('index.mdx', {
        kind: 'missingPages',
        pages: plainly(missing),
        folder,
        language,
        first: missing[0],
      })
    for (const it of own.filter((page) => !source.includes(page)))
      warn(it, { kind: 'orphanedPage', page: it, folder, language: homeLanguage })
  }
}
