import { ChapterError } from '../syntax/chapter-error.ts'
import { gather, type Mistakes } from '../syntax/mistakes.ts'
import { otherPages } from './page-names.ts'

/**
 * Checks the names of a book's pages: chapters are `NN-name.mdx`, and no two have the same number
 * or name.
 * @param files each page below the content folder, as in `en/01-scores.mdx`
 * @param given collects the mistakes; if missing, they are thrown as ChapterErrors
 */
export function checkFileNames(files: readonly string[], folder: string, given?: Mistakes): void {
  gather(folder, given, (mistakes) => {
    const taken = new Map<string, string>()
    for (const file of [...files].sort()) mistakes.attempt(() => checkFileName(file, folder, taken))
  })
}

function checkFileName(file: string, folder: string, taken: Map<string, string>): void {
  const path = `${folder}/${file}`
  const [, language, name] = /^([a-z]{2})\/([^/]+)$/.exec(file) ?? []
  if (!language)
    throw misnamed(path, 'a page is a file of its language’s folder, as in en/01-name.mdx')
  if (otherPages.includes(name.replace(/\.mdx$/, ''))) return
  if (!/^\d\d-[a-z\d]+(-[a-z\d]+)*\.mdx$/.test(name))
    throw misnamed(
      path,
      'a chapter is NN-name.mdx: two digits for its place in the book, then its address in small letters, digits and -',
    )
  for (const [what, key] of [
    ['number', name.slice(0, 2)],
    ['name', name.slice(3)],
  ]) {
    const other = taken.get(`${language} ${key}`)
    if (other) throw misnamed(path, `${other} has the same ${what}; give each chapter its own`)
    taken.set(`${language} ${key}`, name)
  }
}

function misnamed(path: string, reason: string): ChapterError {
  return new ChapterError(
    path,
    { line: 1, column: 1 },
    `misnamed: ${path.split('/').at(-1)}; ${reason}`,
  )
}
