import { parseFrontmatter } from '@astrojs/markdown-remark'
import { readFileSync } from 'node:fs'
import { relative } from 'node:path'
import { gather, type ReportMistake } from '../syntax/mistakes.ts'
import { hasMarks } from '../syntax/props.ts'
import { toSource } from '../syntax/to-source.ts'
import { suggest } from '../syntax/suggest.ts'

/** The fields that a page has to have, and all that it may have. */
export const neededFields = ['title', 'description']
export const pageFields = [...neededFields, 'short', 'finding', 'needs']

/** Checks a page's frontmatter. Returns whether it could be parsed. */
export function checkFrontmatter(source: string, report: ReportMistake): boolean {
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
      report(place, `unknown frontmatter: ${key}; ${suggest(key, pageFields, 'a page has')}`)
    else if (typeof value !== 'string' || value.trim() === '')
      report(
        place,
        `invalid ${key}: ${JSON.stringify(value)}; write ${key}: and a text, in quotes if it is a number, a date, true or false`,
      )
    else if (isCut(lines[place.line - 2] ?? '', value))
      report(place, `cut ${key}: ${value}; what follows # is a comment: write the text in "…"`)
    else if (hasMarks(value))
      report(
        place,
        `marks in ${key}: ${value}; it is shown as it is: write plain text, without formulas or Markdown`,
      )
  }
  const missing = neededFields.filter((it) => !Object.hasOwn(data, it))
  if (missing.length > 0)
    report(
      { line: 1, column: 1 },
      `missing frontmatter: ${missing.join(', ')}; a page begins with ---, title: …, description: …, perhaps short: …, and ---`,
    )
  return true
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
  try {
    const { frontmatter, rawFrontmatter } = parseFrontmatter(source)
    const head = (message: string): void => report({ line: 1, column: 1 }, message)
    if (/^\s+(---|\+\+\+)/.test(source))
      head('frontmatter below the first line: ---; begin the file with it')
    else if (Array.isArray(frontmatter)) head('frontmatter that is a list: write each as key: text')
    else if (/^---[^\n]*\n/.test(source) && rawFrontmatter === '')
      head('unclosed frontmatter: ---; close it with --- on a line of its own')
    else if (/^\+\+\+/.test(source))
      head('frontmatter in TOML: +++; write it between --- and ---, as title: …')
    else return { data: frontmatter, lines: rawFrontmatter.split('\n').slice(1) }
  } catch (error) {
    const { reason = String(error), mark } = error as {
      reason?: string
      mark?: { line: number; column: number }
    }
    report(
      { line: (mark?.line ?? 0) + 1, column: (mark?.column ?? 0) + 1 },
      `unreadable frontmatter: ${reason}; write each as key: text, and a text that holds : or # or begins with a sign in "…"`,
    )
  }
  return undefined
}
