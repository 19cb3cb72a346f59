import type { Algebra } from './algebra.ts'
import { Decline, Undecided } from './decline.ts'
import type { Element } from './element.ts'
import { exponential } from './exponential.ts'
import { extremeOf } from './extreme.ts'
import { logarithm } from './logarithm.ts'
import { rational, toRational, type Rational } from './rational.ts'
import { cutsOf, requireSigns, signsOf } from './sign-of.ts'
import {
  ANY,
  NEGATIVE,
  NONNEGATIVE,
  NONZERO,
  POSITIVE,
  within,
  ZERO,
  type SignSet,
} from './sign-set.ts'
import type { Tower } from './tower.ts'

/** Interprets formulas in a tower. With `ordering`, vectors may have to be put in order first. */
export function towerAlgebra(tower: Tower, ordering: boolean): Algebra<Element> {
  const known = new Map<number, Rational | undefined>()
  return {
    constant: (value) => toElement(tower, value, known),
    add: (a, b) => tower.add(a, b),
    multiply: (a, b) => tower.multiply(a, b),
    divide: (a, b) => tower.multiply(a, inverse(tower, b)),
    power: (base, exponent) => power(tower, base, exponent),
    call: (fn, a) => call(tower, fn, a),
    extreme: (op, values) => extremeOf(tower, op, values, ordering),
    compare: (a, relation, b) => compare(tower, a, relation, b),
  }
}

/**
 * A rounded number, such as π, becomes a variable: what is proved then holds for every number near
 * it.
 */
function toElement(tower: Tower, value: number, known: Map<number, Rational | undefined>): Element {
  if (!known.has(value)) known.set(value, toRational(value))
  const exact = known.get(value)
  if (exact) return tower.constant(exact)
  if (!Number.isFinite(value)) throw new Decline({ kind: 'notFinite' })
  return tower.generator(`number ${value}`, value > 0 ? POSITIVE : NEGATIVE)
}

function inverse(tower: Tower, a: Element): Element {
  requireSigns(tower, a, NONZERO, { kind: 'zeroDenominator' })
  return tower.invert(a)
}

/** The largest whole exponent that is expanded. */
const HIGHEST = 64

function power(tower: Tower, base: Element, exponent: Element): Element {
  const fixed = numberOf(exponent)
  if (fixed?.bottom === 1n && Math.abs(Number(fixed.top)) <= HIGHEST) {
    const whole = Number(fixed.top)
    return whole < 0 ? tower.power(inverse(tower, base), -whole) : tower.power(base, whole)
  }
  if (fixed && fixed.top > 0n && signsOf(tower, base) === ZERO) return base
  requireSigns(tower, base, POSITIVE, { kind: 'powerBelowZero' })
  return exponential(tower, tower.multiply(exponent, logarithm(tower, base)))
}

/** The number that a value is, if it is one. */
function numberOf(element: Element): Rational | undefined {
  if (element.constant) return element.constant
  const { constant, monomial, factors } = element.form()
  return monomial.length === 0 && factors.size === 0 ? constant : undefined
}

const HALF = rational(1n, 2n)

function call(tower: Tower, fn: string, a: Element): Element {
  const exp = (sign: number): Element => exponential(tower, sign < 0 ? tower.negate(a) : a)
  switch (fn) {
    case 'exp':
      return exp(1)
    case 'log':
      return logarithm(tower, a)
    case 'sqrt':
      return signsOf(tower, a) === ZERO ? a : power(tower, a, tower.constant(HALF))
    case 'cosh':
      return tower.multiply(tower.constant(HALF), tower.add(exp(1), exp(-1)))
    case 'sinh':
      return tower.multiply(tower.constant(HALF), tower.subtract(exp(1), exp(-1)))
    case 'tanh':
      return tower.multiply(
        tower.subtract(exp(1), exp(-1)),
        inverse(tower, tower.add(exp(1), exp(-1))),
      )
    case 'abs':
      return absolute(tower, a)
    default:
      throw new Decline({ kind: 'notFollowed', what: fn })
  }
}

function absolute(tower: Tower, a: Element): Element {
  const signs = signsOf(tower, a)
  if (within(signs, NONNEGATIVE)) return a
  if (within(signs, NEGATIVE | ZERO)) return tower.negate(a)
  throw new Undecided({ kind: 'absoluteValue' }, cutsOf(tower, a))
}

const HOLDS: Readonly<Record<string, SignSet>> = {
  '=': ZERO,
  '!': NONZERO,
  '<=': NEGATIVE | ZERO,
  '>=': NONNEGATIVE,
  '<': NEGATIVE,
  '>': POSITIVE,
}

function compare(tower: Tower, a: Element, relation: string, b: Element): boolean {
  const difference = tower.subtract(a, b)
  const signs = tower.equal(a, b) ? ZERO : signsOf(tower, difference)
  const allowed = HOLDS[relation] ?? ANY
  if (within(signs, allowed)) return true
  if ((signs & allowed) === 0) return false
  throw new Undecided({ kind: 'realCondition' }, cutsOf(tower, difference))
}
