import { describe, expect, it } from 'vitest'
import * as math from '../../src/math/index.ts'
import { exact, exponential, fixed, logarithm, over, softmaxOf, logSoftmaxOf, times } from './oracle.ts'
import { ulpError } from './ulp.ts'

/** What the docstrings say of accuracy, for the functions that accuracy.test.ts does not hold to half an ulp. */
const random = math.randomSource(31)
const signed = (): number => 2 * random() - 1
const scores = (n: number, size: number): number[] => Array.from({ length: n }, () => size * signed())
const sum = (values: readonly bigint[]): bigint => values.reduce((a, b) => a + b, 0n)
const ONE = fixed(1)

const within = (ulps: number, computed: number, value: bigint): void => expect(ulpError(computed, exact(value))).toBeLessThanOrEqual(ulps)
const repeat = (check: (run: number) => void): void => {
  for (let run = 0; run < 40; run++) check(run)
}
const entropyOf = (p: readonly number[]): bigint => -sum(p.map((share) => (share === 0 ? 0n : times(fixed(share), logarithm(fixed(share))))))
const softplusOf = (x: number): bigint => logarithm(ONE + exponential(fixed(x)))

describe('the accuracy that the docstrings claim', () => {
  it('entropy: 1 ulp', () => repeat((run) => {
    const p = math.softmax(scores(6, run % 2 === 0 ? 1 : 20))
    within(1, math.entropy(p), entropyOf(p))
  }))

  it('entropyOfLogits: 3 ulp', () => repeat((run) => {
    const z = scores(6, run % 2 === 0 ? 1 : 20)
    const logs = logSoftmaxOf(z)
    within(3, math.entropyOfLogits(z), -sum(softmaxOf(z).map((share, i) => times(share, logs[i]))))
  }))

  it('perplexity: 1 + H ulp', () => repeat(() => {
    const p = math.softmax(scores(9, 2))
    within(1 + math.entropy(p), math.perplexity(p), exponential(entropyOf(p)))
  }))

  it('klDivergence: 2^-58 of Σ p (|log p| + |log q|)', () => repeat((run) => {
    const z = scores(5, 3)
    const p = math.softmax(z)
    const q = math.softmax(z.map((value) => value + (run % 2 === 0 ? 1 : 1e-6) * signed()))
    const parts = p.map((share, i) => times(fixed(share), logarithm(fixed(share)) - logarithm(fixed(q[i]))))
    const size = -sum(p.map((share, i) => times(fixed(share), logarithm(fixed(share)) + logarithm(fixed(q[i])))))
    const error = fixed(math.klDivergence(p, q)) - sum(parts)
    const rounding = sum(parts) >> 53n
    expect((error < 0n ? -error : error) <= (size >> 58n) + rounding).toBe(true)
  }))

  it('binaryCrossEntropy: 2 ulp', () => repeat(() => {
    const z = scores(5, 10)
    const y = z.map(() => Math.round(3 * random()) / 3)
    within(2, math.binaryCrossEntropy(z, y), sum(z.map((value, k) => times(fixed(y[k]), softplusOf(-value)) + times(ONE - fixed(y[k]), softplusOf(value)))))
  }))

  it('binaryCrossEntropyGradient: 0.52 ulp for targets 0 and 1', () => repeat((run) => {
    const z = scores(5, 10)
    const y = z.map((_, k) => (k + run) % 2)
    const gradient = math.binaryCrossEntropyGradient(z, y)
    z.forEach((value, k) => within(0.52, gradient[k], over(ONE, ONE + exponential(fixed(-value))) - fixed(y[k])))
  }))

  it('zlpr: 1.1 ulp, and its gradient 0.52', () => repeat((run) => {
    const s = scores(5, 10)
    const y = s.map((_, k) => Number((k * run) % 3 === 0))
    const side = (label: number): bigint => ONE + sum(s.filter((_, k) => y[k] === label).map((value) => exponential(fixed(label === 1 ? -value : value))))
    within(1.1, math.zlpr(s, y), logarithm(side(0)) + logarithm(side(1)))
    const gradient = math.zlprGradient(s, y)
    s.forEach((value, k) => within(0.52, gradient[k], y[k] === 1 ? -over(exponential(fixed(-value)), side(1)) : over(exponential(fixed(value)), side(0))))
  }))

  it('softmaxJacobian: 0.52 ulp at temperature 1', () => repeat((run) => {
    const z = scores(4, run % 2 === 0 ? 2 : 40)
    const p = softmaxOf(z)
    const jacobian = math.softmaxJacobian(z)
    p.forEach((row, i) => p.forEach((column, j) => within(0.52, jacobian[i][j], times(row, (i === j ? ONE : 0n) - column))))
  }))

  it('normalise: 0.52 ulp', () => repeat(() => {
    const v = Array.from({ length: 9 }, () => random())
    const total = sum(v.map(fixed))
    math.normalise(v).forEach((share, i) => within(0.52, share, over(fixed(v[i]), total)))
  }))

  it('onlineSoftmax: 1 ulp for a thousand scores', () => {
    const z = scores(1000, 20)
    const state = z.reduce((each, value) => math.onlineAdd(each, value), math.onlineStart)
    const p = softmaxOf(z)
    math.onlineSoftmax(state, z).forEach((share, i) => within(1, share, p[i]))
  })
})
