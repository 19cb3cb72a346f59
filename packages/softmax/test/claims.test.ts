import { beforeEach, describe, expect, it } from 'vitest'
import * as math from '../src/index.ts'
import { claimed, functions } from './claimed.ts'
import {
  exact,
  exponential,
  fixed,
  logarithm,
  logSoftmaxOf,
  logSumExpOf,
  over,
  softmaxOf,
  times,
} from './oracle.ts'
import { ulpError } from './ulp.ts'

/**
 * Each line: a function, its docstring's words on accuracy with # for the numbers, and a check that takes these numbers.
 * accuracy.test.ts has the harder cases of the three core functions.
 */
const CLAIMS: [name: string, words: string, check: (...numbers: number[]) => void][] = []
const claims = (name: string, words: string, check: (...numbers: number[]) => void): void =>
  void CLAIMS.push([name, words, check])

const SEED = 31
let random = math.randomSource(SEED)
const signed = (): number => 2 * random() - 1
const scores = (n: number, size: number): number[] =>
  Array.from({ length: n }, () => size * signed())
const repeat = (check: (run: number) => void, runs = 40): void => {
  for (let run = 0; run < runs; run++) check(run)
}

const ONE = fixed(1)
const sum = (values: readonly bigint[]): bigint => values.reduce((a, b) => a + b, 0n)
const size = (value: bigint): bigint => (value < 0n ? -value : value)
const greatest = (values: readonly bigint[]): bigint => values.reduce((a, b) => (a > b ? a : b))
const within = (ulps: number, computed: number, value: bigint): void =>
  expect(ulpError(computed, exact(value))).toBeLessThanOrEqual(ulps)
/** |computed − value| ≤ limit, all but the limit exact. */
const near = (limit: number, computed: number, value: bigint): void =>
  expect(Number(size(fixed(computed) - value) >> 1180n) / 2 ** 120).toBeLessThanOrEqual(limit)

const entropyOf = (p: readonly number[]): bigint =>
  -sum(p.map((share) => (share === 0 ? 0n : times(fixed(share), logarithm(fixed(share))))))
const softplusOf = (x: number): bigint => logarithm(ONE + exponential(fixed(x)))
const toReal = (value: bigint): number => Number(value >> 1180n) / 2 ** 120

// Scores to probabilities

claims('softmax', '# ulp', (ulps) =>
  repeat((run) => {
    const z = scores(6, run % 2 === 0 ? 2 : 200)
    softmaxOf(z).forEach((share, i) => within(ulps, math.softmax(z)[i], share))
  }),
)

claims('logSoftmax', '# ulp', (ulps) =>
  repeat((run) => {
    const z = scores(6, run % 2 === 0 ? 2 : 200)
    logSoftmaxOf(z).forEach((value, i) => within(ulps, math.logSoftmax(z)[i], value))
  }),
)

claims('softmaxBase', '# ulp', (ulps) =>
  repeat((run) => {
    const base = math.softplus(60 * signed())
    const z = scores(4, 10).map((value) => (run % 5 === 0 ? value * 1e299 : value))
    const terms = powersOf(base, z)
    math.softmaxBase(z, base).forEach((share, i) => within(ulps, share, over(terms[i], sum(terms))))
  }),
)

/** bᶻ over the greatest of them; those below e^-2000 are 0. */
function powersOf(base: number, z: readonly number[]): bigint[] {
  const products = z.map((value) => times(fixed(value), logarithm(fixed(base))))
  const gaps = products.map((product) => product - greatest(products))
  return gaps.map((gap) => (toReal(gap) < -2000 ? 0n : exponential(gap)))
}

claims('hardmax', 'exact; # ulp for shares', (ulps) =>
  repeat((run) => {
    const z = scores(5, 3)
    const top = Math.max(...z)
    expect(math.hardmax(z)).toEqual(z.map((value) => Number(value === top)))
    const tied = [...z, ...Array.from({ length: run }, () => top)]
    math
      .hardmax(tied, { ties: 'share' })
      .forEach((share, i) => within(ulps, share, tied[i] === top ? ONE / BigInt(run + 1) : 0n))
  }),
)

claims('argmax', 'exact', () =>
  repeat((run) => {
    const z = scores(7, 3)
    z[run % 7] = 4
    expect(math.argmax([...z, 4])).toBe(run % 7)
  }),
)

claims('normalise', '# ulp', (ulps) =>
  repeat((run) => {
    const scale = [1, 1e-200, 1e200, 1e-260, 1e280][run % 5]
    const v = Array.from({ length: 9 }, () => scale * random())
    math
      .normalise(v)
      .forEach((share, i) => within(ulps, share, over(fixed(v[i]), sum(v.map(fixed)))))
  }),
)

claims('sparsemax', 'absolute, #', (limit) =>
  repeat((run) => {
    const z = scores(6, [0.5, 3, 1000][run % 3])
    math.sparsemax(z).forEach((share, i) => near(limit, share, sparsemaxOf(z)[i]))
  }),
)

/** Leaves out the smallest score as long as the threshold lies above it. */
function sparsemaxOf(z: readonly number[]): bigint[] {
  const support = z.map(fixed).sort((a, b) => (a < b ? 1 : -1))
  const threshold = (): bigint => (sum(support) - ONE) / BigInt(support.length)
  while (support[support.length - 1] <= threshold()) support.pop()
  return z.map((value) => greatest([fixed(value) - threshold(), 0n]))
}

claims('entmax', 'absolute, # over α − 1 for α up to 2; # beyond', (limit, beyond) =>
  repeat((run) => {
    const alpha = [1.01, 1.25, 1.5, 1.75, 2.5, 4][run % 6]
    const z = scores(5, run % 2 === 0 ? 1 : 4)
    const p = math.entmax(z, { alpha })
    entmaxOf(z, alpha, p).forEach((share, i) =>
      near(alpha <= 2 ? limit / (alpha - 1) : beyond, p[i], share),
    )
  }, 60),
)

/** Newton's method for τ, from the one that the answer to be judged implies; its zeros are kept where they are right. */
function entmaxOf(z: readonly number[], alpha: number, p: readonly number[]): bigint[] {
  const power = over(ONE, fixed(alpha) - ONE)
  const x = z.map((value) => times(fixed(value), fixed(alpha) - ONE))
  const raise = (value: bigint, to: bigint): bigint =>
    value <= 0n ? 0n : exponential(times(to, logarithm(value)))
  const top = p.indexOf(Math.max(...p))
  let threshold = x[top] - raise(fixed(p[top]), fixed(alpha) - ONE)
  for (let i = 0; i < 5; i++) {
    const excess = sum(x.map((value) => raise(value - threshold, power))) - ONE
    const slope = times(power, sum(x.map((value) => raise(value - threshold, power - ONE))))
    threshold += over(excess, slope)
  }
  return x.map((value) => raise(value - threshold, power))
}

// Sums of exponentials

claims('logSumExp', '# ulp, near 0 too, where the sum is taken in integers', (ulps) =>
  repeat((run) => {
    const z = run % 2 === 0 ? scores(6, 200) : math.logSoftmax(scores(6, 8))
    within(ulps, math.logSumExp(z), logSumExpOf(z))
  }),
)

claims('signedLogSumExp', '# ulp, however much cancels', (ulps) =>
  repeat(() => {
    const [z, w] = [scores(5, 5), scores(5, 2)]
    const total = sum(z.map((value, i) => times(fixed(w[i]), exponential(fixed(value)))))
    const { value, sign } = math.signedLogSumExp(z, w)
    expect(sign).toBe(total < 0n ? -1 : 1)
    within(ulps, value, logarithm(size(total)))
  }),
)

// Of one number

const ofOneNumber =
  (f: (x: number) => number, oracle: (up: bigint, down: bigint) => bigint) =>
  (ulps: number): void =>
    repeat(() => {
      const x = signed() * math.softplus(5 * random()) ** 4
      within(ulps, f(x), oracle(exponential(fixed(x)), exponential(-fixed(x))))
    }, 200)

claims(
  'sigmoid',
  '# ulp',
  ofOneNumber(math.sigmoid, (_, down) => over(ONE, ONE + down)),
)
claims(
  'softplus',
  '# ulp',
  ofOneNumber(math.softplus, (up) => logarithm(ONE + up)),
)
claims(
  'logSigmoid',
  '# ulp',
  ofOneNumber(math.logSigmoid, (_, down) => -logarithm(ONE + down)),
)

// Losses and their gradients

claims(
  'crossEntropy',
  '# ulp for a class index and for targets of one sign up to 1e9; for others up to there # of Σ |yₖ log σₖ|, besides the last rounding',
  (ulps, limit) =>
    repeat((run) => {
      const z = scores(5, 10)
      const logs = logSoftmaxOf(z)
      within(ulps, math.crossEntropy(z, run % 5), -logs[run % 5])
      const y = z.map(() => random())
      const loss = (targets: readonly number[]): bigint =>
        -sum(targets.map((value, i) => times(fixed(value), logs[i])))
      within(ulps, math.crossEntropy(z, y), loss(y))
      const mixed = z.map(() => signed())
      const size = toReal(loss(mixed.map(Math.abs)))
      near(
        limit * size + Math.abs(toReal(loss(mixed))) * 2 ** -53,
        math.crossEntropy(z, mixed),
        loss(mixed),
      )
    }),
)

claims(
  'crossEntropyGradient',
  '# ulp; where σ is near y the difference is taken in integers',
  (ulps) =>
    repeat((run) => {
      const z = scores(5, run % 2 === 0 ? 3 : 40)
      for (const y of [
        z.map((_, k) => Number(k === 2)),
        math.softmax(scores(5, 3)),
        math.softmax(z),
        [1, 0, 1, 1, 0],
      ]) {
        const total = sum(y.map(fixed))
        const gradient = softmaxOf(z).map((share, i) => times(total, share) - fixed(y[i]))
        math.crossEntropyGradient(z, y).forEach((value, i) => within(ulps, value, gradient[i]))
        if (y[2] === 1 && total === ONE)
          expect(math.crossEntropyGradient(z, 2)).toEqual(math.crossEntropyGradient(z, y))
      }
    }),
)

claims('binaryCrossEntropy', '# ulp, with weights up to 1e9', (ulps) =>
  repeat(() => {
    const z = scores(5, 10)
    const y = z.map(() => Math.round(3 * random()) / 3)
    within(
      ulps,
      math.binaryCrossEntropy(z, y),
      sum(
        z.map(
          (value, k) =>
            times(fixed(y[k]), softplusOf(-value)) + times(ONE - fixed(y[k]), softplusOf(value)),
        ),
      ),
    )
    const positiveWeights = z.map(() => 8 * random())
    within(
      ulps,
      math.binaryCrossEntropy(z, y, { positiveWeights }),
      weightedLossOf(z, y, positiveWeights),
    )
  }),
)

const weightedLossOf = (
  z: readonly number[],
  y: readonly number[],
  weights: readonly number[],
): bigint =>
  sum(
    z.map(
      (value, k) =>
        times(times(fixed(weights[k]), fixed(y[k])), softplusOf(-value)) +
        times(ONE - fixed(y[k]), softplusOf(value)),
    ),
  )

claims(
  'binaryCrossEntropyGradient',
  '# ulp for targets 0 and 1; for others absolute, #; with weights that of the largest weight or 1, and 1 ulp',
  (ulps, limit) =>
    repeat((run) => {
      const z = scores(5, 10)
      const gradient = (y: readonly number[]): bigint[] =>
        z.map((value, k) => over(ONE, ONE + exponential(fixed(-value))) - fixed(y[k]))
      const hard = z.map((_, k) => (k + run) % 2)
      math
        .binaryCrossEntropyGradient(z, hard)
        .forEach((value, k) => within(ulps, value, gradient(hard)[k]))
      const soft = z.map(() => random())
      math
        .binaryCrossEntropyGradient(z, soft)
        .forEach((value, k) => near(limit, value, gradient(soft)[k]))
      const positiveWeights = z.map(() => 8 * random())
      const largest = Math.max(1, ...positiveWeights)
      math.binaryCrossEntropyGradient(z, soft, { positiveWeights }).forEach((value, k) => {
        const share = over(ONE, ONE + exponential(fixed(-z[k])))
        const whenTrue = times(times(fixed(positiveWeights[k]), fixed(soft[k])), ONE - share)
        const exactly = times(ONE - fixed(soft[k]), share) - whenTrue
        near(limit * largest + Math.abs(value) * 2 ** -52, value, exactly)
      })
    }),
)

/** 1 + Σ over the labels of one side, those of true labels turned. */
const sideOf = (s: readonly number[], y: readonly number[], label: number): bigint =>
  ONE +
  sum(
    s
      .filter((_, k) => y[k] === label)
      .map((value) => exponential(fixed(label === 1 ? -value : value))),
  )

claims('zlpr', '# ulp', (ulps) =>
  repeat((run) => {
    const s = scores(5, 10)
    const y = s.map((_, k) => Number((k * run) % 3 === 0))
    within(ulps, math.zlpr(s, y), logarithm(sideOf(s, y, 0)) + logarithm(sideOf(s, y, 1)))
  }),
)

claims('zlprGradient', '# ulp', (ulps) =>
  repeat((run) => {
    const s = scores(5, 10)
    const y = s.map((_, k) => Number((k * run) % 3 === 0))
    math.zlprGradient(s, y).forEach((value, k) => {
      within(
        ulps,
        value,
        y[k] === 1
          ? -over(exponential(fixed(-s[k])), sideOf(s, y, 1))
          : over(exponential(fixed(s[k])), sideOf(s, y, 0)),
      )
    })
  }),
)

claims('smoothLabels', 'absolute, # of Σ |y|', (limit) =>
  repeat((run) => {
    const y = run % 2 === 0 ? math.softmax(scores(6, 3)) : scores(6, 5)
    const share = random()
    const even = times(fixed(share), sum(y.map(fixed))) / 6n
    const total = y.reduce((sum, value) => sum + Math.abs(value), 0)
    math
      .smoothLabels(y, share)
      .forEach((value, k) =>
        near(limit * total, value, times(ONE - fixed(share), fixed(y[k])) + even),
      )
  }),
)

// Second derivatives

const jacobian =
  (f: typeof math.softmaxJacobian) =>
  (ulps: number): void =>
    repeat((run) => {
      const z = scores(4, run % 4 < 2 ? 2 : 40)
      const temperature = run % 2 === 0 ? 1 : 3 * random() + 0.1
      const p = softmaxOf(z, temperature)
      const found = f(z, { temperature })
      p.forEach((row, i) =>
        p.forEach((column, j) => {
          within(
            ulps,
            found[i][j],
            over(times(row, (i === j ? ONE : 0n) - column), fixed(temperature)),
          )
        }),
      )
    }, 60)

claims(
  'softmaxJacobian',
  '# ulp for temperatures from 1e-10 up; below, a share under 1e-335 counts as 0',
  jacobian(math.softmaxJacobian),
)
claims(
  'logSumExpHessian',
  '# ulp for temperatures from 1e-10 up; below, a share under 1e-335 counts as 0',
  jacobian(math.logSumExpHessian),
)

// Information

claims(
  'entropy',
  '# ulp, for the numbers as they are; what rounding of p puts below 0 is 0',
  (ulps) =>
    repeat((run) => {
      const p = math.softmax(scores(6, run % 2 === 0 ? 1 : 20))
      within(ulps, math.entropy(p), entropyOf(p))
      for (const base of [2, 10, 1.5])
        within(ulps, math.entropy(p, { base }), over(entropyOf(p), logarithm(fixed(base))))
    }),
)

claims('entropyOfLogits', '# ulp, in bases not within 0.001 of 1', (ulps) =>
  repeat((run) => {
    const z = scores(6, run % 2 === 0 ? 1 : 20)
    const logs = logSoftmaxOf(z)
    const value = -sum(softmaxOf(z).map((share, i) => times(share, logs[i])))
    within(ulps, math.entropyOfLogits(z), value)
    for (const base of [2, 10, 1.5])
      within(ulps, math.entropyOfLogits(z, { base }), over(value, logarithm(fixed(base))))
  }),
)

claims('perplexity', '# ulp', (ulps) =>
  repeat(() => {
    const p = math.softmax(scores(9, 2))
    within(ulps, math.perplexity(p), exponential(entropyOf(p)))
  }),
)

claims('sequencePerplexity', '# ulp', (ulps) =>
  repeat(() => {
    const logs = scores(9, 6).map((value) => -Math.abs(value))
    const mean = -sum(logs.map(fixed)) / 9n
    within(ulps, math.sequencePerplexity(logs), exponential(mean))
  }),
)

claims(
  'klDivergence',
  '# of Σ p (|log p| + |log q|), besides the last rounding: it cancels where p is near q',
  (limit) =>
    repeat((run) => {
      const z = scores(5, 3)
      const p = math.softmax(z)
      const q = math.softmax(z.map((value) => value + (run % 2 === 0 ? 1 : 1e-6) * signed()))
      const value = sum(
        p.map((share, i) => times(fixed(share), logarithm(fixed(share)) - logarithm(fixed(q[i])))),
      )
      const terms = -sum(
        p.map((share, i) => times(fixed(share), logarithm(fixed(share)) + logarithm(fixed(q[i])))),
      )
      near(limit * toReal(terms) + toReal(value) * 2 ** -53, math.klDivergence(p, q), value)
    }),
)

claims(
  'klDivergenceOfLogits',
  '# of log Σ and σ |z − max z|, summed for both, besides the last rounding: it cancels where they are near',
  (limit) =>
    repeat((run) => {
      const a = scores(5, run % 3 === 0 ? 20 : 3)
      const b = run % 2 === 0 ? scores(5, 3) : a.map((value) => value + 1e-6 * signed())
      const [logA, logB] = [logSoftmaxOf(a), logSoftmaxOf(b)]
      const [topA, topB] = [Math.max(...a), Math.max(...b)]
      const sizes = softmaxOf(a).map((share, i) =>
        times(share, fixed(topA) - fixed(a[i]) + fixed(topB) - fixed(b[i])),
      )
      const size =
        toReal(sum(sizes)) + toReal(logSumExpOf(a)) - topA + toReal(logSumExpOf(b)) - topB
      const value = sum(softmaxOf(a).map((share, i) => times(share, logA[i] - logB[i])))
      near(limit * size + toReal(value) * 2 ** -53, math.klDivergenceOfLogits(a, b), value)
    }),
)

// In one pass

const run = (z: readonly number[]): math.OnlineState =>
  z.reduce((state, score) => math.onlineAdd(state, score), math.onlineStart)
const errorOfSum = ({ top, sum: total, rest }: math.OnlineState, z: readonly number[]): number => {
  const value = sum(z.map((score) => exponential(fixed(score) - fixed(top))))
  return toReal(over(size(fixed(total) + fixed(rest) - value), value))
}

claims('onlineAdd', 'the sum gains # of itself in error with each score', (limit) =>
  repeat(() => {
    const z = scores(30, 5)
    expect(errorOfSum(run(z), z)).toBeLessThanOrEqual(30 * limit)
  }, 10),
)

claims('onlineMerge', 'the sum gains # of itself in error at each merge', (limit) =>
  repeat(() => {
    const [a, b, c] = [scores(1, 5), scores(1, 5), scores(1, 5)]
    expect(
      errorOfSum(math.onlineMerge(math.onlineMerge(run(a), run(b)), run(c)), [...a, ...b, ...c]),
    ).toBeLessThanOrEqual(2 * limit)
  }),
)

const thousand = scores(1000, 20)

claims('onlineLogSumExp', '# ulp of max(1, |answer|) for a thousand scores', (ulps) => {
  const value = logSumExpOf(thousand)
  near(
    ulps * 2 ** Math.floor(Math.log2(Math.max(1, toReal(value))) - 52),
    math.onlineLogSumExp(run(thousand)),
    value,
  )
})

claims('onlineSoftmax', '# ulp for a thousand scores', (ulps) => {
  const p = softmaxOf(thousand)
  math.onlineSoftmax(run(thousand), thousand).forEach((share, i) => within(ulps, share, p[i]))
})

// In small formats

claims('roundTo', 'exact', () =>
  repeat(() => {
    const x = signed() * 2 ** (34 * random() - 26)
    expect(math.roundTo(x, 'float32')).toBe(Math.fround(x))
    expect(math.roundTo(x, 'float16')).toBe(nearest(x, 11, -14))
    expect(math.roundTo(x, 'bfloat16')).toBe(nearest(x, 8, -126))
    expect(math.roundTo(x, 'float64')).toBe(x)
  }, 500),
)

/** The nearest number of so many bits, ties to even, in integers; for numbers that no format is too small for. */
function nearest(x: number, precision: number, minExponent: number): number {
  const exponent = Math.max(Math.floor(Math.log2(Math.abs(x))), minExponent) - precision + 1
  const [value, unit] = [size(fixed(x)), fixed(2 ** exponent)]
  const [whole, twice] = [value / unit, 2n * (value % unit)]
  const up = twice > unit || (twice === unit && whole % 2n === 1n)
  return Math.sign(x) * Number(whole + (up ? 1n : 0n)) * 2 ** exponent
}

claims('floatLimits', 'exact', () => {
  for (const format of ['float16', 'bfloat16', 'float32', 'float64'] as const) {
    const { precision, maxExponent, minExponent, largest, smallest } = math.floatLimits(format)
    expect(largest).toBe(
      Number(((1n << BigInt(precision)) - 1n) << BigInt(Math.max(0, maxExponent - precision + 1))) /
        2 ** Math.max(0, precision - maxExponent - 1),
    )
    expect(fixed(smallest) << BigInt(precision - 1 - minExponent)).toBe(ONE)
    expect(math.roundTo(largest, format)).toBe(largest)
    expect(math.roundTo(smallest, format)).toBe(smallest)
    expect(math.roundTo(smallest / 2, format)).toBe(0)
  }
})

/** The formula in exact operations, each rounded to a double and then to the format. */
function emulate(
  z: readonly number[],
  format: math.FloatFormat,
): { shares: number[]; logarithm: number } {
  const round = (value: bigint): number => math.roundTo(toDouble(value), format)
  const x = z.map((value) => math.roundTo(value, format))
  const top = Math.max(...x)
  const terms = x.map((value) => round(exponential(fixed(round(fixed(value) - fixed(top))))))
  const total = terms.reduce((sum, term) => round(fixed(sum) + fixed(term)), 0)
  const log = round(logarithm(fixed(total)))
  return {
    shares: terms.map((term) => round(over(fixed(term), fixed(total)))),
    logarithm: round(fixed(top) + fixed(log)),
  }
}

/** The nearest double to a number far from both ends of their range. */
function toDouble(value: bigint): number {
  if (value === 0n) return 0
  const bits = size(value).toString(2).length - 64
  return Number(bits > 0 ? value >> BigInt(bits) : value) * 2 ** (Math.max(0, bits) - 1300)
}

const formats = ['float16', 'bfloat16', 'float32'] as const
claims('emulatedSoftmax', 'each operation rounded to a double, then to the format', () =>
  repeat((run) => {
    const z = scores(5, 6)
    expect(math.emulatedSoftmax(z, formats[run % 3])).toEqual(emulate(z, formats[run % 3]).shares)
  }),
)
claims('emulatedLogSumExp', 'each operation rounded to a double, then to the format', () =>
  repeat((run) => {
    const z = scores(5, 6)
    expect(math.emulatedLogSumExp(z, formats[run % 3])).toBe(emulate(z, formats[run % 3]).logarithm)
  }),
)

// Chance

claims('randomSource', 'exact', () => {
  const [source, words] = [math.randomSource(-7), sfc32(-7)]
  repeat(() => {
    const [a, b] = [words() >> 6n, words() >> 6n]
    expect(BigInt(source() * 2 ** 53)).toBe(2n * ((a << 26n) + b) + 1n)
  })
})

/** The generator again, in integers of 32 bits that cannot overflow. */
function sfc32(seed: number): () => bigint {
  const word = (value: bigint): bigint => BigInt.asUintN(32, value)
  let [a, b, c, counter] = [word(BigInt(seed)), 0x9e3779b9n, 0x243f6a88n, 1n]
  const next = (): bigint => {
    const mixed = word(a + b + counter)
    counter = word(counter + 1n)
    a = b ^ (b >> 9n)
    b = word(c + (c << 3n))
    c = word(word((c << 21n) | (c >> 11n)) + mixed)
    return mixed
  }
  for (let i = 0; i < 12; i++) next()
  return next
}

claims('gumbel', '# ulp and, absolute, #', (ulps, limit) =>
  repeat((run) => {
    const u = run % 2 === 0 ? random() : 1 - random() * 2 ** -30
    const value = -logarithm(-logarithm(fixed(u)))
    const ulp = 2 ** (Math.floor(Math.log2(Math.abs(toReal(value)))) - 52)
    near(
      ulps * ulp + limit,
      math.gumbel(() => u),
      value,
    )
  }, 200),
)

const noisy = (z: readonly number[], seed: number): number[] => {
  const source = math.randomSource(seed)
  return z.map((score) => score + math.gumbel(source))
}

claims('gumbelMax', 'exact among the zᵢ + gᵢ as rounded', () =>
  repeat((seed) => {
    const z = scores(6, 2)
    const sums = noisy(z, seed)
    expect(math.gumbelMax(z, { random: math.randomSource(seed) })).toBe(
      sums.indexOf(Math.max(...sums)),
    )
  }),
)

claims('gumbelSoftmax', '# ulp for the zᵢ + gᵢ as rounded', (ulps) =>
  repeat((seed) => {
    const z = scores(6, 2)
    const p = softmaxOf(noisy(z, seed), 0.5)
    math
      .gumbelSoftmax(z, { random: math.randomSource(seed), temperature: 0.5 })
      .forEach((share, i) => within(ulps, share, p[i]))
  }),
)

// Confidence

claims('calibrationError', 'absolute, #', (limit) =>
  repeat(() => {
    const predictions = Array.from({ length: 50 }, () => math.softmax(scores(3, 3)))
    const labels = predictions.map(() => Math.floor(3 * random()))
    near(
      limit,
      math.calibrationError(predictions, labels, { bins: 10 }).error,
      calibrationErrorOf(predictions, labels),
    )
  }, 10),
)

function calibrationErrorOf(predictions: readonly number[][], labels: readonly number[]): bigint {
  const gaps = new Map<number, bigint>()
  predictions.forEach((p, n) => {
    const confidence = Math.max(...p)
    const bin = Math.ceil(confidence * 10)
    gaps.set(
      bin,
      (gaps.get(bin) ?? 0n) + (p[labels[n]] === confidence ? ONE : 0n) - fixed(confidence),
    )
  })
  return sum([...gaps.values()].map(size)) / BigInt(predictions.length)
}

claims('fitTemperature', 'the derivative in 1/T is 0 to # of the spread of the scores', (limit) =>
  repeat(() => {
    const logits = Array.from({ length: 12 }, () => scores(3, 8))
    const labels = logits.map((z, n) => (n % 3 === 0 ? Math.floor(3 * random()) : math.argmax(z)))
    const { status, temperature } = math.fitTemperature(logits, labels)
    expect(status).toBe('solved')
    const slopes = logits.map((z, n) =>
      sum(
        softmaxOf(z, temperature).map((share, k) =>
          times(share, fixed(z[k]) - fixed(z[labels[n]])),
        ),
      ),
    )
    near(
      limit * Math.max(...logits.map((z) => Math.max(...z) - Math.min(...z))),
      0,
      sum(slopes) / 12n,
    )
  }, 10),
)

// Optimisation

claims('maximumEntropy', 'means to # of the largest |feature − target|', (limit) =>
  repeat((run) => {
    const features = Array.from({ length: 1 + (run % 4) }, () => scores(12, 2))
    const inside = math.softmax(scores(12, 2))
    const targets = features.map((feature) =>
      feature.reduce((mean, value, i) => mean + inside[i] * value, 0),
    )
    const { p } = math.maximumEntropy(features, targets)
    features.forEach((feature, j) => {
      const largest = Math.max(...feature.map((value) => Math.abs(value - targets[j])))
      near(
        limit * largest,
        0,
        sum(feature.map((value, i) => times(fixed(p[i]), fixed(value) - fixed(targets[j])))),
      )
    })
  }),
)

const few = {
  inputs: Array.from({ length: 8 }, () => scores(3, 1)),
  labels: [0, 1, 2, 0, 1, 2, 2, 1],
  classes: 3,
}

/** The weights as integers, a row a class with its bias last, and the gradient of the loss there. */
function exactGradient(weights: readonly bigint[][], l2: number): bigint[][] {
  const inputs = few.inputs.map((input) => [...input.map(fixed), ONE])
  const errors = inputs.map((input, n) => {
    const terms = weights.map((row) =>
      exponential(sum(row.map((weight, d) => times(weight, input[d])))),
    )
    return terms.map((term, k) => over(term, sum(terms)) - (k === few.labels[n] ? ONE : 0n))
  })
  return weights.map((row, k) =>
    row.map((weight, d) => {
      const mean =
        sum(inputs.map((input, n) => times(errors[n][k], input[d]))) / BigInt(inputs.length)
      return d < 3 ? mean + times(fixed(l2), weight) : mean
    }),
  )
}

const toRows = ({ weights, biases }: math.SoftmaxModel): bigint[][] =>
  weights.map((row, k) => [...row, biases[k]].map(fixed))

claims(
  'trainSoftmaxRegression',
  '`gradientNorm` is the norm of the exact gradient to # of the larger of it and 1; it is at most `tolerance` where solved',
  (limit) => {
    for (const l2 of [1e-3, 0.1])
      for (const tolerance of [1e-3, 1e-9]) {
        const { model, status, gradientNorm } = math.trainSoftmaxRegression(few, { l2, tolerance })
        expect(status).toBe('solved')
        expect(gradientNorm).toBeLessThanOrEqual(tolerance)
        expect(
          Math.abs(
            Math.hypot(...exactGradient(toRows(model), l2).flat().map(toReal)) - gradientNorm,
          ),
        ).toBeLessThanOrEqual(limit)
      }
  },
)

claims(
  'descend',
  'the weights gain # in error with each step, for inputs from −1 to 1',
  (limit) => {
    let weights = [0, 1, 2].map(() => [0n, 0n, 0n, 0n])
    for (const { step, model } of math.descend(few, {
      random: math.randomSource(3),
      batch: 8,
      epochs: 30,
      l2: 0.01,
    })) {
      const gradient = exactGradient(weights, 0.01)
      weights = weights.map((row, k) => row.map((weight, d) => weight - gradient[k][d] / 2n))
      toRows(model)
        .flat()
        .forEach((weight, i) =>
          expect(toReal(size(weight - weights.flat()[i]))).toBeLessThanOrEqual(step * limit),
        )
    }
  },
)

claims('regressionScores', '(D + 1) # of Σ |w x| + |b|', (limit) =>
  repeat(() => {
    const model = { weights: [scores(8, 3), scores(8, 3)], biases: scores(2, 3) }
    const input = scores(8, 3)
    math.regressionScores(model, input).forEach((score, k) => {
      const terms = [
        ...model.weights[k].map((weight, d) => times(fixed(weight), fixed(input[d]))),
        fixed(model.biases[k]),
      ]
      near(9 * limit * toReal(sum(terms.map(size))), score, sum(terms))
    })
  }),
)

// Row by row

/** A batch of scores with a few masked, and its shape, along a random axis and with a random stride. */
function batch(size: number): { z: Float64Array; shape: math.RowShape; lines: number[][] } {
  const [rows, columns] = [3, 5]
  const stride = columns + Math.floor(3 * random())
  const axis = random() < 0.5 ? 0 : 1
  const z = Float64Array.from({ length: rows * stride }, () =>
    random() < 0.1 ? -Infinity : size * signed(),
  )
  for (let i = 0; i < z.length; i += axis === 1 ? stride : 1) if (axis === 1 || i < stride) z[i] = 0
  return {
    z,
    shape: { rows, columns, stride, axis },
    lines: toLines(z, { rows, columns, stride, axis }),
  }
}

function toLines(
  flat: ArrayLike<number>,
  { rows, columns, stride = columns, axis = 1 }: math.RowShape,
): number[][] {
  const table = Array.from({ length: rows }, (_, r) =>
    Array.from({ length: columns }, (_, c) => flat[r * stride + c]),
  )
  return axis === 1 ? table : table[0].map((_, c) => table.map((row) => row[c]))
}

/** What is masked has no share; the rest as the oracle has it. */
function maskedSoftmaxOf(line: readonly number[]): bigint[] {
  const shares = softmaxOf(line.filter(Number.isFinite))
  let next = 0
  return line.map((score) => (score === -Infinity ? 0n : shares[next++]))
}

claims('softmaxRows', '# ulp: the bits of softmax', (ulps) =>
  repeat((run) => {
    const { z, shape, lines } = batch(run % 2 === 0 ? 2 : 300)
    toLines(math.softmaxRows(z, shape), shape).forEach((p, l) => {
      maskedSoftmaxOf(lines[l]).forEach((share, i) => within(ulps, p[i], share))
      expect(p).toEqual(math.softmax(lines[l]))
    })
  }),
)

claims('logSoftmaxRows', '# ulp: the bits of logSoftmax', (ulps) =>
  repeat((run) => {
    const { z, shape, lines } = batch(run % 2 === 0 ? 2 : 300)
    toLines(math.logSoftmaxRows(z, shape), shape).forEach((logs, l) => {
      const values = logSoftmaxOf(lines[l].filter(Number.isFinite))
      logs.filter(Number.isFinite).forEach((value, i) => within(ulps, value, values[i]))
      expect(logs).toEqual(math.logSoftmax(lines[l]))
    })
  }),
)

claims('logSumExpRows', '# ulp: the bits of logSumExp', (ulps) =>
  repeat((run) => {
    const { z, shape, lines } = batch(run % 2 === 0 ? 2 : 300)
    math.logSumExpRows(z, shape).forEach((value, l) => {
      within(ulps, value, logSumExpOf(lines[l].filter(Number.isFinite)))
      expect(value).toBe(math.logSumExp(lines[l]))
    })
  }),
)

claims('hardmaxRows', 'exact; # ulp for shares', (ulps) =>
  repeat(() => {
    const { z, shape, lines } = batch(2)
    const rounded = z.map(Math.round)
    toLines(math.hardmaxRows(z, shape), shape).forEach((line, l) =>
      expect(line).toEqual(lines[l].map((score) => Number(score === Math.max(...lines[l])))),
    )
    toLines(math.hardmaxRows(rounded, { ...shape, ties: 'share' }), shape).forEach((line, l) => {
      const own = toLines(rounded, shape)[l]
      const isTop = own.map((score) => score === Math.max(...own))
      const share = ONE / BigInt(isTop.filter(Boolean).length)
      line.forEach((value, i) => within(ulps, value, isTop[i] ? share : 0n))
    })
  }),
)

claims('sparsemaxRows', 'absolute, #: the bits of sparsemax', (limit) =>
  repeat(() => {
    const { z, shape, lines } = batch(2)
    toLines(math.sparsemaxRows(z, shape), shape).forEach((p, l) => {
      const value = sparsemaxOf(lines[l].map((score) => Math.max(score, -1e6)))
      p.forEach((share, i) => near(limit, share, value[i]))
      expect(p).toEqual(math.sparsemax(lines[l]))
    })
  }),
)

/** Of functions that are said to give the bits of the one without `Rows`. */
const bitsOf =
  <T>(
    rows: (z: Float64Array, shape: math.RowShape) => ArrayLike<number>,
    list: (line: number[]) => T,
  ) =>
  (): void =>
    repeat(() => {
      const { z, shape, lines } = batch(3)
      const own = rows(z, shape)
      const found: unknown[] = own.length === lines.length ? Array.from(own) : toLines(own, shape)
      expect(found).toEqual(lines.map(list))
    })

claims('entmaxRows', 'the bits of entmax', () => {
  for (const alpha of [1, 1.25, 1.5, 2])
    bitsOf(
      (z, shape) => math.entmaxRows(z, { ...shape, alpha }),
      (line) => math.entmax(line, { alpha }),
    )()
})
claims('entropyOfLogitsRows', 'the bits of entropyOfLogits', () => {
  bitsOf(
    (z, shape) => math.entropyOfLogitsRows(z, { ...shape, base: 2 }),
    (line) => math.entropyOfLogits(line, { base: 2 }),
  )()
})
claims(
  'entropyRows',
  'the bits of entropy',
  bitsOf(
    (z, shape) => math.entropyRows(math.softmaxRows(z, shape), shape),
    (line) => math.entropy(math.softmax(line)),
  ),
)

/** wₖ ((1 − ε) yₖ + ε/C) */
function targetOf(y: readonly number[], weights: readonly number[], smoothing: number): bigint[] {
  const each = times(fixed(smoothing), sum(y.map(fixed))) / BigInt(y.length)
  return y.map((value, k) =>
    times(fixed(weights[k]), times(ONE - fixed(smoothing), fixed(value)) + each),
  )
}
const oneHot = (label: number): number[] => [0, 1, 2].map((k) => Number(k === label))
const lossOf = (z: readonly number[], target: readonly bigint[]): bigint =>
  -sum(logSoftmaxOf(z).map((log, k) => times(target[k], log)))
const threeByThree = { rows: 3, columns: 3 }
const labels = [2, 0, 1]

claims(
  'crossEntropyRows',
  '# ulp for targets of one sign up to 1e9, weighed and over what the mean divides by; a row, the mean and the sum alike',
  (ulps) =>
    repeat((run) => {
      const z = [scores(3, 5), scores(3, 5), scores(3, 5)]
      const flat = z.flat()
      math
        .crossEntropyRows(flat, labels, threeByThree)
        .forEach((loss, r) => within(ulps, loss, lossOf(z[r], oneHot(labels[r]).map(fixed))))
      const classWeights = scores(3, 4).map(Math.abs)
      const labelSmoothing = run % 2 === 0 ? 0 : random()
      const options = { ...threeByThree, classWeights, labelSmoothing }
      const losses = z.map((row, r) =>
        lossOf(row, targetOf(oneHot(labels[r]), classWeights, labelSmoothing)),
      )
      math
        .crossEntropyRows(flat, labels, options)
        .forEach((loss, r) => within(ulps, loss, losses[r]))
      const distributions = z.flatMap((row) => math.softmax(row.toReversed()))
      math.crossEntropyRows(flat, { distributions }, options).forEach((loss, r) => {
        const y = distributions.slice(3 * r, 3 * r + 3)
        within(ulps, loss, lossOf(z[r], targetOf(y, classWeights, labelSmoothing)))
      })
      const total = sum(labels.map((label) => fixed(classWeights[label])))
      const reduced = (reduction: 'mean' | 'sum'): number =>
        math.crossEntropyRows(flat, labels, { ...options, reduction })
      within(ulps, reduced('sum'), sum(losses))
      within(ulps, reduced('mean'), over(sum(losses), total))
    }),
)

claims(
  'crossEntropyGradientRows',
  '# ulp without weights, smoothing and mean; else absolute, # of the largest weight of a class, times Σ |yₖ| for distributions, over what the mean divides by',
  (plain, limit) =>
    repeat(() => {
      const z = [scores(3, 5), scores(3, 5), scores(3, 5)]
      const gradient = (targets: bigint[][], divisor: bigint): bigint[] =>
        z.flatMap((row, r) =>
          softmaxOf(row).map((share, k) =>
            over(times(sum(targets[r]), share) - targets[r][k], divisor),
          ),
        )
      const bare = gradient(
        labels.map((label) => oneHot(label).map(fixed)),
        ONE,
      )
      math
        .crossEntropyGradientRows(z.flat(), labels, threeByThree)
        .forEach((value, i) => within(plain, value, bare[i]))
      const classWeights = scores(3, 4).map((weight) => 1 + Math.abs(weight))
      const labelSmoothing = random()
      const weighed = gradient(
        labels.map((label) => targetOf(oneHot(label), classWeights, labelSmoothing)),
        sum(classWeights.map(fixed)),
      )
      math
        .crossEntropyGradientRows(z.flat(), labels, {
          ...threeByThree,
          classWeights,
          labelSmoothing,
          reduction: 'mean',
        })
        .forEach((value, i) =>
          near(
            (limit * Math.max(...classWeights)) / classWeights.reduce((a, b) => a + b),
            value,
            weighed[i],
          ),
        )
      const y = z.map((row) => row.map((value) => Math.abs(value)))
      const apart = gradient(
        y.map((row) => targetOf(row, classWeights, labelSmoothing)),
        ONE,
      )
      const options = { ...threeByThree, classWeights, labelSmoothing }
      math
        .crossEntropyGradientRows(z.flat(), { distributions: y.flat() }, options)
        .forEach((value, i) => {
          const size = y[Math.floor(i / 3)].reduce((a, b) => a + b)
          near(limit * Math.max(...classWeights) * size, value, apart[i])
        })
    }),
)

claims(
  'binaryCrossEntropyRows',
  '# ulp with weights up to 1e9; a row, the mean and the sum alike',
  (ulps) =>
    repeat(() => {
      const z = [scores(3, 5), scores(3, 5), scores(3, 5)]
      const y = z.map((row) => row.map(() => random()))
      const lossesOf = (weights: readonly number[]): bigint[] =>
        z.map((row, r) => weightedLossOf(row, y[r], weights))
      const positiveWeights = scores(3, 4).map(Math.abs)
      math
        .binaryCrossEntropyRows(z.flat(), y.flat(), threeByThree)
        .forEach((loss, r) => within(ulps, loss, lossesOf([1, 1, 1])[r]))
      const options = { ...threeByThree, positiveWeights }
      const losses = lossesOf(positiveWeights)
      math
        .binaryCrossEntropyRows(z.flat(), y.flat(), options)
        .forEach((loss, r) => within(ulps, loss, losses[r]))
      const reduced = (reduction: 'mean' | 'sum'): number =>
        math.binaryCrossEntropyRows(z.flat(), y.flat(), { ...options, reduction })
      within(ulps, reduced('sum'), sum(losses))
      within(ulps, reduced('mean'), sum(losses) / 3n)
    }),
)

claims(
  'binaryCrossEntropyGradientRows',
  'the bits of binaryCrossEntropyGradient; # ulp more for the mean',
  (more) =>
    repeat(() => {
      const z = [scores(3, 5), scores(3, 5), scores(3, 5)]
      const y = z.map((row) => row.map(() => random()))
      const list = z.flatMap((row, r) => math.binaryCrossEntropyGradient(row, y[r]))
      const flat = z.flat()
      expect([...math.binaryCrossEntropyGradientRows(flat, y.flat(), threeByThree)]).toEqual(list)
      math
        .binaryCrossEntropyGradientRows(flat, y.flat(), { ...threeByThree, reduction: 'mean' })
        .forEach((value, i) => within(more, value, fixed(list[i]) / 3n))
    }),
)

claims(
  'crossEntropyOfProbabilities',
  '# ulp for a class index; # ulp for targets of one sign',
  (forClass, forTargets) =>
    repeat((run) => {
      const p = math.softmax(scores(5, 10))
      const logs = p.map((share) => logarithm(fixed(share)))
      within(forClass, math.crossEntropyOfProbabilities(p, run % 5), -logs[run % 5])
      const y = p.map(() => random())
      const loss = -sum(y.map((value, i) => times(fixed(value), logs[i])))
      within(forTargets, math.crossEntropyOfProbabilities(p, y), loss)
    }),
)

claims('exp', '# ulp', (ulps) =>
  repeat((run) => {
    const x = [1, 30, 700, 1e-8][run % 4] * signed()
    within(ulps, math.exp(x), exponential(fixed(x)))
  }, 400),
)

claims('log', '# ulp', (ulps) =>
  repeat((run) => {
    const x =
      [1, 2, 1e300, 1e-300, 5e-324][run % 5] *
      (run % 5 === 1 ? 0.5 + signed() / 1e4 : 1 + 8 * random())
    within(ulps, math.log(x), logarithm(fixed(x)))
  }, 400),
)

claims('logAddExp', '# ulp', (ulps) =>
  repeat((run) => {
    const a = [1, 30, 300][run % 3] * signed()
    const b = run % 2 === 0 ? 30 * signed() : math.log(1 - math.exp(-Math.abs(a)))
    const pair = run % 2 === 0 ? [a, b] : [-Math.abs(a), b]
    if (pair.every(Number.isFinite))
      within(ulps, math.logAddExp(pair[0], pair[1]), logSumExpOf(pair))
  }, 100),
)

claims('logCumSumExp', '# ulp of max(1, |answer|) for a thousand scores', (ulps) => {
  const sums = math.logCumSumExp(thousand)
  for (const count of [1, 2, 10, 100, 1000]) {
    const value = logSumExpOf(thousand.slice(0, count))
    const spacing = 2 ** Math.floor(Math.log2(Math.max(1, Math.abs(toReal(value)))) - 52)
    near(ulps * spacing, sums[count - 1], value)
  }
})

// Vectors times Jacobians

const pull = (slopes: readonly bigint[], v: readonly number[]): bigint[] => {
  const mean = over(sum(slopes.map((slope, i) => times(slope, fixed(v[i])))), sum(slopes))
  return slopes.map((slope, i) => times(slope, fixed(v[i]) - mean))
}

claims('softmaxPullback', 'absolute, # of max |v| / T', (limit) =>
  repeat((run) => {
    const [z, v] = [scores(5, run % 2 === 0 ? 2 : 30), scores(5, 7)]
    const temperature = run % 3 === 0 ? 1 : 0.2 + 2 * random()
    const value = pull(softmaxOf(z, temperature), v)
    const largest = Math.max(...v.map(Math.abs)) / temperature
    math
      .softmaxPullback(z, v, { temperature })
      .forEach((found, i) => near(limit * largest, found, over(value[i], fixed(temperature))))
  }),
)

claims('sparsemaxPullback', 'absolute, # of max |v|', (limit) =>
  repeat(() => {
    const [z, v] = [scores(5, 1), scores(5, 7)]
    const value = pull(
      sparsemaxOf(z).map((share) => (share > 0n ? ONE : 0n)),
      v,
    )
    const largest = Math.max(...v.map(Math.abs))
    math.sparsemaxPullback(z, v).forEach((found, i) => near(limit * largest, found, value[i]))
  }),
)

claims(
  'entmaxPullback',
  'absolute, # of max |v| over α − 1 and the smallest share above 0; at α = 1 that of softmaxPullback',
  (limit) =>
    repeat((run) => {
      const [z, v] = [scores(5, run % 2 === 0 ? 1 : 4), scores(5, 7)]
      const alpha = [1.01, 1.25, 1.5, 1.75, 2][run % 5]
      const p = math.entmax(z, { alpha })
      const slopes = entmaxOf(z, alpha, p).map((share) =>
        share > 0n ? exponential(times(fixed(2) - fixed(alpha), logarithm(share))) : 0n,
      )
      const smallest = Math.min(...p.filter((share) => share > 0))
      const allowed = (limit * Math.max(...v.map(Math.abs))) / ((alpha - 1) * smallest)
      const value = pull(slopes, v)
      math.entmaxPullback(z, v, { alpha }).forEach((found, i) => near(allowed, found, value[i]))
      expect(math.entmaxPullback(z, v, { alpha: 1 })).toEqual(math.softmaxPullback(z, v))
    }, 60),
)

// Draws

claims(
  'multinomial',
  'probabilities to # of Σ w; a number of the source decides each draw',
  (limit) =>
    repeat(() => {
      const weights = scores(6, 3)
        .map((weight) => Math.max(0, weight))
        .concat(1)
      const total = sum(weights.map(fixed))
      const u = random()
      const [k] = math.multinomial(weights, { random: () => u })
      const below = sum(weights.slice(0, k).map(fixed))
      const [from, to] = [over(below, total), over(below + fixed(weights[k]), total)]
      expect(toReal(from) - u).toBeLessThanOrEqual(limit)
      expect(u - toReal(to)).toBeLessThanOrEqual(limit)
    }, 200),
)

claims('topK', 'exact', () =>
  repeat((run) => {
    const z = scores(7, 3).map(Math.round)
    const kept = math.topK(z, 1 + (run % 7))
    const out = z.filter((_, i) => kept[i] === -Infinity)
    expect(kept.filter(Number.isFinite).length).toBe(1 + (run % 7))
    expect(Math.max(-Infinity, ...out)).toBeLessThanOrEqual(
      Math.min(...kept.filter(Number.isFinite)),
    )
  }),
)

claims('topP', 'the sum of n shares is right to (n + 1) #', (each) =>
  repeat(() => {
    const z = scores(7, 3)
    const p = 0.05 + 0.9 * random()
    const kept = math.topP(z, p).map(Number.isFinite)
    const shares = softmaxOf(z)
    const reached = shares.filter((_, i) => kept[i])
    const least = reached.reduce((a, b) => (a < b ? a : b))
    expect(toReal(sum(reached)) - p).toBeGreaterThanOrEqual(-8 * each)
    expect(toReal(sum(reached) - least) - p).toBeLessThanOrEqual(8 * each)
  }),
)

claims('minP', 'the gap to the largest score is compared with log s, each rounded once', () =>
  repeat((run) => {
    const z = scores(7, 3)
    const share = run === 0 ? 1 : random()
    const top = Math.max(...z)
    const lowest = logarithm(fixed(share))
    math.minP(z, share).forEach((score, i) => {
      const gap = toReal(fixed(z[i]) - fixed(top) - lowest)
      if (Math.abs(gap) > 1e-15) expect(Number.isFinite(score)).toBe(gap > 0)
      else if (z[i] === top) expect(score).toBe(top)
    })
  }),
)

// Forecasts and models

claims('brierScore', 'absolute, #', (limit) =>
  repeat(() => {
    const forecasts = Array.from({ length: 20 }, () => math.softmax(scores(3, 3)))
    const came = forecasts.map(() => Math.floor(3 * random()))
    const squares = forecasts.flatMap((p, n) =>
      p.map((share, k) => {
        const gap = fixed(share) - (k === came[n] ? ONE : 0n)
        return times(gap, gap)
      }),
    )
    near(limit, math.brierScore(forecasts, came), sum(squares) / 20n)
  }, 10),
)

claims('binaryCalibrationError', 'absolute, #', (limit) =>
  repeat(() => {
    const p = Array.from({ length: 60 }, () => random())
    const came = p.map((share) => Number(random() < share))
    const [width, mass] = (['equal-width', 'equal-mass'] as const).map(
      (binning) => math.binaryCalibrationError(p, came, { bins: 6, binning }).error,
    )
    const order = p.map((_, n) => n).sort((a, b) => p[a] - p[b])
    near(
      limit,
      width,
      gapsOf(p, came, (n) => Math.ceil(6 * p[n])),
    )
    near(
      limit,
      mass,
      gapsOf(p, came, (n) => Math.floor(order.indexOf(n) / 10)),
    )
  }, 10),
)

/** The mean of the gaps of the bins that `binOf` sorts into. */
function gapsOf(
  p: readonly number[],
  came: readonly number[],
  binOf: (n: number) => number,
): bigint {
  const gaps = new Map<number, bigint>()
  p.forEach((share, n) =>
    gaps.set(binOf(n), (gaps.get(binOf(n)) ?? 0n) + fixed(came[n]) - fixed(share)),
  )
  return sum([...gaps.values()].map(size)) / BigInt(p.length)
}

claims('predictProbabilities', '# ulp for the scores as rounded', (ulps) =>
  repeat(() => {
    const model = { weights: [scores(4, 3), scores(4, 3)], biases: scores(2, 3) }
    const input = scores(4, 3)
    const shares = softmaxOf(math.regressionScores(model, input))
    math.predictProbabilities(model, input).forEach((share, k) => within(ulps, share, shares[k]))
  }),
)

claims('predictClass', 'exact for the scores as rounded', () =>
  repeat(() => {
    const model = { weights: [scores(4, 3), scores(4, 3), scores(4, 3)], biases: scores(3, 3) }
    const input = scores(4, 3)
    const found = math.regressionScores(model, input)
    expect(math.predictClass(model, input)).toBe(found.indexOf(Math.max(...found)))
  }),
)

describe(`the accuracy that a docstring claims, and the reference shows, holds (seed ${SEED})`, () => {
  beforeEach(() => {
    random = math.randomSource(SEED)
  })

  it.each(CLAIMS)('%s: %s', (name, words, check) => check(...claimed(name, words)))

  it('for every function', () => {
    expect(CLAIMS.map(([name]) => name).sort()).toEqual(functions.map(({ name }) => name).sort())
  })
})
