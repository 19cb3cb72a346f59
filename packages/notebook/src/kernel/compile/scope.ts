/**
 * The names declared in one part of the code, inside those of the part around it. The body of a function, a static block
 * and the whole cell are scopes of functions: there a `var` ends up that is written in any block within.
 */
export class Scope {
  /** In the order of their declarations. */
  readonly names = new Set<string>()
  readonly #kind: 'function' | 'block'
  readonly #outer: Scope | undefined

  constructor(kind: 'function' | 'block', outer?: Scope) {
    this.#kind = kind
    this.#outer = outer
  }

  inner(kind: 'function' | 'block'): Scope {
    return new Scope(kind, this)
  }

  declare(names: readonly string[]): void {
    for (const name of names) this.names.add(name)
  }

  /** Declares names as `var` does: for the whole function. */
  declareHoisted(names: readonly string[]): void {
    if (this.#kind === 'block' && this.#outer) this.#outer.declareHoisted(names)
    else this.declare(names)
  }

  /** Whether `name` is declared here or in a scope around. */
  has(name: string): boolean {
    return this.names.has(name) || (this.#outer?.has(name) ?? false)
  }
}
