import {
  commonMonomial,
  divideMonomials,
  keyOf,
  multiplyMonomials,
  powerOfMonomial,
  UNIT,
  type Monomial,
} from './monomial.ts'
import {
  addPolynomials,
  divideExactly,
  multiplyPolynomials,
  nameOf,
  splitContent,
  toPolynomial,
  type Polynomial,
} from './polynomial.ts'
import { multiplyRational, ONE, powerRational, rational, type Rational } from './rational.ts'

/**
 * A primitive polynomial, without a common factor of its coefficients or its terms, raised to a
 * whole power other than 0.
 */
export type Factor = { readonly polynomial: Polynomial; readonly exponent: number }

/**
 * An exact quotient of polynomials in the generators: a fraction, times powers of generators, times
 * powers of polynomials of at least two terms. The constant 0 stands for 0.
 */
export type Form = {
  readonly constant: Rational
  readonly monomial: Monomial
  readonly factors: ReadonlyMap<string, Factor>
}

export const toForm = (constant: Rational, monomial: Monomial = UNIT): Form => ({
  constant,
  monomial,
  factors: new Map(),
})

export const ZERO_FORM = toForm(rational(0n))

export const isZeroForm = ({ constant }: Form): boolean => constant.top === 0n

export function multiplyForms(a: Form, b: Form): Form {
  if (isZeroForm(a) || isZeroForm(b)) return ZERO_FORM
  return {
    constant: multiplyRational(a.constant, b.constant),
    monomial: multiplyMonomials(a.monomial, b.monomial),
    factors: combineFactors(a.factors, b.factors, (x, y) => x + y),
  }
}

/** Throws RangeError for a negative power of 0. */
export function powerOfForm({ constant, monomial, factors }: Form, exponent: number): Form {
  if (exponent === 0) return toForm(ONE)
  const powers = [...factors].map(
    ([name, factor]) => [name, { ...factor, exponent: factor.exponent * exponent }] as const,
  )
  return {
    constant: powerRational(constant, exponent),
    monomial: powerOfMonomial(monomial, exponent),
    factors: new Map(powers),
  }
}

function combineFactors(
  a: Form['factors'],
  b: Form['factors'],
  exponent: (x: number, y: number) => number,
): Form['factors'] {
  const result = new Map<string, Factor>()
  for (const [name, { polynomial }] of [...a, ...b]) {
    const both = exponent(a.get(name)?.exponent ?? 0, b.get(name)?.exponent ?? 0)
    if (both !== 0) result.set(name, { polynomial, exponent: both })
  }
  return result
}

/**
 * The sum: common factors are taken out, the rest is expanded and divided by those of `bases` that
 * divide it, so that denominators may cancel.
 */
export function addForms(a: Form, b: Form, bases: Iterable<Polynomial>): Form {
  if (isZeroForm(a)) return b
  if (isZeroForm(b)) return a
  const common: Form = {
    constant: ONE,
    monomial: commonMonomial(a.monomial, b.monomial),
    factors: combineFactors(a.factors, b.factors, Math.min),
  }
  const bottom = a.constant.bottom * b.constant.bottom
  const [x, y] = [a, b].map((form) => expand(form, common))
  const sum = addPolynomials(
    scale(x, a.constant.top * b.constant.bottom),
    y,
    b.constant.top * a.constant.bottom,
  )
  if (sum.size === 0) return ZERO_FORM
  const denominators = [...common.factors.values()]
    .filter((factor) => factor.exponent < 0)
    .map((factor) => factor.polynomial)
  const whole = toFactors(sum, [...denominators, ...bases])
  return multiplyForms(
    { ...whole, constant: multiplyRational(whole.constant, rational(1n, bottom)) },
    common,
  )
}

const scale = (polynomial: Polynomial, factor: bigint): Polynomial =>
  addPolynomials(new Map(), polynomial, factor)

/** A form without its constant, divided by its common factor with another, as a polynomial. */
function expand({ monomial, factors }: Form, common: Form): Polynomial {
  let result = toPolynomial(1n, divideMonomials(monomial, common.monomial))
  for (const [name, { polynomial, exponent }] of factors) {
    for (let n = common.factors.get(name)?.exponent ?? Math.min(0, exponent); n < exponent; n++)
      result = multiplyPolynomials(result, polynomial)
  }
  for (const [name, { polynomial, exponent }] of common.factors) {
    if (factors.has(name)) continue
    for (let n = exponent; n < 0; n++) result = multiplyPolynomials(result, polynomial)
  }
  return result
}

/**
 * A polynomial as a form, divided by every one of `bases` that divides it. Throws TypeError for 0.
 */
export function toFactors(polynomial: Polynomial, bases: Iterable<Polynomial>): Form {
  const { content, monomial, rest } = splitContent(polynomial)
  let form = toForm(rational(content), monomial)
  let left = rest
  for (const base of bases) {
    for (let quotient = divideBy(left, base); quotient; quotient = divideBy(left, base)) {
      form = multiplyForms(form, ofPolynomial(base))
      left = quotient
    }
  }
  return multiplyForms(form, ofPolynomial(left))
}

const divideBy = (a: Polynomial, b: Polynomial): Polynomial | undefined =>
  a.size < 2 || b.size < 2 ? undefined : divideExactly(a, b)

/** A primitive polynomial as a form. */
function ofPolynomial(polynomial: Polynomial): Form {
  const [first, second] = polynomial.values()
  if (second === undefined) return toForm(rational(first.coefficient), first.monomial)
  return { ...toForm(ONE), factors: new Map([[nameOf(polynomial), { polynomial, exponent: 1 }]]) }
}

/** The terms of a form, over their common denominator. */
export function termsOf({ constant, monomial, factors }: Form): {
  terms: { factor: Rational; monomial: Monomial }[]
  denominator: Form
} {
  const below = [...factors].filter(([, factor]) => factor.exponent < 0)
  const above = new Map([...factors].filter(([, factor]) => factor.exponent > 0))
  const expanded = expand({ constant, monomial, factors: above }, toForm(ONE))
  return {
    terms: [...expanded.values()].map((term) => ({
      factor: multiplyRational(constant, rational(term.coefficient)),
      monomial: term.monomial,
    })),
    denominator: { ...toForm(ONE), factors: new Map(below) },
  }
}

/** A key that is the same for forms that differ by a constant factor only. */
export const nameOfForm = ({ monomial, factors }: Form): string =>
  [
    keyOf(monomial),
    ...[...factors].map(([name, { exponent }]) => `(${name})^${exponent}`).sort(),
  ].join(' * ')

/** The generators that occur in a form. */
export function generatorsOf({ monomial, factors }: Form): Set<number> {
  const monomials = [
    monomial,
    ...[...factors.values()].flatMap(({ polynomial }) =>
      [...polynomial.values()].map((term) => term.monomial),
    ),
  ]
  return new Set(monomials.flatMap((it) => it.filter((_, n) => n % 2 === 0)))
}
