import { basename } from 'node:path'
import { ChapterError } from '../syntax/chapter-error.ts'
import { gather, type Mistakes } from '../syntax/mistakes.ts'
import { nameInKey, numberInKey } from './chapter-key.ts'
import { otherPages } from './page-names.ts'
import type { Mistake } from '../../strings/mistakes.ts'

/**
 * Checks the names of a book's pages: chapters are `NN-name.mdx`, and no two have the same number
 * or name.
 * @param files each page below the content folder, as in `en/01-scores.mdx`
 * @param appendices the names of pages that stand behind the last chapter
 * @param given collects the mistakes; if missing, they are thrown as ChapterErrors
 */
export function checkFileNames(
  files: readonly string[],
  folder: string,
  appendices: readonly string[] = [],
  given?: Mistakes,
): void {
  const others = otherPages(appendices)
  gather(folder, given, (mistakes) => {
    const taken = new Map<string, string>()
    for (const file of [...files].sort())
      mistakes.attempt(() => checkFileName(file, { folder, others, taken }))
  })
}

interface Names {
  folder: string
  /** The names of pages that are no chapters. */
  others: readonly string[]
  /** The files by the numbers and names that they have taken. */
  taken: Map<string, string>
}

function checkFileName(file: string, { folder, others, taken }: Names): void {
  const path = `${folder}/${file}`
  const [, language, name] = /^([a-z]{2})\/([^/]+)$/.exec(file) ?? []
  if (!language) throw misnamed(path, { kind: 'fileOfLanguage' })
  if (others.includes(name.replace(/\.mdx$/, ''))) return
  if (!/^\d{2,3}-[a-z\d]+(-[a-z\d]+)*\.mdx$/.test(name))
    throw misnamed(path, { kind: 'fileOfChapter' })
  if (name.slice(3) === 'play.mdx') throw misnamed(path, { kind: 'fileOfPlayground' })
  for (const [kind, key] of [
    ['fileNumberTaken', String(numberInKey(name))],
    ['fileNameTaken', nameInKey(name)],
  ] as const) {
    const other = taken.get(`${language} ${key}`)
    if (other) throw misnamed(path, { kind, other })
    taken.set(`${language} ${key}`, name)
  }
}

function misnamed(path: string, reason: Mistake): ChapterError {
  return new ChapterError(
    path,
    { line: 1, column: 1 },
    { kind: 'misnamed', file: basename(path), reason },
  )
}
