import { describe, expect, it } from 'vitest'
import * as math from '../src/index.ts'
import { functions } from './claimed.ts'
import { MISTAKES_OF_BATCHES } from './mistakesOfBatches.ts'
import { wrong } from './wrong.ts'

type SoftmaxOptions = math.SoftmaxOptions
type OutOption = math.OutOption

const random = math.randomSource(1)
const twoClasses = { inputs: [[0], [1]], labels: [0, 1], classes: 2 }

const afterOne = math.onlineAdd(math.onlineStart, 1)

/** Each line: the call, the kind of error, its words. */
const MISTAKES: [call: () => unknown, kind: typeof RangeError, words: string][] = [
  [
    () => math.softmax([1], { temperature: 0 }),
    RangeError,
    'invalid temperature: 0; it must be above 0 and finite',
  ],
  [
    () => math.softmax([1], { temperature: -1 }),
    RangeError,
    'invalid temperature: -1; it must be above 0 and finite',
  ],
  [
    () => math.logSumExp([1], { temperature: NaN }),
    RangeError,
    'invalid temperature: NaN; it must be above 0 and finite',
  ],
  [
    () => math.logSoftmax([1], { temperature: Infinity }),
    RangeError,
    'invalid temperature: Infinity; it must be above 0 and finite',
  ],
  [
    () => math.softmax([1], { temperature: wrong('2') }),
    TypeError,
    'invalid temperature: "2" is not a number',
  ],
  [
    () => math.softmax([1, wrong('2')]),
    TypeError,
    'invalid z[1]: "2" is not a number; convert it with Number(…) first',
  ],
  [
    () => math.softmax([1, wrong(undefined)]),
    TypeError,
    'invalid z[1]: undefined is not a number; convert it with Number(…) first',
  ],
  [
    () => math.softmax([1, wrong(2n)]),
    TypeError,
    'invalid z[1]: 2n is not a number; convert it with Number(…) first',
  ],
  [
    () => math.softmax(wrong(5)),
    TypeError,
    'invalid z: 5; give an array or another iterable of numbers',
  ],
  [
    () => math.softmax(wrong(null)),
    TypeError,
    'invalid z: null; give an array or another iterable of numbers',
  ],
  [
    () => math.softmax(wrong('12')),
    TypeError,
    'invalid z: "12"; give an array or another iterable of numbers',
  ],
  [
    () => math.softmax([1, 2], { out: new Float64Array(3) }),
    RangeError,
    'invalid out: length 3, but the answer has length 2',
  ],
  [
    () => math.logSumExp([1, 2], { weights: [1] }),
    RangeError,
    'invalid weights: length 1, but z has length 2',
  ],
  [
    () => math.logSumExp([1, 2], { weights: [1, wrong('1')] }),
    TypeError,
    'invalid weights[1]: "1" is not a number; convert it with Number(…) first',
  ],
  [
    () => math.signedLogSumExp([1], [Infinity]),
    RangeError,
    'invalid weights[0]: Infinity; it must be finite',
  ],
  [
    () => math.logSumExp([1], { weights: [-1] }),
    RangeError,
    'invalid weights: the weighted sum is negative; signedLogSumExp gives its size and sign',
  ],
  [
    () => math.logSumExp([1], { weights: [1], temperature: 2 }),
    RangeError,
    'invalid temperature: 2; weights go with temperature 1: divide the scores first',
  ],
  [() => math.argmax([]), RangeError, 'invalid z: length 0; argmax needs at least one score'],
  [
    () => math.hardmax([1], { ties: wrong('last') }),
    RangeError,
    'invalid ties: "last"; give "first" or "share"',
  ],
  [
    () => math.normalise([1, -1]),
    RangeError,
    'invalid v[1]: -1; plain normalisation needs numbers from 0 up (softmax takes any)',
  ],
  [
    () => math.normalise([0, 0]),
    RangeError,
    'invalid v: its sum is 0; plain normalisation needs a finite sum above 0',
  ],
  [
    () => math.entropy([1.5]),
    RangeError,
    'invalid p[0]: 1.5; a probability lies between 0 and 1 (softmax makes some from scores)',
  ],
  [
    () => math.entropy([1], { base: 1 }),
    RangeError,
    'invalid base: 1; it must be above 0, finite and not 1',
  ],
  [
    () => math.klDivergence([1], [0.5, 0.5]),
    RangeError,
    'invalid q: length 2, but 1 numbers go with it',
  ],
  [
    () => math.crossEntropy([1, 2], 2),
    RangeError,
    'invalid target: 2; a class index is a whole number from 0 to 1',
  ],
  [
    () => math.crossEntropy([1, 2], 0.5),
    RangeError,
    'invalid target: 0.5; a class index is a whole number from 0 to 1',
  ],
  [
    () => math.crossEntropyGradient([1, 2], -1),
    RangeError,
    'invalid target: -1; a class index is a whole number from 0 to 1',
  ],
  [
    () => math.crossEntropy([1, 2], [1]),
    RangeError,
    'invalid target: length 1, but 2 numbers go with it',
  ],
  [
    () => math.crossEntropy([1, 2], [1, NaN]),
    RangeError,
    'invalid target[1]: NaN; it must be finite',
  ],
  [
    () => math.binaryCrossEntropy([1], [2]),
    RangeError,
    'invalid y[0]: 2; a target lies between 0 and 1',
  ],
  [() => math.zlpr([1], [0.5]), RangeError, 'invalid y[0]: 0.5; a label of ZLPR is 0 or 1'],
  [
    () => math.perplexity([2]),
    RangeError,
    'invalid p[0]: 2; a probability lies between 0 and 1 (softmax makes some from scores)',
  ],
  [
    () => math.sequencePerplexity([0.1]),
    RangeError,
    'invalid logProbabilities[0]: 0.1; the logarithm of a probability is not above 0',
  ],
  [() => math.softmaxBase([1], 0), RangeError, 'invalid base: 0; it must be above 0 and finite'],
  [() => math.sigmoid(wrong('1')), TypeError, 'invalid x: "1" is not a number'],
  [() => math.logSigmoid(wrong('1')), TypeError, 'invalid x: "1" is not a number'],
  [
    () => math.roundTo(1, wrong('float8')),
    RangeError,
    'invalid format: "float8"; give float16, bfloat16, float32, float64',
  ],
  [() => math.sparsemax([]), RangeError, 'invalid z: length 0; give at least one score'],
  [
    () => math.sparsemax([1, Infinity]),
    RangeError,
    'invalid z[1]: Infinity; it must be finite, or −Infinity',
  ],
  [
    () => math.entmax([1], { alpha: 0.5 }),
    RangeError,
    'invalid alpha: 0.5; it must be finite and at least 1',
  ],
  [() => math.randomSource(0.5), RangeError, 'invalid seed: 0.5; give a whole number'],
  [
    () => math.gumbel(() => 1),
    RangeError,
    'invalid random: it gave 1; the numbers must lie above 0 and below 1',
  ],
  [
    () => math.gumbelMax([1], wrong({})),
    TypeError,
    'invalid random: it is no function; give randomSource(seed)',
  ],
  [() => math.smoothLabels([1], 2), RangeError, 'invalid share: 2; it lies between 0 and 1'],
  [
    () => math.calibrationError([[1]], [0, 0]),
    RangeError,
    'invalid labels: length 2, but there are 1 examples',
  ],
  [
    () => math.calibrationError([[1]], [1]),
    RangeError,
    'invalid labels[0]: 1; a class index is a whole number from 0 to 0',
  ],
  [
    () => math.maximumEntropy([[1, 2]], [1, 2]),
    RangeError,
    'invalid targets: length 2, but 1 numbers go with it',
  ],
  [
    () => math.maximumEntropy([[1, Infinity]], [1]),
    RangeError,
    'invalid features[0][1]: Infinity; it must be finite',
  ],
  [
    () => math.maximumEntropy([], []),
    RangeError,
    'invalid features: length 0; give at least one feature',
  ],
  [
    () => math.trainSoftmaxRegression({ ...twoClasses, labels: [0, 2] }),
    RangeError,
    'invalid labels[1]: 2; a class index is a whole number from 0 to 1',
  ],
  [
    () => math.trainSoftmaxRegression({ ...twoClasses, inputs: [[0], [1, 2]] }),
    RangeError,
    'invalid inputs[1]: length 2, but 1 numbers go with it',
  ],
  [
    () => math.trainSoftmaxRegression(twoClasses, { l2: -1 }),
    RangeError,
    'invalid l2: -1; it must be finite and not below 0',
  ],
  [
    () => math.descend(twoClasses, { random, rate: 0 }).next(),
    RangeError,
    'invalid rate: 0; it must be above 0 and finite',
  ],
  [
    () => math.argmax([wrong('1')]),
    TypeError,
    'invalid z[0]: "1" is not a number; convert it with Number(…) first',
  ],
  [
    () => math.binaryCrossEntropy([wrong('1')], [1]),
    TypeError,
    'invalid z[0]: "1" is not a number; convert it with Number(…) first',
  ],
  [
    () => math.binaryCrossEntropyGradient([1], [2]),
    RangeError,
    'invalid y[0]: 2; a target lies between 0 and 1',
  ],
  [
    () => math.binaryCrossEntropyGradient([wrong('1')], [1]),
    TypeError,
    'invalid z[0]: "1" is not a number; convert it with Number(…) first',
  ],
  [
    () => math.calibrationError([[wrong('1')]], [0]),
    TypeError,
    'invalid probabilities[0][0]: "1" is not a number; convert it with Number(…) first',
  ],
  [
    () => math.fitTemperature([[1]], [0, 0]),
    RangeError,
    'invalid labels: length 2, but there are 1 examples',
  ],
  [
    () => math.fitTemperature([], []),
    RangeError,
    'invalid labels: length 0; give at least one example',
  ],
  [
    () => math.fitTemperature([[wrong('1')]], [0]),
    TypeError,
    'invalid logits[0][0]: "1" is not a number; convert it with Number(…) first',
  ],
  [
    () => math.crossEntropy([wrong('1')], 0),
    TypeError,
    'invalid z[0]: "1" is not a number; convert it with Number(…) first',
  ],
  [
    () => math.crossEntropy([1], [wrong('1')]),
    TypeError,
    'invalid target[0]: "1" is not a number; convert it with Number(…) first',
  ],
  [
    () => math.crossEntropyGradient([wrong('1')], 0),
    TypeError,
    'invalid z[0]: "1" is not a number; convert it with Number(…) first',
  ],
  [
    () => math.emulatedSoftmax([1], wrong('float8')),
    RangeError,
    'invalid format: "float8"; give float16, bfloat16, float32, float64',
  ],
  [
    () => math.emulatedSoftmax([wrong('1')], 'float16'),
    TypeError,
    'invalid z[0]: "1" is not a number; convert it with Number(…) first',
  ],
  [
    () => math.emulatedLogSumExp([1], wrong('float8')),
    RangeError,
    'invalid format: "float8"; give float16, bfloat16, float32, float64',
  ],
  [
    () => math.emulatedLogSumExp([wrong('1')], 'float16'),
    TypeError,
    'invalid z[0]: "1" is not a number; convert it with Number(…) first',
  ],
  [
    () => math.descend({ ...twoClasses, inputs: [[wrong('1')], [1]] }, { random }).next(),
    TypeError,
    'invalid inputs[0][0]: "1" is not a number; convert it with Number(…) first',
  ],
  [
    () => math.descend(twoClasses, { random, batch: 0.5 }).next(),
    RangeError,
    'invalid batch: 0.5; give a whole number above 0',
  ],
  [
    () => math.descend(twoClasses, { random, epochs: 0 }).next(),
    RangeError,
    'invalid epochs: 0; give a whole number above 0',
  ],
  [
    () => math.descend(twoClasses, wrong({})).next(),
    TypeError,
    'invalid random: it is no function; give randomSource(seed)',
  ],
  [
    () => math.entmax([wrong('1')]),
    TypeError,
    'invalid z[0]: "1" is not a number; convert it with Number(…) first',
  ],
  [() => math.entmax([1], { alpha: wrong('1') }), TypeError, 'invalid alpha: "1" is not a number'],
  [
    () => math.entropy([wrong('1')]),
    TypeError,
    'invalid p[0]: "1" is not a number; convert it with Number(…) first',
  ],
  [
    () => math.entropyOfLogits([1], { base: 0 }),
    RangeError,
    'invalid base: 0; it must be above 0, finite and not 1',
  ],
  [
    () => math.entropyOfLogits([wrong('1')]),
    TypeError,
    'invalid z[0]: "1" is not a number; convert it with Number(…) first',
  ],
  [() => math.roundTo(wrong('1'), 'float16'), TypeError, 'invalid x: "1" is not a number'],
  [
    () => math.floatLimits(wrong('float8')),
    RangeError,
    'invalid format: "float8"; give float16, bfloat16, float32, float64',
  ],
  [
    () => math.gumbel(wrong(5)),
    TypeError,
    'invalid random: it is no function; give randomSource(seed)',
  ],
  [
    () => math.gumbelMax([], { random }),
    RangeError,
    'invalid z: length 0; give at least one score',
  ],
  [
    () => math.gumbelMax([wrong('1')], { random }),
    TypeError,
    'invalid z[0]: "1" is not a number; convert it with Number(…) first',
  ],
  [
    () => math.gumbelSoftmax([1], { random, temperature: 0 }),
    RangeError,
    'invalid temperature: 0; it must be above 0 and finite',
  ],
  [
    () => math.gumbelSoftmax([wrong('1')], { random }),
    TypeError,
    'invalid z[0]: "1" is not a number; convert it with Number(…) first',
  ],
  [
    () => math.gumbelSoftmax([1], { random: wrong(5) }),
    TypeError,
    'invalid random: it is no function; give randomSource(seed)',
  ],
  [
    () => math.gumbelSoftmax([1], { random, out: [] }),
    RangeError,
    'invalid out: length 0, but the answer has length 1',
  ],
  [
    () => math.hardmax([wrong('1')]),
    TypeError,
    'invalid z[0]: "1" is not a number; convert it with Number(…) first',
  ],
  [() => math.hardmax([]), RangeError, 'invalid z: length 0; argmax needs at least one score'],
  [
    () => math.klDivergence([wrong('1')], [1]),
    TypeError,
    'invalid p[0]: "1" is not a number; convert it with Number(…) first',
  ],
  [
    () => math.klDivergenceOfLogits([1], [1, 2]),
    RangeError,
    'invalid b: length 2, but 1 numbers go with it',
  ],
  [
    () => math.klDivergenceOfLogits([wrong('1')], [1]),
    TypeError,
    'invalid a[0]: "1" is not a number; convert it with Number(…) first',
  ],
  [
    () => math.logSoftmax([wrong('1')]),
    TypeError,
    'invalid z[0]: "1" is not a number; convert it with Number(…) first',
  ],
  [
    () => math.logSumExp([wrong('1')]),
    TypeError,
    'invalid z[0]: "1" is not a number; convert it with Number(…) first',
  ],
  [
    () => math.maximumEntropy([[wrong('1')]], [1]),
    TypeError,
    'invalid features[0][0]: "1" is not a number; convert it with Number(…) first',
  ],
  [
    () => math.normalise([wrong('1')]),
    TypeError,
    'invalid v[0]: "1" is not a number; convert it with Number(…) first',
  ],
  [
    () => math.onlineAdd(math.onlineStart, wrong('1')),
    TypeError,
    'invalid score: "1" is not a number',
  ],
  [
    () => math.onlineSoftmax(afterOne, [1], { out: [] }),
    RangeError,
    'invalid out: length 0, but the answer has length 1',
  ],
  [
    () => math.onlineSoftmax(math.onlineStart, [1]),
    RangeError,
    'invalid z[0]: 1; the greatest score that the state has seen is -Infinity',
  ],
  [
    () => math.onlineMerge(math.onlineStart, wrong({ top: null, sum: 0, rest: 0 })),
    TypeError,
    'invalid b.top: null is not a number',
  ],
  [() => math.onlineLogSumExp(wrong(5)), TypeError, 'invalid state: 5; start from onlineStart'],
  [
    () => math.onlineLogSumExp({ top: 0, sum: -1, rest: 0 }),
    TypeError,
    'invalid state.sum: -1; start from onlineStart',
  ],
  [
    () => math.onlineAdd(JSON.parse(JSON.stringify(math.onlineStart)) as math.OnlineState, 1),
    TypeError,
    'invalid state.top: null is not a number',
  ],
  [
    () => math.softmax([1], wrong<SoftmaxOptions>({ temprature: 5 })),
    TypeError,
    'unknown option: temprature; did you mean temperature?',
  ],
  [
    () => math.softmax([1], wrong<SoftmaxOptions>({ axis: 0 })),
    TypeError,
    'unknown option: axis; there is temperature, allMasked, out',
  ],
  [
    () => math.softmax([1], wrong<SoftmaxOptions>(2)),
    TypeError,
    'invalid options: 2; give an object such as { temperature: … }',
  ],
  [
    () =>
      math.softmax(
        wrong([
          [1, 2],
          [3, 4],
        ]),
      ),
    TypeError,
    'invalid z[0]: [1, 2] is a list, not a number; give one row at a time, as in rows.map((row) => …)',
  ],
  [
    () => math.softmax([1, 2], { out: wrong(new Int32Array(2)) }),
    TypeError,
    'invalid out: Int32Array cannot hold fractions; give an array, a Float64Array or a Float32Array',
  ],
  [
    () => math.softmax([1, 2], { out: wrong(Object.freeze([0, 0])) }),
    TypeError,
    'invalid out: the array is frozen; give another',
  ],
  [
    () => math.gumbelMax([0, NaN], { random }),
    RangeError,
    'invalid z[1]: NaN; nothing can be drawn from it',
  ],
  [
    () => math.gumbelMax([-Infinity], { random }),
    RangeError,
    'invalid z: all −Infinity; softmax has no limit there, so nothing can be drawn',
  ],
  [
    () => math.gumbelMax([Infinity, Infinity], { random }),
    RangeError,
    'invalid z: more than one +Infinity; softmax has no limit there, so nothing can be drawn',
  ],
  [
    () => math.gumbel(wrong(() => '0.5')),
    RangeError,
    'invalid random: it gave "0.5"; the numbers must lie above 0 and below 1',
  ],
  [
    () => math.entropy([0.5, 0.5], { base: wrong('2') }),
    TypeError,
    'invalid base: "2" is not a number',
  ],
  [
    () => math.entropy([1, 1, 1]),
    RangeError,
    'invalid p: its sum is 3; probabilities sum to 1 (normalise makes them do so)',
  ],
  [
    () => math.perplexity([0.1, 0.1]),
    RangeError,
    'invalid p: its sum is 0.2; probabilities sum to 1 (normalise makes them do so)',
  ],
  [
    () => math.klDivergence([0.5, 0.5], [1, 1]),
    RangeError,
    'invalid q: its sum is 2; probabilities sum to 1 (normalise makes them do so)',
  ],
  [
    () => math.emulatedSoftmax([1], 'float16', { shift: wrong('no') }),
    TypeError,
    'invalid shift: "no"; give true or false',
  ],
  [() => math.smoothLabels([NaN], 0.1), RangeError, 'invalid y[0]: NaN; it must be finite'],
  [
    () => math.onlineSoftmax(math.onlineStart, [wrong('1')]),
    TypeError,
    'invalid z[0]: "1" is not a number; convert it with Number(…) first',
  ],
  [
    () => math.perplexity([wrong('1')]),
    TypeError,
    'invalid p[0]: "1" is not a number; convert it with Number(…) first',
  ],
  [
    () => math.sequencePerplexity([]),
    RangeError,
    'invalid logProbabilities: length 0; perplexity needs at least one',
  ],
  [
    () => math.sequencePerplexity([wrong('1')]),
    TypeError,
    'invalid logProbabilities[0]: "1" is not a number; convert it with Number(…) first',
  ],
  [() => math.randomSource(wrong('1')), TypeError, 'invalid seed: "1" is not a number'],
  [
    () => math.signedLogSumExp([1], [wrong('1')]),
    TypeError,
    'invalid weights[0]: "1" is not a number; convert it with Number(…) first',
  ],
  [
    () => math.signedLogSumExp([1], [1, 2]),
    RangeError,
    'invalid weights: length 2, but z has length 1',
  ],
  [
    () => math.smoothLabels([wrong('1')], 0),
    TypeError,
    'invalid y[0]: "1" is not a number; convert it with Number(…) first',
  ],
  [() => math.smoothLabels([1], wrong('1')), TypeError, 'invalid share: "1" is not a number'],
  [
    () => math.softmaxBase([wrong('1')], 2),
    TypeError,
    'invalid z[0]: "1" is not a number; convert it with Number(…) first',
  ],
  [
    () => math.softmaxBase([1], 2, { out: [] }),
    RangeError,
    'invalid out: length 0, but the answer has length 1',
  ],
  [
    () => math.softmaxJacobian([1], { temperature: 0 }),
    RangeError,
    'invalid temperature: 0; it must be above 0 and finite',
  ],
  [
    () => math.softmaxJacobian([wrong('1')]),
    TypeError,
    'invalid z[0]: "1" is not a number; convert it with Number(…) first',
  ],
  [
    () => math.logSumExpHessian([1], { temperature: 0 }),
    RangeError,
    'invalid temperature: 0; it must be above 0 and finite',
  ],
  [
    () => math.logSumExpHessian([wrong('1')]),
    TypeError,
    'invalid z[0]: "1" is not a number; convert it with Number(…) first',
  ],
  [
    () => math.sparsemax([wrong('1')]),
    TypeError,
    'invalid z[0]: "1" is not a number; convert it with Number(…) first',
  ],
  [() => math.softplus(wrong('1')), TypeError, 'invalid x: "1" is not a number'],
  [
    () => math.regressionScores({ weights: [[1]], biases: [0] }, [1, 2]),
    RangeError,
    'invalid input: length 2, but 1 numbers go with it',
  ],
  [
    () => math.regressionScores({ weights: [[1]], biases: [0] }, [wrong('1')]),
    TypeError,
    'invalid input[0]: "1" is not a number; convert it with Number(…) first',
  ],
  [
    () => math.trainSoftmaxRegression({ ...twoClasses, inputs: [[wrong('1')], [1]] }),
    TypeError,
    'invalid inputs[0][0]: "1" is not a number; convert it with Number(…) first',
  ],
  [
    () => math.zlpr([wrong('1')], [1]),
    TypeError,
    'invalid s[0]: "1" is not a number; convert it with Number(…) first',
  ],
  [() => math.zlprGradient([1], [2]), RangeError, 'invalid y[0]: 2; a label of ZLPR is 0 or 1'],
  [
    () => math.zlprGradient([wrong('1')], [1]),
    TypeError,
    'invalid s[0]: "1" is not a number; convert it with Number(…) first',
  ],
  [
    () => math.calibrationError([[5, 1]], [0]),
    RangeError,
    'invalid probabilities[0][0]: 5; a probability lies between 0 and 1 (softmax makes some from scores)',
  ],
  [
    () =>
      math.calibrationError(
        [
          [0.5, 0.5],
          [NaN, NaN],
        ],
        [0, 0],
      ),
    RangeError,
    'invalid probabilities[1][0]: NaN; a probability lies between 0 and 1 (softmax makes some from scores)',
  ],
  [
    () => math.calibrationError([[-1, -2]], [0]),
    RangeError,
    'invalid probabilities[0][0]: -1; a probability lies between 0 and 1 (softmax makes some from scores)',
  ],
  [
    () => math.calibrationError([[0, 0]], [0]),
    RangeError,
    'invalid probabilities[0]: its sum is 0; probabilities sum to 1 (normalise makes them)',
  ],
  [
    () => math.calibrationError([[0.5, 0.25]], [0]),
    RangeError,
    'invalid probabilities[0]: its sum is 0.75; probabilities sum to 1 (normalise makes them)',
  ],
  [
    () => math.calibrationError(wrong(undefined), [0]),
    TypeError,
    'invalid probabilities: undefined; give an array',
  ],
  [
    () => math.calibrationError([[1]], wrong(undefined)),
    TypeError,
    'invalid labels: undefined; give an array',
  ],
  [
    () => math.calibrationError([[1]], [0], wrong({ bin: 5 })),
    TypeError,
    'unknown option: bin; did you mean bins?',
  ],
  [
    () => math.calibrationError([[1]], [0], wrong({ bins: null })),
    RangeError,
    'invalid bins: null; give a whole number above 0',
  ],
  [
    () => math.fitTemperature(wrong(undefined), [0]),
    TypeError,
    'invalid logits: undefined; give an array',
  ],
  [
    () => math.fitTemperature([[Infinity, 0]], [0]),
    RangeError,
    'invalid logits[0][0]: Infinity; it must be finite, or -Infinity for a masked class',
  ],
  [
    () => math.fitTemperature([[0, NaN]], [0]),
    RangeError,
    'invalid logits[0][1]: NaN; it must be finite, or -Infinity for a masked class',
  ],
  [
    () => math.fitTemperature([[0, -Infinity]], [1]),
    RangeError,
    'invalid labels[0]: 1; that class is masked by a score of -Infinity',
  ],
  [
    () => math.crossEntropyGradient([1], 0, wrong<OutOption>({ outt: [] })),
    TypeError,
    'unknown option: outt; did you mean out?',
  ],
  [
    () => math.maximumEntropy(wrong(undefined), [1]),
    TypeError,
    'invalid features: undefined; give an array',
  ],
  [
    () => math.maximumEntropy([[1, 2]], [NaN]),
    RangeError,
    'invalid targets[0]: NaN; it must be finite',
  ],
  [
    () => math.trainSoftmaxRegression(wrong(undefined)),
    TypeError,
    'invalid examples: undefined; give { inputs, labels, classes }',
  ],
  [
    () => math.trainSoftmaxRegression({ ...twoClasses, inputs: wrong(undefined) }),
    TypeError,
    'invalid inputs: undefined; give an array',
  ],
  [
    () => math.trainSoftmaxRegression(twoClasses, { iterations: 0.5 }),
    RangeError,
    'invalid iterations: 0.5; give a whole number from 0 up',
  ],
  [
    () => math.trainSoftmaxRegression(twoClasses, { iterations: -1 }),
    RangeError,
    'invalid iterations: -1; give a whole number from 0 up',
  ],
  [
    () => math.trainSoftmaxRegression(twoClasses, { iterations: Infinity }),
    RangeError,
    'invalid iterations: Infinity; give a whole number from 0 up',
  ],
  [
    () => math.trainSoftmaxRegression(twoClasses, { iterations: wrong('10') }),
    TypeError,
    'invalid iterations: "10" is not a number',
  ],
  [
    () => math.trainSoftmaxRegression(twoClasses, { iterations: wrong(null) }),
    TypeError,
    'invalid iterations: null is not a number',
  ],
  [
    () => math.trainSoftmaxRegression(twoClasses, { tolerance: NaN }),
    RangeError,
    'invalid tolerance: NaN; it must be finite and not below 0',
  ],
  [
    () => math.trainSoftmaxRegression(twoClasses, wrong({ tolerence: 1 })),
    TypeError,
    'unknown option: tolerence; did you mean tolerance?',
  ],
  [
    () => math.descend(twoClasses, { random: () => 1 }).next(),
    RangeError,
    'invalid random: it gave 1; the numbers must lie above 0 and below 1',
  ],
  [
    () => math.descend(twoClasses, { random, l2: NaN }).next(),
    RangeError,
    'invalid l2: NaN; it must be finite and not below 0',
  ],
  [
    () => math.descend(twoClasses, { random, l2: -5 }).next(),
    RangeError,
    'invalid l2: -5; it must be finite and not below 0',
  ],
  [
    () => math.descend(twoClasses, wrong({ random, rates: 1 })).next(),
    TypeError,
    'unknown option: rates; did you mean rate?',
  ],
  [
    () => [
      ...math.descend({ ...twoClasses, inputs: [[1e308], [-1e308]] }, { random, rate: 1e300 }),
    ],
    RangeError,
    'invalid rate: 1e+300; the weights overflowed at step 1, give a lower one',
  ],
  [
    () => math.regressionScores({ weights: [[1], [2]], biases: [0] }, [1]),
    RangeError,
    'invalid model.biases: length 1, but there are 2 rows of weights',
  ],
  [
    () => math.regressionScores(wrong({}), [1]),
    TypeError,
    'invalid model: give { weights, biases }, as training does',
  ],
  [
    () => math.calibrationError([[1]], [0], { bins: 0 }),
    RangeError,
    'invalid bins: 0; give a whole number above 0',
  ],
  ...MISTAKES_OF_BATCHES,
]

describe('mistakes are answered with the argument, its value and the cure', () => {
  it.each(MISTAKES.map(([call, kind, words]) => [words, call, kind] as const))(
    '%s',
    (words, call, kind) => {
      expect(call).toThrow(new kind(words))
    },
  )

  it.each(functions.map(({ name, errors }) => [name, errors.map(({ type }) => type)] as const))(
    '%s: every kind of error that its docstring tells is provoked above, and no other',
    (name, told) => {
      const provoked = MISTAKES.filter(([call]) =>
        new RegExp(`\\.${name}\\)?\\(`).test(String(call)),
      ).map(([, kind]) => kind.name)
      expect([...new Set(provoked)].sort()).toEqual(told.filter((type) => type !== 'never').sort())
    },
  )

  it('nothing is written to out when an argument is bad', () => {
    const out = new Float64Array([9, 9])
    expect(() => math.softmax([1, wrong('2')], { out })).toThrow(TypeError)
    expect([...out]).toEqual([9, 9])
  })
})
