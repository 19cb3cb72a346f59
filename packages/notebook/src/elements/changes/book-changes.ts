import { name as book } from 'virtual:notebook-name'
import { fitInFile, isPageAddress, readFile, toFile } from '../../kept/book-file.ts'
import { ChangesError } from '../../kept/read-changes.ts'
import type { Kept } from '../../kept/store.ts'
import { fill } from '../../strings/fill.ts'
import { fillCount } from '../../strings/plural.ts'
import { isEdit } from '../saved-edits.ts'
import { words } from '../words.ts'
import { chooseFile, download } from './download.ts'
import { keepRecord, readKept } from './keep.ts'

/** The changes that say something: an edit that was taken back says nothing. */
export async function listChanges(): Promise<Kept[]> {
  return (await readKept()).filter(({ kind, value }) => {
    if (kind === 'input') return value !== null
    return isEdit(value) && (kind === 'own' || value.source !== value.original)
  })
}

/** How many changes each page has, by its address below the book's. */
export function countByPage(records: readonly Kept[]): Map<string, number> {
  const counts = new Map<string, number>()
  for (const { page, kind } of records)
    if (kind !== 'input' && isPageAddress(page)) counts.set(page, (counts.get(page) ?? 0) + 1)
  return counts
}

/**
 * Saves all that was changed in the book, also what was taken back and can be brought back. Resolves to what is to be said of it:
 * what is too long for a file that can be opened again.
 */
export async function exportBook(): Promise<string> {
  const { kept, left } = fitInFile(await readKept())
  download(`${book}-changes.json`, 'application/json', toFile(book, kept))
  const names = left.map(({ name }) => name.replace(/^data:/, '')).join(', ')
  return names && fill(words.changes.leftOut, { names })
}

/** Takes a file of changes over. Resolves to what is to be said of it. */
export async function importBook(): Promise<string> {
  const file = await chooseFile('.json,application/json')
  if (!file) return ''
  try {
    if (file.size > 50_000_000) throw new ChangesError('tooLarge', `${file.size} bytes`)
    const found = readFile(await file.text())
    if (found.book !== book) return fill(words.changes.otherBook, { book: found.book })
    return await takeOver(found.records)
  } catch (error) {
    if (error instanceof ChangesError) return words.changes.refusedFile[error.refusal]
    throw error
  }
}

/** What was here before stays to be brought back. */
async function takeOver(records: readonly Kept[]): Promise<string> {
  const before = new Map((await readKept()).map((it) => [idOf(it), it]))
  const at = Date.now()
  const taken = records.filter(({ value }) => value !== null)
  const kept = await Promise.all(
    taken.map((record, i) => keepRecord(merge(record, before.get(idOf(record)), at + i))),
  )
  return kept.every(Boolean)
    ? fillCount(words.changes.imported, taken.length, document.documentElement.lang)
    : words.changes.importFailed
}

function merge(record: Kept, before: Kept | undefined, at: number): Kept {
  if (record.kind === 'input' || !isEdit(record.value)) return { ...record, at }
  const former = isEdit(before?.value) ? before.value.source : undefined
  const changed = former !== undefined && former !== record.value.source
  return { ...record, at, value: { ...record.value, at, ...(changed && { former }) } }
}

function idOf({ page, kind, name }: Kept): string {
  return `${page}\n${kind}\n${name}`
}
