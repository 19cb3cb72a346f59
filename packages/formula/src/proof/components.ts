import type { Domain } from '../model/domain.ts'
import { Infeasible, type Choice } from './choice.ts'
import { Decline } from './decline.ts'
import type { Element } from './element.ts'
import { nameOf } from './polynomial.ts'
import { ONE, rational } from './rational.ts'
import { ANY, NONNEGATIVE, NONZERO, POSITIVE, type SignSet } from './sign-set.ts'
import type { Tower } from './tower.ts'

/**
 * The components of free quantities as elements of the tower: variables that range over their
 * domains, and nothing else.
 */
export class Components {
  readonly #tower: Tower
  readonly #domains: ReadonlyMap<string, Domain>
  readonly #sizes: Readonly<Record<string, number>>
  readonly #choice: Choice
  readonly #entries = new Map<string, readonly Element[]>()

  constructor(
    tower: Tower,
    domains: ReadonlyMap<string, Domain>,
    sizes: Readonly<Record<string, number>>,
    choice: Choice,
  ) {
    this.#tower = tower
    this.#domains = domains
    this.#sizes = sizes
    this.#choice = choice
  }

  /** Throws Infeasible where the part of the domain is empty. */
  at(name: string, indices: readonly number[]): Element {
    const domain = this.#domains.get(name)
    if (!domain) throw new Decline({ kind: 'noDomain', name })
    const lengths = domain.sizes.map((size) => this.#sizes[size])
    const entries =
      this.#entries.get(name) ??
      this.#make(
        name,
        domain,
        lengths.reduce((a, b) => a * b, 1),
      )
    this.#entries.set(name, entries)
    return entries[indices.reduce((flat, n, position) => flat * lengths[position] + n - 1, 0)]
  }

  #make(name: string, { kind, sizes }: Domain, length: number): readonly Element[] {
    const each = (entry: (position: number) => Element): Element[] =>
      Array.from({ length }, (_, n) => entry(n))
    const variable =
      (signs: SignSet) =>
      (n: number): Element =>
        this.#variable(`entry ${name} ${n + 1}`, signs)
    switch (kind) {
      case 'real':
        return this.#choice.orders.has(name) && sizes.length === 1
          ? this.#ordered(name)
          : each(variable(ANY))
      // What holds for all real numbers holds for whole ones.
      case 'integer':
        return each(variable(ANY))
      case 'positive':
        return each(variable(POSITIVE))
      case 'nonnegative':
        return each(variable(NONNEGATIVE))
      case 'nonzero':
        return each(variable(NONZERO))
      // From 0 to 1, both included.
      case 'unit':
        return each((n) => this.#shares(`share ${name} ${n + 1}`, 2, NONNEGATIVE)[0])
      case 'simplex':
        return this.#shares(`share ${name}`, length, NONNEGATIVE)
      case 'interior':
        return this.#shares(`share ${name}`, length, POSITIVE)
      case 'ones':
        return each(() => this.#tower.constant(ONE))
      case 'onehot':
      case 'multihot':
      case 'binary':
        return this.#labels(name)
      default:
        throw new Decline({ kind: 'domainNotFollowed', domain: String(kind) })
    }
  }

  #labels(name: string): Element[] {
    return (this.#choice.labels.get(name) ?? []).map((label) =>
      this.#tower.constant(rational(BigInt(label))),
    )
  }

  #variable(name: string, signs: SignSet): Element {
    switch (this.#choice.cuts.get(name)) {
      case 'zero':
        return this.#tower.constant(rational(0n))
      case 'positive':
        return this.#positive(name)
      case 'negative':
        return this.#tower.negate(this.#positive(name))
      default:
        return signs === POSITIVE
          ? this.#positive(name)
          : this.#tower.generator(name, signs, { cut: true })
    }
  }

  /** A power of a variable, so that its roots are available. */
  #positive(name: string): Element {
    return this.#tower.power(this.#tower.generator(name, POSITIVE), this.#tower.options.roots)
  }

  /** Shares: weights divided by their sum, which reach every point of the simplex. */
  #shares(name: string, length: number, signs: SignSet): Element[] {
    const weights = Array.from({ length }, (_, n) => this.#variable(`${name} ${n + 1}`, signs))
    const left = weights.filter((it) => it.constant === undefined)
    if (left.length === 0) throw new Infeasible()
    if (left.length === 1)
      return weights.map((it) => (it === left[0] ? this.#tower.constant(ONE) : it))
    const total = left.reduce((a, b) => this.#tower.add(a, b))
    total.signs = POSITIVE
    for (const { polynomial } of total.form().factors.values())
      this.#tower.facts.set(nameOf(polynomial), POSITIVE)
    return weights.map((it) => this.#tower.multiply(it, this.#tower.invert(total)))
  }

  /** Components in ascending order: the least, and the increment from each to the next. */
  #ordered(name: string): Element[] {
    const order = this.#choice.orders.get(name) ?? []
    const entries: Element[] = []
    order.forEach((position, n) => {
      entries[position] =
        n === 0
          ? this.#variable(`least ${name}`, ANY)
          : this.#tower.add(entries[order[n - 1]], this.#variable(`step ${name} ${n}`, NONNEGATIVE))
    })
    return entries
  }
}
