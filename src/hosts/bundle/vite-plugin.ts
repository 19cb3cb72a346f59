import type { Plugin } from 'vite'
import type { LibraryConfig } from '../library.ts'
import { bundleParts, type PartFile, type PartFiles } from './bundle-parts.ts'

const moduleName = 'virtual:notebook-parts'
const types = { js: 'text/javascript', html: 'text/html' } as const

/** Gives the page the addresses of the sandbox's files, serves them in `astro dev`, and writes them at build. */
export function notebookParts(library: LibraryConfig, root: string): Plugin {
  let base = '/'
  let parts: Promise<PartFiles> | undefined
  const getParts = (): Promise<PartFiles> => (parts ??= bundleParts(library, root))
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
    hotUpdate({ file }) {
      if (!/\/src\/(math|kernel|hosts|figures|library)\//.test(file)) return
      parts = undefined
      const { moduleGraph, hot } = this.environment
      for (const [id, module] of moduleGraph.idToModuleMap) if (id.includes('.mdx') || id === `\0${moduleName}`) moduleGraph.invalidateModule(module)
      hot.send({ type: 'full-reload' })
    },
    async generateBundle() {
      if (this.environment.name !== 'client') return
      for (const { fileName, source } of allOf(await getParts())) this.emitFile({ type: 'asset', fileName, source })
    },
  }
}

function allOf({ frame, kernel, parts }: PartFiles): PartFile[] {
  return [frame, kernel, ...Object.values(parts)]
}

function toUrls({ frame, kernel, parts }: PartFiles, base: string): { frame: string; kernel: string; parts: Record<string, string> } {
  const urls = Object.entries(parts).map(([part, { fileName }]) => [part, base + fileName])
  return { frame: base + frame.fileName, kernel: base + kernel.fileName, parts: Object.fromEntries(urls) }
}
