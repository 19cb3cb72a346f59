import { ChangesError, changeLimits, parseJson, toList, toRecord, toText } from './read-changes.ts'
import { isKept, type Kept } from './store.ts'

const format = 'notebook-changes'
const version = 1

/** What one file may hold: more than a reader writes in years. */
const fileLimits = { text: 20_000_000, records: 5_000 } as const

/** All that a reader changed in a book, as one file. */
export function toFile(book: string, records: readonly Kept[]): string {
  return `${JSON.stringify({ format, v: version, book, records }, null, 1)}\n`
}

/**
 * Reads such a file, which may be damaged, or of another book.
 * @throws ChangesError for what is no such file, is of a newer version, or too large.
 */
export function readFile(text: string): { book: string; records: Kept[] } {
  const data = toRecord(parseJson(text, fileLimits.text))
  if (data['format'] !== format) throw new ChangesError('damaged', 'no file of changes')
  if (typeof data['v'] !== 'number') throw new ChangesError('damaged', 'no version')
  if (data['v'] > version) throw new ChangesError('newer', `version ${data['v']}`)
  return {
    book: toText(data['book'], changeLimits.name),
    records: toList(data['records'], fileLimits.records, toKept),
  }
}

function toKept(data: unknown): Kept {
  if (!isKept(data)) throw new ChangesError('damaged', 'no record of a change')
  const { page, kind, name, at, value } = data
  const source = (value as { source?: unknown } | null)?.source
  if (kind !== 'input') toText(source, changeLimits.source)
  return {
    page: toText(page, changeLimits.name),
    kind,
    name: toText(name, changeLimits.name),
    at,
    value,
  }
}
