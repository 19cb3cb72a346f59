import { existsSync, readFileSync } from 'node:fs'
import { relative } from 'node:path'
import { LastMade } from '../../hosts/cache/last-made.ts'
import { noteFile } from '../../hosts/cache/reads.ts'
import { findNear } from '../../kernel/nearest.ts'
import { placeAt } from '../../text/place.ts'
import { ChapterError } from './chapter-error.ts'
import { findConflict, findGarbled } from './find-foreign.ts'
import { gather, type Mistakes } from './mistakes.ts'
import { hasMarks } from './props.ts'
import { JsonError, readJson, type JsonNode } from './read-json.ts'
import { shorten } from './shorten.ts'
import { type Mistake, plainly } from '../../strings/mistakes.ts'

/** What the entries of a list have. */
export interface ListShape<T> {
  /** What an entry is called in messages. */
  what: Mistake
  /** The field whose value is unique for each entry. */
  key: keyof T & string
  /** Fields that every entry has, as text. */
  needed: readonly (keyof T & string)[]
  /** Fields that an entry may have beside them, as text. */
  optional: readonly (keyof T & string)[]
  /** What is wrong with an entry's key, if anything is. */
  checkKey?: (key: string) => Mistake | undefined
  /** What is wrong with one of the other texts, if anything is. */
  checkText?: (field: string, text: string) => Mistake | undefined
  /** A field whose values differ too, where entries have it. */
  distinct?: keyof T & string
}

/** Lists without mistakes as they were read last, by path and key: every page of a book asks for them. */
const lists = new LastMade<unknown[]>()

/**
 * Reads one of the book's lists, a JSON file.
 * @throws ChapterErrors for a file that is not such a list: each mistake at its place
 */
export function readList<T>(path: string, shape: ListShape<T>): T[] {
  const file = relative(process.cwd(), path) || path
  const shown = file.startsWith('..') ? path : file
  noteFile(path)
  if (!existsSync(path))
    throw new ChapterError(shown, { line: 1, column: 1 }, { kind: 'missingList', what: shape.what })
  const text = readFileSync(path, 'utf8').replace(/^\uFEFF/, '')
  return lists.get(`${shape.key} ${path}`, text, () => readText(shown, text, shape)) as T[]
}

function readText<T>(shown: string, text: string, shape: ListShape<T>): T[] {
  return gather(shown, undefined, (mistakes) => {
    const bad = text.indexOf('\uFFFD')
    if (bad >= 0) mistakes.report(placeAt(text, bad), { kind: 'notUtf8' })
    const garbled = findGarbled(text)
    if (garbled)
      mistakes.report(placeAt(text, garbled.index), { kind: 'garbled', found: garbled[0] })
    const list = mistakes.attempt(() => parse(shown, text, shape.what))
    if (!list) return []
    const check: ListCheck<T> = { text, shape, mistakes, lines: new Map() }
    for (const entry of list.items ?? []) checkEntry(entry, check)
    return list.value as T[]
  })
}

interface ListCheck<T> {
  text: string
  shape: ListShape<T>
  mistakes: Mistakes
  /** The line of each key. */
  lines: Map<string, number>
}

function parse(path: string, text: string, what: Mistake): JsonNode {
  try {
    const conflict = findConflict(text)
    if (conflict)
      throw new JsonError(text, conflict.index, { kind: 'gitConflict', mark: conflict[0] })
    const start = text.search(/\S/)
    // A comment is told as that.
    if (start >= 0 && !/[[/]/.test(text[start]))
      throw new JsonError(text, start, { kind: 'noList', sign: text[start], what })
    return readJson(text)
  } catch (error) {
    if (!(error instanceof JsonError)) throw error
    throw new ChapterError(path, error.place, error.told, { cause: error })
  }
}

function checkEntry<T>(entry: JsonNode, { text, shape, mistakes, lines }: ListCheck<T>): void {
  const { what, key, needed, optional, checkKey, distinct } = shape
  const at = (offset: number, mistake: Mistake): void =>
    mistakes.report(placeAt(text, offset), mistake)
  const shown = shorten(JSON.stringify(entry.value))
  if (!entry.entries) return at(entry.start, { kind: 'noEntry', what, shown, key })
  const known: readonly string[] = [...needed, ...optional]
  const seen = new Set<string>()
  for (const { key: name, start, node } of entry.entries) {
    if (!known.includes(name))
      at(start, { kind: 'unknownListField', name, cure: explainField(name, known, what) })
    else if (seen.has(name)) at(start, { kind: 'fieldGivenTwice', name })
    else {
      const wrong = explainText(name, node.value, shape)
      if (wrong !== undefined) at(node.start, wrong)
    }
    seen.add(name)
  }
  // A misspelt field is told as one.
  const meant = [...seen].filter((it) => !known.includes(it)).map((it) => findNear(it, known))
  const missing = needed.filter((it) => !seen.has(it) && !meant.includes(it))
  if (missing.length > 0)
    at(entry.start, {
      kind: 'entryWithout',
      what,
      names: plainly(missing),
      shown,
      fields: plainly(missing.map((it) => `"${it}": "…"`)),
    })
  const id = entry.entries.find((it) => it.key === key)?.node
  if (typeof id?.value !== 'string' || id.value.trim() === '') return
  const other = noteLine(`${key} ${id.value}`, id)
  if (other !== undefined) at(id.start, { kind: 'listedTwice', what, name: id.value, line: other })
  const wrong = checkKey?.(id.value)
  if (wrong !== undefined) at(id.start, wrong)
  const same = entry.entries.find((it) => it.key === distinct)?.node
  const before = same && noteLine(`${distinct} ${String(same.value)}`, same)
  if (same && before !== undefined && other === undefined)
    at(same.start, {
      kind: 'usedTwice',
      field: String(distinct),
      value: String(same.value),
      what,
      line: before,
    })

  /** Keeps the line of a value, and returns that of an earlier one that is the same. */
  function noteLine(value: string, { start }: JsonNode): number | undefined {
    const found = lines.get(value)
    lines.set(value, found ?? placeAt(text, start).line)
    return found
  }
}

/** What to write instead of a field that entries do not have. */
function explainField(name: string, known: readonly string[], what: Mistake): Mistake {
  const near = findNear(name, known)
  const all: Mistake = { kind: 'entryHas', what, names: plainly(known) }
  return near === undefined ? all : { kind: 'didYouMeanOf', near, all }
}

/** What is wrong with the value of a field, if anything is. */
function explainText<T>(
  name: string,
  value: unknown,
  { key, checkText }: ListShape<T>,
): Mistake | undefined {
  if (typeof value !== 'string' || value.trim() === '')
    return { kind: 'notAText', field: name, value: JSON.stringify(value) }
  if (value !== value.trim())
    return { kind: 'blankAtEnd', field: name, value: JSON.stringify(value) }
  if (name === key) return undefined
  if (hasMarks(value)) return { kind: 'marksInField', field: name, value }
  return checkText?.(name, value)
}
