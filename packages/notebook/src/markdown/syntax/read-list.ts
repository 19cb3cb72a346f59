import { readFileSync } from 'node:fs'
import { placeAt } from '../../text/place.ts'
import { ChapterError } from './chapter-error.ts'

/** What the entries of a list have. */
export interface ListShape<T> {
  /** What an entry is called in messages. */
  what: string
  /** The field whose value is unique for each entry. */
  key: keyof T & string
  /** Fields that every entry has, as text. */
  needed: readonly (keyof T & string)[]
}

/**
 * Reads one of the book's lists, a JSON file.
 * @throws ChapterError for a file that is not such a list, or has an entry twice.
 */
export function readList<T>(path: string, { what, key, needed }: ListShape<T>): T[] {
  const text = readFileSync(path, 'utf8')
  const list = parse(path, text)
  if (!Array.isArray(list))
    throw new ChapterError(
      path,
      { line: 1, column: 1 },
      `no list: it begins with ${text.trim()[0]}; write [ and one object for each ${what}`,
    )
  const seen = new Set<unknown>()
  for (const entry of list as T[]) {
    const shown = JSON.stringify(entry)
    const place = placeAt(text, Math.max(0, text.indexOf(JSON.stringify(entry?.[key]) ?? '\0')))
    const missing = needed.find((it) => typeof entry?.[it] !== 'string')
    if (missing) throw new ChapterError(path, place, `${what} without ${missing}: ${shown}`)
    if (seen.has(entry[key]))
      throw new ChapterError(
        path,
        placeAt(text, text.lastIndexOf(JSON.stringify(entry[key]))),
        `${what} listed twice: ${String(entry[key])}; keep one`,
      )
    seen.add(entry[key])
  }
  return list as T[]
}

function parse(path: string, text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    const said = (error as Error).message
    const offset = Number(/at position (\d+)/.exec(said)?.[1] ?? text.length)
    throw new ChapterError(
      path,
      placeAt(text, offset),
      `unreadable JSON: ${said.split(/ in JSON|, "/)[0].toLowerCase()}; look for a comma or a quote that is missing or too many`,
      error,
    )
  }
}
