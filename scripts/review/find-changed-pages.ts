import { existsSync, globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** The pages that only one of two built sites has, or that differ, by their addresses below the site's root. */
export function findChangedPages(before: string, after: string): string[] {
  const pages = new Set([...listPages(before), ...listPages(after)])
  return [...pages].filter((page) => read(before, page) !== read(after, page)).sort()
}

/** A cell alone is shown by its chapter as well. */
function listPages(folder: string): string[] {
  return globSync('**/index.html', { cwd: folder, exclude: ['embed/**'] }).map((path) =>
    path.replaceAll('\\', '/').replace(/index\.html$/, ''),
  )
}

/** A page without what changes with any script of the site: the hashes in names, and those of the page's policy. */
function read(folder: string, page: string): string | undefined {
  const path = join(folder, page, 'index.html')
  if (!existsSync(path)) return undefined
  return readFileSync(path, 'utf8')
    .replace(/[.-][\w-]{8}(?=\.(?:js|css)\b)/g, '')
    .replace(/sha256-[\w+/]+=*/g, '')
}
