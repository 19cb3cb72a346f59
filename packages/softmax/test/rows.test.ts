import { describe, expect, it } from 'vitest'
import * as math from '../src/index.ts'
import { wrong } from './wrong.ts'

const inf = Infinity
/** Two rows of three; the second has padding at its end. */
const scores = [2, 1, 0.125, 3, -1, -inf]
const shape = { rows: 2, columns: 3 }
const [first, second] = [scores.slice(0, 3), scores.slice(3)]

const maps = {
  softmax: [math.softmaxRows, math.softmax],
  logSoftmax: [math.logSoftmaxRows, math.logSoftmax],
  hardmax: [math.hardmaxRows, math.hardmax],
  sparsemax: [math.sparsemaxRows, math.sparsemax],
  entmax: [math.entmaxRows, math.entmax],
} as const
const folds = {
  logSumExp: [math.logSumExpRows, math.logSumExp],
  entropyOfLogits: [math.entropyOfLogitsRows, math.entropyOfLogits],
} as const

describe('rows of a flat array', () => {
  it.each(Object.entries(maps))(
    '%s gives each row what its list version gives',
    (_, [rows, list]) => {
      expect([...rows(scores, shape)]).toEqual([...list(first), ...list(second)])
    },
  )

  it.each(Object.entries(folds))('%s gives a number for each row', (_, [rows, list]) => {
    expect([...rows(scores, shape)]).toEqual([list(first), list(second)])
  })

  it.each(Object.entries(maps))('%s goes along columns with axis 0', (_, [rows, list]) => {
    const turned = rows([2, 3, 1, -1, 0.125, -inf], { rows: 3, columns: 2, axis: 0 })
    const [left, right] = [list(first), list(second)]
    expect([...turned]).toEqual(left.flatMap((value, i) => [value, right[i]]))
  })

  it.each([
    ['a plain array', scores],
    ['a Float64Array', Float64Array.from(scores)],
    ['a Float32Array', Float32Array.from(scores)],
  ])('%s is read as it is', (_, data) => {
    expect([...math.softmaxRows(data, shape)]).toEqual([
      ...math.softmax(first),
      ...math.softmax(second),
    ])
  })

  it('integers of a typed array are scores too', () => {
    expect([...math.softmaxRows(new Int8Array([1, 1, 5, 5]), { rows: 2, columns: 2 })]).toEqual([
      0.5, 0.5, 0.5, 0.5,
    ])
  })

  it('a stride leaves what lies between the rows as it is', () => {
    const wide = Float64Array.of(...first, 99, ...second, 99)
    math.softmaxRows(wide, { ...shape, stride: 4, out: wide })
    expect([...wide]).toEqual([...math.softmax(first), 99, ...math.softmax(second), 99])
  })

  it('no rows come to nothing', () => {
    const none = { rows: 0, columns: 3 }
    expect(math.softmaxRows([], none)).toEqual(new Float64Array(0))
    expect(math.logSumExpRows([], none)).toEqual(new Float64Array(0))
  })

  it('rows of nothing have the log-sum-exp of nothing', () => {
    expect([...math.logSumExpRows([], { rows: 2, columns: 0 })]).toEqual([-inf, -inf])
  })
})

describe('long rows of doubles, which are read where they lie', () => {
  const columns = 80
  const long = Float64Array.from({ length: 3 * columns }, (_, i) =>
    Math.fround(9 * Math.sin(i * i)),
  )
  const rows = [0, 1, 2].map((r) => long.slice(r * columns, (r + 1) * columns))
  const long3 = { rows: 3, columns }

  it.each(Object.entries(maps))('%s gives each what its list version gives', (_, [map, list]) => {
    const expected = rows.flatMap((row) => list(row))
    expect([...map(long, long3)]).toEqual(expected)
    expect([...map(long, { ...long3, out: new Float64Array(long.length) })]).toEqual(expected)
  })

  it.each(Object.entries(maps))('%s may go where the scores were, or over them', (_, [map]) => {
    const room = Float64Array.of(...long, ...new Float64Array(columns))
    const behind = room.subarray(columns)
    const inPlace = long.slice()
    map(room.subarray(0, long.length), { ...long3, out: behind })
    expect(behind).toEqual(map(long, long3))
    expect(map(inPlace, { ...long3, out: inPlace })).toEqual(behind)
  })

  it.each(Object.entries(folds))('%s gives each a number', (_, [fold, list]) => {
    expect([...fold(long, long3)]).toEqual(rows.map((row) => list(row)))
  })

  it('gradients of both cross-entropies are those of the lists', () => {
    const labels = [3, 79, 0]
    const flags = long.map((score) => (score > 1 ? 1 : score < -1 ? 0 : 0.25))
    expect([...math.crossEntropyGradientRows(long, labels, long3)]).toEqual(
      rows.flatMap((row, r) => math.crossEntropyGradient(row, labels[r])),
    )
    const expected = math.binaryCrossEntropyGradient(long, flags)
    expect([...math.binaryCrossEntropyGradientRows(long, flags, long3)]).toEqual(expected)
    const [scores, targets] = [long.slice(), flags.slice()]
    math.binaryCrossEntropyGradientRows(scores, flags, { ...long3, out: scores })
    math.binaryCrossEntropyGradientRows(long, targets, { ...long3, out: targets })
    expect([[...scores], [...targets]]).toEqual([expected, expected])
  })
})

describe('out of rows', () => {
  it.each(Object.entries(maps))('%s may go where the scores were', (_, [rows]) => {
    const plain = [...scores]
    expect(rows(plain, { ...shape, out: plain })).toBe(plain)
    expect(plain).toEqual([...rows(scores, shape)])
  })

  it.each([1, -1])('softmax may go over the scores, moved by %d', (by) => {
    const memory = new Float64Array(8)
    const z = memory.subarray(1, 7)
    z.set(scores)
    const out = memory.subarray(1 + by, 7 + by)
    math.softmaxRows(z, { ...shape, out })
    expect([...out]).toEqual([...math.softmaxRows(scores, shape)])
  })

  const batch = { rows: 2, columns: 2 }
  const gradients: Record<string, (first: Float64Array, out: Float64Array) => unknown> = {
    'distributions of cross-entropy': (distributions, out) =>
      math.crossEntropyGradientRows([1, 2, 3, 5], { distributions }, { ...batch, out }),
    'class weights of cross-entropy': (weights, out) =>
      math.crossEntropyGradientRows([1, 2, 3, 5], [0, 1], {
        ...batch,
        classWeights: weights.subarray(0, 2),
        out,
      }),
    'targets of binary cross-entropy': (y, out) =>
      math.binaryCrossEntropyGradientRows([1, 2, 3, 5], y, { ...batch, out }),
    'weights of binary cross-entropy': (weights, out) =>
      math.binaryCrossEntropyGradientRows([1, 2, 3, 5], [0, 1, 1, 0.5], {
        ...batch,
        positiveWeights: weights.subarray(0, 2),
        out,
      }),
  }
  it.each(Object.entries(gradients))('may go over the %s, in any place', (_, gradient) => {
    const numbers = [0.125, 0.75, 0.5, 0.25]
    for (let place = 0; place <= 8; place++) {
      const memory = new Float64Array(12)
      const read = memory.subarray(4, 8)
      read.set(numbers)
      const out = memory.subarray(place, place + 4)
      gradient(read, out)
      expect([...out], String(place)).toEqual([
        ...(gradient(Float64Array.from(numbers), new Float64Array(4)) as Float64Array),
      ])
    }
  })

  it('is a Float32Array where one is given', () => {
    const out = new Float32Array(6)
    expect(math.softmaxRows(scores, { ...shape, out })).toBe(out)
    expect([...out]).toEqual([...math.softmaxRows(scores, shape)].map(Math.fround))
  })

  it.each(Object.entries({ ...maps, ...folds }))(
    '%s writes nothing when a score is refused',
    (_, [rows]) => {
      const out = new Float64Array(rows(scores, shape).length).fill(9)
      expect(() => rows([...first, 3, 1, wrong('2')], { ...shape, out })).toThrow(TypeError)
      expect(new Set(out)).toEqual(new Set([9]))
    },
  )
})

describe('rows that are not ordinary', () => {
  const special = [
    [0, -inf, 1],
    [-inf, -inf, -inf],
    [inf, 0, 1],
    [inf, inf, 1],
    [NaN, 0, 1],
    [0, NaN, -inf],
    [0, -740, -1],
    [1e308, -1e308, 0],
    [5000, 4999, 4000],
    [-5000, -5001, -inf],
    [0, -0, 5e-324],
    [0, -650, -700],
  ]

  it('stand between others and come to the bits of softmax', () => {
    const rows = special.flatMap((row) => [first, row, first])
    const flat = Float64Array.from(rows.flat())
    const p = math.softmaxRows(flat, { rows: rows.length, columns: 3 })
    expect([...p]).toEqual(rows.flatMap((row) => math.softmax(row)))
  })

  it('come to the same bits from every kind of array, along every axis', () => {
    const flat = special.flat()
    const columns = [0, 1, 2].flatMap((c) => special.map((row) => row[c]))
    const p = [...math.softmaxRows(flat, { rows: special.length, columns: 3 })]
    const turned = math.softmaxRows(columns, { rows: 3, columns: special.length, axis: 0 })
    expect(p).toEqual([
      ...math.softmaxRows(Float64Array.from(flat), { rows: special.length, columns: 3 }),
    ])
    expect(p).toEqual(
      special.flatMap((_, r) => [0, 1, 2].map((c) => turned[c * special.length + r])),
    )
  })
})

describe('masks', () => {
  const masked = [-inf, -inf]

  it('a masked score has no share, and the others have what they would have alone', () => {
    for (const f of [math.softmax, math.sparsemax, math.entmax])
      expect(f([2, -inf, 1.5])).toEqual([f([2, 1.5])[0], 0, f([2, 1.5])[1]])
  })

  it('where all are masked there is no limit, and zeros only when they are asked for', () => {
    for (const f of [math.softmax, math.sparsemax, math.entmax, math.logSoftmax])
      expect(f(masked)).toEqual([NaN, NaN])
    for (const f of [math.softmax, math.sparsemax, math.entmax])
      expect(f(masked, { allMasked: 'zeros' })).toEqual([0, 0])
    expect(math.entmax(masked, { alpha: 1, allMasked: 'zeros' })).toEqual([0, 0])
    expect(math.logSoftmax(masked, { allMasked: 'zeros' })).toEqual([-inf, -inf])
  })

  it('zeros are for masks alone: NaN and two infinities stay without a limit', () => {
    expect(math.softmax([NaN, -inf], { allMasked: 'zeros' })).toEqual([NaN, NaN])
    expect(math.softmax([inf, inf], { allMasked: 'zeros' })).toEqual([NaN, NaN])
  })

  it('rows are masked each for itself', () => {
    const flat = Float64Array.of(0, 0, ...masked)
    const options = { rows: 2, columns: 2, allMasked: 'zeros' } as const
    for (const f of [math.softmaxRows, math.sparsemaxRows, math.entmaxRows])
      expect([...f(flat, options)]).toEqual([0.5, 0.5, 0, 0])
    expect([...math.entropyOfLogitsRows(flat, { ...options, base: 2 })]).toEqual([1, 0])
    expect([...math.softmaxRows(flat, { rows: 2, columns: 2 })]).toEqual([0.5, 0.5, NaN, NaN])
  })
})

describe('the losses of a batch', () => {
  const z = [2, 1, 0.125, 3, -1, 0]

  it('without a reduction are those of the rows, written to out if it is given', () => {
    const out = new Float64Array(2)
    expect(math.crossEntropyRows(z, [0, 2], { ...shape, out })).toBe(out)
    expect([...out]).toEqual([
      math.crossEntropy(z.slice(0, 3), 0),
      math.crossEntropy(z.slice(3), 2),
    ])
  })

  it('leave out rows with the ignored label, from the mean too', () => {
    const options = { ...shape, ignoreIndex: -100, reduction: 'mean' } as const
    expect(math.crossEntropyRows(z, [0, -100], options)).toBe(math.crossEntropy(z.slice(0, 3), 0))
    expect(math.crossEntropyRows(z, [-100, -100], options)).toBeNaN()
    expect([
      ...math.crossEntropyGradientRows(z, [-100, -100], { ...shape, ignoreIndex: -100 }),
    ]).toEqual(new Array(6).fill(0))
  })

  it('a class of weight 0 costs nothing, even where it was held to be impossible', () => {
    const classWeights = [1, 0]
    expect([
      ...math.crossEntropyRows([0, -inf], [1], { rows: 1, columns: 2, classWeights }),
    ]).toEqual([0])
  })

  it('smoothing is smoothLabels before cross-entropy', () => {
    const [loss] = math.crossEntropyRows(first, [1], { rows: 1, columns: 3, labelSmoothing: 0.25 })
    expect(loss).toBeCloseTo(math.crossEntropy(first, math.smoothLabels([0, 1, 0], 0.25)), 15)
  })

  it('the gradient of the mean is the gradient of the sum over the weights of the rows', () => {
    const options = { ...shape, classWeights: [1, 2, 5] }
    const whole = math.crossEntropyGradientRows(z, [0, 2], options)
    const mean = math.crossEntropyGradientRows(z, [0, 2], { ...options, reduction: 'mean' })
    mean.forEach((value, i) => expect(value).toBeCloseTo(whole[i] / 6, 15))
  })

  it('go along columns like everything else', () => {
    const turned = [2, 3, 1, -1, 0.125, 0]
    const options = { rows: 3, columns: 2, axis: 0 } as const
    expect(math.crossEntropyRows(turned, [0, 2], options)).toEqual(
      math.crossEntropyRows(z, [0, 2], shape),
    )
    expect(math.binaryCrossEntropyRows(turned, [0, 1, 0, 1, 1, 1], options)).toEqual(
      math.binaryCrossEntropyRows(z, [0, 0, 1, 1, 1, 1], shape),
    )
  })

  it('a positive weight is a true label so many times over', () => {
    const twice = math.binaryCrossEntropy([0.5, -1], [1, 0], { positiveWeights: 2 })
    const once = math.binaryCrossEntropy([0.5, -1], [1, 0])
    expect(twice).toBeCloseTo(once + math.softplus(-0.5), 15)
  })

  it('from probabilities of 0 is infinite only where they came', () => {
    expect(math.crossEntropyOfProbabilities([1, 0], 0)).toBe(0)
    expect(math.crossEntropyOfProbabilities([1, 0], 1)).toBe(inf)
    expect(math.crossEntropyOfProbabilities([1, 0], [1, 0])).toBe(0)
  })
})
