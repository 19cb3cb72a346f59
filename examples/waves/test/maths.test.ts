import { describe, expect, test } from 'vitest'
import { beat, partialSum, sampleWave } from '../src/maths/index.ts'

describe('beat', () => {
  test('a beat is silent where its two waves are opposite', () => {
    // 8 and 10 hertz are opposite a quarter of a second from the start.
    expect(beat(8, 10)(0.25)).toBeCloseTo(0, 12)
  })
  test('a beat is the product of its mean tone and its slow envelope', () => {
    const product = (t: number): number =>
      2 * Math.sin(18 * Math.PI * t) * Math.cos(2 * Math.PI * t)
    for (const t of [0, 0.1, 0.37, 0.9]) expect(beat(8, 10)(t)).toBeCloseTo(product(t), 12)
  })
})

describe('partialSum', () => {
  test('the first partial sum peaks at 4/π', () => {
    expect(partialSum(1)(0.25)).toBeCloseTo(4 / Math.PI, 12)
  })
  test('partial sums tend to 1 in the middle of the half period', () => {
    expect(partialSum(2000)(0.25)).toBeCloseTo(1, 3)
  })
  test('partial sums overshoot the corner by about 9 % of the jump', () => {
    const top = Math.max(...sampleWave(partialSum(200), 0.02, 4000).map((it) => it.value))
    expect(top).toBeCloseTo(1.179, 3)
  })
  test.each([0, 1.5, NaN])('`partialSum` refuses %d terms', (terms) => {
    expect(() => partialSum(terms)).toThrow(`invalid terms: ${terms}; give a whole number`)
  })
})
