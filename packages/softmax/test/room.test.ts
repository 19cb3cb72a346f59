import { describe, expect, it } from 'vitest'
import * as math from '../src/index.ts'

const random = math.randomSource(1)
const examples = {
  inputs: [
    [0, 1],
    [1, 0],
  ],
  labels: [0, 1],
}
/** Numbers that are whole, and far beyond what any machine has room for, or just beyond what is granted. */
const huge = [1e9, 2 ** 32 - 1, 2 ** 32, 2 ** 53, 1e300]

describe('a number that asks for more room than there is', () => {
  const calls: [string, string, (n: number) => unknown][] = [
    [
      'trainSoftmaxRegression',
      'classes',
      (classes) => math.trainSoftmaxRegression({ ...examples, classes }),
    ],
    ['descend', 'classes', (classes) => math.descend({ ...examples, classes }, { random }).next()],
    ['multinomial', 'draws', (draws) => math.multinomial([1, 2], { random, draws })],
    ['calibrationError', 'bins', (bins) => math.calibrationError([[0.5, 0.5]], [0], { bins })],
    [
      'calibrationError of equal masses',
      'bins',
      (bins) => math.calibrationError([[0.5, 0.5]], [0], { bins, binning: 'equal-mass' }),
    ],
    ['binaryCalibrationError', 'bins', (bins) => math.binaryCalibrationError([1], [1], { bins })],
    ['softmaxRows', 'rows', (rows) => math.softmaxRows([], { rows, columns: 0 })],
    ['softmaxRows', 'columns', (columns) => math.softmaxRows([], { rows: 0, columns })],
    ['logSumExpRows', 'rows', (rows) => math.logSumExpRows([], { rows, columns: 0 })],
    ['entmaxRows', 'columns', (columns) => math.entmaxRows([], { rows: 0, columns, axis: 0 })],
    [
      'binaryCrossEntropyRows',
      'columns',
      (columns) => math.binaryCrossEntropyRows([], [], { rows: 0, columns }),
    ],
  ]

  it.each(calls)('%s refuses %s, and says how many there may be', (_, name, call) => {
    for (const n of huge) {
      const said = new RegExp(`^invalid ${name}: ${String(n).replace('+', '[+]')}; .+ at most`)
      expect(() => call(n)).toThrow(said)
    }
  })

  it('what a number of classes would take is counted with the inputs', () => {
    expect(() => math.trainSoftmaxRegression({ ...examples, classes: 1398102 })).toThrow(
      'invalid classes: 1398102; with inputs of length 2 they have 4194306 weights and biases, and 4194304 at most fit into memory: number the classes that there are from 0, without gaps, or give fewer numbers in each input',
    )
    const first = math.descend({ ...examples, classes: 100000 }, { random, batch: 2 }).next()
    expect(first.value).toMatchObject({ step: 1, epoch: 1 })
  })

  it('a Jacobian is refused where its square is more than fits, and told the way round', () => {
    for (const jacobian of [math.softmaxJacobian, math.logSumExpHessian])
      expect(() => jacobian(new Float64Array(11586))).toThrow(
        'invalid z: length 11586; the matrix of 11585 at most fits into memory: multiply by it with softmaxPullback, which does without',
      )
  })

  it('numbers that only end a loop sooner or later may be as large as they like', () => {
    const steps = math.descend({ ...examples, classes: 2 }, { random, batch: 1e9, epochs: 1e9 })
    expect(steps.next().value).toMatchObject({ step: 1, epoch: 1 })
    expect(math.topK([1, 2], 2 ** 53)).toEqual([1, 2])
    const options = { iterations: 1e9, l2: 1 }
    expect(math.trainSoftmaxRegression({ ...examples, classes: 2 }, options).status).toBe('solved')
  })
})
