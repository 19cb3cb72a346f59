import { describe, expect, it } from 'vitest'
import * as math from '../src/index.ts'

const random = math.randomSource(3)
const draw = (n: number): number[] => Array.from({ length: n }, () => 2 * random() - 1)

/** Derivatives of v · f in each score, by central differences. */
function slopes(
  f: (z: number[]) => number[],
  z: readonly number[],
  v: readonly number[],
): number[] {
  const h = 2 ** -17
  const along = (i: number, by: number): number =>
    f(z.map((score, k) => (k === i ? score + by : score))).reduce((sum, p, k) => sum + p * v[k], 0)
  return z.map((_, i) => (along(i, h) - along(i, -h)) / (2 * h))
}

describe('vectors times Jacobians', () => {
  it('are what the Jacobian of softmax gives', () => {
    const [z, v] = [draw(6), draw(6)]
    const jacobian = math.softmaxJacobian(z, { temperature: 0.5 })
    math.softmaxPullback(z, v, { temperature: 0.5 }).forEach((g, i) =>
      expect(g).toBeCloseTo(
        jacobian[i].reduce((sum, each, j) => sum + each * v[j], 0),
        14,
      ),
    )
  })

  it.each([1, 1.25, 1.5, 1.75, 2])('are the slopes of entmax at α = %d', (alpha) => {
    const [z, v] = [[0.9, 0.7, 0.4, -3], draw(4)]
    const found = math.entmaxPullback(z, v, { alpha })
    slopes((scores) => math.entmax(scores, { alpha }), z, v).forEach((slope, i) =>
      expect(found[i]).toBeCloseTo(slope, 7),
    )
  })

  it('of sparsemax are those of entmax at α = 2', () => {
    const [z, v] = [draw(6), draw(6)]
    const two = math.entmaxPullback(z, v, { alpha: 2 })
    math.sparsemaxPullback(z, v).forEach((g, i) => expect(g).toBeCloseTo(two[i], 14))
  })

  it('do not overflow on the way where the vector is near the largest double', () => {
    const [large, half] = [2 ** 1023, 2 ** 1022]
    const found = math.softmaxPullback([0, 5], [large, -large])
    const expected = math.softmaxPullback([0, 5], [2, -2])
    found.forEach((value, i) => expect(value / half).toBeCloseTo(expected[i], 15))
    expect(math.sparsemaxPullback([0, 0], [large, large])).toEqual([0, 0])
    expect(math.entmaxPullback([0, 0, 0, 0], [large, large, -large, -large])).toEqual(
      math.entmaxPullback([0, 0, 0, 0], [2, 2, -2, -2]).map((value) => value * half),
    )
  })

  it('pass nothing to masked scores, and to no score of what is masked as a whole', () => {
    const pullbacks = [math.softmaxPullback, math.sparsemaxPullback, math.entmaxPullback]
    for (const pullback of pullbacks) {
      expect(pullback([1, -Infinity, 1], [1, 9, 0])[1]).toBe(0)
      const masked = [-Infinity, -Infinity]
      expect(pullback(masked, [1, 2])).toEqual([NaN, NaN])
      expect(pullback(masked, [1, 2], { allMasked: 'zeros' })).toEqual([0, 0])
    }
  })
})
