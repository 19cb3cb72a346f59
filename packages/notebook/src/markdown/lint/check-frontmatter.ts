import { parseFrontmatter } from '@astrojs/markdown-remark'
import { readFileSync } from 'node:fs'
import { relative } from 'node:path'
import { gather, type ReportMistake } from '../syntax/mistakes.ts'
import { hasMarks } from '../syntax/props.ts'
import { toSource } from '../syntax/to-source.ts'
import { findNear } from '../../kernel/nearest.ts'
import { placeAt } from '../../text/place.ts'
import { suggest } from '../syntax/suggest.ts'
import { isUtf16 } from '../syntax/is-utf16.ts'
import { explainYaml } from './explain-yaml.ts'
import { neededFields, pageFields } from './page-fields.ts'
import { type Mistake, plainly } from '../../strings/mistakes.ts'

/** Checks a page's frontmatter. Returns whether it could be parsed. */
export function checkFrontmatter(source: string, report: ReportMistake): boolean {
  if (isUtf16(source)) {
    report({ line: 1, column: 1 }, { kind: 'inUtf16' })
    return false
  }
  const read = readFrontmatter(source, report)
  if (!read) return false
  const { data, lines } = read
  const lineOf = (key: string): number =>
    Math.max(
      0,
      lines.findIndex((it) => new RegExp(`^["']?${key.replace(/\W/g, '\\$&')}["']?\\s*:`).test(it)),
    ) + 2
  for (const [key, value] of Object.entries(data)) {
    const place = { line: lineOf(key), column: 1 }
    if (!pageFields.includes(key))
      report(place, {
        kind: 'unknownField',
        field: key,
        cure: suggest(key, pageFields, { kind: 'aPageHas' }),
      })
    else if (typeof value !== 'string' || value.trim() === '')
      report(place, { kind: 'invalidField', field: key, value: asWritten(value) })
    // Within straight quotes they are those of a quotation.
    else if (/^[^:]*:\s*[“„]/.test(lines[place.line - 2] ?? '') && /^[“„][^“”„]*[”“]$/.test(value))
      report(place, { kind: 'curlyField', field: key })
    else if (isCut(lines[place.line - 2] ?? '', value))
      report(place, { kind: 'cutField', field: key, value })
    else if (hasMarks(value)) report(place, { kind: 'marksInField', field: key, value })
  }
  const below = findBelow(source)
  for (const it of below) report({ line: it.line, column: 1 }, it.told)
  // A misspelt field is told as one.
  const given = [...Object.keys(data), ...below.map(({ key }) => key)]
  const meant = given
    .filter((it) => !pageFields.includes(it))
    .map((it) => findNear(it, neededFields) ?? findNear(it.toLowerCase(), neededFields))
  const missing = neededFields.filter((it) => !given.includes(it) && !meant.includes(it))
  if (missing.length > 0)
    report({ line: 1, column: 1 }, { kind: 'missingFields', fields: plainly(missing) })
  return below.length === 0
}

/** A value as the frontmatter has it: YAML makes times of days. */
const asWritten = (value: unknown): string =>
  value instanceof Date ? value.toISOString().replace(/T00:00.*/, '') : JSON.stringify(value)

/** Fields that stand below the end of the frontmatter, above a second one. */
function findBelow(source: string): { key: string; line: number; told: Mistake }[] {
  const [, head, more] =
    /^(---[ \t]*\n[^]*?\n)---[ \t]*\n((?:[a-z]+:[^\n]*\n)+)---/.exec(source) ?? []
  if (head === undefined || more === undefined) return []
  const end = head.split('\n').length
  return more.split('\n').flatMap((text, n) => {
    const key = text.split(':')[0]
    const line = end + n + 1
    return pageFields.includes(key)
      ? [{ key, line, told: { kind: 'belowFrontmatter', field: key, line: end } as const }]
      : []
  })
}

/** The line that was to end the frontmatter, and has other dashes, or blanks before them. */
function findWrongEnd(source: string): { line: number; mark: string } | undefined {
  const [first = '', ...lines] = source.split('\n')
  if (!/^---\s*$/.test(first)) return undefined
  const n = lines.findIndex((it) => /^\s*(?:-{2,}|\.{3}|[—–]+)\s*$/.test(it))
  return n < 0 || /^---\s*$/.test(lines[n]) ? undefined : { line: n + 2, mark: lines[n] }
}

/** Whether YAML took the end of a text for a comment. */
const isCut = (line: string, value: string): boolean =>
  /:\s*[^"'\s].*\s#/.test(line) && !value.includes('#')

/** Checks the frontmatter of a file. Throws ChapterErrors for all that is wrong. */
export function checkFrontmatterOf(path: string): void {
  gather(relative(process.cwd(), path), undefined, ({ report }) =>
    checkFrontmatter(toSource(readFileSync(path, 'utf8')), report),
  )
}

function readFrontmatter(
  source: string,
  report: ReportMistake,
): { data: Record<string, unknown>; lines: string[] } | undefined {
  if (/^-{4,}[ \t]*\n/.test(source)) {
    report({ line: 1, column: 1 }, { kind: 'tooManyDashes' })
    return undefined
  }
  const end = findWrongEnd(source)
  if (end) {
    report({ line: end.line, column: 1 }, { kind: 'wrongEnd', mark: JSON.stringify(end.mark) })
    return undefined
  }
  const [json] = /^\s*(?:---json\s*|;;;\s*)?(?=\{\s*"[\w-]+"\s*:)/.exec(source) ?? []
  if (json !== undefined) {
    report(placeAt(source, json.length), { kind: 'jsonFrontmatter' })
    return undefined
  }
  try {
    const { frontmatter, rawFrontmatter } = parseFrontmatter(source)
    const head = (mistake: Mistake): void => report({ line: 1, column: 1 }, mistake)
    if (/^\s+(---|\+\+\+)/.test(source)) head({ kind: 'lateFrontmatter' })
    else if (Array.isArray(frontmatter)) head({ kind: 'listFrontmatter' })
    else if (/^---[^\n]*\n/.test(source) && rawFrontmatter === '')
      head({ kind: 'unclosedFrontmatter' })
    else if (/^\+\+\+/.test(source)) head({ kind: 'tomlFrontmatter' })
    else return { data: frontmatter, lines: rawFrontmatter.split('\n').slice(1) }
  } catch (error) {
    for (const { place, told } of explainYaml(source, error)) report(place, told)
  }
  return undefined
}
