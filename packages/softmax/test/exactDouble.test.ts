import { describe, expect, it } from 'vitest'
import {
  bitLength,
  lastBit,
  leadingExponent,
  roundRatio,
  scaleByPower,
  takeApart,
  toWhole,
} from '../src/internal/exactDouble.ts'
import { randomSource } from '../src/index.ts'

describe('doubles as whole numbers', () => {
  it.each([1, -1.5, 0.1, 5e-324, 2.2250738585072014e-308, 1.7976931348623157e308, 0])(
    '%d is taken apart and put together',
    (x) => {
      const { mantissa, exponent } = takeApart(x)
      expect(roundRatio(mantissa, 1n, exponent)).toBe(x)
      expect(roundRatio(toWhole(x, -1074), 1n, -1074)).toBe(x)
    },
  )

  it('knows the first and the last bit of a number', () => {
    expect([1, 6, 0.75, 5e-324].map(leadingExponent)).toEqual([0, 2, -1, -1074])
    expect([[1], [6], [0.75], [2 ** 60], [6, 0.25], [0]].map(lastBit)).toEqual([
      0, 1, -2, 60, -2, 0,
    ])
    expect([0n, 1n, 255n, 256n, -256n, 1n << 200n].map(bitLength)).toEqual([0, 1, 8, 9, 9, 201])
  })

  it('rounds a ratio once, to even between two, below the normal doubles too', () => {
    expect(roundRatio(1n, 3n, 0)).toBe(1 / 3)
    expect(roundRatio((1n << 53n) + 1n, 1n, 0)).toBe(2 ** 53)
    expect(roundRatio((1n << 53n) + 3n, 1n, 0)).toBe(2 ** 53 + 4)
    expect(roundRatio(1n, 1n, -1075)).toBe(0)
    expect(roundRatio(3n, 1n, -1075)).toBe(1e-323)
    expect(roundRatio((1n << 80n) + 1n, 1n, -1155)).toBe(5e-324)
    expect(roundRatio(1n, 1n, 1024)).toBe(Infinity)
    expect(roundRatio(-1n, 1n << 2000n, 900)).toBe(-0)
  })

  it('divides as doubles do (seed 5)', () => {
    const random = randomSource(5)
    for (let run = 0; run < 500; run++) {
      const [a, b] = [random() * 2 ** (run % 40), random()]
      const [top, bottom] = [takeApart(a), takeApart(b)]
      expect(roundRatio(top.mantissa, bottom.mantissa, top.exponent - bottom.exponent)).toBe(a / b)
    }
  })

  it('scales by any power of two that a double has a use for', () => {
    expect(scaleByPower(5e-324, 2000)).toBe(5e-324 * 2 ** 1000 * 2 ** 1000)
    expect(scaleByPower(1.5, -1074)).toBe(1e-323)
    expect(scaleByPower(2 ** 1000, -2000)).toBe(2 ** -1000)
  })
})
