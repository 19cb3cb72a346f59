import { describe, expect, it } from 'vitest'
import * as math from '../src/index.ts'

const repeat = (count: number, value: number): number[] =>
  Array.from({ length: count }, () => value)

describe('at the ends of the doubles', () => {
  it('a result below the normal doubles is rounded once', () => {
    const right = 2.081390999838133e-308
    const x = -708.4631722220442
    expect(math.softmax([0, x])[1]).toBe(right)
    expect(math.logSumExp([0, x])).toBe(right)
    expect(math.logSoftmax([0, x])[0]).toBe(-right)
    expect(math.softplus(x)).toBe(right)
    expect(math.sigmoid(x)).toBe(right)
    expect(math.logSigmoid(-x)).toBe(-right)
    expect(math.zlprGradient([x], [0])).toEqual([right])
    expect(math.crossEntropy([0, x], 0)).toBe(right)
    expect(math.onlineSoftmax([0, x].reduce(math.onlineAdd, math.onlineStart), [x])).toEqual([
      right,
    ])
    expect(math.binaryCrossEntropy([x], [0])).toBe(right)
  })

  it('terms that are each below the least double still come to something', () => {
    expect(math.logSumExp([0, ...repeat(1000, -746.5)])).toBe(127 * 5e-324)
    expect(math.logSumExp([0, ...repeat(6, -746.1)])).toBe(5e-324)
    expect(math.softplus(-746)).toBe(0)
  })

  it('log-sum-exp near 0 is right at every size of what is left', () => {
    expect(math.logSumExp([-4.2e-322, -740])).toBe(0)
    for (let gap = 737; gap < 744; gap += 0.25) {
      expect(Math.abs(math.logSumExp(math.logSoftmax([0, -gap])))).toBeLessThanOrEqual(5e-324)
    }
    expect(math.logSumExp([-1e-100], { weights: [1] })).toBe(-1e-100)
    expect(math.signedLogSumExp([-1e-100], [1])).toEqual({ value: -1e-100, sign: 1 })
  })

  it('weights may cancel the scores, and each other, at any size', () => {
    const { value } = math.signedLogSumExp([200], [1.3838965267367376e-87])
    expect(value).toBe(2.1959765644397303e-17)
    expect(math.signedLogSumExp([5, 5, 1], [1, -1, 0])).toEqual({ value: -Infinity, sign: 0 })
    expect(math.signedLogSumExp([0, 0], [3, -2])).toEqual({ value: 0, sign: 1 })
    expect(math.signedLogSumExp([0, -1e300], [1, 1])).toEqual({ value: 0, sign: 1 })
    expect(math.signedLogSumExp([0, 0, -1e300], [1, -1, 1])).toEqual({ value: -1e300, sign: 1 })
    // e^x − 1 = x + x²/2 for a tiny x.
    expect(math.signedLogSumExp([2 ** -600, 0], [1, -1]).value).toBe(-415.88830833596717)
  })

  it('a temperature near the largest double does not overflow on the way', () => {
    const options = { temperature: 1.7e308 }
    expect(math.logSumExp(repeat(3, -1.7e308), options)).toBe(1.6764089073578646e307)
    expect(math.logSumExp(repeat(7, -1.7e308), options)).toBe(1.6080472533940325e308)
    expect(math.logSoftmax([1.5e308, -1.5e308], { temperature: 2 })[1]).toBe(-1.5e308)
    expect(math.softmaxJacobian([1e308, -1e308], { temperature: 0.5 })).toEqual([
      [0, 0],
      [0, 0],
    ])
  })

  it('a temperature may make something of exponentials that are too small for doubles', () => {
    expect(math.logSumExp([0, -7.8e302], { temperature: 1e300 })).toBeCloseTo(
      1e300 * Math.exp(-390) * Math.exp(-390),
      50,
    )
    expect(math.logSumExp([0, -7.8e302], { temperature: 1e300 })).toBeGreaterThan(0)
  })

  it('labels are smoothed though their sum is no double', () => {
    expect(math.smoothLabels([1e308, 1e308], 0.5)).toEqual([1e308, 1e308])
  })

  it('the entropy of scores does not need probabilities that can be held', () => {
    expect(math.entropyOfLogits([0, -746])).toBe(7.756e-322)
    expect(math.entropyOfLogits([0, -745.036])).toBeGreaterThan(0)
    expect(math.klDivergenceOfLogits([0, -800], [0, -Infinity])).toBe(Infinity)
  })

  it('entmax is right far beyond α = 4, where the threshold is no double', () => {
    const last = (z: number[], alpha: number): number => math.entmax(z, { alpha })[1]
    expect(last([0, -0.0999], 11)).toBeCloseTo(1.0004502852062336e-4, 15)
    expect(last([0, -0.0101], 100)).toBeCloseTo(1.0101510082294318e-6, 15)
    expect(math.entmax([0, -1], { alpha: 1e308 })).toEqual([1, 0])
  })

  it('softmax to base 1 gives all the same, infinite scores too', () => {
    expect(math.softmaxBase([Infinity, 0], 1)).toEqual([0.5, 0.5])
    expect(math.softmaxBase([-Infinity, 0], 1)).toEqual([0.5, 0.5])
    expect(math.softmaxBase([NaN, 0], 1)).toEqual([NaN, NaN])
  })
})

describe('long vectors', () => {
  const n = 200000
  const z = Float64Array.from({ length: n }, (_, i) => (i % 7) / 8)
  const labels = z.map((_, i) => i % 2)

  it.each([
    [
      'logSumExp with weights',
      () => math.logSumExp(z.subarray(0, 130000), { weights: labels.subarray(0, 130000) }),
    ],
    ['zlpr', () => math.zlpr(z, labels)],
    ['zlprGradient', () => math.zlprGradient(z, labels)[0]],
    ['binaryCrossEntropy', () => math.binaryCrossEntropy(z, labels)],
    ['crossEntropy', () => math.crossEntropy(z, labels)],
    ['entropyOfLogits', () => math.entropyOfLogits(z)],
    ['sparsemax', () => math.sparsemax(z)[6]],
    ['entmax', () => math.entmax(z, { alpha: 3 })[6]],
  ])('%s takes 130,000 numbers and more', (_, call) => {
    expect(Number.isFinite(call())).toBe(true)
  })
})

describe('an out that lies over the input', () => {
  const places = (out: Float64Array): Float64Array[] =>
    [0, 1, 2].map((from) => out.subarray(from, from + 4))
  const functions: [string, (z: Float64Array, out: Float64Array) => unknown][] = [
    ['softmax', (z, out) => math.softmax(z, { out })],
    ['logSoftmax', (z, out) => math.logSoftmax(z, { out })],
    ['logSoftmax with a temperature', (z, out) => math.logSoftmax(z, { out, temperature: 3 })],
    ['softmaxBase', (z, out) => math.softmaxBase(z, 2, { out })],
    ['hardmax', (z, out) => math.hardmax(z, { out })],
    ['normalise', (z, out) => math.normalise(z, { out })],
    ['sparsemax', (z, out) => math.sparsemax(z, { out })],
    ['entmax', (z, out) => math.entmax(z, { out })],
    ['crossEntropyGradient', (z, out) => math.crossEntropyGradient(z, 1, { out })],
    ['crossEntropyGradient against itself', (z, out) => math.crossEntropyGradient(z, z, { out })],
    [
      'binaryCrossEntropyGradient',
      (z, out) => math.binaryCrossEntropyGradient(z, [0, 1, 0, 1], { out }),
    ],
    ['zlprGradient', (z, out) => math.zlprGradient(z, [0, 1, 0, 1], { out })],
    ['smoothLabels', (z, out) => math.smoothLabels(z, 0.1, { out })],
    ['emulatedSoftmax', (z, out) => math.emulatedSoftmax(z, 'float16', { out })],
    ['gumbelSoftmax', (z, out) => math.gumbelSoftmax(z, { random: math.randomSource(1), out })],
    [
      'onlineSoftmax',
      (z, out) => math.onlineSoftmax([...z].reduce(math.onlineAdd, math.onlineStart), z, { out }),
    ],
  ]

  it.each(functions)('gets the same from %s, wherever it lies', (_, f) => {
    const apart = new Float64Array(4)
    f(Float64Array.of(0.5, 1, 2, 0.25), apart)
    for (let at = 0; at < 3; at++) {
      const room = new Float64Array(6)
      const z = places(room)[1]
      z.set([0.5, 1, 2, 0.25])
      const out = places(room)[at]
      f(z, out)
      expect([...out]).toEqual([...apart])
    }
  })

  it('is right over the bytes of the input as a Float32Array too', () => {
    const bytes = new Float32Array(8)
    const z = new Float64Array(bytes.buffer)
    z.set([1, 2, 3, 4])
    const out = bytes.subarray(0, 4)
    math.logSoftmax(z, { out })
    expect([...out]).toEqual(math.logSoftmax([1, 2, 3, 4]).map(Math.fround))
  })
})
