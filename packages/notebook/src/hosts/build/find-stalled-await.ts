import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { Origin } from './find-origin.ts'

/** What a thread of the build imports before the library. */
const preloads = [
  new URL('../data/install-data-modules.ts', import.meta.url).href,
  import.meta.resolve('@cellgraph/drawing-document/install-here'),
]

/**
 * Where a module waits at its top level for what never comes. Node tells it of a process that ends for want of anything
 * else to do, and not of a thread.
 * @param urls of the modules that are loaded, the first first
 */
export function findStalledAwait(urls: readonly string[]): Origin | undefined {
  for (const url of urls) {
    const imports = preloads.flatMap((it) => ['--import', it])
    const { stderr } = spawnSync(process.execPath, [...imports, fileURLToPath(url)], {
      encoding: 'utf8',
      // What is waited for may come here, and something else keep the process.
      timeout: 20_000,
    })
    const place = readWarning(stderr)
    if (place) return place
  }
  return undefined
}

function readWarning(stderr: string): Origin | undefined {
  const [, url, line, marked] =
    /unsettled top-level await at (file:.*):(\d+)\n.*\n(\s*)\^/.exec(stderr) ?? []
  return url === undefined
    ? undefined
    : { file: fileURLToPath(url), line: Number(line), column: marked.length + 1 }
}
