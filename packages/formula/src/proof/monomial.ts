/**
 * A product of powers of generators: numbers of generators, ascending, each followed by its
 * exponent, which is not 0.
 */
export type Monomial = readonly number[]

export const UNIT: Monomial = []

export function keyOf(monomial: Monomial): string {
  let key = ''
  for (const part of monomial) key += `${part} `
  return key
}

/** Combines the exponents of two monomials, generator by generator. */
function combine(a: Monomial, b: Monomial, exponent: (x: number, y: number) => number): Monomial {
  const result: number[] = []
  for (let [n, m] = [0, 0]; n < a.length || m < b.length;) {
    const generator = Math.min(a[n] ?? Infinity, b[m] ?? Infinity)
    const x = a[n] === generator ? a[n + 1] : 0
    const y = b[m] === generator ? b[m + 1] : 0
    if (a[n] === generator) n += 2
    if (b[m] === generator) m += 2
    const both = exponent(x, y)
    if (both !== 0) result.push(generator, both)
  }
  return result
}

export const multiplyMonomials = (a: Monomial, b: Monomial): Monomial =>
  a.length === 0 ? b : b.length === 0 ? a : combine(a, b, (x, y) => x + y)

export const divideMonomials = (a: Monomial, b: Monomial): Monomial =>
  combine(a, b, (x, y) => x - y)

export const commonMonomial = (a: Monomial, b: Monomial): Monomial => combine(a, b, Math.min)

export const powerOfMonomial = (a: Monomial, exponent: number): Monomial =>
  exponent === 0 ? UNIT : a.map((part, n) => (n % 2 === 0 ? part : part * exponent))

export const hasNegativePower = (a: Monomial): boolean =>
  a.some((part, n) => n % 2 === 1 && part < 0)

/** Lexicographic order, which is compatible with multiplication. */
export function compareMonomials(a: Monomial, b: Monomial): number {
  for (let n = 0; n < a.length || n < b.length; n += 2) {
    const [x, y] = [a[n] ?? Infinity, b[n] ?? Infinity]
    // The one with the smaller generator has an exponent of it, and the other has none.
    if (x !== y) return Math.sign(x < y ? a[n + 1] : -b[n + 1])
    if (a[n + 1] !== b[n + 1]) return Math.sign(a[n + 1] - b[n + 1])
  }
  return 0
}

/** Pairs of a generator and its exponent. */
export function* powersOf(
  monomial: Monomial,
): Generator<readonly [generator: number, exponent: number]> {
  for (let n = 0; n < monomial.length; n += 2) yield [monomial[n], monomial[n + 1]]
}
