import type { Json } from '../kernel/json.ts'
import {
  cellName,
  formatVersion,
  mostCode,
  type CellEdit,
  type OwnCell,
  type InputValue,
} from './changes.ts'
import type { PageChanges } from './changes.ts'

/** Why changes of elsewhere are refused: the words for readers are found by it. */
export type Refusal = 'damaged' | 'newer' | 'tooLarge' | 'tooMany'

/** Changes that come from elsewhere, and cannot be taken as they are. */
export class ChangesError extends Error {
  readonly refusal: Refusal

  constructor(refusal: Refusal, message: string) {
    super(`changes: ${message}`)
    this.refusal = refusal
  }
}

/** What one page may bring: more than any reader writes, and no more than a page can show. */
export const changeLimits = {
  /** Edits, and cells of one's own. */
  cells: 200,
  /** Characters of one cell. */
  source: mostCode,
  inputs: 200,
  /** Numbers and texts in one input's value. */
  values: 10_000,
  /** Characters of a name or of a page's address. */
  name: 200,
  /** Characters of all of it, as JSON. */
  text: 1_000_000,
} as const

/**
 * Reads changes that somebody else may have written: every field is checked, and what is not known
 * is left out.
 * @throws ChangesError for another shape, a newer version, or more than `changeLimits`.
 */
export function readChanges(data: unknown): PageChanges {
  const { v, page, edits = [], own = [], inputs = [] } = toRecord(data)
  if (typeof v !== 'number' || !Number.isInteger(v) || v < 1)
    throw new ChangesError('damaged', `no version: ${String(v)}`)
  if (v > formatVersion) throw new ChangesError('newer', `version of a later book: ${v}`)
  return {
    v: formatVersion,
    page: toText(page, changeLimits.name),
    edits: each(toList(edits, changeLimits.cells, toEdit), ({ cell }) => cell),
    own: each(toList(own, changeLimits.cells, toOwnCell), ({ name }) => name),
    inputs: toList(inputs, changeLimits.inputs, toInput),
  }
}

/** @throws ChangesError for text that is too long or no JSON, and as `readChanges`. */
export function parseChanges(json: string): PageChanges {
  return readChanges(parseJson(json, changeLimits.text))
}

/** @throws ChangesError for text that is too long, or no JSON. */
export function parseJson(json: string, limit: number): unknown {
  if (json.length > limit) throw new ChangesError('tooLarge', `longer than ${limit} characters`)
  try {
    return JSON.parse(json)
  } catch {
    throw new ChangesError('damaged', 'no JSON')
  }
}

function toEdit(data: unknown): CellEdit {
  const { cell, source, of } = toRecord(data)
  return {
    cell: toText(cell, changeLimits.name),
    source: toText(source, changeLimits.source),
    of: toText(of, changeLimits.name),
  }
}

function toOwnCell(data: unknown): OwnCell {
  const { name, after, source } = toRecord(data)
  if (typeof name !== 'string' || !cellName.test(name))
    throw new ChangesError('damaged', `no name of a cell: ${String(name).slice(0, 60)}`)
  return {
    name,
    after: toText(after, changeLimits.name),
    source: toText(source, changeLimits.source),
  }
}

/** Each thing once: the second edit of a cell would take the first one for the reader's. */
function each<T>(items: T[], nameOf: (item: T) => string): T[] {
  if (new Set(items.map(nameOf)).size < items.length)
    throw new ChangesError('damaged', 'two of one name')
  return items
}

function toInput(data: unknown): InputValue {
  const { name, value } = toRecord(data)
  if (countValues(value, 0) > changeLimits.values)
    throw new ChangesError('tooLarge', 'an input of too many values')
  return { name: toText(name, changeLimits.name), value: value as Json }
}

/** How many numbers, texts and the like a value holds; those that are nested too deeply count as too many. */
function countValues(value: unknown, depth: number): number {
  if (typeof value === 'string') return 1 + value.length / 100
  if (typeof value !== 'object' || value === null) return 1
  if (depth > 8) return Infinity
  let count = 1
  for (const part of Object.values(value)) {
    count += countValues(part, depth + 1)
    if (count > changeLimits.values) break
  }
  return count
}

/** Its own fields only: what is inherited was not sent. */
export function toRecord(data: unknown): Record<string, unknown> {
  if (typeof data !== 'object' || data === null || Array.isArray(data))
    throw new ChangesError('damaged', 'no record')
  return Object.assign(Object.create(null), data) as Record<string, unknown>
}

export function toText(data: unknown, limit: number): string {
  if (typeof data !== 'string') throw new ChangesError('damaged', 'no text where one belongs')
  if (data.length > limit) throw new ChangesError('tooLarge', `a text of ${data.length} characters`)
  return data
}

export function toList<T>(data: unknown, limit: number, read: (item: unknown) => T): T[] {
  if (!Array.isArray(data)) throw new ChangesError('damaged', 'no list where one belongs')
  if (data.length > limit) throw new ChangesError('tooMany', `${data.length} in one list`)
  return data.map(read)
}
