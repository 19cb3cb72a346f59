import type { Json } from '../kernel/json.ts'
import { DataError } from './data-error.ts'
import { isFiniteNumber, isNumber, readColumn } from './read-column.ts'
import { splitRows } from './split-rows.ts'
import { parseJson } from './read-json.ts'
import type { Steps } from '../kernel/steps.ts'

/** Data of the reader's own: a list of records, with their fields' names, or any other JSON. */
export type ReaderData =
  { kind: 'table'; names: string[]; rows: Json[][] } | { kind: 'json'; value: Json; text: string }

/** Bytes of data that a page reads: 10,000 rows of a hundred numbers, and twice as many again. */
export const dataLimit = 20_000_000

/**
 * Reads JSON, or a table whose columns are parted by commas, semicolons or tabs. Its first row has the
 * names, unless it is of numbers: then they are `column1`, …
 * @throws DataError for text that is neither, is empty or too long.
 */
export function* readData(text: string): Steps<ReaderData> {
  if (text.length > dataLimit) throw new DataError('tooLarge', `${text.length} characters`)
  const trimmed = text.replace(/^\uFEFF/, '').trim()
  if (trimmed === '') throw new DataError('noRows', 'empty')
  if (/^[[{]/.test(trimmed)) return yield* readJson(trimmed)
  const separator = findSeparator(trimmed)
  return yield* toTable(yield* splitRows(trimmed, separator), separator !== ',')
}

function* readJson(text: string): Steps<ReaderData> {
  try {
    return { kind: 'json', value: yield* parseJson(text), text }
  } catch {
    throw new DataError('noTable', 'no JSON')
  }
}

function findSeparator(text: string): string {
  const [head] = text.split(/\r?\n/, 1)
  const count = (it: string): number => head.split(it).length
  return [',', ';', '\t'].reduce((best, it) => (count(it) > count(best) ? it : best))
}

function* toTable(lines: string[][], mayHaveCommas: boolean): Steps<ReaderData> {
  const hasNames = !hasNumbersAlone(lines[0], mayHaveCommas)
  const names = hasNames ? toNames(lines[0]) : lines[0].map((_, i) => `column${i + 1}`)
  const rows: Json[][] = lines.slice(hasNames ? 1 : 0).filter((it) => it.length > 1 || it[0] !== '')
  if (rows.length === 0) throw new DataError('noRows', 'no rows')
  const odd = rows.findIndex((it) => it.length !== names.length)
  if (odd >= 0)
    throw new DataError('noTable', `row ${odd + 1}: ${rows[odd].length} fields of ${names.length}`)
  for (const column of names.keys()) yield* readColumn(rows, column, mayHaveCommas)
  return { kind: 'table', names, rows }
}

function hasNumbersAlone(fields: readonly string[], mayHaveCommas: boolean): boolean {
  return (
    fields.some((it) => isFiniteNumber(it, mayHaveCommas)) &&
    fields.every((it) => isNumber(it, mayHaveCommas))
  )
}

/** Names that are missing or come twice get a number: that of their column, or the next one that is free. */
function toNames(head: readonly string[]): string[] {
  const taken = new Set(head)
  const seen = new Set([''])
  return head.map((name, i) => {
    if (!seen.has(name)) {
      seen.add(name)
      return name
    }
    let number = i + 1
    while (taken.has(`${name || 'column'}${number}`)) number += 1
    taken.add(`${name || 'column'}${number}`)
    return `${name || 'column'}${number}`
  })
}
