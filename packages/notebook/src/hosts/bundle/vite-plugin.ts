import type { Plugin } from 'vite'
import type { Recall } from '../cache/recall-made.ts'
import type { LibraryConfig } from '../library.ts'
import { bundleParts, type PartFiles } from './bundle-parts.ts'
import type { PartFile } from './bundle-script.ts'
import { findPackage, packageOf, toLicences, withDependencies } from './licences.ts'

const moduleName = 'virtual:notebook-parts'
/** What the engine brings to every page without an import: the styles of formulas, the search, and the service worker. */
const ownCarried = [
  'katex',
  'pagefind',
  'workbox-core',
  'workbox-precaching',
  'workbox-routing',
  'workbox-strategies',
]
const types = { js: 'text/javascript', html: 'text/html' } as const

interface PartsOptions {
  /** Packages that reach the page in other ways than by imports. */
  carried: readonly string[]
  /** The modules of what other plugins write. */
  others: () => Promise<readonly string[]>
  recall: Recall
}

/**
 * Gives the page the addresses of the sandbox's files, serves them in `astro dev`, and writes them at build, with the licences
 * of all packages that the page and they carry.
 */
export function notebookParts(
  library: LibraryConfig,
  root: string,
  { carried, others, recall }: PartsOptions,
): Plugin {
  let base = '/'
  let parts: Promise<PartFiles> | undefined
  /** The files that the last bundles were made of. */
  let sources = new Set<string>()
  const getParts = (): Promise<PartFiles> => (parts ??= makeParts())
  const makeParts = async (): Promise<PartFiles> => {
    const made = await bundleParts(library, root, recall)
    sources = new Set(allOf(made).flatMap(({ modules }) => modules))
    return made
  }
  return {
    name: 'notebook-parts',
    configResolved(config) {
      base = config.base.replace(/\/?$/, '/')
    },
    resolveId: (id) => (id === moduleName ? `\0${moduleName}` : null),
    async load(id) {
      if (id !== `\0${moduleName}`) return null
      return `export default ${JSON.stringify(toUrls(await getParts(), base))}`
    },
    configureServer(server) {
      server.middlewares.use((request, response, next) => {
        const path = (request.url ?? '').split('?')[0]
        if (!path.includes('/_notebook/')) return next()
        getParts().then((files) => {
          const file = allOf(files).find(({ fileName }) => path.endsWith(fileName))
          if (!file) return next()
          response.setHeader('content-type', types[path.endsWith('.html') ? 'html' : 'js'])
          response.end(file.source)
        }, next)
      })
    },
    // What cells run on has changed: bundle it anew, and run every chapter again when it is next asked for.
    async hotUpdate({ file, server }) {
      // All environments are told of one save, and what is found for the first would be bundled anew for the next.
      if (this.environment.name !== 'client') return
      // A bundle that failed has no list of what it is made of: any change may be the one that mends it.
      const isBroken = await getParts().then(
        () => false,
        () => true,
      )
      if (!isBroken && !sources.has(file)) return
      parts = undefined
      for (const { name, moduleGraph, hot } of Object.values(server.environments)) {
        for (const [id, module] of moduleGraph.idToModuleMap)
          if (id.includes('.mdx') || id === `\0${moduleName}`) moduleGraph.invalidateModule(module)
        // Pages are to tell it from the reloads of a chapter, which they need not follow.
        hot.send({ type: 'full-reload', ...(name === 'client' && { triggeredBy: file }) })
      }
    },
    async generateBundle(_, bundle) {
      if (this.environment.name !== 'client') return
      const files = allOf(await getParts())
      for (const { fileName, source } of files) this.emitFile({ type: 'asset', fileName, source })
      const modules = [...Object.values(bundle), ...files].flatMap((it) =>
        'moduleIds' in it ? it.moduleIds : 'modules' in it ? it.modules : [],
      )
      const packages = [
        ...withDependencies(modules.flatMap((id) => packageOf(id) ?? [])),
        ...(await others()).flatMap((id) => packageOf(id) ?? []),
        ...ownCarried.map((name) => findPackage(name, import.meta.dirname)),
        ...carried.map((name) => findPackage(name, root)),
      ]
      this.emitFile({ type: 'asset', fileName: 'licences.txt', source: toLicences(packages) })
    },
  }
}

function allOf({ frame, host, kernel, parts, file }: PartFiles): PartFile[] {
  return [frame, host, kernel, ...Object.values(parts), file]
}

function toUrls(
  { frame, host, kernel, parts, file }: PartFiles,
  base: string,
): { frame: string; host: string; kernel: string; parts: Record<string, string>; file: string } {
  const urls = Object.entries(parts).map(([part, { fileName }]) => [part, base + fileName])
  return {
    frame: base + frame.fileName,
    host: base + host.fileName,
    kernel: base + kernel.fileName,
    file: base + file.fileName,
    parts: Object.fromEntries(urls),
  }
}
