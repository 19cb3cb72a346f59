import { describe, expect, it } from 'vitest'
import {
  argmax,
  crossEntropy,
  descend,
  randomSource,
  regressionScores,
  softmax,
  trainSoftmaxRegression,
  type DescentProgress,
  type LabelledExamples,
  type SoftmaxModel,
} from '../src/index.ts'
import { digits } from '../../../src/library/digits.ts'

const { train, test } = digits
const L2 = 1e-3

function accuracy(model: SoftmaxModel, { inputs, labels }: LabelledExamples): number {
  return (
    inputs.filter((input, n) => argmax(regressionScores(model, input)) === labels[n]).length /
    labels.length
  )
}

/** The objective and its gradient, written plainly from the formula. */
function objective(
  model: SoftmaxModel,
  { inputs, labels }: LabelledExamples,
): { loss: number; gradientNorm: number } {
  const weights = model.weights.map((row) => row.map((value) => L2 * value))
  const biases = model.biases.map(() => 0)
  let loss = (L2 / 2) * model.weights.flat().reduce((sum, value) => sum + value * value, 0)
  inputs.forEach((input, n) => {
    const x = [...input]
    const scores = regressionScores(model, x)
    loss += crossEntropy(scores, labels[n]) / inputs.length
    softmax(scores).forEach((share, k) => {
      const error = (share - Number(k === labels[n])) / inputs.length
      biases[k] += error
      x.forEach((value, d) => (weights[k][d] += error * value))
    })
  })
  return { loss, gradientNorm: Math.hypot(...weights.flat(), ...biases) }
}

describe('softmax regression on the digits', () => {
  const result = trainSoftmaxRegression(train, { l2: L2 })

  it('has 1,797 of them, of 64 pixels', () => {
    expect([train.inputs.length, test.inputs.length]).toEqual([1348, 449])
    expect([...train.inputs[0]]).toHaveLength(64)
  })

  it('reaches the optimum: the gradient, worked out anew, is at most 1e-8', () => {
    expect(result.status).toBe('solved')
    const { loss, gradientNorm } = objective(result.model, train)
    expect(gradientNorm).toBeLessThanOrEqual(1e-8)
    expect(result.gradientNorm).toBeLessThanOrEqual(1e-9)
    expect(Math.abs(loss - result.loss)).toBeLessThanOrEqual(1e-12)
  })

  it('knows 428 of the 449 digits it has not seen', () => {
    expect(accuracy(result.model, test)).toBe(428 / 449)
  })

  it('no step away from it lowers the loss', () => {
    const random = randomSource(3)
    for (let run = 0; run < 5; run++) {
      const moved = {
        weights: result.model.weights.map((row) =>
          row.map((value) => value + 0.1 * (random() - 0.5)),
        ),
        biases: result.model.biases,
      }
      expect(objective(moved, train).loss).toBeGreaterThan(result.loss)
    }
  })

  it('says so when its steps run out', () => {
    expect(trainSoftmaxRegression(train, { l2: L2, iterations: 3 })).toMatchObject({
      status: 'stopped',
      iterations: 3,
    })
  })
})

describe('stochastic gradient descent', () => {
  const few = {
    inputs: train.inputs.slice(0, 200),
    labels: train.labels.slice(0, 200),
    classes: 10,
  }
  const run = (seed: number): DescentProgress[] => [
    ...descend(few, { random: randomSource(seed), epochs: 20, batch: 25 }),
  ]

  it('reports every step, and the same run for the same seed', () => {
    const steps = run(1)
    expect(steps).toHaveLength(160)
    expect(steps.at(-1)).toMatchObject({ step: 160, epoch: 20 })
    expect(run(1)).toEqual(steps)
    expect(run(2)).not.toEqual(steps)
  })

  it('lowers the loss from log 10 towards the optimum', () => {
    const steps = run(1)
    const best = trainSoftmaxRegression(few, { l2: L2 }).loss
    expect(steps[0].loss).toBeCloseTo(Math.log(10), 12)
    const end = objective(steps.at(-1)!.model, few).loss
    expect(end).toBeLessThan(0.5)
    expect(end).toBeGreaterThan(best)
  })

  it('hands out copies: an earlier report does not change later', () => {
    const progress = descend(few, { random: randomSource(1) })
    const first = progress.next().value as DescentProgress
    const kept = structuredClone(first)
    progress.next()
    expect(first).toEqual(kept)
  })
})
