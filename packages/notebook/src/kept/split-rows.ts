import { DataError } from './data-error.ts'
import type { Steps } from '../kernel/steps.ts'

/** Fields after which the work may rest. */
const pace = 1_000

/** Characters of the longest field: a page cannot rest within one, and nobody would read it. */
export const longestField = 1_000_000

/**
 * The fields of each row of a table. Quoted ones may hold separators, line breaks and doubled quotes (RFC 4180). By hand, since a
 * regular expression runs out of stack in a field of some million quotes.
 * @throws DataError for a quote in the middle of a field, for one that is not closed, and for a field that is too long.
 */
export function* splitRows(text: string, separator: string): Steps<string[][]> {
  const plain = new RegExp(`[^"\\r\\n${separator}]*`, 'y')
  const rows: string[][] = []
  let row: string[] = []
  let at = 0
  for (let fields = 1; ; fields++) {
    const isQuoted = text[at] === '"'
    const end = isQuoted ? findQuoteEnd(text, at) : findPlainEnd(plain, text, at)
    if (end < 0)
      throw new DataError('noTable', `row ${rows.length + 1}: a quote that is not closed`)
    if (end - at > longestField)
      throw new DataError('longField', `row ${rows.length + 1}: ${end - at} characters`)
    const field = text.slice(at, end)
    row.push(isQuoted ? field.slice(1, -1).replaceAll('""', '"') : field.trim())
    at = text.startsWith('\r\n', end) ? end + 2 : end + 1
    if (fields % pace === 0) yield
    if (text[end] === separator) continue
    rows.push(row)
    row = []
    if (end === text.length) return rows
    if (!/[\r\n]/.test(text[end]))
      throw new DataError('noTable', `row ${rows.length}: a quote in the middle`)
  }
}

/** Behind the quote that closes the one at `start`, or anywhere further than a field may go; -1 where none does. */
function findQuoteEnd(text: string, start: number): number {
  const last = start + longestField
  let quote = text.indexOf('"', start + 1)
  while (quote >= 0 && quote < last && text[quote + 1] === '"') quote = text.indexOf('"', quote + 2)
  return quote < 0 ? -1 : quote + 1
}

function findPlainEnd(plain: RegExp, text: string, start: number): number {
  plain.lastIndex = start
  plain.test(text)
  return plain.lastIndex
}
