import { describe, expect, it } from 'vitest'
import {
  calibrationError,
  crossEntropy,
  fitTemperature,
  gumbel,
  gumbelMax,
  gumbelSoftmax,
  randomSource,
  softmax,
} from '../src/index.ts'

describe('the seeded source', () => {
  it('gives one run for one seed, everywhere', () => {
    const random = randomSource(1)
    const run = [random(), random(), random()]
    const again = randomSource(1)
    expect([again(), again(), again()]).toEqual(run)
    expect(run).toEqual([0.8707117830893741, 0.9135990815619804, 0.3508024378219613])
    expect(randomSource(2)()).not.toBe(run[0])
  })

  it('fills a hundred bins evenly with a hundred thousand numbers', () => {
    const random = randomSource(5)
    const bins = new Array<number>(100).fill(0)
    for (let i = 0; i < 1e5; i++) bins[Math.floor(100 * random())]++
    const chiSquare = bins.reduce((sum, count) => sum + (count - 1000) ** 2 / 1000, 0)
    // 99 degrees of freedom: between 61 and 149 with probability 0.998.
    expect(chiSquare).toBeGreaterThan(61)
    expect(chiSquare).toBeLessThan(149)
  })
})

describe('Gumbel', () => {
  it('noise is −log(−log u), of mean 0.5772 and variance π²/6', () => {
    expect(gumbel(() => Math.exp(-1))).toBeCloseTo(0, 15)
    const random = randomSource(9)
    const samples = Array.from({ length: 1e5 }, () => gumbel(random))
    const mean = samples.reduce((a, b) => a + b) / 1e5
    const variance = samples.reduce((sum, value) => sum + (value - mean) ** 2, 0) / 1e5
    expect(Math.abs(mean - 0.5772156649)).toBeLessThan(4 * Math.sqrt(1.645 / 1e5))
    expect(Math.abs(variance - 1.6449340668)).toBeLessThan(0.05)
  })

  it('max samples from softmax', () => {
    const z = [2, 1, 0.1, -1]
    const random = randomSource(4)
    const counts = z.map(() => 0)
    for (let i = 0; i < 40000; i++) counts[gumbelMax(z, { random })]++
    const chiSquare = softmax(z).reduce(
      (sum, share, i) => sum + (counts[i] - 40000 * share) ** 2 / (40000 * share),
      0,
    )
    // 3 degrees of freedom: below 16.3 with probability 0.999.
    expect(chiSquare).toBeLessThan(16.3)
  })

  it('softmax is the same sample as Gumbel max, made soft', () => {
    const z = [2, 1, 0.1]
    for (let seed = 0; seed < 50; seed++) {
      const soft = gumbelSoftmax(z, { random: randomSource(seed), temperature: 0.5 })
      expect(soft.indexOf(Math.max(...soft))).toBe(gumbelMax(z, { random: randomSource(seed) }))
      expect(soft.reduce((a, b) => a + b)).toBeCloseTo(1, 14)
    }
  })
})

describe('calibration', () => {
  const random = randomSource(21)
  const logits = Array.from({ length: 3000 }, () => [4 * random(), 4 * random(), 4 * random()])
  const labels = logits.map((z) => gumbelMax(z, { random }))

  it('finds no error in a model whose labels come from its own probabilities, and much in a sharpened one', () => {
    expect(
      calibrationError(
        logits.map((z) => softmax(z)),
        labels,
      ).error,
    ).toBeLessThan(0.03)
    expect(
      calibrationError(
        logits.map((z) => softmax(z, { temperature: 1 / 3 })),
        labels,
      ).error,
    ).toBeGreaterThan(0.15)
  })

  it('puts every prediction in one bin, and weighs the bins by their number', () => {
    const { error, bins } = calibrationError(
      [
        [0.75, 0.25],
        [0.75, 0.25],
        [0.5, 0.5],
        [0, 1],
      ],
      [0, 1, 0, 1],
      { bins: 4 },
    )
    expect(bins.map(({ count }) => count)).toEqual([0, 1, 2, 1])
    expect(bins[2]).toEqual({ from: 0.5, to: 0.75, count: 2, confidence: 0.75, accuracy: 0.5 })
    expect(error).toBe((1 * 0.5 + 2 * 0.25 + 1 * 0) / 4)
  })

  it('temperature scaling finds the temperature that the scores were sharpened by', () => {
    const sharpened = logits.map((z) => z.map((value) => 3 * value))
    const fit = fitTemperature(sharpened, labels)
    expect(fit.status).toBe('solved')
    expect(fit.temperature).toBeGreaterThan(2.7)
    expect(fit.temperature).toBeLessThan(3.3)
    expect(fit.after).toBeLessThan(fit.before)
    expect(fit.temperature).toBeCloseTo(3 * fitTemperature(logits, labels).temperature, 10)
  })

  it('there is no better temperature near the one found', () => {
    const fit = fitTemperature(logits, labels)
    const loss = (T: number): number =>
      logits.reduce(
        (sum, z, n) =>
          sum +
          crossEntropy(
            z.map((value) => value / T),
            labels[n],
          ),
        0,
      ) / logits.length
    expect(loss(fit.temperature)).toBeCloseTo(fit.after, 13)
    expect(loss(1.01 * fit.temperature)).toBeGreaterThan(fit.after)
    expect(loss(fit.temperature / 1.01)).toBeGreaterThan(fit.after)
  })

  it('three right labels of four at a gap of 2 have the temperature 2 / log 3', () => {
    const fit = fitTemperature(
      [
        [2, 0],
        [2, 0],
        [2, 0],
        [2, 0],
      ],
      [0, 0, 0, 1],
    )
    expect(fit.temperature).toBeCloseTo(2 / Math.log(3), 13)
  })

  it('where the loss falls for ever, the temperature is 0 or Infinity and the status says boundary', () => {
    expect(
      fitTemperature(
        [
          [1, 0],
          [0, 1],
        ],
        [0, 1],
      ),
    ).toMatchObject({ status: 'boundary', temperature: 0, after: 0 })
    expect(
      fitTemperature(
        [
          [1, 0],
          [0, 1],
        ],
        [1, 0],
      ),
    ).toMatchObject({ status: 'boundary', temperature: Infinity })
  })
})
