import * as math from '../src/index.ts'
import { wrong } from './wrong.ts'

const random = math.randomSource(1)
const shape = { rows: 2, columns: 2 }
const four = [0, 0, 0, 0]
const words: number[] = wrong(['0', '0', '0', '0'])
const model = { weights: [[1], [2]], biases: [0, 0] }

/** A mistake: the call, the kind of error, its words. */
export type Mistake = [call: () => unknown, kind: typeof RangeError, words: string]

const notANumber = (place: string, value = '"0"'): string =>
  `invalid ${place}: ${value} is not a number; convert it with Number(…) first`

/** Mistakes in batches, in their losses, in draws, and in what is asked of forecasts. */
export const MISTAKES_OF_BATCHES: Mistake[] = [
  // The shape of rows
  [
    () => math.softmaxRows(four, { rows: 2, columns: 3 }),
    RangeError,
    'invalid z: length 4, but 2 × 3 take 6',
  ],
  [
    () => math.softmaxRows(four, { rows: 2, columns: 2, stride: 3 }),
    RangeError,
    'invalid z: length 4, but 2 × 2, 3 apart, take 5',
  ],
  [
    () => math.softmaxRows(four, { rows: 2, columns: 2, stride: 1 }),
    RangeError,
    'invalid stride: 1; give a whole number from 2 up',
  ],
  [
    () => math.softmaxRows(four, wrong<math.SoftmaxRowsOptions>({ columns: 2 })),
    RangeError,
    'invalid rows: undefined; give a whole number from 0 up',
  ],
  [
    () => math.softmaxRows(four, wrong<math.SoftmaxRowsOptions>(undefined)),
    RangeError,
    'invalid rows: undefined; give a whole number from 0 up',
  ],
  [
    () => math.softmaxRows(four, { rows: 2, columns: 1.5 }),
    RangeError,
    'invalid columns: 1.5; give a whole number from 0 up',
  ],
  [
    () => math.softmaxRows(four, { ...shape, axis: wrong(2) }),
    RangeError,
    'invalid axis: 2; give 1 (along rows) or 0 (along columns)',
  ],
  [
    () => math.softmaxRows(four, { ...shape, out: new Float64Array(2) }),
    RangeError,
    'invalid out: length 2, but the answer has length 4',
  ],
  [
    () => math.softmaxRows(four, { ...shape, temperature: 0 }),
    RangeError,
    'invalid temperature: 0; it must be above 0 and finite',
  ],
  [
    () => math.softmaxRows(four, { ...shape, allMasked: wrong('zero') }),
    RangeError,
    'invalid allMasked: "zero"; give "nan" or "zeros"',
  ],
  [() => math.softmaxRows(words, shape), TypeError, notANumber('z[0]')],
  [
    () => math.softmaxRows(wrong([[0, 0], [0]]), shape),
    TypeError,
    'invalid z[0]: a list; lay the rows one after the other, as in rows.flat()',
  ],
  [
    () => math.softmaxRows(wrong(5), shape),
    TypeError,
    'invalid z: 5; give an array or a typed array of numbers',
  ],
  [
    () => math.softmaxRows(wrong(new BigInt64Array(4)), shape),
    TypeError,
    'invalid z: an array of bigints; give an array or a typed array of numbers',
  ],
  [
    () => math.softmaxRows(four, wrong<math.SoftmaxRowsOptions>({ ...shape, temprature: 2 })),
    TypeError,
    'unknown option: temprature; did you mean temperature?',
  ],
  [
    () => math.logSoftmaxRows(four, { rows: 1, columns: 3 }),
    RangeError,
    'invalid z: length 4, but 1 × 3 take 3',
  ],
  [() => math.logSoftmaxRows(words, shape), TypeError, notANumber('z[0]')],
  [
    () => math.logSumExpRows(four, { ...shape, out: [0] }),
    RangeError,
    'invalid out: length 1, but the answer has length 2',
  ],
  [() => math.logSumExpRows(words, shape), TypeError, notANumber('z[0]')],
  [
    () => math.hardmaxRows(four, { ...shape, ties: wrong('last') }),
    RangeError,
    'invalid ties: "last"; give "first" or "share"',
  ],
  [
    () => math.hardmaxRows([], { rows: 2, columns: 0 }),
    RangeError,
    'invalid z: a row of length 0; give at least one score in each',
  ],
  [() => math.hardmaxRows(words, shape), TypeError, notANumber('z[0]')],
  [
    () => math.sparsemaxRows([0, 0, 0, NaN], shape),
    RangeError,
    'invalid z[3]: NaN; it must be finite, or −Infinity',
  ],
  [() => math.sparsemaxRows(words, shape), TypeError, notANumber('z[0]')],
  [
    () => math.entmaxRows([0, 0, Infinity, 0], shape),
    RangeError,
    'invalid z[2]: Infinity; it must be finite, or −Infinity',
  ],
  [
    () => math.entmaxRows(four, { ...shape, alpha: 0 }),
    RangeError,
    'invalid alpha: 0; it must be finite and at least 1',
  ],
  [() => math.entmaxRows(words, shape), TypeError, notANumber('z[0]')],
  [
    () => math.entropyRows([1, 0, 1.5, 0], shape),
    RangeError,
    'invalid p[0]: 1.5; a probability lies between 0 and 1 (softmax makes some from scores) (row 1)',
  ],
  [() => math.entropyRows(words, shape), TypeError, notANumber('p[0]')],
  [
    () => math.entropyOfLogitsRows(four, { ...shape, rows: 1 }),
    RangeError,
    'invalid z: length 4, but 1 × 2 take 2',
  ],
  [() => math.entropyOfLogitsRows(words, shape), TypeError, notANumber('z[0]')],

  // Losses of rows
  [
    () => math.crossEntropyRows(four, [0, 2], shape),
    RangeError,
    'invalid targets[1]: 2; a class index is a whole number from 0 to 1',
  ],
  [
    () => math.crossEntropyRows(four, [0], shape),
    RangeError,
    'invalid targets: length 1, but there are 2 rows',
  ],
  [
    () => math.crossEntropyRows(four, [0, 1], { ...shape, classWeights: [1, -1] }),
    RangeError,
    'invalid classWeights[1]: -1; give a finite number from 0 up',
  ],
  [
    () => math.crossEntropyRows(four, [0, 1], { ...shape, labelSmoothing: 2 }),
    RangeError,
    'invalid labelSmoothing: 2; it lies between 0 and 1',
  ],
  [
    () => math.crossEntropyRows(four, [0, 1], { ...shape, reduction: wrong('average') }),
    RangeError,
    'invalid reduction: "average"; give "none", "mean" or "sum"',
  ],
  [
    () => math.crossEntropyRows(four, { distributions: four }, { ...shape, ignoreIndex: 0 }),
    RangeError,
    'invalid ignoreIndex: it goes with class indices, not with distributions',
  ],
  [
    () => math.crossEntropyRows(four, [0, 1], { ...shape, ignoreIndex: wrong('0') }),
    TypeError,
    'invalid ignoreIndex: "0" is not a number',
  ],
  [
    () => math.crossEntropyRows(four, wrong(1), shape),
    TypeError,
    'invalid targets: 1; give a class index for each row, or { distributions }',
  ],
  [
    () => math.crossEntropyGradientRows(four, { distributions: [0, 1, NaN, 1] }, shape),
    RangeError,
    'invalid distributions[2]: NaN; it must be finite',
  ],
  [() => math.crossEntropyGradientRows(words, [0, 1], shape), TypeError, notANumber('z[0]')],
  [
    () => math.binaryCrossEntropyRows(four, [0, 1, 2, 0], shape),
    RangeError,
    'invalid y[2]: 2; a target lies between 0 and 1',
  ],
  [
    () => math.binaryCrossEntropyRows(four, four, { ...shape, positiveWeights: [1, 1, 1] }),
    RangeError,
    'invalid positiveWeights: length 3, but 2 numbers go with it',
  ],
  [() => math.binaryCrossEntropyRows(words, four, shape), TypeError, notANumber('z[0]')],
  [
    () => math.binaryCrossEntropyGradientRows(four, four, { ...shape, positiveWeights: -1 }),
    RangeError,
    'invalid positiveWeights: -1; give a finite number from 0 up',
  ],
  [() => math.binaryCrossEntropyGradientRows(four, words, shape), TypeError, notANumber('y[0]')],
  [
    () => math.binaryCrossEntropy([0], [1], { positiveWeights: [NaN] }),
    RangeError,
    'invalid positiveWeights[0]: NaN; give a finite number from 0 up',
  ],
  [
    () => math.binaryCrossEntropy([0], [1], wrong({ weights: 1 })),
    TypeError,
    'unknown option: weights; there is positiveWeights',
  ],
  [
    () => math.crossEntropyOfProbabilities([1.5], 0),
    RangeError,
    'invalid p[0]: 1.5; a probability lies between 0 and 1 (softmax makes some from scores)',
  ],
  [() => math.crossEntropyOfProbabilities([wrong('0')], 0), TypeError, notANumber('p[0]')],

  // Of one number, and running sums
  [() => math.exp(wrong('1')), TypeError, 'invalid x: "1" is not a number'],
  [() => math.log(wrong('1')), TypeError, 'invalid x: "1" is not a number'],
  [() => math.logAddExp(1, wrong('1')), TypeError, 'invalid b: "1" is not a number'],
  [
    () => math.logCumSumExp([1, 2], { out: [0] }),
    RangeError,
    'invalid out: length 1, but the answer has length 2',
  ],
  [() => math.logCumSumExp([wrong('0')]), TypeError, notANumber('z[0]')],
  [
    () => math.sparsemax([0], { allMasked: wrong('zero') }),
    RangeError,
    'invalid allMasked: "zero"; give "nan" or "zeros"',
  ],

  // Derivatives
  [
    () => math.softmaxPullback([0, 0], [1]),
    RangeError,
    'invalid v: length 1, but 2 numbers go with it',
  ],
  [() => math.softmaxPullback([wrong('0')], [1]), TypeError, notANumber('z[0]')],
  [
    () => math.sparsemaxPullback([0, 0], [1]),
    RangeError,
    'invalid v: length 1, but 2 numbers go with it',
  ],
  [() => math.sparsemaxPullback([0], [wrong('0')]), TypeError, notANumber('v[0]')],
  [
    () => math.entmaxPullback([0, 0], [1, 0], { alpha: 3 }),
    RangeError,
    'invalid alpha: 3; the pullback is finite from 1 to 2 only',
  ],
  [() => math.entmaxPullback([0], [wrong('0')]), TypeError, notANumber('v[0]')],

  // Draws
  [
    () => math.multinomial([1, -1], { random }),
    RangeError,
    'invalid weights[1]: -1; give a finite number from 0 up',
  ],
  [
    () => math.multinomial([0, 0], { random }),
    RangeError,
    'invalid weights: none is above 0, so nothing can be drawn',
  ],
  [
    () => math.multinomial([1, 0], { random, draws: 2, replacement: false }),
    RangeError,
    'invalid draws: 2; without replacement there are only 1 with a weight',
  ],
  [
    () => math.multinomial([1], { random, draws: 33554433 }),
    RangeError,
    'invalid draws: 33554433; 33554432 at most fit into memory: call it several times',
  ],
  [
    () => math.binaryCalibrationError([1], [1], { bins: 1e10 }),
    RangeError,
    'invalid bins: 10000000000; 1000000 at most fit into memory: more bins than predictions would be empty',
  ],
  [
    () => math.multinomial([1], { random: () => 1 }),
    RangeError,
    'invalid random: it gave 1; the numbers must lie above 0 and below 1',
  ],
  [
    () => math.multinomial([1], wrong({})),
    TypeError,
    'invalid random: it is no function; give randomSource(seed)',
  ],
  [
    () => math.multinomial([1], { random, replacement: wrong('no') }),
    TypeError,
    'invalid replacement: "no"; give true or false',
  ],
  [
    () => math.gumbelSoftmax([1], { random, hard: wrong(1) }),
    TypeError,
    'invalid hard: 1; give true or false',
  ],
  [() => math.topK([1], 0), RangeError, 'invalid k: 0; give a whole number above 0'],
  [() => math.topK([wrong('0')], 1), TypeError, notANumber('z[0]')],
  [
    () => math.topP([1], 0),
    RangeError,
    'invalid p: 0; a share to be reached is above 0 and at most 1',
  ],
  [() => math.topP([1], wrong('1')), TypeError, 'invalid p: "1" is not a number'],
  [() => math.minP([1], 2), RangeError, 'invalid share: 2; it lies between 0 and 1'],
  [() => math.minP([1], wrong('1')), TypeError, 'invalid share: "1" is not a number'],

  // Forecasts and models
  [
    () => math.calibrationError([[1]], [0], { binning: wrong('mass') }),
    RangeError,
    'invalid binning: "mass"; give "equal-width" or "equal-mass"',
  ],
  [
    () => math.binaryCalibrationError([0.5], [2]),
    RangeError,
    'invalid outcomes[0]: 2; an outcome is 0 or 1',
  ],
  [
    () => math.binaryCalibrationError([1.5], [1]),
    RangeError,
    'invalid probabilities[0]: 1.5; a probability lies between 0 and 1',
  ],
  [
    () => math.binaryCalibrationError([], []),
    RangeError,
    'invalid probabilities: length 0; give at least one forecast',
  ],
  [() => math.binaryCalibrationError([wrong('0')], [0]), TypeError, notANumber('probabilities[0]')],
  [
    () => math.brierScore([], []),
    RangeError,
    'invalid probabilities: length 0; give at least one forecast',
  ],
  [() => math.brierScore([[wrong('0')]], [0]), TypeError, notANumber('probabilities[0][0]')],
  [
    () => math.predictProbabilities(model, [1, 2]),
    RangeError,
    'invalid input: length 2, but 1 numbers go with it',
  ],
  [() => math.predictProbabilities(model, [wrong('0')]), TypeError, notANumber('input[0]')],
  [
    () => math.predictClass(model, [1, 2]),
    RangeError,
    'invalid input: length 2, but 1 numbers go with it',
  ],
  [() => math.predictClass(model, [wrong('0')]), TypeError, notANumber('input[0]')],
  [
    () => math.trainSoftmaxRegression({ inputs: [[0]], labels: [0], classes: 1, weights: [-1] }),
    RangeError,
    'invalid weights[0]: -1; give a finite number from 0 up',
  ],
  [
    () => math.trainSoftmaxRegression({ inputs: [[0]], labels: [0], classes: 1, weights: [0] }),
    RangeError,
    'invalid weights: their sum is 0; give at least one above 0',
  ],
]
