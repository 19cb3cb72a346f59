import type { Mistakes } from '../syntax/mistakes.ts'

/**
 * Holds the mistakes found in each page's text until its tree is checked, so that all are reported
 * together. The text is checked by a Vite plugin, before Markdown's plugins get a tree.
 */
export class PendingMistakes {
  readonly #byPath = new Map<string, Mistakes>()

  keep(mistakes: Mistakes): void {
    this.#byPath.set(mistakes.file, mistakes)
  }

  /** Removes and returns the mistakes of a page. */
  take(path: string): Mistakes | undefined {
    const mistakes = this.#byPath.get(path)
    this.#byPath.delete(path)
    return mistakes
  }
}
