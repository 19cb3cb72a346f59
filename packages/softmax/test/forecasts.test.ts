import { describe, expect, it } from 'vitest'
import * as math from '../src/index.ts'

const SEED = 9

describe(`calibration (seed ${SEED})`, () => {
  const random = math.randomSource(SEED)
  const p = Array.from({ length: 90 }, () => random())
  const outcomes = p.map((share) => Number(random() < share * share))

  it('the maximum is the widest gap of a bin, and the error no wider', () => {
    const { error, maximum, bins } = math.binaryCalibrationError(p, outcomes, { bins: 9 })
    const gaps = bins.map(({ accuracy, confidence }) => Math.abs(accuracy - confidence))
    expect(maximum).toBe(Math.max(...gaps.filter(Number.isFinite)))
    expect(error).toBeLessThan(maximum)
  })

  it('bins of equal mass have the same number each, from 0 to 1 without a gap', () => {
    const { bins } = math.binaryCalibrationError(p, outcomes, { bins: 9, binning: 'equal-mass' })
    expect(bins.map(({ count }) => count)).toEqual(new Array(9).fill(10))
    expect([bins[0].from, bins[8].to]).toEqual([0, 1])
    bins.slice(1).forEach(({ from }, b) => expect(from).toBe(bins[b].to))
  })

  it('equal forecasts are never parted', () => {
    const { bins } = math.binaryCalibrationError([0.5, 0.5, 0.5, 0.9], [0, 1, 1, 1], {
      bins: 2,
      binning: 'equal-mass',
    })
    expect(bins.map(({ count }) => count)).toEqual([3, 1])
  })

  it('a forecast of 0 and one of 1 are in the first and the last bin', () => {
    const { bins } = math.binaryCalibrationError([0, 1], [0, 1], { bins: 4 })
    expect(bins.map(({ count }) => count)).toEqual([1, 0, 0, 1])
  })

  it('that of classes is that of the predicted class being right', () => {
    const forecasts = Array.from({ length: 60 }, () => math.softmax([random(), random(), random()]))
    const labels = forecasts.map(() => Math.floor(3 * random()))
    const binning = 'equal-mass'
    const confidences = forecasts.map((forecast) => Math.max(...forecast))
    const isRight = forecasts.map((forecast, n) => Number(math.argmax(forecast) === labels[n]))
    expect(math.calibrationError(forecasts, labels, { binning })).toEqual(
      math.binaryCalibrationError(confidences, isRight, { binning }),
    )
  })
})

describe('the Brier score', () => {
  it('is 0 for sure and right, 2 for sure and wrong', () => {
    expect(math.brierScore([[1, 0]], [0])).toBe(0)
    expect(math.brierScore([[1, 0]], [1])).toBe(2)
  })

  it('is least for the honest forecast', () => {
    const mean = (p: number): number =>
      0.7 * math.brierScore([[p, 1 - p]], [0]) + 0.3 * math.brierScore([[p, 1 - p]], [1])
    for (const p of [0.1, 0.5, 0.69, 0.71, 0.9]) expect(mean(p)).toBeGreaterThan(mean(0.7))
  })
})

describe('a trained model', () => {
  const inputs = [[-2], [-1], [1], [2], [0.5]]
  const labels = [0, 0, 1, 1, 0]

  it('predicts the class to which it gives most', () => {
    const { model } = math.trainSoftmaxRegression({ inputs, labels, classes: 2 })
    for (const input of inputs) {
      const p = math.predictProbabilities(model, input)
      expect(math.predictClass(model, input)).toBe(math.argmax(p))
    }
  })

  it('learns from a weight as from so many copies', () => {
    const counts = [1, 3, 2, 1, 2]
    const copies = counts.flatMap((count, n) => new Array<number>(count).fill(n))
    const weighted = math.trainSoftmaxRegression({ inputs, labels, classes: 2, weights: counts })
    const copied = math.trainSoftmaxRegression({
      inputs: copies.map((n) => inputs[n]),
      labels: copies.map((n) => labels[n]),
      classes: 2,
    })
    expect(weighted.loss).toBeCloseTo(copied.loss, 12)
    weighted.model.weights.forEach(([weight], k) =>
      expect(weight).toBeCloseTo(copied.model.weights[k][0], 6),
    )
  })

  it('the scale of the weights says nothing', () => {
    const train = (weights?: number[]): math.SoftmaxRegressionResult =>
      math.trainSoftmaxRegression({ inputs, labels, classes: 2, weights })
    expect(train([2, 2, 2, 2, 2])).toEqual(train())
  })

  it('descends with weights too', () => {
    const step = (weights: number[]): number =>
      [
        ...math.descend(
          { inputs: [[1], [1]], labels: [0, 1], classes: 2, weights },
          { random: math.randomSource(1), epochs: 20, batch: 2 },
        ),
      ].at(-1)!.model.weights[0][0]
    expect(step([3, 1])).toBeGreaterThan(0)
    expect(step([1, 3])).toBeLessThan(0)
  })
})
