import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import type { Weights } from '../check/compare-weights.ts'

/** What each page, script and style sheet of a built site weighs, compressed. */
export function weighFolder(folder: string): Weights {
  return Object.fromEntries(
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((path) => /\.(?:html|js|css)$/.test(path))
      // The names of files that are loaded hold a hash of what is in them.
      .map((path) => [path.replaceAll('\\', '/').replace(/[.-][\w-]{8}(?=\.\w+$)/, ''), path])
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, path]) => [name, gzipSync(readFileSync(join(folder, path))).length]),
  )
}
