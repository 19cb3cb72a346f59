import { Decline } from './decline.ts'
import {
  commonMonomial,
  compareMonomials,
  divideMonomials,
  hasNegativePower,
  keyOf,
  multiplyMonomials,
  UNIT,
  type Monomial,
} from './monomial.ts'
import { greatestCommonDivisor } from './rational.ts'

export type Term = { readonly monomial: Monomial; readonly coefficient: bigint }

/** Terms by the keys of their monomials; no coefficient is 0. */
export type Polynomial = ReadonlyMap<string, Term>

/** With more terms no sign would be found, and time would be wasted. */
const MOST_TERMS = 400

export const toPolynomial = (coefficient: bigint, monomial: Monomial = UNIT): Polynomial =>
  new Map(coefficient === 0n ? [] : [[keyOf(monomial), { monomial, coefficient }]])

/** The sum of `a` and `factor` times `b`, shifted by a monomial. */
export function addPolynomials(
  a: Polynomial,
  b: Polynomial,
  factor = 1n,
  shift = UNIT,
): Polynomial {
  const result = new Map(a)
  for (const [key, { monomial, coefficient }] of b) {
    const shifted = multiplyMonomials(monomial, shift)
    addTerm(result, shifted, factor * coefficient, shifted === monomial ? key : keyOf(shifted))
  }
  return limited(result)
}

function addTerm(
  terms: Map<string, Term>,
  monomial: Monomial,
  coefficient: bigint,
  key = keyOf(monomial),
): void {
  const sum = (terms.get(key)?.coefficient ?? 0n) + coefficient
  if (sum === 0n) terms.delete(key)
  else terms.set(key, { monomial, coefficient: sum })
}

export function multiplyPolynomials(a: Polynomial, b: Polynomial): Polynomial {
  if (a.size * b.size > 20 * MOST_TERMS) limited({ size: a.size * b.size })
  const result = new Map<string, Term>()
  for (const x of a.values()) {
    for (const y of b.values())
      addTerm(result, multiplyMonomials(x.monomial, y.monomial), x.coefficient * y.coefficient)
  }
  return limited(result)
}

function limited<T extends { readonly size: number }>(polynomial: T): T {
  if (polynomial.size > MOST_TERMS) throw new Decline({ kind: 'manyTerms' })
  return polynomial
}

/** The greatest term in lexicographic order. Throws TypeError for no terms. */
export const leadOf = (polynomial: Polynomial): Term =>
  [...polynomial.values()].reduce((a, b) => (compareMonomials(a.monomial, b.monomial) < 0 ? b : a))

/**
 * Splits a polynomial into its content, with the sign of its leading coefficient, its common
 * monomial, and the primitive rest.
 */
export function splitContent(polynomial: Polynomial): {
  content: bigint
  monomial: Monomial
  rest: Polynomial
} {
  const terms = [...polynomial.values()]
  const size = terms.map((term) => term.coefficient).reduce(greatestCommonDivisor, 0n)
  const monomial = terms.map((term) => term.monomial).reduce(commonMonomial)
  const content = leadOf(polynomial).coefficient < 0n ? -size : size
  if (content === 1n && monomial.length === 0) return { content, monomial, rest: polynomial }
  const rest = terms.map((term) => ({
    monomial: divideMonomials(term.monomial, monomial),
    coefficient: term.coefficient / content,
  }))
  return { content, monomial, rest: new Map(rest.map((term) => [keyOf(term.monomial), term])) }
}

/** The exact quotient with whole coefficients, if there is one. */
export function divideExactly(a: Polynomial, b: Polynomial): Polynomial | undefined {
  const lead = leadOf(b)
  const quotient = new Map<string, Term>()
  let rest = a
  while (rest.size > 0) {
    const next = divideTerms(leadOf(rest), lead)
    if (!next || quotient.size > a.size || rest.size > 2 * a.size + b.size) return undefined
    addTerm(quotient, next.monomial, next.coefficient)
    rest = addPolynomials(rest, b, -next.coefficient, next.monomial)
  }
  return quotient
}

function divideTerms(a: Term, b: Term): Term | undefined {
  const monomial = divideMonomials(a.monomial, b.monomial)
  return hasNegativePower(monomial) || a.coefficient % b.coefficient !== 0n
    ? undefined
    : { monomial, coefficient: a.coefficient / b.coefficient }
}

/**
 * Whether a polynomial is a square of a polynomial with whole coefficients, found term by term from
 * the leading one.
 */
export function isSquare(polynomial: Polynomial): boolean {
  const first = rootOfTerm(leadOf(polynomial))
  if (!first) return false
  const twice = { ...first, coefficient: 2n * first.coefficient }
  let root = toPolynomial(first.coefficient, first.monomial)
  for (
    let rest = subtractSquare(polynomial, root);
    rest.size > 0;
    rest = subtractSquare(polynomial, root)
  ) {
    const next = divideTerms(leadOf(rest), twice)
    if (!next || root.has(keyOf(next.monomial)) || root.size > 24) return false
    root = addPolynomials(root, toPolynomial(next.coefficient, next.monomial))
  }
  return true
}

const subtractSquare = (a: Polynomial, root: Polynomial): Polynomial =>
  addPolynomials(a, multiplyPolynomials(root, root), -1n)

function rootOfTerm({ monomial, coefficient }: Term): Term | undefined {
  if (coefficient <= 0n || monomial.some((part, n) => n % 2 === 1 && part % 2 !== 0))
    return undefined
  const root = BigInt(Math.round(Math.sqrt(Number(coefficient))))
  const half = monomial.map((part, n) => (n % 2 === 1 ? part / 2 : part))
  return root * root === coefficient ? { monomial: half, coefficient: root } : undefined
}

/** Names that were asked for: a polynomial is asked for its own again and again. */
const names = new WeakMap<Polynomial, string>()

/** A key that is the same for equal polynomials. */
export function nameOf(polynomial: Polynomial): string {
  const known = names.get(polynomial)
  if (known !== undefined) return known
  const terms = [...polynomial].map(([key, { coefficient }]) => `${coefficient}*${key}`)
  const name = terms.sort().join('+')
  names.set(polynomial, name)
  return name
}
