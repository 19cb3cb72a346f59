import { fileURLToPath } from 'node:url'
import { digestFile, isUnchangedSince } from '../cache/file-digests.ts'
import type { Imports } from './find-sources.ts'

/** Modules by their addresses, as a thread has loaded them: JavaScript. */
export type Sources = Readonly<Record<string, string>>

/** What a thread need not find out. */
export interface KnownModules {
  /** Where imports of modules lead. */
  imports: Imports
  sources: Sources
}

interface Known {
  source: string
  digest: string
}

/**
 * What threads have found while they loaded their modules, for those that come after: all load the same library, and
 * finding and reading it takes longer than the cells of most pages.
 */
export class ModuleTable {
  readonly #modules = new Map<string, Known>()
  readonly #imports: Record<string, Record<string, string>> = {}

  /** Adds what a thread has loaded, but for files that have changed since it began, in milliseconds. */
  add({ imports, sources }: KnownModules, began: number): void {
    for (const [url, source] of Object.entries(sources)) {
      const path = fileURLToPath(url)
      const digest = isUnchangedSince(path, began) ? digestFile(path) : undefined
      if (digest !== undefined) this.#modules.set(url, { source, digest })
    }
    for (const [url, found] of Object.entries(imports))
      this.#imports[url] = { ...this.#imports[url], ...found }
  }

  /** What has not changed since. */
  current(): KnownModules {
    for (const [url, { digest }] of this.#modules)
      if (digestFile(fileURLToPath(url)) !== digest) this.#modules.delete(url)
    return {
      imports: this.#imports,
      sources: Object.fromEntries([...this.#modules].map(([url, { source }]) => [url, source])),
    }
  }
}
