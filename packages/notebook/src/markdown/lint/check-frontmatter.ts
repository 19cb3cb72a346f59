import { parseFrontmatter } from '@astrojs/markdown-remark'
import { readFileSync } from 'node:fs'
import { relative } from 'node:path'
import { gather, type ReportMistake } from '../syntax/mistakes.ts'
import { hasMarks } from '../syntax/props.ts'
import { toSource } from '../syntax/to-source.ts'
import { findNear } from '../../kernel/nearest.ts'
import { suggest } from '../syntax/suggest.ts'
import { explainYaml } from './explain-yaml.ts'
import { neededFields, pageFields } from './page-fields.ts'

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
  // A misspelt field is told as one.
  const given = Object.keys(data)
  const meant = given
    .filter((it) => !pageFields.includes(it))
    .map((it) => findNear(it, neededFields) ?? findNear(it.toLowerCase(), neededFields))
  const missing = neededFields.filter((it) => !given.includes(it) && !meant.includes(it))
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
  if (/^-{4,}[ \t]*\n/.test(source)) {
    report({ line: 1, column: 1 }, 'frontmatter that begins with too many dashes: write three: ---')
    return undefined
  }
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
    for (const { place, message } of explainYaml(source, error)) report(place, message)
  }
  return undefined
}
