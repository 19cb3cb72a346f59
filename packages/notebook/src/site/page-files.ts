import type { AstroIntegration } from 'astro'
import { globSync, readFileSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterBuild } from './after-build.ts'

/** Every file that a page of the book needs to be read, run and edited, by addresses below the book's; of pages, the places in the list. */
export interface SiteFiles {
  files: string[]
  pages: Record<string, number[]>
}

/** Where the list stands in the built site. */
export const siteFilesPath = '_notebook/pages.json'

interface Scripts {
  /** The scripts that a page may load, beginning with those that stand in it. */
  scriptsOf: (page: string | undefined, entries: readonly string[]) => Set<string>
}

/** Lists for each built page what it needs, so that it can be kept or taken along whole. */
export function pageFiles(scripts: Scripts): AstroIntegration {
  return afterBuild('page-files', async (folder, base) => {
    const list = listPageFiles(folder, base, scripts)
    await writeFile(join(folder, siteFilesPath), JSON.stringify(list))
  })
}

/**
 * What only some readers ask for, and much of it: a file for Node, and TypeScript with the types of the library. Cells run and
 * are edited without it.
 */
const onRequest = /^_notebook\/(?:file|language|service)\./

function listPageFiles(folder: string, base: string, scripts: Scripts): SiteFiles {
  const parts = globSync('_notebook/*.{js,html}', { cwd: folder })
    .map((it) => it.replaceAll('\\', '/'))
    .filter((it) => !onRequest.test(it))
    .sort()
  const known = new Map<string, string[]>()
  const namedIn = (sheet: string): string[] => {
    const named = known.get(sheet) ?? findNamed(readFileSync(join(folder, sheet), 'utf8'), base)
    known.set(sheet, named)
    return named
  }
  const files = new Map<string, number>()
  const pages: SiteFiles['pages'] = {}
  for (const name of globSync('**/index.html', { cwd: folder, exclude: ['embed/**'] }).sort()) {
    const html = readFileSync(join(folder, name), 'utf8')
    const needs = listNeeds(html, { base, scripts, parts, namedIn })
    const path = name.replaceAll('\\', '/').replace(/index\.html$/, '')
    pages[path] = [...new Set(needs)].map((file) => {
      if (!files.has(file)) files.set(file, files.size)
      return files.get(file) as number
    })
  }
  return { files: [...files.keys()], pages }
}

interface Site {
  base: string
  scripts: Scripts
  /** What runs cells. */
  parts: readonly string[]
  /** The files that a style sheet names. */
  namedIn: (sheet: string) => string[]
}

function listNeeds(html: string, { base, scripts, parts, namedIn }: Site): string[] {
  const named = findNamed(html, base)
  const sheets = named.filter((it) => it.endsWith('.css'))
  const [, id = 'null'] =
    /<script type="application\/json" data-page[^>]*>([^<]*)</.exec(html) ?? []
  const page = (JSON.parse(id) as string | null) ?? undefined
  const entries = named.filter((it) => it.endsWith('.js'))
  return [
    ...named.filter((it) => !it.endsWith('.js')),
    ...findPictures(html, base),
    ...sheets.flatMap((it) => namedIn(it)),
    ...scripts.scriptsOf(page, entries),
    // The list itself is what a page is taken home by.
    ...(page === undefined ? [] : [...parts, siteFilesPath]),
  ]
}

/** The pictures of a page, and its icon, that are no files of the bundler's but stand in the book's folder as they are. */
function findPictures(html: string, base: string): string[] {
  const tags = html.match(/<img\b[^>]*>|<link\b[^>]*\brel="icon"[^>]*>/g) ?? []
  const addresses = tags.flatMap((it) => /\s(?:src|href)="([^"?#]+)"/.exec(it)?.[1] ?? [])
  return addresses
    .filter((it) => it.startsWith(base) && !it.startsWith(`${base}_astro/`))
    .map((it) => it.slice(base.length))
}

/** The bundler's files that a text names. */
function findNamed(text: string, base: string): string[] {
  return text
    .split(`${base}_astro/`)
    .slice(1)
    .map((it) => `_astro/${/^[\w.@~-]+/.exec(it)?.[0]}`)
}
