import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { rolldown } from 'rolldown'
import type { LibraryConfig } from '../library.ts'
import { partGlobals } from '../worker/parts.ts'

/** The files that the live page loads to run cells, by role. */
export type PartFiles = Record<'frame' | 'kernel' | 'drawing' | 'compile', { fileName: string; source: string }>

const here = (path: string): string => JSON.stringify(fileURLToPath(new URL(path, import.meta.url)))

/**
 * Bundles what runs in the sandbox: scripts without imports, as text that the page hands into the frame.
 * The same files serve `astro dev` and the built site.
 */
export async function bundleParts(library: LibraryConfig, root: string): Promise<PartFiles> {
  const [numbers, drawing] = [resolve(root, library.numbers), resolve(root, library.drawing)]
  const names = [...Object.keys((await import(pathToFileURL(drawing).href)) as object), 'document']
  const [kernel, drawn, compile, frame] = await Promise.all([
    bundle('kernel', undefined, `import ${here('../worker/prelude.ts')}
      import { startWorker } from ${here('../worker/start.ts')}
      import * as numbers from ${JSON.stringify(numbers)}
      startWorker({ numbers, drawingNames: ${JSON.stringify(names)} })`),
    bundle('drawing', partGlobals.drawing, `import ${here('../document/install-here.ts')}
      export * from ${JSON.stringify(drawing)}
      export const document = globalThis.document`),
    bundle('compile', partGlobals.compile, `export { compileCell } from ${here('../../kernel/compile/compile-cell.ts')}`),
    readFile(new URL('../frame/frame.html', import.meta.url), 'utf8'),
  ])
  return { kernel: toFile('kernel', 'js', kernel), drawing: toFile('drawing', 'js', drawn), compile: toFile('compile', 'js', compile), frame: toFile('frame', 'html', frame) }
}

async function bundle(name: string, global: string | undefined, entry: string): Promise<string> {
  const id = `\0notebook-${name}`
  const build = await rolldown({
    input: id,
    platform: 'browser',
    plugins: [{ name, resolveId: (source) => (source === id ? id : null), load: (source) => (source === id ? entry : null) }],
    onLog: (level, log) => level === 'warn' && log.code === 'CIRCULAR_DEPENDENCY' ? undefined : console.warn(`${name}: ${log.message}`),
  })
  const { output } = await build.generate({ format: 'iife', name: global, minify: true, codeSplitting: false })
  await build.close()
  return output[0].code
}

// The name changes with the text: browsers may keep each file for ever.
function toFile(role: string, extension: string, source: string): { fileName: string; source: string } {
  const hash = createHash('sha256').update(source).digest('hex').slice(0, 8)
  return { fileName: `_notebook/${role}.${hash}.${extension}`, source }
}
