import type { Told } from './print-mistakes.ts'
import { tellAt } from './tell-at.ts'

/** Chapters that a page says it needs, and that the book does not have. */
export function findMissingNeeds(file: string, text: string, chapters: readonly number[]): Told[] {
  const [line = '', numbers = ''] =
    /^needs:.*?\bchapters? ((?:\d+|, | and | to )+).*$/m.exec(text) ?? []
  const missing = (numbers.match(/\d+/g) ?? []).filter((it) => !chapters.includes(Number(it)))
  return missing.map((it) =>
    tellAt(
      file,
      text,
      text.indexOf(line) + line.search(new RegExp(`\\b${it}\\b`)),
      `no such chapter: ${it}; the book has ${chapters.length}, the last of which is ${Math.max(...chapters)}`,
    ),
  )
}

/**
 * Entries of a list that no page uses.
 * @param list the list's file, and its text
 * @param toMark what stands in a page that uses an entry of a name
 */
export function findUnused(
  [file, text]: readonly [string, string],
  {
    key,
    toMark,
    pages,
  }: { key: string; toMark: (name: string) => string; pages: readonly string[] },
): Told[] {
  const entries = [...text.matchAll(new RegExp(`"${key}":\\s*("(?:[^"\\\\]|\\\\.)*")`, 'g'))]
  return entries.flatMap(({ 0: whole, 1: json, index }) => {
    const name = JSON.parse(json) as string
    if (pages.some((it) => it.includes(toMark(name)))) return []
    const at = index + whole.lastIndexOf(json)
    const message = `used by no page: ${name}; use it, or take it out`
    return [{ ...tellAt(file, text, at, message), severity: 'warning' as const }]
  })
}
