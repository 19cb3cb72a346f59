import type { Json } from '../kernel/json.ts'

/** Data of the reader's own: a list of records, with their fields' names, or any other JSON. */
export type ReaderData =
  { kind: 'table'; names: string[]; rows: Json[][] } | { kind: 'json'; value: Json }

/** Why data cannot be read. */
export class DataError extends Error {
  readonly reason: 'tooLarge' | 'noTable' | 'noRows'

  constructor(reason: DataError['reason'], message: string) {
    super(`data: ${message}`)
    this.reason = reason
  }
}

/** Bytes of data that a page reads: 10,000 rows of a hundred numbers, and twice as many again. */
export const dataLimit = 20_000_000

/**
 * Reads JSON, or a table whose columns are parted by commas, semicolons or tabs. Its first row has the
 * names, unless it is of numbers: then they are `column1`, …
 * @throws DataError for text that is neither, is empty or too long.
 */
export function readData(text: string): ReaderData {
  if (text.length > dataLimit) throw new DataError('tooLarge', `${text.length} characters`)
  const trimmed = text.replace(/^\uFEFF/, '').trim()
  if (trimmed === '') throw new DataError('noRows', 'empty')
  if (/^[[{]/.test(trimmed)) {
    try {
      return { kind: 'json', value: JSON.parse(trimmed) as Json }
    } catch {
      throw new DataError('noTable', 'no JSON')
    }
  }
  return toTable(splitRows(trimmed, findSeparator(trimmed)))
}

function findSeparator(text: string): string {
  const [head] = text.split(/\r?\n/, 1)
  const count = (it: string): number => head.split(it).length
  return [',', ';', '\t'].reduce((best, it) => (count(it) > count(best) ? it : best))
}

/** Quoted fields may hold separators, line breaks and doubled quotes (RFC 4180). */
function splitRows(text: string, separator: string): string[][] {
  const field = new RegExp(
    `(?:"((?:[^"]|"")*)"|([^"\\r\\n${separator}]*))(${separator}|\\r?\\n|$)`,
    'y',
  )
  const rows: string[][] = [[]]
  for (;;) {
    const found = field.exec(text)
    if (!found) throw new DataError('noTable', `row ${rows.length}: a quote in the middle`)
    const [, quoted, plain, end] = found
    rows.at(-1)?.push(quoted === undefined ? plain.trim() : quoted.replaceAll('""', '"'))
    if (end === '') return rows
    if (end !== separator) rows.push([])
  }
}

function toTable(lines: string[][]): ReaderData {
  const hasNames = lines[0].some((it) => Number.isNaN(Number(it)) || it === '')
  const names = hasNames ? toNames(lines[0]) : lines[0].map((_, i) => `column${i + 1}`)
  const rows = lines.slice(hasNames ? 1 : 0).filter((it) => it.length > 1 || it[0] !== '')
  if (rows.length === 0) throw new DataError('noRows', 'no rows')
  const odd = rows.findIndex((it) => it.length !== names.length)
  if (odd >= 0)
    throw new DataError('noTable', `row ${odd + 1}: ${rows[odd].length} fields of ${names.length}`)
  return { kind: 'table', names, rows: rows.map((row) => row.map(toValue)) }
}

/** Names that are missing or come twice get a number: that of their column, or the next one that is free. */
function toNames(head: readonly string[]): string[] {
  const taken = new Set(head)
  return head.map((name, i) => {
    if (name !== '' && head.indexOf(name) === i) return name
    let number = i + 1
    while (taken.has(`${name || 'column'}${number}`)) number += 1
    taken.add(`${name || 'column'}${number}`)
    return `${name || 'column'}${number}`
  })
}

function toValue(text: string): Json {
  if (text === '') return null
  const number = Number(text)
  return Number.isFinite(number) ? number : text
}

/** The code that gives cells the data by a name. */
export function toDataCode(name: string, data: ReaderData): string {
  if (data.kind === 'json')
    return `const ${name} = JSON.parse(${JSON.stringify(JSON.stringify(data.value))})`
  const text = JSON.stringify(JSON.stringify([data.names, data.rows]))
  return `const ${name} = (([names, rows]) => rows.map((row) => Object.fromEntries(names.map((name, i) => [name, row[i]]))))(JSON.parse(${text}))`
}
