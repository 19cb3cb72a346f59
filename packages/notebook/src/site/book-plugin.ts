import { resolve } from 'node:path'
import type { Plugin } from 'vite'
import { readReferences } from '../markdown/lint/reference-list.ts'
import type { BookConfig } from './book-config.ts'

/** What pages are told of the book, by the modules that tell it; scripts of the page get no more than they import. */
const modules: Record<string, (config: BookConfig, root: string, engine: string) => string> = {
  'virtual:notebook-book': ({ icon, authors, license, strings, appendices = [] }, root) => `
    import bookStrings from ${JSON.stringify(resolve(root, strings))}
    export const icon = ${JSON.stringify(icon)}
    export const authors = ${JSON.stringify(authors)}
    export const license = ${JSON.stringify(license)}
    export const appendices = ${JSON.stringify(appendices)}
    export const strings = bookStrings`,
  'virtual:notebook-references': ({ references }, root) =>
    `export { default as references } from ${JSON.stringify(resolve(root, references))}`,
  'virtual:notebook-engine': (_, __, engine) => `export const engine = ${JSON.stringify(engine)}`,
  // By itself, for the script that every page runs.
  'virtual:notebook-name': ({ name }) => `export const name = ${JSON.stringify(name)}`,
  'virtual:notebook-styles': ({ styles }, root) =>
    styles ? `import ${JSON.stringify(resolve(root, styles))}` : '',
  'virtual:notebook-components': ({ components }, root) =>
    components
      ? `export { components } from ${JSON.stringify(resolve(root, components))}`
      : 'export const components = {}',
}

/**
 * Gives pages what the configuration says of the book.
 * @param engine tells the engine from its other versions
 */
export function bookFacts(config: BookConfig, root: string, engine: string): Plugin {
  return {
    name: 'notebook-book',
    resolveId: (id) => (Object.hasOwn(modules, id) ? `\0${id}` : null),
    load(id) {
      // As JSON it would be read by Vite, which names neither the file nor the line of a mistake.
      if (id === resolve(root, config.references)) void readReferences(id)
      const module = id.startsWith('\0') ? modules[id.slice(1)] : undefined
      if (!module) return null
      return module(config, root, engine)
    },
  }
}
