import { describe, expect, it } from 'vitest'
import {
  entropy,
  logSumExp,
  maximumEntropy,
  normalise,
  randomSource,
  softmax,
  type MaximumEntropyResult,
} from '../src/index.ts'

const DIE = [1, 2, 3, 4, 5, 6]
const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0)
const dot = (a: readonly number[], b: readonly number[]): number =>
  sum(a.map((value, i) => value * b[i]))

/** Σ direction · (feature − target) at each outcome: what a certificate speaks of, worked out anew. */
const heights = (
  features: readonly (readonly number[])[],
  targets: readonly number[],
  direction: readonly number[],
): number[] =>
  features[0].map((_, i) => sum(direction.map((value, j) => value * (features[j][i] - targets[j]))))

function expectSolved(
  features: number[][],
  targets: number[],
  status: 'solved' | 'redundant' = 'solved',
): MaximumEntropyResult {
  const result = maximumEntropy(features, targets)
  expect(result.status).toBe(status)
  expect(result.iterations).toBeLessThanOrEqual(20)
  features.forEach((feature, j) =>
    expect(Math.abs(dot(result.p, feature) - targets[j])).toBeLessThanOrEqual(
      1e-13 * Math.max(1, ...feature.map(Math.abs)),
    ),
  )
  const scores = features[0].map((_, i) =>
    sum(result.lambda.map((value, j) => value * features[j][i])),
  )
  softmax(scores).forEach((share, i) =>
    expect(Math.abs(result.p[i] - share)).toBeLessThanOrEqual(1e-13),
  )
  return result
}

describe('maximum entropy: the anchors', () => {
  it("Jaynes' die of mean 4.5 has his six probabilities", () => {
    const { p } = expectSolved([DIE], [4.5])
    expect(p.map((share) => share.toFixed(5))).toEqual([
      '0.05435',
      '0.07877',
      '0.11416',
      '0.16545',
      '0.23977',
      '0.34749',
    ])
  })

  it.each([5.9, 1.01, 3.5, 2])(
    'a die of mean %d is e^(λ k), and λ solves the mean to 1e-13',
    (mean) => {
      const { lambda, p } = expectSolved([DIE], [mean])
      for (let k = 1; k < 6; k++)
        expect(Math.abs(Math.log(p[k] / p[k - 1]) - lambda[0])).toBeLessThanOrEqual(
          1e-13 * Math.max(1, Math.abs(lambda[0])),
        )
    },
  )

  it('a die of mean 3.5 is fair at once', () => {
    expect(maximumEntropy([DIE], [3.5])).toMatchObject({
      lambda: [0],
      p: DIE.map(() => softmax(DIE.map(() => 0))[0]),
      iterations: 0,
    })
  })

  it('{1, 2, 3} of mean 2.5 has r² − r − 3 = 0 for r = e^λ', () => {
    const r = (1 + Math.sqrt(13)) / 2
    const { p } = expectSolved([[1, 2, 3]], [2.5])
    normalise([1, r, r * r]).forEach((share, i) =>
      expect(Math.abs(p[i] - share)).toBeLessThanOrEqual(1e-13),
    )
  })

  it('the kangaroos, a third of them blue-eyed and a third left-handed, are the two independently', () => {
    const { p } = expectSolved(
      [
        [1, 1, 0, 0],
        [1, 0, 1, 0],
      ],
      [1 / 3, 1 / 3],
    )
    const exact = [1 / 9, 2 / 9, 2 / 9, 4 / 9]
    p.forEach((share, i) => expect(Math.abs(share - exact[i])).toBeLessThanOrEqual(1e-13))
  })

  it('mean and mean square on a lattice give the Gaussian there', () => {
    const lattice = Array.from({ length: 121 }, (_, i) => i - 60)
    const squares = lattice.map((x) => x * x)
    const weights = lattice.map((x) => Math.exp(-((x - 1.5) ** 2) / 32))
    const exact = weights.map((weight) => weight / sum(weights))
    const { p, lambda } = expectSolved(
      [lattice, squares],
      [dot(exact, lattice), dot(exact, squares)],
    )
    expect(lambda[1]).toBeCloseTo(-1 / 32, 12)
    p.forEach((share, i) => expect(Math.abs(share - exact[i])).toBeLessThanOrEqual(1e-13))
  })

  it("Berger's translations of “in”: dans or en 3/10, dans or à 1/2", () => {
    const dansEn = [1, 1, 0, 0, 0]
    const dansA = [1, 0, 1, 0, 0]
    const { p } = expectSolved([dansEn, dansA], [0.3, 0.5])
    // The stationarity condition without λ: p(dans) p(other)² ... in log-odds: dans · other = en · à.
    expect(Math.abs(p[0] * p[3] - p[1] * p[2])).toBeLessThanOrEqual(1e-15)
    expect(p[3]).toBe(p[4])
    expect(p.map((share) => share.toFixed(4))).toEqual([
      '0.1859',
      '0.1141',
      '0.3141',
      '0.1929',
      '0.1929',
    ])
  })
})

describe('maximum entropy: every answer is proven', () => {
  it('where it is solved, the dual bounds every entropy from above, and p meets it', () => {
    const { certificate, lambda, p } = maximumEntropy([DIE], [4.5])
    if (certificate.kind !== 'duality') throw new Error(certificate.kind)
    const dual = logSumExp(DIE.map((k) => lambda[0] * (k - 4.5)))
    expect(certificate.dual).toBeCloseTo(dual, 14)
    expect(certificate.entropy).toBe(entropy(p))
    expect(Math.abs(certificate.gap)).toBeLessThanOrEqual(1e-14)
  })

  it('no other distribution of the same mean has more entropy', () => {
    const { p } = maximumEntropy([DIE], [4.5])
    const random = randomSource(7)
    for (let run = 0; run < 200; run++) {
      const noise = DIE.map(() => random() - 0.5)
      const flat = noise.map((value) => value - sum(noise) / 6)
      const tilt =
        dot(flat, DIE) /
        dot(
          DIE.map((k) => k - 3.5),
          DIE,
        )
      const move = flat.map((value, i) => value - tilt * (DIE[i] - 3.5))
      const other = p.map((share, i) => share + 0.05 * move[i])
      expect(dot(other, DIE)).toBeCloseTo(4.5, 12)
      if (other.every((share) => share >= 0)) expect(entropy(other)).toBeLessThan(entropy(p))
    }
  })

  it.each([
    ['a die that always shows 6', [DIE], [6], [5]],
    ['a die that always shows 1', [DIE], [1], [0]],
    [
      'a corner of a square',
      [
        [0, 1, 0, 1],
        [0, 0, 1, 1],
      ],
      [1, 0],
      [1],
    ],
    [
      'an edge of a triangle',
      [
        [0, 1, 0, 0.25],
        [0, 0, 1, 0.25],
      ],
      [0.6, 0.4],
      [1, 2],
    ],
    [
      'the least variance at a mean between two points',
      [DIE, DIE.map((k) => k * k)],
      [2.5, 6.5],
      [1, 2],
    ],
    ['the greatest variance', [DIE, DIE.map((k) => k * k)], [3.5, 18.5], [0, 5]],
    [
      'an edge, and on it a corner',
      [
        [0, 1, 0, 1],
        [0, 0, 1, 1],
      ],
      [0, 0],
      [0],
    ],
  ] as [string, number[][], number[], number[]][])('boundary: %s', (_, features, targets, face) => {
    const { status, p, residual, certificate } = maximumEntropy(features, targets)
    expect(status).toBe('boundary')
    if (certificate.kind !== 'face') throw new Error(certificate.kind)
    expect(certificate.face).toEqual(face)
    expect(residual).toBeLessThanOrEqual(1e-13)
    heights(features, targets, certificate.direction).forEach((height, i) => {
      if (face.includes(i)) expect(Math.abs(height)).toBeLessThanOrEqual(1e-12)
      else expect(height).toBeLessThanOrEqual(-certificate.margin + 1e-12)
      if (!face.includes(i)) expect(p[i]).toBe(0)
    })
    expect(certificate.margin).toBeGreaterThan(0)
  })

  it.each([
    ['a die of mean 6.5', [DIE], [6.5]],
    ['a die of mean 0.9', [DIE], [0.9]],
    [
      'beyond the edge of a triangle',
      [
        [0, 1, 0],
        [0, 0, 1],
      ],
      [0.6, 0.6],
    ],
    ['a variance too small for its mean', [DIE, DIE.map((k) => k * k)], [2.5, 6.4]],
    ['two targets that contradict each other', [DIE, DIE.map((k) => 2 * k + 1)], [4.5, 11]],
    ['a constant with another mean', [[1, 1, 1]], [2]],
    [
      'on the line of an edge, but past its end',
      [
        [0, 1, 0],
        [0, 0, 1],
      ],
      [1.5, 0],
    ],
  ] as [string, number[][], number[]][])('infeasible: %s', (_, features, targets) => {
    const { status, p, certificate } = maximumEntropy(features, targets)
    expect(status).toBe('infeasible')
    expect(p.every(Number.isNaN)).toBe(true)
    if (certificate.kind !== 'separation') throw new Error(certificate.kind)
    expect(certificate.margin).toBeGreaterThan(0)
    expect(Math.max(...heights(features, targets, certificate.direction))).toBeLessThanOrEqual(
      -certificate.margin + 1e-12,
    )
  })

  it('redundant features, with targets that agree, change nothing but λ', () => {
    const features = [DIE, DIE.map((k) => 2 * k + 1), DIE.map(() => 1)]
    const { p, certificate } = expectSolved(features, [4.5, 10, 1], 'redundant')
    if (certificate.kind !== 'combination') throw new Error(certificate.kind)
    expect(certificate.combination.some((value) => value !== 0)).toBe(true)
    for (const height of heights(features, [4.5, 10, 1], certificate.combination))
      expect(Math.abs(height)).toBeLessThanOrEqual(1e-12)
    const alone = maximumEntropy([DIE], [4.5]).p
    p.forEach((share, i) => expect(Math.abs(share - alone[i])).toBeLessThanOrEqual(1e-13))
  })

  it('random problems with an answer inside are solved, with 1 to 4 features', () => {
    const random = randomSource(11)
    for (let run = 0; run < 60; run++) {
      const features = Array.from({ length: 1 + (run % 4) }, () =>
        Array.from({ length: 12 }, () => 4 * random() - 2),
      )
      const inside = softmax(Array.from({ length: 12 }, () => 4 * random()))
      const targets = features.map((feature) => dot(inside, feature))
      const { p } = expectSolved(features, targets)
      expect(entropy(p)).toBeGreaterThanOrEqual(entropy(inside) - 1e-13)
    }
  })
})
