import { createHash } from 'node:crypto'
import { rolldown } from 'rolldown'
import type { Made, Recall } from '../cache/recall-made.ts'
import { dataModules } from '../data/data-module.ts'

/** A file of the sandbox, or of another worker. */
export interface PartFile {
  fileName: string
  source: string
  /** The files that it was made of. */
  modules: string[]
}

/** A text, with the files that it was made of. */
export interface Bundle {
  code: string
  modules: string[]
}

/** A module that is to be bundled. */
export interface Script {
  name: string
  /** The name of the global that has its exports. */
  global?: string | undefined
  /** The module's text. */
  entry: string
  /** Whether its code may be rewritten to be shorter, besides its names and blanks. Default: true. */
  isRewritten?: boolean
}

/** Bundles a module as one classic script. */
export function bundleScript(script: Script, recall: Recall): Promise<Bundle> {
  return recall(['script', script], () => makeScript(script))
}

/** Short names, and no blanks. */
const short = { compress: false, mangle: true, codegen: true } as const

async function makeScript(script: Script): Promise<Made<Bundle>> {
  const { name, global, entry, isRewritten = true } = script
  const id = `\0notebook-${name}`
  let files: string[] | undefined = []
  const build = await rolldown({
    input: id,
    platform: 'browser',
    plugins: [
      {
        name,
        resolveId: (source) => (source === id ? id : null),
        load: (source) => (source === id ? entry : null),
        buildEnd() {
          files &&= [...this.getModuleIds()].filter((it) => it !== id && isFile(it))
        },
      },
      dataModules(),
    ],
    onLog: (level, log) => {
      if (level === 'warn' && log.code === 'CIRCULAR_DEPENDENCY') return
      // It is told each time.
      files = undefined
      console.warn(`${name}: ${log.message}`)
    },
  })
  const { output } = await build.generate({
    format: 'iife',
    name: global,
    // The bench reads from the names and marks of what is not minified where a touch's time goes.
    minify: process.env.NOTEBOOK_READABLE === undefined && (isRewritten || short),
    codeSplitting: false,
  })
  await build.close()
  const [{ code, moduleIds }] = output
  return { value: { code, modules: moduleIds.filter(isFile) }, files }
}

/** What stands for modules that a package leaves out in browsers is no file. */
function isFile(id: string): boolean {
  return !/^\0?rolldown\//.test(id)
}

// The name changes with the text: browsers may keep each file for ever.
/** A file by its role. */
export function toFile(role: string, extension: string, { code, modules }: Bundle): PartFile {
  const hash = createHash('sha256').update(code).digest('hex').slice(0, 8)
  return { fileName: `_notebook/${role}.${hash}.${extension}`, source: code, modules }
}
