/** Keeps what was made of a text last, by name, and makes it again only when the text has changed. */
export class LastMade<T> {
  readonly #made = new Map<string, { text: string; made: T }>()

  /** @param text what it is made of, or a digest of that; what throws is not kept */
  get(name: string, text: string, make: () => T): T {
    const before = this.#made.get(name)
    if (before?.text === text) return before.made
    const made = make()
    this.#made.set(name, { text, made })
    return made
  }
}
