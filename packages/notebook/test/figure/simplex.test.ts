import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  cornerTowards,
  fromPlane,
  restOf,
  setShare,
  snapShares,
  toPlane,
  toSimplex,
} from '../../src/figure/simplex.ts'
import type { Triangle } from '../../src/figure/track.ts'

const corners: Triangle = [
  [0, 100],
  [120, 100],
  [60, 0],
]
const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0)
const weights = fc
  .array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 3, maxLength: 3 })
  .filter((it) => sum(it) > 1e-3)
const shares = weights.map((it) => it.map((value) => value / sum(it)))

describe('shares in a triangle', () => {
  test('certainty is a corner, and the uniform distribution is the centre', () => {
    expect(
      [
        [1, 0, 0],
        [0, 1, 0],
        [0, 0, 1],
      ].map((p) => toPlane(p, corners)),
    ).toEqual(corners)
    expect(toPlane([1 / 3, 1 / 3, 1 / 3], corners).map((it) => it.toFixed(3))).toEqual([
      '60.000',
      '66.667',
    ])
  })
  test('`fromPlane` reverses `toPlane`', () => {
    fc.assert(
      fc.property(shares, (p) =>
        fromPlane(toPlane(p, corners), corners).forEach((value, i) =>
          expect(value).toBeCloseTo(p[i], 12),
        ),
      ),
    )
  })
  test('`toSimplex` moves a point outside to the nearest point inside', () => {
    expect(toSimplex([0.2, 0.3, 0.5])).toEqual([0.2, 0.3, 0.5])
    expect(toSimplex([-0.2, 0.6, 0.6])).toEqual([0, 0.5, 0.5])
    expect(toSimplex([-3, -1, 5])).toEqual([0, 0, 1])
  })
  test('no point of the simplex is nearer than the one that `toSimplex` returns', () => {
    const far = (a: readonly number[], b: readonly number[]): number =>
      Math.hypot(...a.map((value, i) => value - b[i]))
    const wild = fc
      .tuple(
        fc.double({ min: -3, max: 3, noNaN: true }),
        fc.double({ min: -3, max: 3, noNaN: true }),
      )
      .map(([a, b]) => [a, b, 1 - a - b])
    fc.assert(
      fc.property(wild, shares, (point, other) => {
        const nearest = toSimplex(point)
        expect(sum(nearest)).toBeCloseTo(1, 12)
        expect(Math.min(...nearest)).toBeGreaterThanOrEqual(0)
        expect(far(point, nearest)).toBeLessThanOrEqual(far(point, other) + 1e-12)
      }),
    )
  })
})

describe('snapShares', () => {
  test('shares are snapped to the nearest whole steps that sum to 1', () => {
    expect(snapShares([1 / 3, 1 / 3, 1 / 3], 0.01)).toEqual([0.34, 0.33, 0.33])
    expect(snapShares([0.126, 0.126, 0.748], 0.01)).toEqual([0.13, 0.12, 0.75])
    expect(snapShares([0.2, 0.3, 0.5], 0.01)).toEqual([0.2, 0.3, 0.5])
  })
  test('any shares snap to whole steps that sum to 1, each by at most one step', () => {
    fc.assert(
      fc.property(shares, (p) => {
        const steps = snapShares(p, 0.01).map((value) => Math.round(value * 100))
        expect(sum(steps)).toBe(100)
        steps.forEach((value, i) => expect(Math.abs(value / 100 - p[i])).toBeLessThan(0.01 + 1e-9))
      }),
    )
  })
})

describe('setShare', () => {
  test('setting one share keeps the ratio of the others and the sum of 1', () => {
    fc.assert(
      fc.property(
        shares,
        fc.nat({ max: 2 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (p, index, to) => {
          fc.pre(restOf(p, index) > 1e-3)
          const q = setShare(p, index, to)
          const [i, j] = [0, 1, 2].filter((it) => it !== index)
          expect(q[index]).toBe(to)
          expect(sum(q)).toBeCloseTo(1, 14)
          expect(q[i] * p[j]).toBeCloseTo(q[j] * p[i], 12)
        },
      ),
    )
  })
  test('after certainty, the other shares return to their former ratio, or become equal without one', () => {
    expect(setShare([1, 0, 0], 0, 0.6, [0.2, 0.6, 0.2])).toEqual(
      [0.6, 0.30000000000000004, 0.1].map((it) => expect.closeTo(it, 12)),
    )
    expect(setShare([1, 0, 0], 0, 0.6)).toEqual([0.6, 0.2, 0.2])
  })
  test('a share is clamped to the range from 0 to 1', () => {
    expect(setShare([0.5, 0.25, 0.25], 0, 7)).toEqual([1, 0, 0])
    expect(setShare([0.5, 0.25, 0.25], 0, -7)).toEqual([0, 0.5, 0.5])
  })
})

test('an arrow key means the corner in its direction, or the one that it leads away from', () => {
  const [left, right, up, down] = (
    [
      [-1, 0],
      [1, 0],
      [0, -1],
      [0, 1],
    ] as const
  ).map((it) => cornerTowards(it, corners))
  expect({ left, right, up, down }).toEqual({
    left: [0, 1],
    right: [1, 1],
    up: [2, 1],
    down: [2, -1],
  })
})
