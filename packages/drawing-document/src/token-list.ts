import type { ElementNode } from './element-node.ts'

/** An element's `classList`: reads and writes its class attribute, keeping nothing itself. */
export class TokenList {
  readonly #element: ElementNode

  constructor(element: ElementNode) {
    this.#element = element
  }

  get value(): string {
    return this.#element.getAttribute('class') ?? ''
  }

  set value(names: string) {
    this.#element.setAttribute('class', names)
  }

  get length(): number {
    return this.#names().size
  }

  item(index: number): string | null {
    return [...this.#names()][index] ?? null
  }

  contains(name: string): boolean {
    return this.#names().has(name)
  }

  add(...names: string[]): void {
    this.#write([...this.#names(), ...names.map(checkToken)])
  }

  remove(...names: string[]): void {
    if (!this.#element.hasAttribute('class')) return
    this.#write([...this.#names()].filter((name) => !names.includes(name)))
  }

  toggle(name: string, force: boolean = !this.contains(name)): boolean {
    if (force) this.add(name)
    else this.remove(name)
    return force
  }

  replace(old: string, name: string): boolean {
    if (!this.contains(old)) return false
    this.#write([...this.#names()].map((each) => (each === old ? checkToken(name) : each)))
    return true
  }

  forEach(visit: (name: string, index: number) => void): void {
    ;[...this.#names()].forEach((name, index) => visit(name, index))
  }

  [Symbol.iterator](): IterableIterator<string> {
    return this.#names().values()
  }

  toString(): string {
    return this.value
  }

  #names(): Set<string> {
    return new Set(this.value.split(/\s+/).filter(Boolean))
  }

  #write(names: Iterable<string>): void {
    this.value = [...new Set(names)].join(' ')
  }
}

function checkToken(name: string): string {
  if (/^$|\s/.test(name))
    throw new Error(
      `invalid class name: ${JSON.stringify(name)}; give one name without spaces an argument`,
    )
  return String(name)
}
