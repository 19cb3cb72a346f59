import { describe, expect, it } from 'vitest'
import {
  descend,
  randomSource,
  regressionScores,
  softmax,
  trainSoftmaxRegression,
  type SoftmaxRegressionOptions,
  type SoftmaxRegressionResult,
} from '../src/index.ts'
import { judge } from './feasibility.ts'
import { exponential, fixed, over, times } from './oracle.ts'

const train = (
  inputs: number[][],
  labels: number[],
  options?: SoftmaxRegressionOptions,
  classes = 2,
): SoftmaxRegressionResult => trainSoftmaxRegression({ inputs, labels, classes }, options)

/** Four examples on a line that no threshold tells apart. */
const mixed = (scale: number, offset = 0): number[][] =>
  [[-1], [0.5], [0], [1]].map(([x]) => [offset + scale * x])
const labels = [0, 0, 1, 1]

/**
 * How far each class's score lies above the label's, for each example and class, as a linear
 * function of all weights.
 */
const pointsOf = (
  inputs: readonly number[][],
  classes: readonly number[],
  count: number,
): number[][] =>
  inputs.flatMap((input, n) =>
    Array.from({ length: count }, (_, k) => k)
      .filter((k) => k !== classes[n])
      .map((k) =>
        Array.from({ length: count }, (_, row) =>
          [...input, 1].map((x) => x * (Number(row === k) - Number(row === classes[n]))),
        ).flat(),
      ),
  )

const transpose = (rows: readonly number[][]): number[][] =>
  rows[0].map((_, j) => rows.map((row) => row[j]))

/**
 * The norm of the gradient of the model as it is told, in the integers of the oracle: for inputs of
 * any size.
 */
function exactNorm(
  { model }: SoftmaxRegressionResult,
  inputs: readonly number[][],
  classes: readonly number[],
  l2: number,
): number {
  const gradient = model.weights.map((row) => [
    ...row.map((weight) => times(fixed(l2), fixed(weight))),
    0n,
  ])
  inputs.forEach((input, n) => {
    const x = [...input.map(fixed), fixed(1)]
    const scores = model.weights.map((row, k) =>
      [...row, model.biases[k]].reduce((total, w, d) => total + times(fixed(w), x[d]), 0n),
    )
    const terms = scores.map((score) => exponential(score - scores[classes[n]]))
    const total = terms.reduce((a, b) => a + b, 0n)
    terms.forEach((term, k) => {
      const error = over(term, total) - (k === classes[n] ? fixed(1) : 0n)
      x.forEach((value, d) => (gradient[k][d] += times(error, value) / BigInt(inputs.length)))
    })
  })
  return Math.hypot(...gradient.flat().map((value) => Number(value >> 1100n) / 2 ** 200))
}

describe('softmax regression says what is the case', () => {
  it.each<[string, number[][], number[], number]>([
    ['two classes on the two sides of a point', [[-1], [1]], [0, 1], 2],
    ['classes that meet in one point', [[-1], [0], [0], [1]], [0, 0, 1, 1], 2],
    [
      'the same, with a feature twice and one that is constant',
      [
        [-1, -1, 1],
        [0, 0, 1],
        [0, 0, 1],
        [1, 1, 1],
      ],
      [0, 0, 1, 1],
      2,
    ],
    [
      'three corners of a triangle',
      [
        [0, 0],
        [1, 0],
        [0, 1],
      ],
      [0, 1, 2],
      3,
    ],
    [
      'two classes mixed, and a third that is apart',
      [[-1], [0.5], [0], [1], [9]],
      [0, 0, 1, 1, 2],
      3,
    ],
    ['one example', [[3, 4]], [1], 2],
    [
      'many numbers for few examples',
      Array.from({ length: 6 }, (_, n) =>
        Array.from({ length: 40 }, (_, d) => Math.sin(n * d + n)),
      ),
      [0, 1, 2, 0, 1, 2],
      3,
    ],
  ])('unbounded without a penalty: %s', (_, inputs, classes, count) => {
    expect(train(inputs, classes, { l2: 0 }, count).status).toBe('unbounded')
    if (new Set(classes).size === count)
      expect(train(inputs, classes, { l2: 0.01 }, count).status).toBe('solved')
  })

  it.each([0, 0.001, 1])(
    'is unbounded with a penalty of %d too where a class has no example',
    (l2) => {
      expect(train([[-1], [1]], [0, 0], { l2 }).status).toBe('unbounded')
      expect(train([[-1], [1]], [0, 1], { l2 }, 3).status).toBe('unbounded')
    },
  )

  it('is solved without a penalty where no line tells the classes apart, also with a feature twice', () => {
    const once = train(mixed(1), labels, { l2: 0 })
    expect(once.status).toBe('solved')
    const twice = train(
      mixed(1).map(([x]) => [x, x]),
      labels,
      { l2: 0 },
    )
    expect(twice.status).toBe('solved')
    expect(2 * twice.model.weights[1][0]).toBeCloseTo(once.model.weights[1][0], 7)
  })

  it('is not solved where many weights tell all but two equal examples apart and still grow', () => {
    const random = randomSource(31)
    const inputs = Array.from({ length: 60 }, () =>
      Array.from({ length: 25 }, () => 2 * random() - 1),
    )
    const classes = inputs.map(([first]) => Number(first > 0))
    const tie = inputs[0].map((value, d) => (d === 0 ? 0 : value))
    for (const tolerance of [1e-3, 1e-6, 1e-9, 1e-12, 1e-14]) {
      const options = { l2: 0, tolerance, iterations: 5000 }
      const { status } = train([...inputs, tie, tie], [...classes, 0, 1], options)
      expect(['not converged', 'stopped', 'unbounded']).toContain(status)
    }
    // Labels by chance, and more examples than weights can tell apart: there is a minimum.
    const many = Array.from({ length: 300 }, () =>
      Array.from({ length: 25 }, () => 2 * random() - 1),
    )
    expect(
      train(
        many,
        many.map(() => Math.floor(2 * random())),
        { l2: 0, iterations: 5000 },
      ).status,
    ).toBe('solved')
  })

  it('one class alone has nothing to learn', () => {
    expect(train([[1], [2]], [0, 0], { l2: 0 }, 1)).toMatchObject({
      status: 'solved',
      loss: 0,
      gradientNorm: 0,
    })
  })

  it('linear programming in fractions agrees on small data without a penalty (seed 23)', () => {
    const random = randomSource(23)
    const seen = { solved: 0, unbounded: 0, stopped: 0, 'not converged': 0 }
    for (let run = 0; run < 80; run++) {
      const [count, width, size] = [2 + (run % 2), 1 + (run % 3 === 0 ? 1 : 0), 4 + (run % 5)]
      const inputs = Array.from({ length: size }, () =>
        Array.from({ length: width }, () => Math.floor(4 * random()) - 1),
      )
      const classes = inputs.map((_, n) => (n < count ? n : Math.floor(count * random())))
      const { status } = train(inputs, classes, { l2: 0, iterations: 5000 }, count)
      const points = transpose(pointsOf(inputs, classes, count))
      const { kind } = judge(
        points,
        points.map(() => 0),
      )
      expect(status, JSON.stringify({ inputs, classes })).toBe(
        kind === 'inside' ? 'solved' : 'unbounded',
      )
      seen[status]++
    }
    expect(Math.min(seen.solved, seen.unbounded)).toBeGreaterThan(10)
  })

  it('has not converged where no step of doubles comes to a tolerance of 0, and is stopped where the steps run out', () => {
    expect(['not converged', 'solved']).toContain(train(mixed(1), labels, { tolerance: 0 }).status)
    expect(train(mixed(1), labels, { tolerance: 0, iterations: 3 })).toMatchObject({
      status: 'stopped',
      iterations: 3,
    })
    expect(train(mixed(1e9), labels, { iterations: 0 })).toMatchObject({
      status: 'stopped',
      iterations: 0,
    })
  })
})

describe('the scale and the offset of the inputs', () => {
  const { model } = train(mixed(1), labels, { l2: 0, tolerance: 1e-12 })

  it.each([1e-160, 1e-3, 1e3, 1e6, 1e8, 1e150, 1e160, 1e300])(
    'inputs %d times as large have weights as many times smaller',
    (scale) => {
      const result = train(mixed(scale), labels, { l2: 0 })
      expect(result.model.weights[1][0] * scale).toBeCloseTo(model.weights[1][0], 7)
      expect(result.status).toBe(result.gradientNorm <= 1e-9 ? 'solved' : 'not converged')
      if (scale <= 1e6) expect(result.status).toBe('solved')
    },
  )

  it.each([1e3, 1e6, 1e9])(
    'inputs %d farther on have the same weights and probabilities',
    (offset) => {
      const result = train(mixed(1, offset), labels, { l2: 0 })
      expect(result.model.weights[1][0]).toBeCloseTo(model.weights[1][0], 7)
      expect(result.status).toBe(result.gradientNorm <= 1e-9 ? 'solved' : 'not converged')
      const shareOf = (m: typeof model, x: number): number => softmax(regressionScores(m, [x]))[1]
      expect(shareOf(result.model, offset + 1)).toBeCloseTo(shareOf(model, 1), offset > 1e8 ? 6 : 7)
    },
  )

  it.each([1, 10, 1e3, 1e6, 1e8])(
    'the norm that is told for inputs of %d is that of the exact gradient',
    (scale) => {
      const inputs = [
        [0.3, -0.7],
        [0.9, 0.2],
        [-0.5, 0.4],
        [0.1, 0.6],
        [-0.8, -0.3],
      ].map((row) => row.map((x) => scale * x))
      const classes = [0, 1, 1, 0, 1]
      const result = train(inputs, classes)
      expect(
        Math.abs(result.gradientNorm - exactNorm(result, inputs, classes, 0.001)),
      ).toBeLessThanOrEqual(1e-15)
      if (result.status === 'solved') expect(result.gradientNorm).toBeLessThanOrEqual(1e-9)
    },
  )
})

describe('gradient descent', () => {
  it('ends with an error, not with weights that are no numbers, when its steps are too long', () => {
    const steps = descend(
      { inputs: [[1e308], [-1e308]], labels: [0, 1], classes: 2 },
      { random: randomSource(1), rate: 10 },
    )
    expect(() => [...steps]).toThrow(
      /^invalid rate: 10; the weights overflowed at step \d+, give a lower one$/,
    )
  })
})
