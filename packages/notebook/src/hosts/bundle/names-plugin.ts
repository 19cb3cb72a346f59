import type { Plugin } from 'vite'
import type { LibraryConfig } from '../library.ts'

/** A name of the library, and a sentence about it. */
export interface LibraryName {
  name: string
  kind: 'function' | 'constant' | 'type'
  summary: string
}

const moduleName = 'virtual:notebook-names'

/** Gives the page's editor the names that the library's modules export, as `read` finds them; types are left out. */
export function notebookNames(
  { numbers, parts }: LibraryConfig,
  read: (modules: string[]) => Promise<LibraryName[]>,
): Plugin {
  let names: string | undefined
  return {
    name: 'notebook-names',
    resolveId: (id) => (id === moduleName ? `\0${moduleName}` : null),
    async load(id) {
      if (id !== `\0${moduleName}`) return null
      names ??= JSON.stringify(
        (await read([numbers, ...Object.values(parts)])).filter(({ kind }) => kind !== 'type'),
      )
      return `export default ${names}`
    },
  }
}
