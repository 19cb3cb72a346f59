import { describe, expect, it } from 'vitest'
import { calibrationError, fitTemperature, randomSource, softmax } from '../src/index.ts'
import { fixed, softmaxOf, times } from './oracle.ts'

/**
 * Four examples of the same scores, three of them of class 0: at a gap of g the best temperature is
 * g / log 3.
 */
const four = (...scores: number[]): number[][] => [scores, scores, scores, scores]
const labels = [0, 0, 0, 1]

/** E[z] − z_y in the mean at temperature T, over the greatest spread, in integers. */
function residualOf(
  logits: readonly number[][],
  classes: readonly number[],
  temperature: number,
): number {
  const slopes = logits.map((z, n) =>
    softmaxOf(z, temperature)
      .map((share, k) => times(share, fixed(z[k]) - fixed(z[classes[n]])))
      .reduce((a, b) => a + b, 0n),
  )
  const spread = Math.max(...logits.map((z) => Math.max(...z) - Math.min(...z)))
  const mean = slopes.reduce((a, b) => a + b, 0n) / BigInt(logits.length)
  return Math.abs(Number((mean << 200n) / fixed(spread)) / 2 ** 200)
}

describe('the temperature that fits', () => {
  it.each([1, 1e-3, 2e60, 1e100, 1e160, 1e-160, 2e-200, 1e300, 1e-300, 1.7e308])(
    'scales with the scores, at %d',
    (scale) => {
      const fit = fitTemperature(four(scale, 0), labels)
      expect(fit.status).toBe('solved')
      expect(fit.residual).toBeLessThanOrEqual(1e-13)
      expect(fit.temperature / scale).toBeCloseTo(1 / Math.log(3), 14)
      expect(fit.after).toBeCloseTo(0.5623351446188083, 14)
    },
  )

  it.each([0, 1, 1e3, 1e6, -1e6, 1e9, 2 ** 52])('does not see an offset of %d', (offset) => {
    const fit = fitTemperature(four(offset + 2, offset), labels)
    expect(fit).toEqual(fitTemperature(four(2, 0), labels))
    expect(residualOf(four(offset + 2, offset), labels, fit.temperature)).toBeLessThanOrEqual(1e-13)
  })

  it('leaves masked classes out', () => {
    expect(fitTemperature(four(2, 0, -Infinity), labels)).toEqual(
      fitTemperature(four(2, 0), labels),
    )
    expect(
      fitTemperature(
        [
          [-Infinity, 1],
          [-Infinity, 3],
        ],
        [1, 1],
      ).status,
    ).toBe('solved')
  })

  it('is found where examples differ by 600 powers of ten', () => {
    const logits = [[1e300, 0], ...four(1e-300, 0)]
    const fit = fitTemperature(logits, [0, ...labels])
    expect(fit.status).toBe('solved')
    expect(fit.temperature).toBeCloseTo(1e-300 / Math.log(3), 310)
    expect(fit.temperature / 9.102392266268374e-301).toBeCloseTo(1, 14)
  })

  it('is 1 where the loss is the same at any', () => {
    expect(
      fitTemperature(
        [
          [3, 3],
          [0, 0],
        ],
        [0, 1],
      ),
    ).toMatchObject({ status: 'solved', temperature: 1, before: Math.LN2, after: Math.LN2 })
    expect(fitTemperature([[7]], [0])).toMatchObject({ status: 'solved', temperature: 1, after: 0 })
  })

  it('is 0 where no label is below another score, and the loss the share of those level with it', () => {
    expect(
      fitTemperature(
        [
          [1, 1, 0],
          [2, 0, 0],
        ],
        [0, 0],
      ),
    ).toMatchObject({ status: 'boundary', temperature: 0, after: Math.LN2 / 2 })
  })

  it('is Infinity where the labels score no more than the rest, decided exactly', () => {
    expect(
      fitTemperature(
        [
          [1, 0],
          [1, 0],
        ],
        [0, 1],
      ),
    ).toMatchObject({ status: 'boundary', temperature: Infinity, after: Math.LN2 })
    // One last bit more for the label: the best temperature is finite, and far.
    const fit = fitTemperature(
      [
        [1 + 2 ** -52, 0],
        [1, 0],
      ],
      [0, 1],
    )
    expect(fit.status).toBe('solved')
    expect(fit.temperature).toBeGreaterThan(1e15)
    expect(
      fitTemperature(
        [
          [0.1, 0.2, 0.3],
          [0.3, 0.1, 0.2],
        ],
        [1, 2],
      ).temperature,
    ).toBeGreaterThan(1e14)
  })

  it('says so where no double is near enough', () => {
    for (const scale of [5e-324, 1e-320]) {
      const fit = fitTemperature(four(scale, 0), labels)
      expect(fit.status).toBe('not converged')
      expect(fit.residual).toBeGreaterThan(1e-13)
    }
  })

  it('solves random problems of any scale and offset, as the integers of the oracle confirm (seed 17)', () => {
    const random = randomSource(17)
    const pick = (values: readonly number[]): number => values[Math.floor(values.length * random())]
    const seen = { solved: 0, boundary: 0, 'not converged': 0 }
    for (let run = 0; run < 60; run++) {
      const [scale, offset] = [pick([1e-3, 1, 1e3, 1e60, 1e-60]), pick([0, 0, 1, 1e3])]
      const classes = 2 + (run % 3)
      const logits = Array.from({ length: 1 + (run % 6) }, () =>
        Array.from(
          { length: classes },
          () => scale * (offset + pick([random(), 0, 1, Math.round(4 * random())])),
        ),
      )
      const targets = logits.map(() => Math.floor(classes * random()))
      const fit = fitTemperature(logits, targets)
      seen[fit.status]++
      const isFlat = logits.every((z) => z.every((score) => score === z[0]))
      if (fit.status === 'solved' && !isFlat)
        expect(residualOf(logits, targets, fit.temperature)).toBeLessThanOrEqual(1e-13)
      expect(fit.after).toBeLessThanOrEqual(fit.before * (1 + 1e-15))
      const areRight = logits.every((z, n) => z[targets[n]] === Math.max(...z))
      if (fit.status === 'boundary') expect(fit.temperature).toBe(areRight ? 0 : Infinity)
    }
    expect(seen['not converged']).toBe(0)
    expect(Math.min(seen.solved, seen.boundary)).toBeGreaterThan(10)
  })
})

describe('calibration', () => {
  it('takes what rounding leaves of a distribution', () => {
    expect(calibrationError([[1.0000000000000002, 0]], [1]).error).toBe(1)
    expect(calibrationError([[1, -1e-17]], [0]).error).toBe(0)
    const single = Float32Array.from(softmax(Array.from({ length: 1000 }, (_, i) => Math.sin(i))))
    expect(
      calibrationError([single], [0]).bins.reduce((total, { count }) => total + count, 0),
    ).toBe(1)
  })

  it('puts each confidence between the edges of its bin, also at the edges', () => {
    for (const count of [3, 7, 10, 49, 100]) {
      for (let b = Math.ceil(count / 2); b < count; b++) {
        const confidence = (b + 1) / count
        const { bins } = calibrationError([[confidence, 1 - confidence]], [0], { bins: count })
        const { from, to } = bins.find((bin) => bin.count === 1) ?? { from: NaN, to: NaN }
        expect(confidence > from && confidence <= to).toBe(true)
      }
    }
  })

  it('looks at each prediction once, however many bins there are', () => {
    const { bins, error } = calibrationError(
      Array.from({ length: 1e5 }, () => [0.75, 0.25]),
      new Array<number>(1e5).fill(0),
      { bins: 1e5 },
    )
    expect(bins.filter(({ count }) => count > 0)).toHaveLength(1)
    expect(error).toBeCloseTo(0.25, 12)
  })
})
