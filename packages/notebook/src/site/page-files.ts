import type { AstroIntegration } from 'astro'
import { globSync, readFileSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { detach } from '../text/detach.ts'
import { afterBuild } from './after-build.ts'
import { addressIn, type BuiltPages } from './built-pages.ts'
import { readId } from './embed/embed-page.ts'
import { once } from './once.ts'

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
export function pageFiles(pages: BuiltPages, scripts: Scripts): AstroIntegration {
  const named = new Map<string, NamedFiles>()
  pages.onFinished(({ name, bytes, base }) => {
    const address = addressIn(name)
    if (address !== undefined) named.set(address, readNames(bytes, base))
  })
  return afterBuild('page-files', async (folder, base) => {
    const list = listPageFiles(named, { folder, base, scripts })
    named.clear()
    await writeFile(join(folder, siteFilesPath), JSON.stringify(list))
  })
}

/**
 * What only some readers ask for, and much of it: a file for Node, and TypeScript with the types of the library. Cells run and
 * are edited without it.
 */
const onRequest = /^_notebook\/(?:file|language|service)\./

interface Site {
  folder: string
  base: string
  scripts: Scripts
}

function listPageFiles(
  named: ReadonlyMap<string, NamedFiles>,
  { folder, base, scripts }: Site,
): SiteFiles {
  const namedIn = once((sheet: string) =>
    findNamed(readFileSync(join(folder, sheet), 'utf8'), base),
  )
  const running = listRunning(folder)
  const files = new Map<string, number>()
  const toPlace = (file: string): number => {
    const place = files.get(file) ?? files.size
    files.set(file, place)
    return place
  }
  const pages = [...named].map(([address, { bundled, pictures, id }]) => {
    const others = bundled.filter((it) => !it.endsWith('.js'))
    const needs = [
      ...others,
      ...pictures,
      ...others.filter((it) => it.endsWith('.css')).flatMap(namedIn),
      ...scripts.scriptsOf(
        id,
        bundled.filter((it) => it.endsWith('.js')),
      ),
      // The list itself is what a page is taken home by.
      ...(id === undefined ? [] : [...running, siteFilesPath]),
    ]
    return [address, [...new Set(needs)].map(toPlace)] as const
  })
  return { files: [...files.keys()], pages: Object.fromEntries(pages) }
}

/** What runs cells. */
function listRunning(folder: string): string[] {
  return globSync('_notebook/*.{js,html}', { cwd: folder })
    .map((it) => it.replaceAll('\\', '/'))
    .filter((it) => !onRequest.test(it))
    .sort()
}

/** What a page names, by addresses below the book's. */
interface NamedFiles {
  /** The bundler's files. */
  bundled: string[]
  /** Its pictures, and its icon, that are no files of the bundler's but stand in the book's folder as they are. */
  pictures: string[]
  /** The id of its own module, where it has cells. */
  id: string | undefined
}

/** A page is read byte by byte, as tags are ASCII: to decode all of it takes long. */
function readNames(page: Buffer, base: string): NamedFiles {
  const [html, ownBase] = [page, Buffer.from(base)].map((it) => it.toString('latin1'))
  const id = readId(html)
  return {
    bundled: findNamed(html, ownBase).map(detach),
    pictures: findPictures(html, ownBase).map(decode),
    id: id === undefined ? undefined : decode(id),
  }
}

const decode = (bytes: string): string => Buffer.from(bytes, 'latin1').toString()

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
