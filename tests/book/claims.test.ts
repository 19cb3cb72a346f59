import { describe, expect, test } from 'vitest'
import {
  crossEntropy,
  crossEntropyGradient,
  entropy,
  logSumExp,
  sigmoid,
  softmax,
} from 'accurate-softmax'

/** What the chapters say in words, without a formula that the checker could read. */

type Gradient = (scores: readonly number[]) => number[]

function descend(from: readonly number[], steps: number, gradient: Gradient): number[] {
  let scores = [...from]
  for (let step = 0; step < steps; step++) {
    const change = gradient(scores)
    scores = scores.map((score, i) => score - change[i] / 2)
  }
  return scores
}

const start = [2, 1, 0.1, -1.2]
const logit = (p: number): number => Math.log(p / (1 - p))

describe('chapter 2', () => {
  test('evidence of 2 adds nearly nine times as much to a probability of 0.5 as to one of 0.95', () => {
    const gain = (p: number): number => sigmoid(logit(p) + 2) - p
    expect(gain(0.5) / gain(0.95)).toBeCloseTo(8.87, 2)
  })
  test('the bias of a naive Bayes model is its log-odds where all features are 0, not its prior', () => {
    const [withFox, without, prior] = [[0.8, 0.6], [0.3, 0.1], logit(0.2)]
    const bias = withFox.reduce((sum, p, j) => sum + Math.log((1 - p) / (1 - without[j])), prior)
    const byBayes = (0.2 * 0.2 * 0.4) / (0.2 * 0.2 * 0.4 + 0.8 * 0.7 * 0.9)
    expect(bias).toBeCloseTo(logit(byBayes), 12)
    expect([prior, bias].map((it) => it.toFixed(2))).toEqual(['-1.39', '-3.45'])
  })
})

describe('chapter 3', () => {
  test('where every class has a share of the label, the loss is least at its logarithms and any shift', () => {
    const q = [0.5, 0.4, 0.1]
    for (const shift of [0, -3, 20]) {
      const at = q.map((it) => Math.log(it) + shift)
      expect(crossEntropy(at, q)).toBeCloseTo(entropy(q), 12)
    }
  })
  test('where one has none, the loss comes as near to its floor as one likes and stays above', () => {
    const q = [0.5, 0.5, 0]
    const losses = [1, 5, 20].map((lead) => crossEntropy([lead, lead, 0], q))
    losses.forEach((loss) => expect(loss).toBeGreaterThan(entropy(q)))
    expect(losses[2] - entropy(q)).toBeLessThan(1e-8)
  })
})

describe('chapter 5', () => {
  const two = [1, 1, 0, 0]
  test('descent on two true labels never arrives: what is left of the loss falls like 1 over the steps', () => {
    const left = [1000, 10_000].map((steps) => {
      const scores = descend([0, 0, 0, 0], steps, (it) => crossEntropyGradient(it, two))
      return steps * (crossEntropy(scores, two) - 2 * Math.log(2))
    })
    expect(left[0]).toBeGreaterThan(0)
    expect(left[1] / left[0]).toBeCloseTo(1, 1)
  })
  test('along probability minus label the scores go up together without end', () => {
    const scores = descend(start, 2000, (it) => softmax(it).map((p, i) => p - two[i]))
    expect(scores.map((it) => it.toFixed(2))).toEqual(['501.64', '501.64', '-0.11', '-1.26'])
  })
  test('what that descent minimises has no floor: a shift by c changes it by c (1 − Σy)', () => {
    const value = (scores: number[]): number => logSumExp(scores) - scores[0] - scores[1]
    const shifted = [0, 10, 100].map((c) => value(start.map((it) => it + c)))
    expect(shifted.map((it) => it.toFixed(2))).toEqual(['-0.56', '-10.56', '-100.56'])
  })
})
