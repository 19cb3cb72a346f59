import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import type { Plugin } from 'vite'

const moduleName = 'virtual:notebook-book'

/** Gives pages what the book's configuration says of the book. */
export function bookFacts({ references }: { references: string }, root: string): Plugin {
  const list = resolve(root, references)
  return {
    name: 'notebook-book',
    resolveId: (id) => (id === moduleName ? `\0${moduleName}` : null),
    load(id) {
      if (id !== `\0${moduleName}`) return null
      this.addWatchFile(list)
      return `export const references = ${readFileSync(list, 'utf8')}`
    },
  }
}
