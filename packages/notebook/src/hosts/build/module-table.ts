import { fileURLToPath } from 'node:url'
import { digestFile, isUnchangedSince } from '../cache/file-digests.ts'
import { findPackageFile } from '../cache/find-locks.ts'
import type { Imports } from './find-sources.ts'

/** Modules by their addresses, as a thread has loaded them: JavaScript. */
export type Sources = Readonly<Record<string, string>>

/** What a thread need not find out. */
export interface KnownModules {
  /** Where imports of modules lead. */
  imports: Imports
  sources: Sources
}

/** What was found, with the files that decide it and their digests. */
interface Known {
  found: string
  files: readonly (readonly [path: string, digest: string])[]
}

/**
 * What threads have found while they loaded their modules, for those that come after: all load the same library, and
 * finding and reading it takes longer than the cells of most pages.
 */
export class ModuleTable {
  readonly #sources = new Map<string, Known>()
  /** Where an import leads is decided by the package that it is of. */
  readonly #imports = new Map<string, Map<string, Known>>()

  /** Adds what a thread has loaded, but for what has changed since it began, in milliseconds. */
  add({ imports, sources }: KnownModules, began: number): void {
    for (const [url, source] of Object.entries(sources)) {
      const known = decidedBy(source, [fileURLToPath(url)], began)
      if (known) this.#sources.set(url, known)
    }
    for (const [url, found] of Object.entries(imports))
      for (const [specifier, target] of Object.entries(found)) {
        if (sources[target] === undefined && !this.#sources.has(target)) continue
        const known = decidedBy(target, findPackageFile(fileURLToPath(target)), began)
        const ofModule = this.#imports.get(url) ?? new Map<string, Known>()
        if (known) this.#imports.set(url, ofModule.set(specifier, known))
      }
  }

  /** What has not changed since. */
  current(): KnownModules {
    // A package's file decides many imports.
    const digests = new Map<string, string | undefined>()
    const isSame: IsSame = ([path, digest]) => {
      if (!digests.has(path)) digests.set(path, digestFile(path))
      return digests.get(path) === digest
    }
    const imports = [...this.#imports].map(([url, it]) => [url, unchangedOf(it, isSame)] as const)
    return { imports: Object.fromEntries(imports), sources: unchangedOf(this.#sources, isSame) }
  }
}

type IsSame = (file: Known['files'][number]) => boolean

/** Undefined where one of the files has changed, or is gone. */
function decidedBy(found: string, paths: readonly string[], began: number): Known | undefined {
  const files = paths.map((path) => [path, digestFile(path) ?? ''] as const)
  return paths.every((it) => isUnchangedSince(it, began)) ? { found, files } : undefined
}

/** What was found, without what has changed since. */
function unchangedOf(all: Map<string, Known>, isSame: IsSame): Record<string, string> {
  for (const [key, { files }] of all) if (!files.every(isSame)) all.delete(key)
  return Object.fromEntries([...all].map(([key, { found }]) => [key, found]))
}
