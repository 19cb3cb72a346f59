import { existsSync } from 'node:fs'
import { propsByKey, propsIn } from './packed-props.ts'

/** Versions of a page whose props are kept: the current one, and the one that an answer under way may still be made of. */
const versionsKept = 2

/**
 * Releases the props of former versions of pages while a book is written: a page has hundreds of kilobytes of them, and
 * is saved hundreds of times. A version that has a mistake has left props, too.
 */
export class PropsOfVersions {
  /** The keys of each page's props, the newest version first. */
  readonly #versions = new Map<string, Set<string>[]>()
  #underWay = 0

  /** Makes the module of a page, by its path. */
  async during<Module extends { code: string }>(
    path: string,
    make: () => Promise<Module>,
  ): Promise<Module> {
    this.#underWay++
    try {
      const module = await make()
      this.#note(path, new Set(propsIn(module.code).keys()))
      return module
    } finally {
      this.#underWay--
      // Props of a page that is being made belong to no version yet.
      if (this.#underWay === 0) this.#release()
    }
  }

  #note(path: string, keys: Set<string>): void {
    const before = this.#versions.get(path) ?? []
    // The same version is made for several purposes.
    const isKnown = before.length > 0 && isEqual(before[0], keys)
    if (!isKnown) this.#versions.set(path, [keys, ...before].slice(0, versionsKept))
  }

  #release(): void {
    for (const path of this.#versions.keys()) if (!existsSync(path)) this.#versions.delete(path)
    const used = new Set([...this.#versions.values()].flatMap((it) => it.flatMap((it) => [...it])))
    for (const key of propsByKey().keys()) if (!used.has(key)) propsByKey().delete(key)
  }
}

function isEqual(a: ReadonlySet<string>, b: ReadonlySet<string>): boolean {
  return a.size === b.size && [...a].every((it) => b.has(it))
}
