import type { Domain } from '../model/domain.ts'
import type { Choice } from './choice.ts'
import { Decline } from './decline.ts'
import { addIntervals, negateInterval, point, type Interval } from './interval.ts'
import type { Box } from './verdict.ts'

/** A range for every number that is free, by the names of its quantity and its position. */
export type Ranges = ReadonlyMap<string, Interval>

/**
 * The ranges to which real numbers are restricted: within them eᶻ neither overflows nor is lost in
 * a sum.
 */
const RANGES: Readonly<Record<string, Interval>> = {
  real: { low: -30, high: 30 },
  integer: { low: -30, high: 30 },
  positive: { low: 1 / 32, high: 32 },
  nonnegative: { low: 0, high: 32 },
  unit: { low: 0, high: 1 },
  simplex: { low: 0, high: 1 },
  interior: { low: 0, high: 1 },
}

/** The components of a vector may differ by twice the bound of one of them. */
const TWICE: Interval = { low: -60, high: 60 }

/** The free quantities at fixed sizes and labels, as a box that can be split into smaller ones. */
export class BoxedComponents {
  readonly #domains: ReadonlyMap<string, Domain>
  readonly #sizes: Readonly<Record<string, number>>
  readonly #labels: Choice['labels']
  /** Vectors that may be shifted, so that the last component is 0. */
  readonly #shifted: ReadonlySet<string>

  constructor(
    domains: ReadonlyMap<string, Domain>,
    sizes: Readonly<Record<string, number>>,
    labels: Choice['labels'],
    shifted: ReadonlySet<string>,
  ) {
    this.#domains = domains
    this.#sizes = sizes
    this.#labels = labels
    this.#shifted = shifted
  }

  /** The whole box. Throws Decline for a domain that has none. */
  whole(): Ranges {
    return new Map(
      [...this.#domains].flatMap(([name, { kind }]) => {
        if (kind === 'onehot' || kind === 'multihot' || kind === 'binary' || kind === 'ones')
          return []
        const range = this.#shifted.has(name) ? TWICE : RANGES[kind]
        if (!range) throw new Decline({ kind: 'noBox', domain: kind })
        const left = this.#isFixed(name) ? 1 : 0
        return Array.from(
          { length: this.#lengthOf(name) - left },
          (_, n) => [`${name} ${n}`, range] as const,
        )
      }),
    )
  }

  /** The interval of a component in a box; undefined where the box holds no distribution. */
  at(ranges: Ranges, name: string, indices: readonly number[]): Interval {
    const { kind, sizes } = this.#domain(name)
    const position = indices.reduce(
      (flat, n, at) => flat * (this.#sizes[sizes[at]] ?? 1) + n - 1,
      0,
    )
    if (kind === 'ones') return point(1)
    const label = this.#labels.get(name)?.[position]
    if (label !== undefined) return point(label)
    return (
      ranges.get(`${name} ${position}`) ??
      (this.#shifted.has(name) ? point(0) : this.#lastShare(ranges, name))
    )
  }

  /** Whether the box holds a distribution. */
  isPossible(ranges: Ranges): boolean {
    return [...this.#domains].every(
      ([name, { kind }]) =>
        (kind !== 'simplex' && kind !== 'interior') || this.#lastShare(ranges, name).high >= 0,
    )
  }

  /** 1 minus the other shares. */
  #lastShare(ranges: Ranges, name: string): Interval {
    const others = Array.from(
      { length: this.#lengthOf(name) - 1 },
      (_, n) => ranges.get(`${name} ${n}`) ?? point(0),
    )
    const rest = others.map(negateInterval).reduce(addIntervals, point(1))
    return { low: Math.max(0, rest.low), high: rest.high }
  }

  #isFixed(name: string): boolean {
    const { kind } = this.#domain(name)
    return kind === 'simplex' || kind === 'interior' || this.#shifted.has(name)
  }

  #domain(name: string): Domain {
    const domain = this.#domains.get(name)
    if (!domain) throw new Decline({ kind: 'noDomain', name })
    return domain
  }

  #lengthOf(name: string): number {
    return this.#domain(name)
      .sizes.map((size) => this.#sizes[size])
      .reduce((a, b) => a * b, 1)
  }
}

/** The two halves of a box, split along its widest side. */
export function halves(ranges: Ranges): [Ranges, Ranges] | undefined {
  const [name, widest] = [...ranges].reduce((a, b) => (widthOf(b[1]) > widthOf(a[1]) ? b : a))
  const middle = (widest.low + widest.high) / 2
  if (widthOf(widest) < SMALLEST_WIDTH) return undefined
  return [
    new Map([...ranges, [name, { low: widest.low, high: middle }]]),
    new Map([...ranges, [name, { low: middle, high: widest.high }]]),
  ]
}

const SMALLEST_WIDTH = 2 ** -12

const widthOf = ({ low, high }: Interval): number => high - low

/** The box as it is reported, by the names of the quantities. */
export function toBox(domains: ReadonlyMap<string, Domain>): Box {
  return Object.fromEntries(
    [...domains].flatMap(([name, { kind }]) => {
      const range = RANGES[kind]
      return range && kind !== 'unit' && kind !== 'simplex' && kind !== 'interior'
        ? [[name, [range.low, range.high] as const]]
        : []
    }),
  )
}
