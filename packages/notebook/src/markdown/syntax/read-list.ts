import { existsSync, readFileSync } from 'node:fs'
import { relative } from 'node:path'
import { findNear } from '../../kernel/nearest.ts'
import { placeAt } from '../../text/place.ts'
import { ChapterError } from './chapter-error.ts'
import { gather, type Mistakes } from './mistakes.ts'
import { hasMarks } from './props.ts'
import { JsonError, readJson, type JsonNode } from './read-json.ts'
import { shorten } from './shorten.ts'

/** What the entries of a list have. */
export interface ListShape<T> {
  /** What an entry is called in messages. */
  what: string
  /** The field whose value is unique for each entry. */
  key: keyof T & string
  /** Fields that every entry has, as text. */
  needed: readonly (keyof T & string)[]
  /** Fields that an entry may have beside them, as text. */
  optional: readonly (keyof T & string)[]
  /** What is wrong with an entry's key, if anything is. */
  checkKey?: (key: string) => string | undefined
  /** What is wrong with one of the other texts, if anything is. */
  checkText?: (field: string, text: string) => string | undefined
  /** A field whose values differ too, where entries have it. */
  distinct?: keyof T & string
}

/**
 * Reads one of the book's lists, a JSON file.
 * @throws ChapterErrors for a file that is not such a list: each mistake at its place
 */
export function readList<T>(path: string, shape: ListShape<T>): T[] {
  const file = relative(process.cwd(), path) || path
  const shown = file.startsWith('..') ? path : file
  if (!existsSync(path))
    throw new ChapterError(
      shown,
      { line: 1, column: 1 },
      `missing list: there is no such file; it begins with [ and has one object for each ${shape.what}`,
    )
  const text = readFileSync(path, 'utf8').replace(/^\uFEFF/, '')
  return gather(shown, undefined, (mistakes) => {
    const bad = text.indexOf('\uFFFD')
    if (bad >= 0)
      mistakes.report(
        placeAt(text, bad),
        'not UTF-8: \uFFFD stands for a byte that cannot be read; save the file as UTF-8',
      )
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

function parse(path: string, text: string, what: string): JsonNode {
  try {
    const list = readJson(text)
    if (list.items) return list
    throw new JsonError(
      text,
      list.start,
      `no list: it begins with ${text[list.start]}; write [ and one object for each ${what}`,
    )
  } catch (error) {
    if (!(error instanceof JsonError)) throw error
    throw new ChapterError(path, error.place, error.message, { cause: error })
  }
}

function checkEntry<T>(entry: JsonNode, { text, shape, mistakes, lines }: ListCheck<T>): void {
  const { what, key, needed, optional, checkKey, distinct } = shape
  const at = (offset: number, message: string): void =>
    mistakes.report(placeAt(text, offset), message)
  const shown = shorten(JSON.stringify(entry.value))
  if (!entry.entries)
    return at(entry.start, `no ${what}: ${shown}; write { "${key}": "…" } with its other fields`)
  const known: readonly string[] = [...needed, ...optional]
  const seen = new Set<string>()
  for (const { key: name, start, node } of entry.entries) {
    const near = findNear(name, known)
    if (!known.includes(name))
      at(
        start,
        `unknown field: ${name}; ${near ? `did you mean ${near}? ` : ''}a ${what} has ${known.join(', ')}`,
      )
    else if (seen.has(name)) at(start, `field given twice: ${name}; keep one`)
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
    at(
      entry.start,
      `${what} without ${missing.join(', ')}: ${shown}; add ${missing.map((it) => `"${it}": "…"`).join(', ')}`,
    )
  const id = entry.entries.find((it) => it.key === key)?.node
  if (typeof id?.value !== 'string' || id.value.trim() === '') return
  const other = noteLine(`${key} ${id.value}`, id)
  if (other !== undefined)
    at(id.start, `${what} listed twice: ${id.value}; it is also on line ${other}: keep one`)
  const wrong = checkKey?.(id.value)
  if (wrong !== undefined) at(id.start, wrong)
  const same = entry.entries.find((it) => it.key === distinct)?.node
  const before = same && noteLine(`${distinct} ${String(same.value)}`, same)
  if (same && before !== undefined && other === undefined)
    at(
      same.start,
      `${distinct} used twice: ${String(same.value)}; the ${what} of line ${before} has it`,
    )

  /** Keeps the line of a value, and returns that of an earlier one that is the same. */
  function noteLine(value: string, { start }: JsonNode): number | undefined {
    const found = lines.get(value)
    lines.set(value, found ?? placeAt(text, start).line)
    return found
  }
}

/** What is wrong with the value of a field, if anything is. */
function explainText<T>(
  name: string,
  value: unknown,
  { key, checkText }: ListShape<T>,
): string | undefined {
  if (typeof value !== 'string' || value.trim() === '')
    return `invalid ${name}: ${JSON.stringify(value)}; write a text, in quotes`
  if (value !== value.trim())
    return `blank at an end of ${name}: ${JSON.stringify(value)}; take it away`
  if (name === key) return undefined
  if (hasMarks(value))
    return `marks in ${name}: ${value}; it is shown as it is: write plain text, without formulas or Markdown`
  return checkText?.(name, value)
}
