import { describe, expect, test } from 'vitest'
import { Rough, toRough } from '../src/run/rough.ts'
import type { Operation } from '../src/run/dual.ts'
import { seededRandom } from '../src/run/random.ts'

const SEED = 3
const ROUNDS = 400
const ONE = new Rough(1, 0)

const apply = (operation: Operation, a: Rough | number, b?: Rough | number): Rough =>
  ONE.apply(operation, a, b)

/** A double as a whole number of units of 2^-1100. */
const UNIT = 1100
function toUnits(x: number): bigint {
  let [mantissa, exponent] = [x, 0]
  while (!Number.isInteger(mantissa)) [mantissa, exponent] = [mantissa * 2, exponent - 1]
  return BigInt(mantissa) * 2n ** BigInt(UNIT + exponent)
}

const abs = (x: bigint): bigint => (x < 0n ? -x : x)

describe(`numbers that know their errors (seed ${SEED})`, () => {
  const random = seededRandom(SEED)
  const draw = (): number => (random() - 0.5) * 10 ** Math.floor(random() * 12 - 6)

  test('sums, products and quotients are within their bounds of the exact ones, in whole numbers', () => {
    for (let n = 0; n < ROUNDS; n++) {
      const [a, b, c] = [new Rough(draw(), 0), new Rough(draw(), 0), new Rough(draw(), 0)]
      const [x, y, z] = [a, b, c].map(({ value }) => toUnits(value)) as [bigint, bigint, bigint]
      const sum = apply('subtract', apply('add', a, b), c)
      expect(abs(toUnits(sum.value) - (x + y - z)) <= toUnits(sum.error)).toBe(true)
      const product = apply('multiply', a, b)
      expect(
        abs(toUnits(product.value) * 2n ** BigInt(UNIT) - x * y) <=
          toUnits(product.error) * 2n ** BigInt(UNIT),
      ).toBe(true)
      const quotient = apply('divide', a, b)
      expect(
        abs(toUnits(quotient.value) * y - x * 2n ** BigInt(UNIT)) <=
          toUnits(quotient.error) * abs(y),
      ).toBe(true)
    }
  })

  test('bounds are not far above the errors: a sum that cancels keeps the size of its terms and no more', () => {
    const difference = apply('subtract', apply('add', toRough(0.1), toRough(0.2)), toRough(0.3))
    expect(difference.value).not.toBe(0)
    expect(Math.abs(difference.value)).toBeLessThanOrEqual(difference.error)
    expect(difference.error).toBeLessThan(1e-15)
  })

  test('exp and log undo each other within their bounds, thousands of powers beyond a double', () => {
    for (let n = 0; n < ROUNDS; n++) {
      const x = toRough((random() - 0.5) * 20_000)
      const back = apply('log', apply('exp', x))
      expect(Math.abs(back.value - x.value)).toBeLessThanOrEqual(back.error)
      expect(back.error).toBeLessThan(1e-10)
    }
  })

  test('roots and powers undo each other within their bounds', () => {
    for (let n = 0; n < ROUNDS; n++) {
      const x = toRough(Math.abs(draw()) + 1e-9)
      for (const back of [
        apply('power', apply('sqrt', x), 2),
        apply('sqrt', apply('multiply', x, x)),
        apply('power', apply('power', x, 3), apply('divide', 1, 3)),
      ]) {
        expect(Math.abs(back.value - x.value)).toBeLessThanOrEqual(back.error)
        expect(back.error).toBeLessThan(1e-13 * x.value)
      }
    }
  })

  test('hyperbolic and circular functions keep their identities within their bounds', () => {
    for (let n = 0; n < ROUNDS; n++) {
      const x = toRough((random() - 0.5) * 20)
      const square = (operation: Operation): Rough => apply('power', apply(operation, x), 2)
      for (const one of [
        apply('add', square('sin'), square('cos')),
        apply('subtract', square('cosh'), square('sinh')),
      ]) {
        expect(Math.abs(one.value - 1)).toBeLessThanOrEqual(one.error)
      }
      const ratio = apply(
        'subtract',
        apply('tanh', x),
        apply('divide', apply('sinh', x), apply('cosh', x)),
      )
      expect(Math.abs(ratio.value)).toBeLessThanOrEqual(ratio.error)
    }
  })

  test('whole numbers are exact', () => {
    expect(apply('subtract', apply('multiply', toRough(3), toRough(7)), toRough(21))).toMatchObject(
      { mantissa: 0, bound: 0 },
    )
    expect(apply('power', toRough(-2), apply('subtract', toRough(4), toRough(1)))).toMatchObject({
      value: -8,
    })
  })

  test('what has no value has none, and what rounding hides has no bound', () => {
    expect(apply('divide', 1, 0).value).toBeNaN()
    expect(apply('divide', 0, 0).value).toBeNaN()
    expect(apply('log', -1).value).toBeNaN()
    expect(apply('sqrt', -1).value).toBeNaN()
    expect(apply('log', 0).value).toBe(-Infinity)
    const nothing = apply('subtract', apply('add', toRough(0.1), toRough(0.2)), toRough(0.3))
    expect(apply('divide', 1, nothing).error).toBe(Infinity)
    expect(apply('log', nothing).error).toBe(Infinity)
    expect(apply('sqrt', nothing).error).toBeLessThan(1e-7)
  })
})
