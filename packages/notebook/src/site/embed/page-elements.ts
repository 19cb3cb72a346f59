/** The elements of a page's HTML, which the build wrote. */
export class PageElements {
  readonly #html: string
  /** Where the elements of a tag begin, which are looked for once: pages are long, and of many cells and inputs. */
  readonly #openings = new Map<string, Opening[]>()

  constructor(html: string) {
    this.#html = html
  }

  /** The first element whose opening tag has `attribute`, to its own end. Undefined where there is none. */
  take(tag: string, attribute: string): string | undefined {
    const found = this.#openingsOf(tag).find(({ text }) => text.includes(` ${attribute}`))
    return found && this.#toEnd(tag, found.start)
  }

  #openingsOf(tag: string): Opening[] {
    const known = this.#openings.get(tag)
    if (known) return known
    const tags = this.#html.matchAll(new RegExp(`<${tag}(?=[\\s>])[^>]*>`, 'g'))
    const found = Array.from(tags, ({ 0: text, index }) => ({ text, start: index }))
    this.#openings.set(tag, found)
    return found
  }

  #toEnd(tag: string, start: number): string | undefined {
    const either = new RegExp(`<${tag}(?=[\\s>])|</${tag}>`, 'g')
    either.lastIndex = start
    let depth = 0
    for (let found = either.exec(this.#html); found; found = either.exec(this.#html)) {
      depth += found[0].startsWith('</') ? -1 : 1
      if (depth === 0) return this.#html.slice(start, either.lastIndex)
    }
    return undefined
  }
}

/** An opening tag, and where it stands. */
interface Opening {
  text: string
  start: number
}
