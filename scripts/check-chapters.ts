/**
 * Checks a book's pages, from their prose to the types of their cells:
 *
 *     node scripts/check-chapters.ts                 every page of the book
 *     node scripts/check-chapters.ts 04 notation     chapter 4, and the page on notation
 *     node scripts/check-chapters.ts content         every page below a folder
 *
 * `--json` prints a list of mistakes, `--github` one annotation for each, `--language zh` tells them in Chinese.
 * Warnings do not fail.
 */
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { basename, join } from 'node:path'
import { authorLanguages, checkBook, openCache, tellMistake } from '@cellgraph/notebook/check'
import { book } from '../src/library/config.ts'
import { findDrawnMistakes } from './check/find-drawn-mistakes.ts'
import { findHouseRules } from './check/find-house-rules.ts'
import { findImageMistakes } from './check/find-image-mistakes.ts'
import { findUnsettled } from './check/find-unsettled.ts'
import { printMistakes, type Told } from './check/print-mistakes.ts'
import { readOptionsOrExit } from './check/read-options.ts'

/** Ends with a message, and without a stack. */
function fail(message: string): never {
  console.error(message)
  process.exit(1)
}

const { format, language, names: chosen } = readOptionsOrExit(process.argv.slice(2))
if (!authorLanguages.includes(language))
  fail(`no such language: ${language}; mistakes are told in ${authorLanguages.join(', ')}`)

const isFolder = (path: string): boolean =>
  statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false
const folders = chosen.filter(isFolder).map((it) => it.replace(/[\\/]+$/, '').replaceAll('\\', '/'))
const names = chosen.filter((it) => !isFolder(it))
const roots = folders.length > 0 ? folders : ['content']

const all = roots.flatMap((folder) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.mdx'))
    .map((path) => join(folder, path).replaceAll('\\', '/')),
)
const pages = (names.length > 0 ? names.flatMap(findPages) : all).sort()

/** The pages that a number, a name or a path means. */
function findPages(name: string): string[] {
  const found = all.filter((path) => {
    const key = basename(path, '.mdx')
    const [, number = '', rest = key] = /^(\d+)-(.*)$/.exec(key) ?? []
    const isNumber = /^\d+$/.test(name) && number !== '' && Number(number) === Number(name)
    return isNumber || name === key || name === rest || name === path || `${name}.mdx` === path
  })
  if (found.length === 0)
    fail(`no such page: ${name}; there are ${all.map((it) => basename(it, '.mdx')).join(', ')}`)
  return found
}

/** What breaks the rules of this book in what its pages draw. */
async function findAllDrawn(files: readonly string[]): Promise<Told[]> {
  // A translation has the cells of its source.
  const own = files.filter((it) => it.startsWith('content/en/'))
  const told: Told[] = []
  // One after the other: each holds all that its page draws.
  for (const file of own) told.push(...(await findDrawnMistakes(file, sources.get(file) ?? '')))
  return told
}

if (pages.length === 0) fail(`no pages: ${roots.join(', ')}; name folders with .mdx files`)

const sources = new Map(pages.map((path) => [path, readFileSync(path, 'utf8')]))
const cache = openCache()
const report = await checkBook(sources, {
  ...book,
  cache,
  folders: roots,
  ...(names.length > 0 && { allPages: all }),
})
/** What has a mistake is not run once more. */
const right = [...sources.keys()].filter((file) =>
  report.errors.every((it) => it.file !== file && it.file.endsWith('.mdx')),
)
const told: Told[] = [
  ...[...report.errors, ...report.warnings].map((it) => ({
    file: it.file,
    line: it.line ?? 1,
    column: it.column ?? 1,
    severity: it.isWarning ? ('warning' as const) : ('error' as const),
    message: tellMistake(it.told, language),
  })),
  ...[...sources].flatMap(([file, text]) => findImageMistakes(file, text)),
  ...findHouseRules(sources, names.length === 0 && roots.includes('content')),
  ...(await findUnsettled(right, cache)),
  ...(await findAllDrawn(right)),
]
const { cells, values, formulas } = report
const counted = `Pages (${pages.length}) with cells (${cells}), values (${values}) and claims of formulas (${formulas})`
printMistakes(told, format, counted)
process.exitCode = told.some(({ severity }) => severity === 'error') ? 1 : 0
