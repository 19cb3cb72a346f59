import { describe, expect, test } from 'vitest'
import { crossEntropyGradient } from 'accurate-softmax'
import { lossPaths } from '../../src/figures/the-gradient-of-cross-entropy/path-graph.ts'

const sum = (values: number[]): number => values.reduce((a, b) => a + b, 0)

describe('lossPaths', () => {
  const cases: [string, number[], number[]][] = [
    ['one-hot labels', [2, 1, 0.1, -1.2], [0, 1, 0, 0]],
    ['soft labels', [2, 1, 0.1, -1.2], [0.3, 0.5, 0.1, 0.1]],
    ['multi-hot labels', [1, 0.5, -2], [1, 1, 0]],
    ['a truth ruled out', [4, -4, -4], [0, 0, 1]],
  ]
  test.for(cases)('the paths add up to the gradient for %s', ([, z, y]) => {
    const sums = z.map((_, i) => sum(lossPaths(z, y, i).map(({ product }) => product)))
    crossEntropyGradient(z, y).forEach((slope, i) => expect(sums[i]).toBeCloseTo(slope, 12))
  })
  test('a path multiplies the slopes of its two edges', () => {
    for (const { inner, outer, product } of lossPaths([2, 1, 0.1], [0.2, 0.5, 0.3], 1))
      expect(product).toBe(inner * outer)
  })
  test('a path with a label of zero carries nothing, however small the probability', () => {
    expect(lossPaths([800, 0], [1, 0], 0)[1]).toMatchObject({ outer: 0, product: 0 })
  })
})
