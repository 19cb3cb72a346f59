import { describe, expect, test } from 'vitest'
import { Budget } from '../../src/proof/budget.ts'
import type { Element } from '../../src/proof/element.ts'
import { isZeroForm } from '../../src/proof/form.ts'
import { keyOf } from '../../src/proof/monomial.ts'
import { Lanes } from '../../src/proof/lanes.ts'
import {
  divideExactly,
  isSquare,
  multiplyPolynomials,
  nameOf,
  type Polynomial,
} from '../../src/proof/polynomial.ts'
import { isNonnegativeQuadratic } from '../../src/proof/quadratic-form.ts'
import { randomWords } from '../../src/proof/random-words.ts'
import { rational, toRational } from '../../src/proof/rational.ts'
import { signsOf } from '../../src/proof/sign-of.ts'
import { ANY, NEGATIVE, POSITIVE, within } from '../../src/proof/sign-set.ts'
import { Tower } from '../../src/proof/tower.ts'

const seed = 20
const random = randomWords(seed)
const pick = (below: number): number => random() % below
const newTower = (): Tower =>
  new Tower({
    signsOf,
    lanes: new Lanes(12, random),
    roots: 1,
    logs: 'split',
    shifted: false,
    budget: new Budget(1e7),
  })

/** A random quotient of sums and products of three variables, of which the first is above 0. */
function draw(tower: Tower, depth: number): Element {
  const variables = [
    tower.generator('p', POSITIVE),
    tower.generator('a', ANY),
    tower.generator('b', ANY),
  ]
  if (depth === 0)
    return pick(4) === 0
      ? tower.constant(rational(BigInt(pick(7)) - 3n, BigInt(1 + pick(4))))
      : variables[pick(3)]
  const [x, y] = [draw(tower, depth - 1), draw(tower, depth - 1)]
  const bottom = tower.add(variables[0], tower.multiply(x, x))
  switch (pick(5)) {
    case 0:
      return tower.add(x, y)
    case 1:
      return tower.subtract(x, y)
    case 2:
      return tower.multiply(x, y)
    case 3:
      return tower.power(x, pick(3))
    default:
      return tower.multiply(y, tower.invert(bottom))
  }
}

describe(`values are known by their residues and, written out, are the same (seed ${seed})`, () => {
  test('what is written out has the residues that were computed', () => {
    const tower = newTower()
    for (let n = 0; n < 300; n++) {
      const value = draw(tower, 3)
      expect([...tower.evaluate(value.form()).residues]).toEqual([...value.residues])
    }
  })

  test('a value less itself, computed in another way, is 0 in both', () => {
    const tower = newTower()
    for (let n = 0; n < 100; n++) {
      const [a, b, c] = [draw(tower, 2), draw(tower, 2), draw(tower, 2)]
      const difference = tower.subtract(
        tower.multiply(a, tower.add(b, c)),
        tower.add(tower.multiply(a, b), tower.multiply(a, c)),
      )
      expect(isZeroForm(difference.form())).toBe(true)
      expect(difference.residues.every((it) => it === 0)).toBe(true)
    }
  })

  test('a sign that is told is the sign at every point that is tried', () => {
    const tower = newTower()
    const points = Array.from({ length: 40 }, () => [
      Math.exp(pick(100) / 20 - 2),
      pick(100) / 10 - 5,
      pick(100) / 10 - 5,
    ])
    let told = 0
    for (let n = 0; n < 200; n++) {
      const value = draw(tower, 3)
      const signs = signsOf(tower, value)
      if (signs === ANY) continue
      told++
      for (const point of points) {
        const at = evaluate(value, point)
        if (Math.abs(at) > 1e-9)
          expect(within(at > 0 ? POSITIVE : NEGATIVE, signs), `${signs} and ${at}`).toBe(true)
      }
    }
    expect(told).toBeGreaterThan(40)
  })
})

/** A form at numbers, in floating point. */
function evaluate(element: Element, point: readonly number[]): number {
  const { constant, monomial, factors } = element.form()
  const product = (of: readonly number[]): number =>
    of.reduce((all, id, n) => (n % 2 === 0 ? all * point[id] ** of[n + 1] : all), 1)
  const parts = [...factors.values()].map(
    ({ polynomial, exponent }) =>
      [...polynomial.values()].reduce(
        (sum, it) => sum + Number(it.coefficient) * product(it.monomial),
        0,
      ) ** exponent,
  )
  return parts.reduce(
    (a, b) => a * b,
    (Number(constant.top) / Number(constant.bottom)) * product(monomial),
  )
}

describe('polynomials', () => {
  const of = (...terms: readonly (readonly [bigint, ...number[]])[]): Polynomial =>
    new Map(terms.map(([coefficient, ...monomial]) => [keyOf(monomial), { monomial, coefficient }]))
  // (a − b), (a + b), (a + 2 b + 1)
  const [minus, plus, other] = [
    of([1n, 0, 1], [-1n, 1, 1]),
    of([1n, 0, 1], [1n, 1, 1]),
    of([1n, 0, 1], [2n, 1, 1], [1n]),
  ]

  test('a product divided by a factor is the other, and by what is no factor nothing', () => {
    expect(nameOf(divideExactly(multiplyPolynomials(plus, other), plus)!)).toBe(nameOf(other))
    expect(divideExactly(multiplyPolynomials(plus, other), minus)).toBeUndefined()
  })
  test('squares are found, and what is near to one is none', () => {
    expect(isSquare(multiplyPolynomials(other, other))).toBe(true)
    expect(isSquare(multiplyPolynomials(minus, plus))).toBe(false)
    expect(isSquare(of([1n, 0, 2], [2n, 0, 1, 1, 1], [2n, 1, 2]))).toBe(false)
  })
  test('a quadratic form is never negative if its squares can be completed', () => {
    expect(isNonnegativeQuadratic(of([1n, 0, 2], [-2n, 0, 1, 1, 1], [1n, 1, 2]))).toBe(true)
    expect(isNonnegativeQuadratic(of([1n, 0, 2], [1n, 1, 2], [1n, 2, 2]))).toBe(true)
    expect(isNonnegativeQuadratic(of([1n, 0, 2], [-3n, 0, 1, 1, 1], [2n, 1, 2]))).toBe(false)
    expect(isNonnegativeQuadratic(of([1n, 0, 1, 1, 1]))).toBe(false)
    expect(isNonnegativeQuadratic(of([1n, 0, 2], [1n, 1, 4]))).toBe(false)
  })
})

test('a number is the decimal that it was written as, or, with too many digits, none', () => {
  expect([0.1, 1e-10, 2.5, 3, 0, 1.0000000001].map(toRational)).toEqual([
    rational(1n, 10n),
    rational(1n, 10n ** 10n),
    rational(5n, 2n),
    rational(3n),
    rational(0n),
    rational(10000000001n, 10n ** 10n),
  ])
  expect([Math.PI, Math.E, 1 / 3].map(toRational)).toEqual([undefined, undefined, undefined])
})
