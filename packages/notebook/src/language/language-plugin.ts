import type { Plugin } from 'vite'
import type { Recall } from '../hosts/cache/recall-made.ts'
import type { LibraryConfig } from '../hosts/library.ts'
import { bundleLanguage, type LanguageBundle } from './bundle-language.ts'
import type { LanguageFiles } from './protocol.ts'

const moduleName = 'virtual:notebook-language'

/**
 * Gives the page the addresses of the worker that knows types, serves its files in `astro dev`, and
 * writes them at build. They are made when a page's script first asks for them.
 */
export function notebookLanguage(
  library: LibraryConfig,
  root: string,
  recall: Recall,
): { plugin: Plugin; findModules: () => Promise<string[]> } {
  let base = '/'
  let bundle: Promise<LanguageBundle> | undefined
  let sources = new Set<string>()
  const getBundle = (): Promise<LanguageBundle> => (bundle ??= makeBundle())
  const makeBundle = async (): Promise<LanguageBundle> => {
    const made = await bundleLanguage(library, root, recall)
    sources = new Set(Object.values(made).flatMap(({ modules }) => modules))
    return made
  }
  const plugin: Plugin = {
    name: 'notebook-language',
    configResolved(config) {
      base = config.base.replace(/\/?$/, '/')
    },
    resolveId: (id) => (id === moduleName ? `\0${moduleName}` : null),
    async load(id) {
      if (id !== `\0${moduleName}`) return null
      return `export default ${JSON.stringify(toFiles(await getBundle(), base))}`
    },
    configureServer(server) {
      server.middlewares.use((request, response, next) => {
        const path = (request.url ?? '').split('?')[0]
        if (!/\/_notebook\/(language|service|declarations)\./.test(path)) return next()
        getBundle().then((made) => {
          const file = Object.values(made).find(({ fileName }) => path.endsWith(fileName))
          if (!file) return next()
          const type = path.endsWith('.json') ? 'application/json' : 'text/javascript'
          response.setHeader('content-type', type)
          response.end(file.source)
        }, next)
      })
    },
    hotUpdate({ file }) {
      if (!sources.has(file)) return
      bundle = undefined
      const { moduleGraph } = this.environment
      const module = moduleGraph.getModuleById(`\0${moduleName}`)
      if (module) moduleGraph.invalidateModule(module)
    },
    async generateBundle() {
      if (this.environment.name !== 'client') return
      for (const { fileName, source } of Object.values(await getBundle()))
        this.emitFile({ type: 'asset', fileName, source })
    },
  }
  return { plugin, findModules: async () => (await getBundle(), [...sources]) }
}

function toFiles({ worker, service, declarations }: LanguageBundle, base: string): LanguageFiles {
  const size = Buffer.byteLength(service.source) + Buffer.byteLength(declarations.source)
  return {
    worker: base + worker.fileName,
    service: base + service.fileName,
    declarations: base + declarations.fileName,
    size,
  }
}
