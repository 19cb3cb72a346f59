import { describe, expect, it } from 'vitest'
import { bigExponential } from '../src/internal/bigExponential.ts'
import {
  exactCrossEntropyGradient,
  type TakeExponential,
} from '../src/internal/exactCrossEntropyGradient.ts'
import { crossEntropyGradient, randomSource, softmax } from '../src/index.ts'
import { exact, fixed, softmaxOf, times } from './oracle.ts'
import { ulpError } from './ulp.ts'

const sum = (values: readonly bigint[]): bigint => values.reduce((a, b) => a + b, 0n)

/** The worst error of all components, in ulp, by the integers of the oracle. */
function worstOf(z: readonly number[], y: readonly number[]): number {
  const total = sum(y.map(fixed))
  const shares = softmaxOf(z)
  const errors = crossEntropyGradient(z, y).map((value, i) =>
    ulpError(value, exact(times(total, shares[i]) - fixed(y[i]))),
  )
  return Math.max(...errors)
}

describe("cross-entropy's gradient at the ends of the doubles", () => {
  it.each<[string, number[], number[] | number, number[]]>([
    ['equal scores of any size', [1e250, 1e250], [0.5, 0.5], [0, 0]],
    ['a huge target', [0, 1], [1e301, 0], [-7.310585786300049e300, 7.310585786300049e300]],
    ['huge targets that are met', [0, 0], [1e308, 1e308], [0, 0]],
    [
      'a huge target and a far score',
      [0, -900],
      [1e308, 0],
      [-1.3644772123656827e-83, 1.3644772123656827e-83],
    ],
    [
      'scores that differ by less than their exponentials',
      [1e-100, 0],
      [0.5, 0.5],
      [2.5e-101, -2.5e-101],
    ],
    [
      'a third that is only met to second order',
      [1e-200, 0, -1e-200],
      [1 / 3, 1 / 3, 1 / 3],
      [3.333333333333333e-201, 0, -3.333333333333333e-201],
    ],
    ['the least double between two scores', [5e-324, 0], [0.5, 0.5], [0, 0]],
    ['a score that is nothing beside the other', [0, -745.2], 0, [0, 0]],
    ['the least double as a target', [0, 0], [5e-324, 0], [-0, 0]],
    ['targets that cancel', [0, 1, 2], [1e200, -1e200, 0], [-1e200, 1e200, 0]],
    ['nothing to predict', [3, 4], [0, 0], [0, 0]],
    ['a masked score', [0, 0, -Infinity], [0.5, 0.25, 0.25], [0, 0.25, -0.25]],
  ])('%s', (_, z, target, gradient) => {
    // Adding 0 makes 0 of −0.
    expect(crossEntropyGradient(z, target).map((value) => value + 0)).toEqual(
      gradient.map((value) => value + 0),
    )
  })

  it('adds up many terms that are each below the least double', () => {
    const z = [0, ...new Array<number>(1000).fill(-746.5)]
    expect(crossEntropyGradient(z, 0)[0]).toBe(-6.27e-322)
  })

  it.each([100, 105, 110, 135, 150, 175, 400, 700])(
    'is right for a target near softmax %d below the greatest',
    (gap) => {
      const z = [0, -gap]
      for (const factor of [1, 1.01, 1 + 2 ** -40]) {
        expect(worstOf(z, [1, factor * softmax(z)[1]])).toBeLessThanOrEqual(0.52)
      }
    },
  )

  it('is right for random targets near and far from softmax, and scores of any spread (seed 41)', () => {
    const random = randomSource(41)
    const spreads = [1e-20, 1e-3, 1, 30, 300, 700]
    for (let run = 0; run < 60; run++) {
      const z = Array.from({ length: 1 + (run % 5) }, () => spreads[run % 6] * (2 * random() - 1))
      const near = softmax(z).map((share) => share * (1 + (run % 3) * 1e-9 * random()))
      for (const y of [
        near,
        z.map(random),
        z.map(() => random() - 0.5),
        z.map(() => 1 / z.length),
      ]) {
        expect(worstOf(z, y), JSON.stringify({ z, y })).toBeLessThanOrEqual(0.52)
      }
    }
  })
})

describe("cross-entropy's gradient of many classes", () => {
  it('takes each exponential once for all components that cancel', () => {
    let taken = 0
    const count: TakeExponential = (y, bits) => {
      taken++
      return bigExponential(y, bits)
    }
    const z = Float64Array.from({ length: 500 }, (_, i) => 6 * Math.sin(i * i))
    const component = exactCrossEntropyGradient(z, Float64Array.from(softmax(z)), count)
    z.forEach((_, i) => component(i))
    expect(taken).toBe(500)
  })

  it('is 0 at softmax, but for the rounding of the target, for 20,000 of them', () => {
    const z = Array.from({ length: 20000 }, (_, i) => 6 * Math.sin(i * i))
    const y = softmax(z)
    const rounding = 2 ** -53
    crossEntropyGradient(z, y).forEach((value, i) => {
      expect(Math.abs(value)).toBeLessThanOrEqual(20 * rounding * y[i])
    })
  })

  it('does not overflow the stack with a million', () => {
    const n = 1e6
    const y = new Float64Array(n)
    y[0] = 1 - 1 / n
    y[1] = 1 / n
    const gradient = crossEntropyGradient(new Float64Array(n), y, { out: new Float64Array(n) })
    expect(gradient[0]).toBeCloseTo(2 / n - 1, 15)
    expect(gradient[2]).toBe(1 / n)
  })
})
