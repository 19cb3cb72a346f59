import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { median, quantile } from '../../bench/report/statistics.ts'

const numbers = fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { minLength: 1 })

describe('quantile', () => {
  test('falls between the two nearest values, as in R and NumPy', () => {
    // numpy.quantile([1, 2, 4, 8], [0.25, 0.5, 0.75])
    expect([0.25, 0.5, 0.75].map((q) => quantile([8, 1, 4, 2], q))).toEqual([1.75, 3, 5])
  })
  test('is the least value at 0 and the greatest at 1', () => {
    fc.assert(
      fc.property(numbers, (values) => {
        expect(quantile(values, 0)).toBe(Math.min(...values))
        expect(quantile(values, 1)).toBe(Math.max(...values))
      }),
    )
  })
  test('has at least the part q of the values at or below it', () => {
    fc.assert(
      fc.property(numbers, fc.double({ min: 0, max: 1, noNaN: true }), (values, q) => {
        const below = values.filter((it) => it <= quantile(values, q) + 1e-6).length
        expect(below).toBeGreaterThanOrEqual(Math.floor(q * (values.length - 1)) + 1)
      }),
    )
  })
  test('keeps what never came apart: one infinite value of two leaves an infinite median', () => {
    expect(median([1, Infinity])).toBe(Infinity)
    expect(median([Infinity, Infinity])).toBe(Infinity)
  })
  test('is not a number where there are none', () => {
    expect(median([])).toBeNaN()
  })
})
