import type { Plugin } from 'vite'
import type { LibraryConfig } from '../library.ts'
import { bundleParts, type PartFiles } from './bundle-parts.ts'

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
      const urls = Object.entries(await getParts()).map(([role, { fileName }]) => [role, base + fileName])
      return `export default ${JSON.stringify(Object.fromEntries(urls))}`
    },
    configureServer(server) {
      // What cells run on has changed: bundle it anew when it is next asked for.
      server.watcher.on('change', (path) => {
        if (/\/src\/(math|kernel|hosts|figures|library)\//.test(path)) parts = undefined
      })
      server.middlewares.use((request, response, next) => {
        const path = (request.url ?? '').split('?')[0]
        if (!path.includes('/_notebook/')) return next()
        getParts().then((files) => {
          const file = Object.values(files).find(({ fileName }) => path.endsWith(fileName))
          if (!file) return next()
          response.setHeader('content-type', types[path.endsWith('.html') ? 'html' : 'js'])
          response.end(file.source)
        }, next)
      })
    },
    async generateBundle() {
      if (this.environment.name !== 'client') return
      for (const { fileName, source } of Object.values(await getParts())) this.emitFile({ type: 'asset', fileName, source })
    },
  }
}
