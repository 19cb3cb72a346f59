import { ChangesError, changeLimits, parseJson, toList, toRecord, toText } from './read-changes.ts'
import { isKept, type Kept } from './store.ts'

const format = 'notebook-changes'
const version = 1

/** What one file may hold: more than a reader writes in years. */
export const fileLimits = { text: 50_000_000, records: 5_000 } as const

/** All that a reader changed in a book, as one file. */
export function toFile(book: string, records: readonly Kept[]): string {
  return `${JSON.stringify({ format, v: version, book, records }, null, 1)}\n`
}

/** The records that one file can hold, and those that are too long for it: the longest, which are a reader's data. */
export function fitInFile(records: readonly Kept[]): { kept: Kept[]; left: Kept[] } {
  // With the file's own indents and line ends, which are a part of each.
  const lengthOf = (record: Kept): number => JSON.stringify([record], null, 1).length
  const byLength = records.map((record) => ({ record, length: lengthOf(record) }))
  byLength.sort((a, b) => a.length - b.length)
  let room = fileLimits.text - 1000
  const isKept = new Set(
    byLength
      .slice(0, fileLimits.records)
      .filter(({ length }) => (room -= length * 1.05 + 20) > 0)
      .map(({ record }) => record),
  )
  return {
    kept: records.filter((it) => isKept.has(it)),
    left: records.filter((it) => !isKept.has(it)),
  }
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
  if (kind !== 'input') checkCode(toRecord(value))
  if (!isPageAddress(page)) throw new ChangesError('damaged', 'no address of a page')
  return {
    page: toText(page, changeLimits.name),
    kind,
    name: toText(name, changeLimits.name),
    at,
    value,
  }
}

function checkCode({ source, original, former = '', after = '' }: Record<string, unknown>): void {
  for (const code of [source, original, former]) toText(code, changeLimits.source)
  toText(after, changeLimits.name)
}

/** Whether a text is an address below the book's own: one that begins with a slash would lead elsewhere. */
export function isPageAddress(text: string): boolean {
  return /^(?!\/)[\w\-./~%]*$/.test(text) && !/(?:^|\/)\.\.(?:\/|$)/.test(text)
}
