import type { Mistakes } from '../syntax/mistakes.ts'

/**
 * Mistakes found in a page's text, by the page's path, until its tree is checked: an author hears of both together. The text
 * is checked as it was written, which is before Markdown's plugins see a tree.
 */
export class PendingMistakes {
  readonly #byPath = new Map<string, Mistakes>()

  keep(mistakes: Mistakes): void {
    this.#byPath.set(mistakes.file, mistakes)
  }

  /** What is kept of a page; afterwards nothing is. */
  take(path: string): Mistakes | undefined {
    const mistakes = this.#byPath.get(path)
    this.#byPath.delete(path)
    return mistakes
  }
}
