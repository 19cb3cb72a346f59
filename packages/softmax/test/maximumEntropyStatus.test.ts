import { describe, expect, it } from 'vitest'
import { findHullPosition } from '../src/internal/hullPosition.ts'
import { readProblem, toExactPoints } from '../src/internal/entropyProblem.ts'
import type { ExactPoints } from '../src/internal/exactPoints.ts'
import { logSumExp, maximumEntropy, randomSource, type MaximumEntropyResult } from '../src/index.ts'
import { judge } from './feasibility.ts'
import { fixed } from './oracle.ts'

const DIE = [1, 2, 3, 4, 5, 6]
const SQUARES = DIE.map((k) => k * k)

/** The mean of each feature − target as a part of the largest |feature − target|, in integers. */
function residualsOf(
  features: readonly number[][],
  targets: readonly number[],
  p: readonly number[],
): number[] {
  return features.map((feature, j) => {
    const gaps = feature.map((value) => fixed(value) - fixed(targets[j]))
    const largest = gaps.reduce((most, gap) => (gap > most ? gap : -gap > most ? -gap : most), 1n)
    const mean = gaps.reduce((total, gap, i) => total + gap * fixed(p[i]), 0n)
    return Math.abs(Number((mean / largest) >> 1100n)) / 2 ** 200
  })
}

/** Checks the answer against nothing but the problem and what the certificate says. */
function expectProven(
  features: readonly number[][],
  targets: readonly number[],
  result: MaximumEntropyResult,
): void {
  const { status, certificate, p, lambda } = result
  if (status === 'infeasible' || status === 'not converged') return
  for (const residual of residualsOf(features, targets, p))
    expect(residual).toBeLessThanOrEqual(1e-14)
  if (certificate.kind === 'face')
    expect(p.every((share, i) => certificate.face.includes(i) || share === 0)).toBe(true)
  else
    expect(Math.abs(certificate.kind === 'separation' ? NaN : certificate.gap)).toBeLessThanOrEqual(
      1e-12,
    )
  expect(lambda.every(Number.isFinite)).toBe(true)
}

describe('maximum entropy near the border of what is possible', () => {
  it('is solved for a target 8e-9 below the greatest value of a feature, which one outcome alone has', () => {
    const features = [
      [0.6, 0.3, -0.6, 0, 0.7, -0.9, 0.7],
      [0.2, -0.8, 0.8, -0.7, 0.9, -0.3, 0.7],
      [-0.5, 0.2, 0.4, 0.3, 0.1, -0.7, 0],
    ]
    const targets = [0.6999999941428571, 0.8999999921428571, 0.09999999871428572]
    const result = maximumEntropy(features, targets)
    expect(result.status).toBe('solved')
    expectProven(features, targets, result)
    expect(result.p[4]).toBeGreaterThanOrEqual(1 - 8e-8)
  })

  it.each([1e-3, 1e-6, 1e-9, 1e-12, 8.881784197001252e-16])(
    'is solved for a die whose mean is %d below 6',
    (below) => {
      const result = maximumEntropy([DIE], [6 - below])
      expect(result.status).toBe('solved')
      expect(result.residual).toBeLessThanOrEqual(1e-14 * below)
      expect(result.p[4]).toBeCloseTo(6 - (6 - below), 5)
    },
  )

  it.each([1e-9, 1e-12, 1e-14])(
    'two targets for one feature, %d apart, have no answer',
    (apart) => {
      const result = maximumEntropy([DIE, DIE], [4.5, 4.5 + apart])
      expect(result.status).toBe('infeasible')
      expect(result.certificate).toMatchObject({ kind: 'separation' })
    },
  )

  it('two targets as near as 1e-14 of the largest difference are taken for one, and the residual is told', () => {
    const result = maximumEntropy([DIE, DIE.map((k) => 0.1 * k)], [4.5, 0.45])
    expect(result.status).toBe('redundant')
    expect(result.residual).toBeLessThan(1e-15)
  })

  it('says which outcomes are possible, in exact arithmetic: thirds, as they are rounded, are not quite thirds', () => {
    // The exact thirds lie on an edge; these lie beside it, by the last bit, to the inner or the
    // outer side.
    const edge = [
      [0, 3, 0],
      [0, 0, 3],
    ]
    const exactly = maximumEntropy(edge, [1, 2])
    expect(exactly.status).toBe('boundary')
    expectProven(edge, [1, 2], exactly)
    const thirds = [
      [0, 1, 0],
      [0, 0, 1],
    ]
    expect(judge(thirds, [1 / 3, 2 / 3]).kind).toBe('inside')
    const result = maximumEntropy(thirds, [1 / 3, 2 / 3])
    expect(result.status).toBe('solved')
    expectProven(thirds, [1 / 3, 2 / 3], result)
  })

  it('linear programming in fractions agrees on random problems on, near and off faces (seed 29)', () => {
    const random = randomSource(29)
    const pick = <T>(values: readonly T[]): T => values[Math.floor(values.length * random())]
    const seen = { solved: 0, boundary: 0, infeasible: 0, redundant: 0, 'not converged': 0 }
    for (let run = 0; run < 150; run++) {
      const [count, size, kind] = [
        1 + (run % 4),
        3 + Math.floor(5 * random()),
        pick(['whole', 'near', 'twice']),
      ]
      const features = Array.from({ length: count }, () =>
        Array.from({ length: size }, () =>
          kind === 'near' ? Math.round(20 * random() - 10) / 10 : Math.floor(7 * random()) - 3,
        ),
      )
      if (kind === 'twice') features.push(features[0].map((value) => 2 * value + 1))
      const chosen = Array.from({ length: pick([1, 2, 4]) }, () => Math.floor(size * random()))
      const inwards = kind === 'near' ? pick([1e-3, 1e-8, 1e-12, -1e-9]) : 0
      const targets = features.map((feature) => {
        const mean = chosen.reduce((total, i) => total + feature[i], 0) / chosen.length
        return mean + inwards * feature.reduce((total, value) => total + (value - mean) / size, 0)
      })
      const expected = judge(features, targets)
      const result = maximumEntropy(features, targets)
      const where = JSON.stringify({ run, features, targets, expected, result })
      // Targets that rounding alone has taken out of reach are met to 1e-14, which is told as
      // redundant.
      const right = {
        inside: ['solved', 'redundant'],
        face: ['boundary'],
        outside: ['infeasible', 'redundant'],
      }[expected.kind]
      expect(right, where).toContain(result.status)
      if (result.certificate.kind === 'face')
        expect(result.certificate.face, where).toEqual(expected.face)
      expectProven(features, targets, result)
      seen[result.status]++
    }
    expect(Math.min(seen.solved, seen.boundary, seen.infeasible, seen.redundant)).toBeGreaterThan(5)
  })
})

describe('the scale and the offset of a feature', () => {
  const plain = maximumEntropy([DIE, SQUARES], [4.5, 22])

  it.each([1e-300, 1e-160, 1e-9, 1e9, 1e160, 1e307])(
    'a feature %d times as large has a multiplier as many times smaller',
    (scale) => {
      const features = [DIE.map((k) => k * scale), SQUARES]
      const result = maximumEntropy(features, [4.5 * scale, 22])
      expect(result.status).toBe('solved')
      expect(result.lambda[0] * scale).toBeCloseTo(plain.lambda[0], 12)
      result.p.forEach((share, i) => expect(share).toBeCloseTo(plain.p[i], 13))
    },
  )

  it.each([1, 1e6, 1e9, -1e9, 2 ** 48])(
    '%d added to a feature and to its target changes nothing',
    (offset) => {
      const result = maximumEntropy([DIE.map((k) => k + offset), SQUARES], [4.5 + offset, 22])
      expect(result).toMatchObject({ status: 'solved', lambda: plain.lambda, p: plain.p })
    },
  )

  it('solves problems with two features that are 320 powers of ten apart', () => {
    const result = maximumEntropy(
      [DIE.map((k) => k * 1e160), SQUARES.map((k) => k * 1e-160)],
      [4.5e160, 22e-160],
    )
    expect(result.status).toBe('solved')
    expect(result.lambda[1] * 1e-160).toBeCloseTo(plain.lambda[1], 10)
    const beyond = maximumEntropy(
      [DIE.map((k) => k * 1e160), SQUARES.map((k) => k * 1e-160)],
      [4.5e160, 30e-160],
    )
    expect(beyond.status).toBe('infeasible')
    if (beyond.certificate.kind !== 'separation') throw new Error(beyond.certificate.kind)
    const [c, d] = beyond.certificate.direction
    DIE.forEach((k, i) =>
      expect(c * (k - 4.5) * 1e160 + d * (SQUARES[i] - 30) * 1e-160).toBeLessThan(0),
    )
  })

  it('has not converged where the multiplier is no double', () => {
    const result = maximumEntropy([DIE.map((k) => k * 1e-320)], [4.5e-320])
    expect(result.status).toBe('not converged')
    expect(result.lambda[0]).toBe(Infinity)
  })
})

describe('maximum entropy of many outcomes', () => {
  it.each([10, 800, 10000])(
    'takes few steps for %d of them, and asks nothing of whole numbers where the answer is inside',
    (n) => {
      const values = Array.from({ length: n }, (_, i) => i)
      const result = maximumEntropy([values], [8])
      expect(result.status).toBe('solved')
      expect(result.iterations).toBeLessThanOrEqual(25)
      expectProven([values], [8], result)
    },
  )

  it('looks at few of them in whole numbers where the answer is on a face, or nowhere', () => {
    for (const n of [500, 5000]) {
      const features = [0, 1, 2].map((k) =>
        Array.from({ length: n }, (_, i) =>
          i === 5 ? Number(k === 0) : Math.sin(i * (k + 1)) / 2,
        ),
      )
      for (const [targets, kind] of [
        [[1, 0, 0], 'face'],
        [[1, 1, 1], 'outside'],
      ] as const) {
        const points = toExactPoints(readProblem(features, targets))
        let asked = 0
        const exact: ExactPoints['exact'] = (i) => {
          asked++
          return points.exact(i)
        }
        expect(findHullPosition({ ...points, exact }).kind).toBe(kind)
        expect(asked).toBeLessThan(200)
        expect(maximumEntropy(features, targets).status).toBe(
          kind === 'face' ? 'boundary' : 'infeasible',
        )
      }
    }
  })

  it('does not overflow the stack with half a million', () => {
    const values = Float64Array.from({ length: 5e5 }, (_, i) => i % 1000)
    const { status, p, lambda } = maximumEntropy([values], [300])
    expect(status).toBe('solved')
    expect(Math.log(p[1]) - logSumExp([Math.log(p[0]), lambda[0] - Infinity])).toBeCloseTo(
      lambda[0],
      12,
    )
  })
})
