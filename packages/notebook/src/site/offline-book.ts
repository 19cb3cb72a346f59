import type { AstroIntegration } from 'astro'
import { createHash } from 'node:crypto'
import { globSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterBuild } from './after-build.ts'
import { offlinePage } from './offline-page.ts'
import { siteFilesPath, type SiteFiles } from './page-files.ts'

/** What is no part of the book for those who read it: what search engines and other sites are given. */
const forOthers = ['embed/**', 'share/**', 'sitemap*', 'robots.txt', '404.html', 'sw.js']

interface Version {
  version: string
  base: string
  files: [path: string, integrity: string][]
  pages: Record<string, number[]>
  fallback: string
}

/** Makes the script of a service worker for a version of the book. */
type Bundle = (version: Version) => Promise<string>

/** Gives the built book a service worker, by which it is read without a network; it has to be the last that changes a file. */
export function offlineBook(bundle: Bundle): AstroIntegration {
  return afterBuild('offline-book', (folder, base) => writeWorker(folder, base, bundle))
}

/** Writes the service worker of the book as it stands in a folder. Two folders with the same files have the same one. */
export async function writeWorker(folder: string, base: string, bundle: Bundle): Promise<void> {
  const listed = JSON.parse(await readFile(join(folder, siteFilesPath), 'utf8')) as SiteFiles
  const files = await hashFiles(folder)
  const places = new Map(files.map(([path], index) => [path, index]))
  const pages = Object.fromEntries(
    Object.entries(listed.pages).map(([page, needs]) => [
      page,
      needs.flatMap((index) => places.get(listed.files[index]) ?? []),
    ]),
  )
  const content = { base, files, pages, fallback: `${offlinePage}/` }
  const version = createHash('sha256').update(JSON.stringify(content)).digest('hex').slice(0, 12)
  await writeFile(join(folder, 'sw.js'), await bundle({ version, ...content }))
}

/** All files by their addresses: a page by that of its folder. */
async function hashFiles(folder: string): Promise<[string, string][]> {
  const names = globSync('**/*.*', { cwd: folder, exclude: forOthers }).sort()
  return Promise.all(
    names.map(async (name): Promise<[string, string]> => {
      const hash = createHash('sha256').update(await readFile(join(folder, name)))
      const path = name.replaceAll('\\', '/').replace(/(^|\/)index\.html$/, '$1')
      return [path, `sha256-${hash.digest('base64')}`]
    }),
  )
}
