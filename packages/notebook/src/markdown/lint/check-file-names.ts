import { basename } from 'node:path'
import { ChapterError } from '../syntax/chapter-error.ts'
import { gather, type Mistakes } from '../syntax/mistakes.ts'
import { nameInKey, numberInKey } from './chapter-key.ts'
import { otherPages, takenAddresses } from './page-names.ts'
import type { Mistake } from '../../strings/mistakes.ts'

/**
 * Checks the names of a book's pages: chapters are `NN-name.mdx`, no two have the same number, and no two pages the same
 * address.
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
  const isOther = (file: string): boolean => others.includes(basename(file, '.mdx'))
  // Where a chapter has the address of an appendix, the chapter gets another name.
  const inOrder = [...files].sort().sort((a, b) => Number(isOther(b)) - Number(isOther(a)))
  const languages = new Set(files.map((file) => file.split('/')[0]))
  gather(folder, given, (mistakes) => {
    const taken = new Map<string, string>()
    for (const file of inOrder)
      mistakes.attempt(() => checkFileName(file, { folder, others, languages, taken }))
  })
}

interface Names {
  folder: string
  /** The names of pages that are no chapters. */
  others: readonly string[]
  /** The folders of languages, each of which has its pages at an address of its own. */
  languages: ReadonlySet<string>
  /** The files by the numbers and names that they have taken. */
  taken: Map<string, string>
}

function checkFileName(file: string, names: Names): void {
  const path = `${names.folder}/${file}`
  const [, language, name] = /^([a-z]{2})\/([^/]+)$/.exec(file) ?? []
  if (!language) throw misnamed(path, { kind: 'fileOfLanguage' })
  const key = name.replace(/\.mdx$/, '')
  const isOther = names.others.includes(key)
  if (!isOther && !/^\d{2,3}-[a-z\d]+(-[a-z\d]+)*\.mdx$/.test(name))
    throw misnamed(path, { kind: 'fileOfChapter' })
  const address = nameInKey(key)
  if (takenAddresses.includes(address) || names.languages.has(address))
    throw misnamed(path, { kind: 'addressTaken', address })
  for (const [kind, place] of [
    ...(isOther ? [] : [['fileNumberTaken', String(numberInKey(key))] as const]),
    ['fileNameTaken', address] as const,
  ]) {
    const other = names.taken.get(`${language} ${place}`)
    if (other) throw misnamed(path, { kind, other })
    names.taken.set(`${language} ${place}`, name)
  }
}

function misnamed(path: string, reason: Mistake): ChapterError {
  return new ChapterError(
    path,
    { line: 1, column: 1 },
    { kind: 'misnamed', file: basename(path), reason },
  )
}
