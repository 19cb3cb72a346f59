import { describe, expect, test } from 'vitest'
import {
  addIntervals,
  divideIntervals,
  expOf,
  logOf,
  multiplyIntervals,
  point,
  powerOfInterval,
  rootOf,
  type Interval,
} from '../../src/proof/interval.ts'
import { randomWords } from '../../src/proof/random-words.ts'
import {
  addRational,
  invertRational,
  multiplyRational,
  rational,
  type Rational,
} from '../../src/proof/rational.ts'

const seed = 31
const random = randomWords(seed)
const draw = (): number => (random() / 2 ** 32 - 0.5) * 2 ** ((random() % 40) - 20)

/** A double as the fraction that it is. */
function exactly(value: number): Rational {
  let [whole, power] = [value, 0]
  for (; !Number.isInteger(whole); power++) whole *= 2
  return rational(BigInt(whole), 2n ** BigInt(power))
}

/** Whether the exact value lies in the interval. */
const holds = ({ low, high }: Interval, value: Rational): boolean =>
  compare(exactly(low), value) <= 0 && compare(value, exactly(high)) <= 0

const compare = (a: Rational, b: Rational): number =>
  Number(a.top * b.bottom > b.top * a.bottom) - Number(a.top * b.bottom < b.top * a.bottom)

/** eˣ by its series, with an error far below 2⁻²⁰⁰ for |x| up to 8. */
function exponentialOf(x: Rational): Rational {
  const scale = 2n ** 400n
  const step = (x.top * scale) / x.bottom
  let [sum, term] = [0n, scale]
  for (let n = 1n; n < 220n; n++) {
    sum += term
    term = (term * step) / scale / n
  }
  return rational(sum, scale)
}

describe(`the exact value lies in the interval, however it is rounded (seed ${seed})`, () => {
  test('of sums, products, quotients and powers, against exact fractions', () => {
    for (let n = 0; n < 2000; n++) {
      const [a, b] = [draw(), draw() || 1]
      const [x, y] = [exactly(a), exactly(b)]
      expect(holds(addIntervals(point(a), point(b)), addRational(x, y))).toBe(true)
      expect(holds(multiplyIntervals(point(a), point(b)), multiplyRational(x, y))).toBe(true)
      expect(
        holds(divideIntervals(point(a), point(b)), multiplyRational(x, invertRational(y))),
      ).toBe(true)
      expect(holds(powerOfInterval(point(a), 3), multiplyRational(x, multiplyRational(x, x)))).toBe(
        true,
      )
    }
  })
  test('of roots, squared', () => {
    for (let n = 0; n < 500; n++) {
      const a = Math.abs(draw())
      const { low, high } = rootOf(point(a))
      expect(compare(multiplyRational(exactly(low), exactly(low)), exactly(a))).toBeLessThanOrEqual(
        0,
      )
      expect(
        compare(multiplyRational(exactly(high), exactly(high)), exactly(a)),
      ).toBeGreaterThanOrEqual(0)
    }
  })
  test('of exponentials and logarithms, against series of four hundred bits', () => {
    for (let n = 0; n < 400; n++) {
      const a = (random() / 2 ** 32 - 0.5) * 12
      expect(holds(expOf(point(a)), exponentialOf(exactly(a)))).toBe(true)
      const { low, high } = logOf(point(Math.exp(a)))
      expect(compare(exponentialOf(exactly(low)), exactly(Math.exp(a)))).toBeLessThan(0)
      expect(compare(exponentialOf(exactly(high)), exactly(Math.exp(a)))).toBeGreaterThan(0)
    }
  })
})

test('overflow and underflow leave room for the exact value', () => {
  expect(expOf(point(800)).low).toBeLessThanOrEqual(Number.MAX_VALUE)
  expect(expOf(point(800)).high).toBe(Infinity)
  expect(expOf(point(-800)).low).toBe(0)
  expect(expOf(point(-800)).high).toBeGreaterThan(0)
  expect(multiplyIntervals({ low: 0, high: Infinity }, { low: 0, high: 1 })).toEqual({
    low: -Infinity,
    high: Infinity,
  })
  expect(multiplyIntervals(point(1e-200), point(1e-200)).high).toBeGreaterThan(0)
})

test('an even power of an interval round 0 starts at 0, and no divisor holds 0', () => {
  expect(powerOfInterval({ low: -2, high: 1 }, 2).low).toBeLessThanOrEqual(0)
  expect(powerOfInterval({ low: -2, high: 1 }, 2).low).toBeGreaterThan(-1e-300)
  expect(() => divideIntervals(point(1), { low: -1, high: 1 })).toThrow('zeroDenominator')
  expect(() => logOf({ low: 0, high: 1 })).toThrow('logOfZero')
  expect(powerOfInterval(point(2), 0)).toEqual({ low: 1, high: 1 })
})
