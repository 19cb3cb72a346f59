import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import * as math from '../src/index.ts'
import { exp } from '../src/internal/exp.ts'

/** Each law prints its seed and its smallest counterexample when it fails; this seed makes the run repeatable. */
const SEED = 20260101
const holds = <T extends unknown[]>(
  arbitraries: { [K in keyof T]: fc.Arbitrary<T[K]> },
  law: (...args: T) => void,
): void =>
  fc.assert(
    fc.property(fc.tuple<T>(...arbitraries), (args) => void law(...args)),
    { seed: SEED, numRuns: 200 },
  )

const score = fc.double({ min: -30, max: 30, noNaN: true })
const scores = fc.array(score, { minLength: 1, maxLength: 8 })
const anyScores = fc.array(fc.double({ min: -1e308, max: 1e308, noNaN: true }), {
  minLength: 1,
  maxLength: 8,
})
const temperature = fc.double({ min: 0.05, max: 20, noNaN: true })
/** Multiples of 1/8: adding and taking away is exact, so that laws about shifts can ask for equal bits. */
const eighths = fc.array(
  fc.integer({ min: -80, max: 80 }).map((k) => k / 8),
  { minLength: 1, maxLength: 8 },
)
const distribution = scores.map((z) => math.softmax(z))
const distributionsOfFive = fc
  .tuple(...Array.from({ length: 5 }, () => score))
  .map((z) => math.softmax(z))
const fiveScores = fc.array(score, { minLength: 5, maxLength: 5 })

const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0)
const dot = (a: readonly number[], b: readonly number[]): number =>
  sum(a.map((value, i) => value * b[i]))
const near = (a: number, b: number, within: number): void => {
  if (a !== b) expect(Math.abs(a - b), `${a} and ${b}`).toBeLessThanOrEqual(within)
}
const allNear = (a: readonly number[], b: readonly number[], within: number): void =>
  a.forEach((value, i) => near(value, b[i], within))

/** Equal, or next to each other among the doubles: as two are that are both within 0.52 ulp of the same number. */
const allAdjacent = (a: readonly number[], b: readonly number[]): void =>
  a.forEach((value, i) => near(value, b[i], Math.max(value, b[i]) * 2 ** -52))

/** A derivative by central differences, good to about 1e-9. */
const slope = (f: (x: number) => number): number => {
  const h = 2 ** -13
  return (8 * (f(h) - f(-h)) - (f(2 * h) - f(-2 * h))) / (12 * h)
}
const moved = (z: readonly number[], i: number, by: number): number[] =>
  z.map((value, k) => (k === i ? value + by : value))
const gradientOf = (f: (z: number[]) => number, z: readonly number[]): number[] =>
  z.map((_, i) => slope((by) => f(moved(z, i, by))))

describe('log-sum-exp', () => {
  it('lies between the greatest score and that plus log n', () => {
    holds([anyScores], (z) => {
      const top = Math.max(...z)
      expect(math.logSumExp(z)).toBeGreaterThanOrEqual(top)
      expect(math.logSumExp(z)).toBeLessThanOrEqual(
        top + Math.log(z.length) + Math.abs(top) * 2e-16 + 1e-15,
      )
    })
  })

  it('with a temperature T lies at most T log n above the greatest score', () => {
    holds([scores, temperature], (z, T) => {
      const excess = math.logSumExp(z, { temperature: T }) - Math.max(...z)
      expect(excess).toBeGreaterThanOrEqual(-1e-14)
      expect(excess).toBeLessThanOrEqual(T * Math.log(z.length) + 1e-13)
    })
  })

  it('moves by c when every score does', () => {
    holds([scores, score], (z, c) =>
      near(math.logSumExp(z.map((value) => value + c)), math.logSumExp(z) + c, 1e-13),
    )
  })

  it('is convex', () => {
    holds([fiveScores, fiveScores], (a, b) => {
      const middle = math.logSumExp(a.map((value, i) => (value + b[i]) / 2))
      expect(middle).toBeLessThanOrEqual((math.logSumExp(a) + math.logSumExp(b)) / 2 + 1e-13)
    })
  })

  it('has softmax for its gradient, by differences', () => {
    holds([scores], (z) =>
      allNear(
        gradientOf((x) => math.logSumExp(x), z),
        math.softmax(z),
        1e-8,
      ),
    )
  })

  it('is the greatest ⟨p, z⟩ + H(p), taken at softmax and nowhere passed', () => {
    holds([fiveScores, distributionsOfFive], (z, p) => {
      const own = math.softmax(z)
      near(dot(own, z) + math.entropy(own), math.logSumExp(z), 1e-13)
      expect(dot(p, z) + math.entropy(p)).toBeLessThanOrEqual(math.logSumExp(z) + 1e-13)
    })
  })

  it('with weights w is log-sum-exp of z + log w', () => {
    holds([fiveScores, fiveScores], (z, logs) => {
      near(
        math.logSumExp(z, { weights: logs.map(exp) }),
        math.logSumExp(z.map((value, i) => value + logs[i])),
        1e-13,
      )
    })
  })

  it('with signed weights gives back the signed sum', () => {
    holds(
      [
        fc.array(
          fc.tuple(fc.double({ min: -5, max: 5, noNaN: true }), fc.integer({ min: -9, max: 9 })),
          { minLength: 1, maxLength: 6 },
        ),
      ],
      (terms) => {
        const { value, sign } = math.signedLogSumExp(
          terms.map(([z]) => z),
          terms.map(([, w]) => w),
        )
        near(sign * exp(value), sum(terms.map(([z, w]) => w * exp(z))), 1e-11)
      },
    )
  })
})

describe('softmax', () => {
  it('gives numbers from 0 to 1 that sum to 1', () => {
    holds([anyScores, temperature], (z, T) => {
      const p = math.softmax(z, { temperature: T })
      for (const share of p) expect(share >= 0 && share <= 1).toBe(true)
      near(sum(p), 1, 1e-15 * z.length)
    })
  })

  it('does not see a shift of all scores, but for the last rounding', () => {
    holds([eighths, fc.integer({ min: -1e6, max: 1e6 })], (z, c) => {
      const shifted = z.map((value) => value + c)
      allAdjacent(math.softmax(shifted), math.softmax(z))
    })
  })

  it('does not see the scale of scores and temperature together, but for the last rounding', () => {
    holds([scores, fc.integer({ min: -20, max: 20 })], (z, k) => {
      const scaled = z.map((value) => value * 2 ** k)
      allAdjacent(math.softmax(scaled, { temperature: 2 ** k }), math.softmax(z))
    })
  })

  it('keeps the order of the scores', () => {
    holds([scores], (z) => {
      const p = math.softmax(z)
      z.forEach((a, i) => z.forEach((b, j) => a >= b && expect(p[i]).toBeGreaterThanOrEqual(p[j])))
    })
  })

  it('permutes as the scores do, to the last bit for two', () => {
    holds([score, score], (a, b) =>
      expect(math.softmax([b, a])).toEqual(math.softmax([a, b]).reverse()),
    )
  })

  it('changes by at most half of what the scores do', () => {
    holds([fiveScores, fiveScores], (a, b) => {
      const p = math.softmax(a)
      const change = Math.hypot(...math.softmax(b).map((share, i) => share - p[i]))
      expect(change).toBeLessThanOrEqual(
        0.5 * Math.hypot(...a.map((value, i) => value - b[i])) + 1e-15,
      )
    })
  })

  it('tends to hardmax as the temperature falls, ties sharing', () => {
    holds([eighths], (z) =>
      allNear(math.softmax(z, { temperature: 1e-3 }), math.hardmax(z, { ties: 'share' }), 1e-15),
    )
  })

  it('is exp of its logarithms', () => {
    holds([scores], (z) => {
      const logs = math.logSoftmax(z)
      math.softmax(z).forEach((share, i) => near(share, exp(logs[i]), 1e-14 * share))
    })
  })

  it('of two scores is the sigmoid of their difference', () => {
    holds([eighths, eighths], ([a], [b]) => {
      const [p, q] = math.softmax([a, b])
      near(p, math.sigmoid(a - b), 2e-16 * p)
      near(q, math.sigmoid(b - a), 2e-16 * q)
    })
  })

  it('to base b is softmax at temperature 1 / log b', () => {
    holds([scores, fc.double({ min: 1.1, max: 50, noNaN: true })], (z, base) => {
      allNear(
        math.softmaxBase(z, base),
        math.softmax(z, { temperature: 1 / Math.log(base) }),
        1e-13,
      )
      allNear(
        math.softmaxBase(z, base),
        math.softmaxBase(
          z.map((value) => -value),
          1 / base,
        ),
        1e-13,
      )
    })
  })
})

describe('the Jacobian of softmax', () => {
  it('is what differences show', () => {
    holds([scores, fc.constantFrom(0.5, 1, 3)], (z, T) => {
      math.softmaxJacobian(z, { temperature: T }).forEach((row, i) => {
        allNear(
          row,
          gradientOf((x) => math.softmax(x, { temperature: T })[i], z),
          1e-7,
        )
      })
    })
  })

  it('is symmetric, its rows sum to 0, and no direction bends down or more than 1/2 up', () => {
    holds([fiveScores, fiveScores], (z, v) => {
      const hessian = math.logSumExpHessian(z)
      hessian.forEach((row, i) => {
        near(sum(row), 0, 1e-16)
        row.forEach((value, j) => expect(value).toBe(hessian[j][i]))
      })
      const bend = dot(
        v,
        hessian.map((row) => dot(row, v)),
      )
      expect(bend).toBeGreaterThanOrEqual(-1e-13)
      expect(bend).toBeLessThanOrEqual(0.5 * dot(v, v) + 1e-13)
    })
  })

  it('reaches the bound 1/2 at two equal scores', () => {
    expect(math.logSumExpHessian([3, 3])).toEqual([
      [0.25, -0.25],
      [-0.25, 0.25],
    ])
  })
})

describe('losses and their gradients', () => {
  const targets = fc.array(fc.double({ min: 0, max: 3, noNaN: true }), {
    minLength: 5,
    maxLength: 5,
  })
  const labels = fc.array(fc.constantFrom(0, 1), { minLength: 5, maxLength: 5 })
  const shares = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), {
    minLength: 5,
    maxLength: 5,
  })

  it("cross-entropy's gradient is what differences show, whatever the target sums to", () => {
    holds([fiveScores, targets], (z, y) =>
      allNear(
        math.crossEntropyGradient(z, y),
        gradientOf((x) => math.crossEntropy(x, y), z),
        1e-6,
      ),
    )
  })

  it("cross-entropy's gradient is (Σy) σ − y, and sums to 0", () => {
    holds([fiveScores, targets], (z, y) => {
      const gradient = math.crossEntropyGradient(z, y)
      allNear(
        gradient,
        math.softmax(z).map((share, i) => sum(y) * share - y[i]),
        1e-14,
      )
      near(sum(gradient), 0, 1e-14)
    })
  })

  it('cross-entropy with a class is that with its one-hot target', () => {
    holds([fiveScores, fc.integer({ min: 0, max: 4 })], (z, label) => {
      const oneHot = z.map((_, i) => Number(i === label))
      expect(math.crossEntropy(z, label)).toBe(math.crossEntropy(z, oneHot))
      expect(math.crossEntropyGradient(z, label)).toEqual(math.crossEntropyGradient(z, oneHot))
    })
  })

  it('cross-entropy is entropy and divergence together', () => {
    holds([fiveScores, distributionsOfFive], (z, y) =>
      near(math.crossEntropy(z, y), math.entropy(y) + math.klDivergence(y, math.softmax(z)), 1e-12),
    )
  })

  it('binary cross-entropy has its gradient, by differences', () => {
    holds([fiveScores, shares], (z, y) =>
      allNear(
        math.binaryCrossEntropyGradient(z, y),
        gradientOf((x) => math.binaryCrossEntropy(x, y), z),
        1e-7,
      ),
    )
  })

  it('ZLPR has its gradient, by differences', () => {
    holds([fiveScores, labels], (s, y) =>
      allNear(
        math.zlprGradient(s, y),
        gradientOf((x) => math.zlpr(x, y), s),
        1e-7,
      ),
    )
  })

  it('ZLPR with one label is not softmax cross-entropy, but log(1 + Σ others) + log(1 + e^−s)', () => {
    holds([fiveScores], (s) => {
      const others = sum(s.slice(1).map(exp))
      near(math.zlpr(s, [1, 0, 0, 0, 0]), Math.log1p(others) + math.softplus(-s[0]), 1e-12)
    })
    expect(math.zlpr([1, 2], [1, 0])).toBeGreaterThan(math.crossEntropy([1, 2], 0) + 0.1)
  })

  it('smoothed labels keep their sum and lie nearer to each other', () => {
    holds([distribution, fc.double({ min: 0, max: 1, noNaN: true })], (y, share) => {
      const smooth = math.smoothLabels(y, share)
      near(sum(smooth), sum(y), 1e-14)
      near(
        Math.max(...smooth) - Math.min(...smooth),
        (1 - share) * (Math.max(...y) - Math.min(...y)),
        1e-14,
      )
    })
  })
})

describe('the functions of one number', () => {
  it('sigmoid(x) and sigmoid(−x) sum to 1', () =>
    holds([score], (x) => near(math.sigmoid(x) + math.sigmoid(-x), 1, 2.3e-16)))
  it('softplus(x) − softplus(−x) is x', () =>
    holds([score], (x) => near(math.softplus(x) - math.softplus(-x), x, 1e-14)))
  it('softplus is log-sum-exp of x and 0', () =>
    holds([score], (x) =>
      near(math.softplus(x), math.logSumExp([x, 0]), 1e-15 * (1 + Math.abs(x))),
    ))
  it('the slope of softplus is sigmoid', () =>
    holds([score], (x) =>
      near(
        slope((by) => math.softplus(x + by)),
        math.sigmoid(x),
        1e-8,
      ),
    ))
  it('logSigmoid(x) is log of sigmoid(x)', () =>
    holds([score], (x) =>
      near(math.logSigmoid(x), Math.log(math.sigmoid(x)), 1e-15 * (1 + Math.abs(x))),
    ))
})

describe('entropy and its kin', () => {
  it('entropy lies between 0 and log n, which the uniform distribution has', () => {
    holds([distribution], (p) => {
      expect(math.entropy(p)).toBeGreaterThanOrEqual(0)
      expect(math.entropy(p)).toBeLessThanOrEqual(Math.log(p.length) + 1e-15)
    })
    near(math.entropy(Array(8).fill(1 / 8)), Math.log(8), 5e-16)
    expect(math.perplexity([0.25, 0.25, 0.25, 0.25])).toBe(4)
  })

  it('entropy and divergence from scores are those of the probabilities', () => {
    holds([fiveScores, fiveScores], (a, b) => {
      near(math.entropyOfLogits(a), math.entropy(math.softmax(a)), 1e-14)
      near(
        math.klDivergenceOfLogits(a, b),
        math.klDivergence(math.softmax(a), math.softmax(b)),
        1e-12,
      )
    })
  })

  it('divergence is 0 at home and above 0 elsewhere', () => {
    holds([distributionsOfFive, distributionsOfFive], (p, q) => {
      expect(math.klDivergence(p, p)).toBe(0)
      const apart = Math.max(...p.map((value, i) => Math.abs(value - q[i])))
      // Pinsker: D ≥ 2 · (half the sum of differences)², here by the largest one.
      expect(math.klDivergence(p, q)).toBeGreaterThanOrEqual(0.5 * apart * apart - 1e-15)
    })
  })

  it('the perplexity of a sequence is one over the geometric mean of its probabilities', () => {
    expect(math.sequencePerplexity([0.5, 0.125].map(Math.log))).toBeCloseTo(4, 14)
  })

  it('plain normalisation keeps ratios, which softmax does not', () => {
    holds(
      [fc.array(fc.double({ min: 0.01, max: 100, noNaN: true }), { minLength: 2, maxLength: 8 })],
      (v) => {
        const share = math.normalise(v)
        near(sum(share), 1, 1e-15)
        near(share[0] / share[1], v[0] / v[1], 1e-14 * (v[0] / v[1]))
      },
    )
    expect(math.normalise([2, 1])[0]).toBeLessThan(math.softmax([2, 1])[0])
  })
})

describe('online softmax', () => {
  const run = (z: readonly number[]): math.OnlineState =>
    z.reduce((state, value) => math.onlineAdd(state, value), math.onlineStart)
  const long = fc.array(fc.double({ min: -800, max: 800, noNaN: true }), { maxLength: 40 })

  it('comes to the same as two passes', () => {
    holds([long], (z) => {
      near(math.onlineLogSumExp(run(z)), math.logSumExp(z), 1e-15 * Math.max(1, ...z.map(Math.abs)))
      allNear(math.onlineSoftmax(run(z), z), math.softmax(z), 2e-16)
    })
  })

  it('may be split anywhere and merged in either order', () => {
    holds([long, fc.nat(40)], (z, at) => {
      const [left, right] = [run(z.slice(0, at)), run(z.slice(at))]
      for (const merged of [math.onlineMerge(left, right), math.onlineMerge(right, left)]) {
        expect(merged.top).toBe(run(z).top)
        near(merged.sum, run(z).sum, 1e-15 * merged.sum)
      }
    })
  })

  it('merges associatively', () => {
    holds([long, long, long], (a, b, c) => {
      const left = math.onlineMerge(math.onlineMerge(run(a), run(b)), run(c))
      const right = math.onlineMerge(run(a), math.onlineMerge(run(b), run(c)))
      expect(left.top).toBe(right.top)
      near(left.sum, right.sum, 1e-15 * left.sum)
    })
  })

  it('has a start that changes nothing, and follows infinities as two passes do', () => {
    expect(math.onlineMerge(math.onlineStart, math.onlineStart)).toEqual(math.onlineStart)
    for (const z of [
      [],
      [-Infinity],
      [Infinity, 0],
      [Infinity, Infinity],
      [-Infinity, 0],
      [0, NaN],
      [NaN, Infinity],
    ]) {
      expect(math.onlineLogSumExp(run(z))).toBe(math.logSumExp(z))
      expect(math.onlineSoftmax(run(z), z)).toEqual(math.softmax(z))
    }
  })
})

describe('sparse mappings', () => {
  it('sparsemax is the nearest point of the simplex: z − p is one number on the support and below it elsewhere', () => {
    holds([fiveScores], (z) => {
      const p = math.sparsemax(z)
      near(sum(p), 1, 1e-14)
      const gaps = z.map((value, i) => value - p[i])
      const threshold = Math.max(...gaps)
      p.forEach((share, i) => {
        expect(share).toBeGreaterThanOrEqual(0)
        if (share > 0) near(gaps[i], threshold, 1e-13)
      })
    })
  })

  it('no other distribution is nearer than sparsemax', () => {
    holds([fiveScores, distributionsOfFive], (z, q) => {
      const distance = (p: readonly number[]): number =>
        Math.hypot(...p.map((share, i) => share - z[i]))
      expect(distance(math.sparsemax(z))).toBeLessThanOrEqual(distance(q) + 1e-13)
    })
  })

  it('entmax meets its own condition: (α − 1) z − p^(α − 1) is one number on the support', () => {
    holds([fiveScores, fc.constantFrom(1.25, 1.5, 1.75, 3)], (z, alpha) => {
      const p = math.entmax(z, { alpha })
      near(sum(p), 1, 1e-14)
      const levels = p.map((share, i) => (alpha - 1) * z[i] - share ** (alpha - 1))
      const level = Math.max(...levels)
      p.forEach((share, i) => share > 1e-9 && near(levels[i], level, 1e-9))
    })
  })

  it('entmax is softmax at α = 1 and sparsemax at α = 2', () => {
    holds([fiveScores], (z) => {
      expect(math.entmax(z, { alpha: 1 })).toEqual(math.softmax(z))
      expect(math.entmax(z, { alpha: 2 })).toEqual(math.sparsemax(z))
      allNear(math.entmax(z, { alpha: 1.999999 }), math.sparsemax(z), 1e-4)
    })
  })
})
