import { describe, expect, it } from 'vitest'
import { exact, exponential, fixed, logarithm, over } from './oracle.ts'
import { fromDecimal, fromDouble, ulpError } from './ulp.ts'

/** Digits of e, log 2 and log 10 as tables of constants have them. */
const E = '2.71828182845904523536028747135266249775724709369996'
const LOG_2 = '0.69314718055994530941723212145817656807550013436026'
const LOG_10 = '2.30258509299404568401799145468436420760110148862877'

describe('the judges', () => {
  it('know e, log 2 and log 10 to fifty digits', () => {
    expect(digits(exponential(fixed(1)))).toBe(E)
    expect(digits(logarithm(fixed(2)))).toBe(LOG_2)
    expect(digits(logarithm(fixed(10)))).toBe(LOG_10)
  })

  it('find no error in the nearest double, and one ulp in its neighbour', () => {
    expect(ulpError(0.1, fromDouble(0.1))).toBe(0)
    expect(ulpError(1 + Number.EPSILON, fromDecimal('1'))).toBe(1)
    expect(ulpError(1 - Number.EPSILON / 2, fromDecimal('1'))).toBe(0.5)
    expect(ulpError(0.1, fromDecimal('0.1'))).toBeCloseTo(0.4, 12)
  })

  it('measure subnormals in steps of 2^-1074', () => {
    expect(ulpError(5e-324, fromDecimal('0'))).toBe(1)
    expect(ulpError(1e-323, fromDouble(5e-324))).toBe(1)
  })

  it('take infinity for right only where the exact value rounds to it', () => {
    expect(ulpError(Infinity, fromDecimal('1.8e308'))).toBe(0)
    expect(ulpError(Infinity, fromDecimal('1.7e308'))).toBe(Infinity)
    expect(ulpError(-Infinity, fromDecimal('1.8e308'))).toBe(Infinity)
    expect(ulpError(NaN, fromDecimal('1'))).toBe(Infinity)
  })

  it('see an error of a hundredth of an ulp', () => {
    const third = over(fixed(1), fixed(3))
    const shifted = third + over(fixed(2 ** -54), fixed(100))
    expect(Math.abs(ulpError(1 / 3, exact(shifted)) - ulpError(1 / 3, exact(third)))).toBeCloseTo(
      0.01,
      10,
    )
  })
})

/** Fixed point as a decimal of 51 digits, rounded at the end. */
function digits(value: bigint): string {
  const scaled = (value * 10n ** 51n) >> 1300n
  const text = String((scaled + 5n) / 10n).padStart(51, '0')
  return `${text.slice(0, -50)}.${text.slice(-50)}`
}
