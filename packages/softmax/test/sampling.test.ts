import { describe, expect, it } from 'vitest'
import * as math from '../src/index.ts'

const SEED = 4
const inf = Infinity

describe(`draws (seed ${SEED})`, () => {
  /** Pearson's χ² of 20,000 draws against weights. */
  const chiSquare = (weights: readonly number[], draws: readonly number[]): number => {
    const total = weights.reduce((a, b) => a + b)
    return weights.reduce((sum, weight, k) => {
      const expected = (draws.length * weight) / total
      const found = draws.filter((draw) => draw === k).length
      if (expected === 0) {
        expect(found).toBe(0)
        return sum
      }
      return sum + (found - expected) ** 2 / expected
    }, 0)
  }

  it('come in proportion to the weights, never one of weight 0', () => {
    const weights = [0, 1, 2, 0, 4, 8, 0]
    const random = math.randomSource(SEED)
    // 16.27 is exceeded by chance once in a thousand with three degrees of freedom.
    expect(chiSquare(weights, math.multinomial(weights, { random, draws: 20000 }))).toBeLessThan(
      16.27,
    )
  })

  it('without replacement the first is drawn as with, and none twice', () => {
    const random = math.randomSource(SEED)
    const runs = Array.from({ length: 20000 }, () =>
      math.multinomial([1, 2, 4, 0], { random, draws: 3, replacement: false }),
    )
    for (const run of runs) expect(run.toSorted()).toEqual([0, 1, 2])
    // 13.82: once in a thousand with two degrees of freedom.
    expect(
      chiSquare(
        [1, 2, 4, 0],
        runs.map(([k]) => k),
      ),
    ).toBeLessThan(13.82)
  })

  it('are the same for the same seed, and at the ends of the source', () => {
    const draw = (): number[] =>
      math.multinomial([1, 2], { random: math.randomSource(7), draws: 9 })
    expect(draw()).toEqual(draw())
    const [lowest, highest] = [2 ** -53, 1 - 2 ** -53]
    expect(math.multinomial([0, 1, 1, 0], { random: () => lowest })).toEqual([1])
    expect(math.multinomial([0, 1, 1, 0], { random: () => highest })).toEqual([2])
  })

  it('weights near both ends of the doubles are drawn', () => {
    const random = math.randomSource(SEED)
    expect(math.multinomial([1e308, 1e308, 0], { random, draws: 50 })).toContain(1)
    expect(math.multinomial([5e-324, 0], { random })).toEqual([0])
    expect(new Set(math.multinomial([5e-324, 5e-324], { random, draws: 50 }))).toEqual(
      new Set([0, 1]),
    )
    const all = math.multinomial([5e-324, 1, 5e-324], { random, draws: 3, replacement: false })
    expect(all.toSorted()).toEqual([0, 1, 2])
  })
})

describe('scores kept for a draw', () => {
  it('top-k keeps k, the first of equals, and all where there are fewer', () => {
    expect(math.topK([1, 2, 2, 2], 2)).toEqual([-inf, 2, 2, -inf])
    expect(math.topK([1, 2], 9)).toEqual([1, 2])
    expect(math.topK([], 1)).toEqual([])
  })

  it('top-p keeps the score that reaches p, and all for p = 1', () => {
    expect(math.topP([0, 0, 0, 0], 0.5)).toEqual([0, 0, -inf, -inf])
    expect(math.topP([0, 0, 0, 0], 0.51)).toEqual([0, 0, 0, -inf])
    expect(math.topP([9, -900], 1)).toEqual([9, -900])
  })

  it('min-p keeps the greatest whatever the share', () => {
    expect(math.minP([3, 1, 3], 1)).toEqual([3, -inf, 3])
    expect(math.minP([3, -inf], 0)).toEqual([3, -inf])
    expect(math.minP([inf, 1], 0.5)).toEqual([inf, -inf])
  })

  it('what is masked stays so, and NaN is not taken out unseen', () => {
    expect(math.topK([-inf, 1, 0], 2)).toEqual([-inf, 1, 0])
    expect(math.topK([NaN, 1], 1)).toEqual([NaN, -inf])
    expect(math.topP([NaN, 1], 0.5)).toEqual([NaN, 1])
    expect(math.minP([NaN, 1], 0.5)).toEqual([NaN, 1])
  })

  it('are softmax and multinomial of what is kept', () => {
    const p = math.softmax(math.topK([4, 1, 3], 2))
    const random = math.randomSource(SEED)
    expect(new Set(math.multinomial(p, { random, draws: 200 }))).toEqual(new Set([0, 2]))
  })
})

it('a hard Gumbel-softmax is the one-hot of gumbelMax', () => {
  const z = [1, 0, 2, -1]
  for (let seed = 0; seed < 20; seed++) {
    const hard = math.gumbelSoftmax(z, { random: math.randomSource(seed), hard: true })
    const at = math.gumbelMax(z, { random: math.randomSource(seed) })
    expect(hard).toEqual(z.map((_, i) => Number(i === at)))
  }
})

describe('running sums of exponentials', () => {
  it('end at log-sum-exp, skip what is masked, and keep NaN and Infinity', () => {
    const z = [1, -inf, 3, 0.5]
    const sums = math.logCumSumExp(z)
    expect(sums[0]).toBe(1)
    expect(sums[1]).toBe(1)
    expect(sums[3]).toBeCloseTo(math.logSumExp(z), 15)
    expect(math.logCumSumExp([-inf, 0, inf, NaN])).toEqual([-inf, 0, inf, NaN])
    expect(math.logCumSumExp([])).toEqual([])
  })

  it('a hard sample is NaN where nothing can be drawn, as the soft one is', () => {
    const options = { random: math.randomSource(1), hard: true }
    for (const z of [
      [-Infinity, -Infinity],
      [Infinity, Infinity],
      [NaN, 0],
    ])
      expect(math.gumbelSoftmax(z, options)).toEqual([NaN, NaN])
    expect(math.gumbelSoftmax([0, Infinity], options)).toEqual([0, 1])
    expect(math.gumbelSoftmax([], options)).toEqual([])
  })

  it('the sum of two is log-sum-exp of two, in either order', () => {
    for (const [a, b] of [
      [0, 0],
      [-inf, 3],
      [-inf, -inf],
      [inf, 1],
      [700, -700],
      [-0.5, -0.9],
    ])
      expect([math.logAddExp(a, b), math.logAddExp(b, a)]).toEqual([
        math.logSumExp([a, b]),
        math.logSumExp([a, b]),
      ])
    expect(math.logAddExp(NaN, 0)).toBeNaN()
  })
})

describe('exp and log', () => {
  it('have the limits at the ends', () => {
    expect([-inf, 0, inf, NaN, 710, -746].map(math.exp)).toEqual([0, 1, inf, NaN, inf, 0])
    expect([0, -0, 1, inf, NaN, -1].map(math.log)).toEqual([-inf, -inf, 0, inf, NaN, NaN])
  })
})
