import { describe, expect, it } from 'vitest'
import * as math from '../src/index.ts'
import { functions } from './claimed.ts'

/**
 * Every function of the module with arguments that it takes, and what each of them is. From that come the bad
 * ones: each argument in turn is left out, or is a value that cannot be meant, the others staying right.
 */
type Kind =
  | 'vector'
  | 'number'
  | 'options'
  | 'out'
  | 'state'
  | 'word'
  | 'random'
  | 'target'
  | 'rows'
  | 'list'
  | 'flat'
  | 'shape'
  | 'rowTargets'
  | 'draws'
  | 'model'

interface Signature {
  /** Right values, by the names that errors tell. */
  arguments: Record<string, unknown>
  kinds: Kind[]
}

const p = [0.5, 0.5]
const z = [1, 2]
const random = math.randomSource(1)
const state = z.reduce(math.onlineAdd, math.onlineStart)
const shape = { rows: 1, columns: 2 }
const model = { weights: [z], biases: [0] }
const examples = { inputs: [[0], [1]], labels: [0, 1], classes: 2 }

const SIGNATURES: Record<string, Signature> = {
  softmax: { arguments: { z, options: { temperature: 2 } }, kinds: ['vector', 'out'] },
  logSoftmax: { arguments: { z, options: { temperature: 2 } }, kinds: ['vector', 'out'] },
  softmaxBase: { arguments: { z, base: 2, options: {} }, kinds: ['vector', 'number', 'out'] },
  hardmax: { arguments: { z, options: { ties: 'share' } }, kinds: ['vector', 'out'] },
  argmax: { arguments: { z }, kinds: ['vector'] },
  normalise: { arguments: { v: z, options: {} }, kinds: ['vector', 'out'] },
  sparsemax: { arguments: { z, options: {} }, kinds: ['vector', 'out'] },
  entmax: { arguments: { z, options: { alpha: 3 } }, kinds: ['vector', 'out'] },
  logSumExp: { arguments: { z, options: { temperature: 2 } }, kinds: ['vector', 'options'] },
  signedLogSumExp: { arguments: { z, weights: z }, kinds: ['vector', 'vector'] },
  sigmoid: { arguments: { x: 1 }, kinds: ['number'] },
  logSigmoid: { arguments: { x: 1 }, kinds: ['number'] },
  softplus: { arguments: { x: 1 }, kinds: ['number'] },
  crossEntropy: { arguments: { z, target: 1 }, kinds: ['vector', 'target'] },
  crossEntropyGradient: { arguments: { z, target: 1 }, kinds: ['vector', 'target'] },
  binaryCrossEntropy: {
    arguments: { z, y: p, options: { positiveWeights: 2 } },
    kinds: ['vector', 'vector', 'options'],
  },
  binaryCrossEntropyGradient: {
    arguments: { z, y: p, options: {} },
    kinds: ['vector', 'vector', 'out'],
  },
  zlpr: { arguments: { s: z, y: [0, 1] }, kinds: ['vector', 'vector'] },
  zlprGradient: { arguments: { s: z, y: [0, 1], options: {} }, kinds: ['vector', 'vector', 'out'] },
  smoothLabels: {
    arguments: { y: p, share: 0.1, options: {} },
    kinds: ['vector', 'number', 'out'],
  },
  softmaxJacobian: { arguments: { z, options: { temperature: 2 } }, kinds: ['vector', 'options'] },
  logSumExpHessian: { arguments: { z, options: { temperature: 2 } }, kinds: ['vector', 'options'] },
  entropy: { arguments: { p, options: { base: 2 } }, kinds: ['vector', 'options'] },
  entropyOfLogits: { arguments: { z, options: { base: 2 } }, kinds: ['vector', 'options'] },
  klDivergence: { arguments: { p, q: p }, kinds: ['vector', 'vector'] },
  klDivergenceOfLogits: { arguments: { a: z, b: z }, kinds: ['vector', 'vector'] },
  perplexity: { arguments: { p }, kinds: ['vector'] },
  sequencePerplexity: { arguments: { logProbabilities: [-1, -2] }, kinds: ['vector'] },
  onlineAdd: { arguments: { state, score: 1 }, kinds: ['state', 'number'] },
  onlineMerge: { arguments: { a: state, b: state }, kinds: ['state', 'state'] },
  onlineLogSumExp: { arguments: { state }, kinds: ['state'] },
  onlineSoftmax: { arguments: { state, z, options: {} }, kinds: ['state', 'vector', 'out'] },
  roundTo: { arguments: { x: 1, format: 'float16' }, kinds: ['number', 'word'] },
  floatLimits: { arguments: { format: 'float16' }, kinds: ['word'] },
  emulatedSoftmax: {
    arguments: { z, format: 'float16', options: { shift: true } },
    kinds: ['vector', 'word', 'out'],
  },
  emulatedLogSumExp: {
    arguments: { z, format: 'float16', options: { shift: true } },
    kinds: ['vector', 'word', 'options'],
  },
  randomSource: { arguments: { seed: 1 }, kinds: ['number'] },
  gumbel: { arguments: { random }, kinds: ['random'] },
  gumbelMax: { arguments: { z, options: { random } }, kinds: ['vector', 'options'] },
  gumbelSoftmax: { arguments: { z, options: { random } }, kinds: ['vector', 'out'] },
  calibrationError: {
    arguments: { probabilities: [p], labels: [0], options: { bins: 2 } },
    kinds: ['rows', 'list', 'options'],
  },
  binaryCalibrationError: {
    arguments: { probabilities: p, outcomes: [0, 1], options: { bins: 2 } },
    kinds: ['vector', 'vector', 'options'],
  },
  brierScore: { arguments: { probabilities: [p], labels: [0] }, kinds: ['rows', 'list'] },
  fitTemperature: { arguments: { logits: [z], labels: [0] }, kinds: ['rows', 'list'] },
  maximumEntropy: { arguments: { features: [z], targets: [1.5] }, kinds: ['rows', 'vector'] },
  trainSoftmaxRegression: { arguments: { examples }, kinds: ['list'] },
  descend: { arguments: { examples, options: { random } }, kinds: ['list', 'list'] },
  regressionScores: { arguments: { model, input: z }, kinds: ['model', 'vector'] },
  predictClass: { arguments: { model, input: z }, kinds: ['model', 'vector'] },
  predictProbabilities: {
    arguments: {
      model: { weights: [z, z], biases: [0, 0] },
      input: z,
      options: {},
    },
    kinds: ['model', 'vector', 'out'],
  },
  exp: { arguments: { x: 1 }, kinds: ['number'] },
  log: { arguments: { x: 1 }, kinds: ['number'] },
  logAddExp: { arguments: { a: 1, b: 1 }, kinds: ['number', 'number'] },
  logCumSumExp: { arguments: { z, options: {} }, kinds: ['vector', 'out'] },
  crossEntropyOfProbabilities: { arguments: { p, target: 1 }, kinds: ['vector', 'target'] },
  softmaxPullback: {
    arguments: { z, v: z, options: { temperature: 2 } },
    kinds: ['vector', 'vector', 'out'],
  },
  sparsemaxPullback: {
    arguments: { z, v: z, options: {} },
    kinds: ['vector', 'vector', 'out'],
  },
  entmaxPullback: {
    arguments: { z, v: z, options: { alpha: 1.2 } },
    kinds: ['vector', 'vector', 'out'],
  },
  multinomial: { arguments: { weights: z, options: { random } }, kinds: ['vector', 'draws'] },
  topK: { arguments: { z, k: 1, options: {} }, kinds: ['vector', 'number', 'out'] },
  topP: { arguments: { z, p: 0.5, options: {} }, kinds: ['vector', 'number', 'out'] },
  minP: { arguments: { z, share: 0.5, options: {} }, kinds: ['vector', 'number', 'out'] },
  softmaxRows: { arguments: { z, options: shape }, kinds: ['flat', 'shape'] },
  logSoftmaxRows: { arguments: { z, options: shape }, kinds: ['flat', 'shape'] },
  logSumExpRows: { arguments: { z, options: shape }, kinds: ['flat', 'shape'] },
  hardmaxRows: { arguments: { z, options: shape }, kinds: ['flat', 'shape'] },
  sparsemaxRows: { arguments: { z, options: shape }, kinds: ['flat', 'shape'] },
  entmaxRows: { arguments: { z, options: shape }, kinds: ['flat', 'shape'] },
  entropyRows: { arguments: { p, options: shape }, kinds: ['flat', 'shape'] },
  entropyOfLogitsRows: { arguments: { z, options: shape }, kinds: ['flat', 'shape'] },
  crossEntropyRows: {
    arguments: { z, targets: [1], options: shape },
    kinds: ['flat', 'rowTargets', 'shape'],
  },
  crossEntropyGradientRows: {
    arguments: { z, targets: [1], options: shape },
    kinds: ['flat', 'rowTargets', 'shape'],
  },
  binaryCrossEntropyRows: {
    arguments: { z, y: p, options: shape },
    kinds: ['flat', 'flat', 'shape'],
  },
  binaryCrossEntropyGradientRows: {
    arguments: { z, y: p, options: shape },
    kinds: ['flat', 'flat', 'shape'],
  },
}

const VECTORS = [
  undefined,
  null,
  5,
  '12',
  true,
  {},
  ['1', '2'],
  [null, 1],
  [undefined, 1],
  [1n, 1],
  [
    [1, 2],
    [3, 4],
  ],
  [new Float64Array(2)],
  new BigInt64Array(2),
  new Map([[1, 2]]),
  { length: 2 },
]
const NUMBERS = [undefined, null, '1', 1n, [1], {}, true, NaN]
const OPTIONS: readonly unknown[] = [
  0.5,
  '2',
  true,
  { temprature: 2 },
  { axis: 0 },
  { constructor: 1 },
]
/** No answer has room in these, be it a number for each score or one for each row. */
const OUTS: readonly unknown[] = [
  5,
  {},
  [],
  new Float64Array(3),
  new Int32Array(2),
  new Uint8Array(2),
  new BigInt64Array(2),
  Object.freeze([0, 0]),
]
const BAD: Record<Kind, readonly unknown[]> = {
  vector: VECTORS,
  number: NUMBERS,
  options: OPTIONS,
  out: [...OPTIONS, ...[[0], ...OUTS].map((out) => ({ out }))],
  state: [
    undefined,
    null,
    5,
    {},
    { top: null, sum: 0, rest: 0 },
    { top: 1, sum: -1, rest: 0 },
    { top: '1', sum: 1, rest: 0 },
    { top: 1, sum: 1 },
  ],
  word: [undefined, null, 5, 'float8', '', {}, Symbol('x'), 'toString'],
  random: [undefined, null, 0.5, {}, () => 0, () => 1, () => NaN, () => '0.5'],
  target: [undefined, null, '1', -1, 2, 0.5, NaN, true, {}, [1], [1, NaN], [1, Infinity], ['1', 0]],
  rows: [[['1', '2']], [[1n, 2]], [5]],
  list: [],
  model: [undefined, null, 5, {}, { weights: [z], biases: 5 }, { weights: [z], biases: [0, 0] }],
  flat: [...VECTORS, [1, 2, 3], []],
  shape: [
    ...[undefined, null, 0.5, '2', true, {}, { rows: 1 }, { columns: 2 }],
    ...[
      { rows: '1' },
      { rows: -1 },
      { columns: 2n },
      { columns: 1.5 },
      { stride: 1 },
      { stride: '2' },
      { axis: 2 },
      { axis: '0' },
      { temprature: 2 },
      { constructor: 1 },
      ...OUTS.map((out) => ({ out })),
    ].map((own) => ({ ...shape, ...own })),
  ],
  rowTargets: [
    ...[undefined, null, 5, '1', true, {}, [], [0, 1], [2], [-1], [0.5], [NaN], ['1'], [1n]],
    ...[null, 5, [1], ['1', 0], [NaN, 1], [0, Infinity]].map((distributions) => ({
      distributions,
    })),
  ],
  draws: [
    ...[undefined, null, ...OPTIONS, {}, { random: 0.5 }],
    ...[
      { draws: 0.5 },
      { draws: '1' },
      { draws: -1 },
      { replacement: 1 },
      { replacment: true },
    ].map((own) => ({ random, ...own })),
  ],
}

/** Words that an error may give in place of the argument's own name: those of what it holds. */
const INNER: Record<string, string> = {
  options:
    'option|temperature|base|shift|ties|alpha|random|out|options|rows|columns|stride|axis|draws|replacement',
  targets: 'targets|distributions',
}
const namesOf = (name: string): string => `(${INNER[name] ?? name})`

/** A number that is NaN is a number: of these functions it has an answer. */
const takesNaN = new Set([
  'sigmoid',
  'logSigmoid',
  'softplus',
  'onlineAdd',
  'roundTo',
  'exp',
  'log',
  'logAddExp',
])

describe('an argument that cannot be meant is refused by its name', () => {
  it('in every function of the module', () => {
    expect(Object.keys(SIGNATURES).sort()).toEqual(functions.map(({ name }) => name).sort())
  })

  describe.each(Object.entries(SIGNATURES))('%s', (name, signature) => {
    const right = Object.values(signature.arguments)
    const call = (args: unknown[]): unknown => {
      const answer = (math as unknown as Record<string, (...args: unknown[]) => unknown>)[name](
        ...args,
      )
      return name === 'descend' ? (answer as Iterator<unknown>).next() : answer
    }

    it('takes what is right', () => {
      expect(() => call(right)).not.toThrow()
    })

    it.each(Object.keys(signature.arguments))('refuses a bad %s', (argument) => {
      const place = Object.keys(signature.arguments).indexOf(argument)
      for (const value of BAD[signature.kinds[place]]) {
        if (Number.isNaN(value) && takesNaN.has(name)) continue
        const bad = right.map((other, i) => (i === place ? value : other))
        expect(() => call(bad), `${name} with ${argument} ${print(value)}`).toThrow(
          new RegExp(`^(invalid|unknown) ${namesOf(argument)}\\b`),
        )
      }
    })
  })
})

function print(value: unknown): string {
  if (typeof value === 'object' && value !== null)
    return Object.entries(value)
      .map(([key, own]) => `${key}: ${String(own)}`)
      .join(', ')
  return String(value)
}
