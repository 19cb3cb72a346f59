import type { Algebra } from './algebra.ts'
import type { Gap } from '../run/gap.ts'
import { Decline, Undecided } from './decline.ts'

/**
 * A value with its slope for the derivative `tag`; inner derivatives have larger tags, as in
 * dual.ts.
 */
export class Sloped<N> {
  readonly tag: number
  readonly value: Moving<N>
  readonly slope: Moving<N>

  constructor(tag: number, value: Moving<N>, slope: Moving<N>) {
    this.tag = tag
    this.value = value
    this.slope = slope
  }
}

export type Moving<N> = N | Sloped<N>

const isSloped = <N>(a: Moving<N>): a is Sloped<N> => a instanceof Sloped

const tagOf = <N>(a: Moving<N>): number => (isSloped(a) ? a.tag : 0)
const valueAt = <N>(a: Moving<N>, tag: number): Moving<N> =>
  isSloped(a) && a.tag === tag ? a.value : a

/** The value itself, without slopes. */
export function still<N>(a: Moving<N>): N {
  let value = a
  while (isSloped(value)) value = value.value
  return value
}

/** Arithmetic with slopes (forward automatic differentiation) over any algebra. */
export class Slopes<N> {
  readonly algebra: Algebra<N>
  readonly #zero: N
  readonly #one: N

  constructor(algebra: Algebra<N>) {
    this.algebra = algebra
    this.#zero = algebra.constant(0)
    this.#one = algebra.constant(1)
  }

  move(a: Moving<N>, tag: number): Moving<N> {
    return new Sloped(tag, a, this.#one)
  }

  slopeOf(a: Moving<N>, tag: number): Moving<N> {
    return isSloped(a) && a.tag === tag ? a.slope : this.#zero
  }

  add(a: Moving<N>, b: Moving<N>): Moving<N> {
    return this.#binary(a, b, this.algebra.add, (_x, _y, dx, dy) => this.add(dx, dy))
  }

  multiply(a: Moving<N>, b: Moving<N>): Moving<N> {
    return this.#binary(a, b, this.algebra.multiply, (x, y, dx, dy) =>
      this.add(this.multiply(dx, y), this.multiply(x, dy)),
    )
  }

  divide(a: Moving<N>, b: Moving<N>): Moving<N> {
    return this.#binary(a, b, this.algebra.divide, (x, y, dx, dy) =>
      this.divide(this.add(dx, this.negate(this.multiply(this.divide(x, y), dy))), y),
    )
  }

  negate(a: Moving<N>): Moving<N> {
    return this.multiply(this.algebra.constant(-1), a)
  }

  /** A constant exponent does not need the logarithm of the base. */
  power(base: Moving<N>, exponent: Moving<N>): Moving<N> {
    if (isSloped(exponent)) return this.call('exp', this.multiply(exponent, this.call('log', base)))
    if (!isSloped(base)) return this.algebra.power(base, exponent)
    const less = this.power(base.value, this.add(exponent, this.algebra.constant(-1)))
    return new Sloped(
      base.tag,
      this.power(base.value, exponent),
      this.multiply(this.multiply(exponent, less), base.slope),
    )
  }

  call(fn: string, a: Moving<N>): Moving<N> {
    if (!isSloped(a)) return this.algebra.call(fn, a)
    return new Sloped(
      a.tag,
      this.call(fn, a.value),
      this.multiply(this.#slope(fn, a.value), a.slope),
    )
  }

  /** An extreme of values with slopes has a slope only where it is known which one it is. */
  extreme(op: 'max' | 'min', values: readonly Moving<N>[]): Moving<N> {
    if (!values.some(isSloped)) return this.algebra.extreme(op, values.map(still))
    const gap: Gap = { kind: `${op}Ties` }
    const isFirst = (a: Moving<N>, b: Moving<N>): boolean => {
      try {
        return a === b || this.algebra.compare(still(a), op === 'max' ? '>' : '<', still(b))
      } catch (error) {
        throw error instanceof Undecided ? new Undecided(gap, error.generators) : error
      }
    }
    const first = values.find((a) => values.every((b) => isFirst(a, b)))
    if (first === undefined) throw new Decline(gap)
    return first
  }

  #binary(
    a: Moving<N>,
    b: Moving<N>,
    plain: (a: N, b: N) => N,
    slope: (x: Moving<N>, y: Moving<N>, dx: Moving<N>, dy: Moving<N>) => Moving<N>,
  ): Moving<N> {
    if (!isSloped(a) && !isSloped(b)) return plain(a, b)
    const tag = Math.max(tagOf(a), tagOf(b))
    const [x, y] = [valueAt(a, tag), valueAt(b, tag)]
    return new Sloped(
      tag,
      this.#binary(x, y, plain, slope),
      slope(x, y, this.slopeOf(a, tag), this.slopeOf(b, tag)),
    )
  }

  /** The slope of a function of one number. */
  #slope(fn: string, a: Moving<N>): Moving<N> {
    switch (fn) {
      case 'exp':
        return this.call('exp', a)
      case 'log':
        return this.divide(this.#one, a)
      case 'sinh':
        return this.call('cosh', a)
      case 'cosh':
        return this.call('sinh', a)
      case 'sqrt':
        return this.divide(this.algebra.constant(0.5), this.call('sqrt', a))
      case 'tanh':
        return this.add(
          this.#one,
          this.negate(this.multiply(this.call('tanh', a), this.call('tanh', a))),
        )
      case 'abs':
        return this.divide(a, this.call('abs', a))
      default:
        throw new Decline({ kind: 'derivativeNotFollowed', what: fn })
    }
  }
}
