import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import '../data/install-data-modules.ts'
import { documentName, type LibraryConfig } from '../library.ts'
import { globalOf } from '../worker/parts.ts'
import type { Recall } from '../cache/recall-made.ts'
import { bundleScript, toFile, type Bundle, type PartFile } from './bundle-script.ts'
import { exportedNames } from './exported-names.ts'
import { toHost } from './to-host.ts'

/** The files that the live page loads to run cells. */
export interface PartFiles {
  frame: PartFile
  /** What holds the frame where a service worker answers for the site. */
  host: PartFile
  kernel: PartFile
  /** The library's parts, and `compile`. */
  parts: Record<string, PartFile>
  /** What runs a page that a reader took along, with the whole library in it. */
  file: PartFile
}

const installDocument = JSON.stringify(
  createRequire(import.meta.url).resolve('@cellgraph/drawing-document/install-here'),
)
const here = (path: string): string => JSON.stringify(fileURLToPath(new URL(path, import.meta.url)))

/**
 * Bundles what runs in the sandbox: scripts without imports, as text that the page hands into the frame.
 * The same files serve `astro dev` and the built site.
 */
export async function bundleParts(
  library: LibraryConfig,
  root: string,
  recall: Recall,
): Promise<PartFiles> {
  const [frame, host] = await Promise.all(
    ['frame', 'host'].map((it) =>
      readFile(new URL(`../frame/${it}.html`, import.meta.url), 'utf8'),
    ),
  )
  const entries = {
    ...toPartEntries(library, root),
    compile: `export { compileCell } from ${here('../../kernel/compile/compile-cell.ts')}`,
  }
  const bundle = (name: string, entry: string, global?: string): Promise<Bundle> =>
    bundleScript({ name, entry, global }, recall)
  const parts = await Promise.all(
    Object.entries(entries).map(
      async ([name, entry]) =>
        [name, toFile(name, 'js', await bundle(name, entry, globalOf(name)))] as const,
    ),
  )
  const kernel = await bundle('kernel', await toKernelEntry(library, root))
  const file = await bundle('file', toFileEntry(library, root))
  return {
    file: toFile('file', 'js', file),
    frame: toFile('frame', 'html', { code: frame, modules: [] }),
    host: toFile('host', 'html', { code: toHost(host, frame), modules: [] }),
    kernel: toFile('kernel', 'js', kernel),
    parts: Object.fromEntries(parts),
  }
}

async function toKernelEntry(library: LibraryConfig, root: string): Promise<string> {
  const names = await Promise.all(
    Object.entries(library.parts).map(async ([part, path]) => [
      part,
      [...(await exportedNames(resolve(root, path))), documentName],
    ]),
  )
  return `import { frames } from ${here('../worker/prelude.ts')}
    import { startWorker } from ${here('../worker/start.ts')}
    import * as numbers from ${JSON.stringify(resolve(root, library.numbers))}
    startWorker({ numbers, parts: ${JSON.stringify(Object.fromEntries(names))} }, frames)`
}

function toFileEntry({ numbers, parts }: LibraryConfig, root: string): string {
  const paths = Object.values(parts).map((path) => JSON.stringify(resolve(root, path)))
  return `import { startFile } from ${here('../file/start.ts')}
    import * as numbers from ${JSON.stringify(resolve(root, numbers))}
    ${paths.map((path, i) => `import * as part${i} from ${path}`).join('\n')}
    startFile(numbers, [${paths.map((_, i) => `part${i}`).join(', ')}])`
}

function toPartEntries({ parts }: LibraryConfig, root: string): Record<string, string> {
  const toEntry = (path: string): string => `import ${installDocument}
    export * from ${JSON.stringify(resolve(root, path))}
    export const ${documentName} = globalThis.document`
  return Object.fromEntries(Object.entries(parts).map(([part, path]) => [part, toEntry(path)]))
}
