import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { checkBook } from '../../src/types/check-book.ts'

/** A page with mistakes, as a fixture has it, and the files of its book that differ from the others’. */
export interface Case {
  title: string
  /** The text, without the frontmatter if it has the usual one. */
  text: string
  files: Record<string, string>
}

const head = '---\ntitle: T\ndescription: D.\n---\n'
const other = `${head}## A place\n\n$$ name=first unchecked="a test"\nz_i\n$$\n\n\`\`\`ts cell name=there\n1\n\`\`\`\n`

/** The cases of a fixture: each begins with `=== title`, another file of its book with `@@ path`. */
export function readCases(fixture: string): Case[] {
  const [, ...parts] = `\n${fixture}`.split('\n=== ')
  return parts.map((part) => {
    const [given] = part.replace(/\n$/, '').split(/\n--> /)
    const [page, ...more] = given.split('\n@@ ')
    const files = more.map((it) => [firstLine(it), restOf(it)])
    return {
      title: firstLine(page),
      text: restOf(page),
      files: Object.fromEntries(files) as Record<string, string>,
    }
  })
}

const firstLine = (text: string): string => text.split('\n', 1)[0]
const restOf = (text: string): string => text.slice(firstLine(text).length + 1)

/** A fixture’s text, with what is told of each of its cases. */
export function writeCases(cases: readonly Case[], told: readonly string[][]): string {
  return cases
    .map(({ title, text, files }, n) => {
      const more = Object.entries(files).map(([path, it]) => `\n@@ ${path}\n${it}`)
      return `=== ${title}\n${text}${more.join('')}${told[n].map((it) => `\n--> ${it}`).join('')}\n`
    })
    .join('')
}

/** The book of the fixtures: a small library, a few symbols, two references. */
const book = join(import.meta.dirname, 'book')
const packages = resolve(import.meta.dirname, '../../../../node_modules')

/** What is told of each of some cases, each in a book of its own. */
export async function tellAll(cases: readonly Case[]): Promise<string[][]> {
  const root = mkdtempSync(join(tmpdir(), 'mistakes-'))
  try {
    symlinkSync(packages, join(root, 'node_modules'))
    const folders = cases.map((it, n) => writeBook(root, n, it))
    const shared = folders.filter((_, n) => Object.keys(cases[n].files).length === 0)
    const together = await check(root, pagesOf(cases, shared, folders), book)
    const told: string[][] = []
    for (const [n, folder] of folders.entries()) {
      const own = Object.keys(cases[n].files).length > 0
      const all = own
        ? await check(root, pagesOf(cases, [folder], folders), join(root, folder))
        : together.filter((it) => it.startsWith(`${folder}/`))
      told.push(all.map((it) => shorten(it, folder)))
    }
    return told
  } finally {
    rmSync(root, { recursive: true })
  }
}

const pageOf = (folder: string): string => `${folder}/content/en/01-page.mdx`

function pagesOf(
  cases: readonly Case[],
  chosen: readonly string[],
  folders: readonly string[],
): Map<string, string> {
  return new Map(chosen.map((it) => [pageOf(it), toPage(cases[folders.indexOf(it)])]))
}

const toPage = ({ text }: Case): string =>
  /^\uFEFF?\s*(---|\+\+\+|;;;|\{\s*")/.test(text) ? text : head + text

function writeBook(root: string, n: number, it: Case): string {
  const folder = `case-${String(n).padStart(3, '0')}`
  const write = (path: string, text: string): void => {
    mkdirSync(dirname(join(root, folder, path)), { recursive: true })
    writeFileSync(join(root, folder, path), text)
  }
  write('content/en/01-page.mdx', toPage(it))
  write('content/en/02-other.mdx', other)
  if (Object.keys(it.files).length > 0) cpSync(book, join(root, folder), { recursive: true })
  for (const [path, text] of Object.entries(it.files)) write(path, text)
  return folder
}

/** The messages about some pages, with the lists and the library of the folder `of`. */
async function check(
  root: string,
  pages: ReadonlyMap<string, string>,
  of: string,
): Promise<string[]> {
  if (pages.size === 0) return []
  const { errors, warnings } = await checkBook(pages, {
    root,
    library: { numbers: join(of, 'numbers.ts'), parts: { drawing: join(of, 'drawing.ts') } },
    symbols: join(of, 'symbols.json'),
    references: join(of, 'references.json'),
    appendices: ['notation'],
    reserved: ['search'],
    timeLimit: 2000,
    loadLimit: 3000,
  })
  return [...errors, ...warnings].map(({ message, isWarning }) =>
    isWarning ? `${relativeTo(root, message)} (warning)` : relativeTo(root, message),
  )
}

/** Paths as they are in a book, wherever this folder lies. */
const relativeTo = (root: string, message: string): string =>
  message.replaceAll(`${root}/`, '').replaceAll(`${book}/`, '')

/** Leaves out what every message has. */
function shorten(message: string, folder: string): string {
  return message
    .replaceAll(`${pageOf(folder)}:`, '')
    .replaceAll(`${folder}/`, '')
    .replaceAll('\n', '\n    ')
}
