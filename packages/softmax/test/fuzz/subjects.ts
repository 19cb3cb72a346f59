/** What is fuzzed: for each function how to draw a case, how to call it, and how far it may be from the formula. */
import * as math from '../../src/index.ts'
import { claimed } from '../claimed.ts'
import * as b from './ball.ts'
import type { Ball } from './ball.ts'
import * as f from './formulas.ts'
import * as draw from './generators.ts'
import type { Random } from './generators.ts'

/** One call that has been judged. */
export interface Judged {
  /** The call, as it would be typed. */
  call: string
  /** How far it is from the exact answer at its worst place, in the subject's unit. */
  error: number
  /** How far it may be. */
  limit: number
}

export interface Subject {
  name: string
  /** What errors are counted in: the spacing of doubles, plain numbers, or the limit that the docstring tells. */
  unit: 'ulp' | 'absolute' | 'limit'
  /** How often it is drawn, beside 1. */
  weight: number
  judge: (random: Random) => Judged
}

const SUBJECTS: Subject[] = []
export const subjects: readonly Subject[] = SUBJECTS

function subject(
  name: string,
  unit: Subject['unit'],
  weight: number,
  judge: Subject['judge'],
): void {
  SUBJECTS.push({ name, unit, weight, judge })
}

const spell = (value: unknown): string => {
  if (Array.isArray(value)) {
    return value.length > 40
      ? `[${value.slice(0, 4).map(spell).join(', ')}, … ${value.length} numbers]`
      : `[${value.map(spell).join(', ')}]`
  }
  if (typeof value === 'object' && value !== null)
    return `{ ${Object.entries(value)
      .map(([key, own]) => `${key}: ${spell(own)}`)
      .join(', ')} }`
  return Object.is(value, -0) ? '-0' : String(value)
}

const worst = (errors: readonly number[]): number =>
  errors.reduce((most, error) => (error <= most ? most : error), 0)

/** What is exactly right where the formula has no number: NaN or an infinity. */
type Expected = Ball | number

function errorOf(computed: number, expected: Expected): number {
  if (typeof expected !== 'number') return b.errorInUlp(computed, expected)
  return Object.is(computed + 0, expected + 0) ? 0 : Infinity
}

/** Judges a call whose answer is one number or several, each to so many ulp. */
function inUlp(
  limit: number,
  call: string,
  answer: () => number | readonly number[],
  exact: () => Expected | readonly Expected[],
): Judged {
  const computed: number[] = [answer()].flat()
  const error = b.withEnoughBits(() => {
    const expected: Expected[] = [exact()].flat()
    return worst(computed.map((value, i) => errorOf(value, expected[i])))
  })
  return { call, error, limit }
}

function absolutely(
  limit: number,
  call: string,
  answer: () => readonly number[],
  exact: (computed: readonly number[]) => readonly Ball[],
): Judged {
  const computed = answer()
  const error = b.withEnoughBits(() => {
    const expected = exact(computed)
    return worst(computed.map((value, i) => b.absoluteError(value, expected[i], limit)))
  })
  return { call, error, limit }
}

/** The error over its limit, which may both be 0. */
const partOf = (error: number, limit: number): number => (error === 0 ? 0 : error / limit)

// Scores of which some are NaN or +Infinity have their limit, if there is one.
const limitOf = (z: readonly number[], one: number, zero: number): number[] => {
  const isOne = z.filter((value) => value === Infinity).length === 1 && !z.some(Number.isNaN)
  return z.map((value) => (isOne ? (value === Infinity ? one : zero) : NaN))
}
const isPlain = (z: readonly number[]): boolean =>
  z.every((value) => value < Infinity) && z.some((value) => value > -Infinity)
const drawScores = (random: Random): number[] =>
  random() < 0.02 ? draw.specialScores(random) : draw.scores(random)
const logLimit = (z: readonly number[]): number =>
  z.some(Number.isNaN) ? NaN : z.includes(Infinity) ? Infinity : -Infinity

// Scores to probabilities

const softmaxUlp = claimed('softmax', '# ulp')[0]
subject('softmax', 'ulp', 4, (random) => {
  const [z, temperature] = [drawScores(random), draw.temperature(random)]
  return inUlp(
    softmaxUlp,
    `softmax(${spell(z)}, { temperature: ${temperature} })`,
    () => math.softmax(z, { temperature }),
    () => (isPlain(z) ? f.shares(f.sumOf(z, temperature)) : limitOf(z, 1, 0)),
  )
})

const logSoftmaxUlp = claimed('logSoftmax', '# ulp')[0]
subject('logSoftmax', 'ulp', 4, (random) => {
  const [z, temperature] = [drawScores(random), draw.temperature(random)]
  return inUlp(
    logSoftmaxUlp,
    `logSoftmax(${spell(z)}, { temperature: ${temperature} })`,
    () => math.logSoftmax(z, { temperature }),
    () =>
      isPlain(z)
        ? f.logShares(f.sumOf(z, temperature)).map((value) => value ?? -Infinity)
        : limitOf(z, 0, -Infinity),
  )
})

const baseUlp = claimed('softmaxBase', '# ulp')[0]
subject('softmaxBase', 'ulp', 2, (random) => {
  const z = draw.scores(random)
  const u = random()
  const base =
    u < 0.5
      ? Math.exp(6 * (random() - 0.5))
      : u < 0.6
        ? 1 + Math.floor(9 * random() - 4) * Number.EPSILON
        : Math.abs(draw.spread(random, -1074, 1023))
  return inUlp(
    baseUlp,
    `softmaxBase(${spell(z)}, ${base})`,
    () => math.softmaxBase(z, base),
    () => {
      if (base === 1) return z.map(() => b.divide(b.ONE, b.ball(z.length)))
      const x = base < 1 ? z.map((value) => -value) : z
      if (!isPlain(x)) return limitOf(x, 1, 0)
      const logarithm = (): Ball => {
        const value = b.logarithm(b.ball(base))
        return base < 1 ? b.negate(value) : value
      }
      return f.shares(f.sumOf(x, 1, logarithm))
    },
  )
})

const normaliseUlp = claimed('normalise', '# ulp')[0]
subject('normalise', 'ulp', 2, (random) => {
  const v = draw.finiteScores(random).map(Math.abs)
  const total = v.reduce((a, c) => a + c, 0)
  const numbers = total > 0 && total < 1e308 ? v : [...v.map((value) => value / 2 ** 60), 1]
  return inUlp(
    normaliseUlp,
    `normalise(${spell(numbers)})`,
    () => math.normalise(numbers),
    () => {
      const all = b.sum(numbers.map(b.ball))
      return numbers.map((value) => b.divide(b.ball(value), all))
    },
  )
})

const simplexScores = (random: Random): number[] => {
  const size = draw.pick(random, [0.1, 1, 3, 1000])
  const z =
    random() < 0.7
      ? Array.from({ length: draw.length(random, 3000) }, () => size * (random() - 0.5))
      : draw.finiteScores(random, 3000)
  return random() < 0.2 ? [...z, z[0]] : z
}

const sparsemaxLimit = claimed('sparsemax', 'absolute, #')[0]
subject('sparsemax', 'absolute', 2, (random) => {
  const z = simplexScores(random)
  return absolutely(
    sparsemaxLimit,
    `sparsemax(${spell(z)})`,
    () => math.sparsemax(z),
    () => f.sparsemax(z),
  )
})

const [entmaxLow, entmaxHigh] = claimed('entmax', 'absolute, # over α − 1 for α up to 2; # beyond')
subject('entmax', 'limit', 0.2, (random) => {
  const z = simplexScores(random).slice(0, 12)
  const alpha = draw.pick(random, [
    1.5,
    1.01 + random(),
    2 + 2 * random(),
    1 + Math.exp(5 * random()),
    100 * random() + 1,
  ])
  const limit = alpha <= 2 ? entmaxLow / (alpha - 1) : entmaxHigh
  const { call, error } = absolutely(
    limit,
    `entmax(${spell(z)}, { alpha: ${alpha} })`,
    () => math.entmax(z, { alpha }),
    (p) => f.entmax(z, alpha, p),
  )
  return { call, error: error / limit, limit: 1 }
})

// Sums of exponentials

const logSumExpUlp = claimed(
  'logSumExp',
  '# ulp, near 0 too, where the sum is taken in integers',
)[0]
subject('logSumExp', 'ulp', 5, (random) => {
  const [z, temperature] = [drawScores(random), draw.temperature(random)]
  return inUlp(
    logSumExpUlp,
    `logSumExp(${spell(z)}, { temperature: ${temperature} })`,
    () => math.logSumExp(z, { temperature }),
    () => (isPlain(z) ? f.logSumExp(z, temperature) : logLimit(z)),
  )
})

const weightsFor = (random: Random, z: readonly number[]): number[] => {
  const u = random()
  if (u < 0.4) return z.map(() => 4 * (random() - 0.5))
  if (u < 0.6) return z.map(() => draw.pick(random, [1, -1, 2, 0]))
  if (u < 0.8) return z.map(() => draw.spread(random, -1074, 1023))
  // The first weight nearly makes the sum 1 or 0.
  const weights = z.map(() => 2 * (random() - 0.5))
  const rest = z.slice(1).reduce((total, score, i) => total + weights[i + 1] * Math.exp(score), 0)
  const first = ((random() < 0.5 ? 1 : 0) - rest) / Math.exp(z[0])
  return [Number.isFinite(first) ? first : 1, ...weights.slice(1)]
}

const signedUlp = claimed('signedLogSumExp', '# ulp, however much cancels')[0]
const signedOf = (
  z: readonly number[],
  weights: readonly number[],
): { value: Expected; sign: number } => {
  const { sum, top } = f.signedSum(z, weights)
  if (b.sign(sum) === 0) return { value: -Infinity, sign: 0 }
  const size = { ...sum, middle: b.magnitude(sum.middle) }
  return { value: b.add(b.ball(top), b.logarithm(size)), sign: b.sign(sum) }
}
subject('signedLogSumExp', 'ulp', 2, (random) => {
  const z = draw.scores(random, 3000)
  const weights = weightsFor(random, z)
  return inUlp(
    signedUlp,
    `signedLogSumExp(${spell(z)}, ${spell(weights)})`,
    () => {
      const { value, sign } = math.signedLogSumExp(z, weights)
      return [value, sign]
    },
    () => {
      const { value, sign } = signedOf(z, weights)
      return [value, sign]
    },
  )
})

subject('logSumExp with weights', 'ulp', 1, (random) => {
  const z = draw.scores(random, 3000)
  const weights = weightsFor(random, z).map(Math.abs)
  return inUlp(
    logSumExpUlp,
    `logSumExp(${spell(z)}, { weights: ${spell(weights)} })`,
    () => math.logSumExp(z, { weights }),
    () => signedOf(z, weights).value,
  )
})

// Of one number

const one = (random: Random): number =>
  random() < 0.3 ? 800 * (2 * random() - 1) : draw.score(random)
const ofOne = (name: 'sigmoid' | 'softplus' | 'logSigmoid', exact: (x: number) => Ball): void => {
  const limit = claimed(name, '# ulp')[0]
  subject(name, 'ulp', 3, (random) => {
    const x = one(random)
    return inUlp(
      limit,
      `${name}(${spell(x)})`,
      () => math[name](x),
      () => exact(x),
    )
  })
}
ofOne('sigmoid', f.sigmoid)
ofOne('softplus', f.softplus)
ofOne('logSigmoid', (x) => b.negate(f.softplus(-x)))

// Losses and their gradients

const [crossEntropyUlp, crossEntropyPart] = claimed(
  'crossEntropy',
  '# ulp for a class index and for targets of one sign up to 1e9; for others up to there # of Σ |yₖ log σₖ|, besides the last rounding',
)
subject('crossEntropy', 'ulp', 2, (random) => {
  const z = draw.scores(random)
  const label = Math.floor(random() * z.length)
  return inUlp(
    crossEntropyUlp,
    `crossEntropy(${spell(z)}, ${label})`,
    () => math.crossEntropy(z, label),
    () => {
      const log = f.logShares(f.sumOf(z))[label]
      return log ? b.negate(log) : Infinity
    },
  )
})

const softTarget = (random: Random, n: number): number[] => {
  const u = random()
  if (u < 0.3) return Array.from({ length: n }, random)
  if (u < 0.5) return Array.from({ length: n }, () => Math.round(random()))
  if (u < 0.8) return Array.from({ length: n }, () => Math.abs(draw.spread(random, -1074, 29)))
  return Array.from({ length: n }, () => Math.abs(draw.spread(random, -1074, -1040)))
}
subject('crossEntropy, soft', 'ulp', 2, (random) => {
  const z = draw.finiteScores(random)
  const y = softTarget(random, z.length)
  return inUlp(
    crossEntropyUlp,
    `crossEntropy(${spell(z)}, ${spell(y)})`,
    () => math.crossEntropy(z, y),
    () => f.crossEntropy(z, y),
  )
})
subject('crossEntropy, signed', 'limit', 0.5, (random) => {
  const z = Array.from({ length: draw.length(random, 100) }, () => 40 * (random() - 0.5))
  const y = z.map(() => 4 * (random() - 0.5))
  const call = `crossEntropy(${spell(z)}, ${spell(y)})`
  const computed = math.crossEntropy(z, y)
  return b.withEnoughBits(() => {
    const exact = f.crossEntropy(z, y)
    const limit =
      crossEntropyPart * b.about(f.crossEntropy(z, y.map(Math.abs))) +
      2 ** -53 * Math.abs(b.about(exact))
    return { call, error: partOf(b.absoluteError(computed, exact, limit), limit), limit: 1 }
  })
})

const gradientUlp = claimed(
  'crossEntropyGradient',
  '# ulp; where σ is near y the difference is taken in integers',
)[0]
subject('crossEntropyGradient', 'ulp', 2, (random) => {
  const z = draw.finiteScores(random, 3000)
  const label = Math.floor(random() * z.length)
  return inUlp(
    gradientUlp,
    `crossEntropyGradient(${spell(z)}, ${label})`,
    () => math.crossEntropyGradient(z, label),
    () => {
      const parts = f.sumOf(z)
      return f
        .shares(parts)
        .map((share, i) => (i === label ? b.negate(f.othersOf(parts, i)) : share))
    },
  )
})
subject('crossEntropyGradient, soft', 'ulp', 1, (random) => {
  const z =
    random() < 0.5
      ? draw.finiteScores(random, 40)
      : Array.from({ length: draw.length(random, 40) }, () => 80 * (random() - 0.5))
  const u = random()
  const y =
    u < 0.3 ? math.softmax(z) : u < 0.6 ? z.map(() => random()) : z.map(() => Math.round(random()))
  return inUlp(
    gradientUlp,
    `crossEntropyGradient(${spell(z)}, ${spell(y)})`,
    () => math.crossEntropyGradient(z, y),
    () => {
      const total = b.sum(y.map(b.ball))
      return f
        .shares(f.sumOf(z))
        .map((share, i) => b.subtract(b.multiply(total, share), b.ball(y[i])))
    },
  )
})

const binaryTarget = (random: Random): number =>
  draw.pick(random, [0, 1, random(), 2 ** (-1074 * random()), 1 - 2 ** -(53 * random())])
const binaryUlp = claimed('binaryCrossEntropy', '# ulp, with weights up to 1e9')[0]
subject('binaryCrossEntropy', 'ulp', 2, (random) => {
  const z = draw.finiteScores(random, 3000)
  const y = z.map(() => binaryTarget(random))
  return inUlp(
    binaryUlp,
    `binaryCrossEntropy(${spell(z)}, ${spell(y)})`,
    () => math.binaryCrossEntropy(z, y),
    () =>
      b.sum(
        z.map((score, k) => {
          const weighted = b.multiply(b.ball(y[k]), f.softplus(-score))
          return b.add(weighted, b.multiply(b.subtract(b.ONE, b.ball(y[k])), f.softplus(score)))
        }),
      ),
  )
})

const [hardUlp, softLimit, weightedUlp] = claimed(
  'binaryCrossEntropyGradient',
  '# ulp for targets 0 and 1; for others absolute, #; with weights that of the largest weight or 1, and # ulp',
)
subject('binaryCrossEntropyGradient', 'ulp', 1, (random) => {
  const z = draw.finiteScores(random, 3000)
  const y = z.map(() => Math.round(random()))
  return inUlp(
    hardUlp,
    `binaryCrossEntropyGradient(${spell(z)}, ${spell(y)})`,
    () => math.binaryCrossEntropyGradient(z, y),
    () => z.map((score, k) => (y[k] === 1 ? b.negate(f.sigmoid(-score)) : f.sigmoid(score))),
  )
})
subject('binaryCrossEntropyGradient, soft', 'absolute', 1, (random) => {
  const z = draw.finiteScores(random, 3000)
  const y = z.map(() => binaryTarget(random))
  return absolutely(
    softLimit,
    `binaryCrossEntropyGradient(${spell(z)}, ${spell(y)})`,
    () => math.binaryCrossEntropyGradient(z, y),
    () => z.map((score, k) => b.subtract(f.sigmoid(score), b.ball(y[k]))),
  )
})

const zlprUlp = claimed('zlpr', '# ulp')[0]
const zlprGradientUlp = claimed('zlprGradient', '# ulp')[0]
/** The scores of one side, those of true labels turned, after a 0. */
const sideOf = (s: readonly number[], y: readonly number[], label: number): number[] => [
  0,
  ...s.filter((_, k) => y[k] === label).map((value) => (label === 1 ? -value : value)),
]
subject('zlpr', 'ulp', 1, (random) => {
  const s = draw.finiteScores(random, 3000)
  const y = s.map(() => Math.round(random()))
  return inUlp(
    zlprUlp,
    `zlpr(${spell(s)}, ${spell(y)})`,
    () => math.zlpr(s, y),
    () => b.add(f.logSumExp(sideOf(s, y, 0)), f.logSumExp(sideOf(s, y, 1))),
  )
})
subject('zlprGradient', 'ulp', 1, (random) => {
  const s = draw.finiteScores(random, 3000)
  const y = s.map(() => Math.round(random()))
  return inUlp(
    zlprGradientUlp,
    `zlprGradient(${spell(s)}, ${spell(y)})`,
    () => math.zlprGradient(s, y),
    () => {
      const sides = [0, 1].map((label) => f.shares(f.sumOf(sideOf(s, y, label))).slice(1))
      return y.map((label) => (label === 0 ? sides[0].shift()! : b.negate(sides[1].shift()!)))
    },
  )
})

// Derivatives

const jacobianUlp = claimed(
  'softmaxJacobian',
  '# ulp for temperatures from 1e-10 up; below, a share under 1e-335 counts as 0',
)[0]
subject('softmaxJacobian', 'ulp', 1, (random) => {
  const z = draw.finiteScores(random, 12)
  const temperature = Math.max(1e-10, draw.temperature(random))
  return inUlp(
    jacobianUlp,
    `softmaxJacobian(${spell(z)}, { temperature: ${temperature} })`,
    () => math.softmaxJacobian(z, { temperature }).flat(),
    () => {
      const parts = f.sumOf(z, temperature)
      const p = f.shares(parts)
      const others = p.map((_, i) => f.othersOf(parts, i))
      return p.flatMap((row, i) =>
        p.map((column, j) =>
          b.divide(b.multiply(row, i === j ? others[i] : b.negate(column)), b.ball(temperature)),
        ),
      )
    },
  )
})

// Information

const bases = (random: Random): number | undefined =>
  draw.pick(random, [undefined, undefined, 2, 10, 1.5, 1 + 1e-9, 1e300, 1e-300])
const farBases = (random: Random): number | undefined =>
  draw.pick(random, [undefined, undefined, 2, 10, 1.5, 1.001, 0.999, 1e300, 1e-300])
const inBase = (nats: Ball, base: number | undefined): Ball =>
  base === undefined ? nats : b.divide(nats, b.logarithm(b.ball(base)))

const entropyUlp = claimed(
  'entropy',
  '# ulp, for the numbers as they are; what rounding of p puts below 0 is 0',
)[0]
subject('entropy', 'ulp', 2, (random) => {
  const [p, base] = [draw.distribution(random), bases(random)]
  return inUlp(
    entropyUlp,
    `entropy(${spell(p)}, { base: ${base} })`,
    () => math.entropy(p, { base }),
    () => inBase(f.entropy(p), base),
  )
})

const entropyOfLogitsUlp = claimed('entropyOfLogits', '# ulp, in bases not within 0.001 of 1')[0]
subject('entropyOfLogits', 'ulp', 2, (random) => {
  const [z, base] = [draw.scores(random), farBases(random)]
  return inUlp(
    entropyOfLogitsUlp,
    `entropyOfLogits(${spell(z)}, { base: ${base} })`,
    () => math.entropyOfLogits(z, { base }),
    () => inBase(f.entropyOfLogits(z), base),
  )
})

const perplexityUlp = claimed('perplexity', '# ulp')[0]
subject('perplexity', 'ulp', 1, (random) => {
  const p = draw.distribution(random)
  return inUlp(
    perplexityUlp,
    `perplexity(${spell(p)})`,
    () => math.perplexity(p),
    () => b.exponential(f.entropy(p)),
  )
})

const sequenceUlp = claimed('sequencePerplexity', '# ulp')[0]
subject('sequencePerplexity', 'ulp', 1, (random) => {
  const logs = draw.finiteScores(random).map((value) => -Math.min(700, Math.abs(value)))
  return inUlp(
    sequenceUlp,
    `sequencePerplexity(${spell(logs)})`,
    () => math.sequencePerplexity(logs),
    () => b.exponential(b.negate(b.divide(b.sum(logs.map(b.ball)), b.ball(logs.length)))),
  )
})

const divergencePart = claimed(
  'klDivergence',
  '# of Σ p (|log p| + |log q|), besides the last rounding: it cancels where p is near q',
)[0]
/** Where the exact value is below 0, 0 is right. */
const errorFromZeroUp = (computed: number, exact: Ball, limit: number): number => {
  const error = b.absoluteError(computed, exact, limit)
  return b.about(exact) < 0 ? Math.abs(computed) : error
}
subject('klDivergence', 'limit', 1, (random) => {
  const p = draw.distribution(random)
  const near = p.map((share) => share * (1 + (random() < 0.5 ? 1e-6 : 0.5) * random()) + 1e-300)
  const q = math.normalise(near)
  const computed = math.klDivergence(p, q)
  const call = `klDivergence(${spell(p)}, ${spell(q)})`
  return b.withEnoughBits(() => {
    const logs = p.map((share, i) =>
      share === 0 ? undefined : [b.logarithm(b.ball(share)), b.logarithm(b.ball(q[i]))],
    )
    const sumOver = (term: (log: readonly Ball[]) => Ball): Ball =>
      b.sum(logs.map((log, i) => (log ? b.multiply(b.ball(p[i]), term(log)) : b.ZERO)))
    const exact = sumOver(([own, other]) => b.subtract(own, other))
    const size = Math.abs(b.about(sumOver(([own, other]) => b.add(own, other))))
    const limit = divergencePart * size + 2 ** -53 * Math.abs(b.about(exact)) + 2 ** -1075
    return { call, error: partOf(errorFromZeroUp(computed, exact, limit), limit), limit: 1 }
  })
})

const logitsPart = claimed(
  'klDivergenceOfLogits',
  '# of log Σ and σ |z − max z|, summed for both, besides the last rounding: it cancels where they are near',
)[0]
subject('klDivergenceOfLogits', 'limit', 1, (random) => {
  const x = draw.finiteScores(random, 3000)
  const y =
    random() < 0.5
      ? x.map((value) => value + 1e-6 * (random() - 0.5))
      : x.map(() => 40 * (random() - 0.5))
  const computed = math.klDivergenceOfLogits(x, y)
  const call = `klDivergenceOfLogits(${spell(x)}, ${spell(y)})`
  return b.withEnoughBits(() => {
    const [own, other] = [f.sumOf(x), f.sumOf(y)]
    const mean = (gaps: readonly (Ball | undefined)[]): Ball =>
      b.divide(b.sum(own.terms.map((term, i) => b.multiply(term, gaps[i]!))), own.all)
    const [ownMean, otherMean] = [mean(own.gaps), mean(other.gaps)]
    const exact = b.add(b.subtract(other.logarithm, own.logarithm), b.subtract(ownMean, otherMean))
    const size =
      b.about(other.logarithm) + b.about(own.logarithm) - b.about(ownMean) - b.about(otherMean)
    const limit = logitsPart * size + 2 ** -53 * Math.abs(b.about(exact)) + 2 ** -1075
    return { call, error: partOf(errorFromZeroUp(computed, exact, limit), limit), limit: 1 }
  })
})

// In one pass

const onlineUlp = claimed('onlineLogSumExp', '# ulp of max(1, |answer|) for a thousand scores')[0]
const onlineSoftmaxUlp = claimed('onlineSoftmax', '# ulp for a thousand scores')[0]
/** A state that saw the scores in two runs that were merged. */
const stateOf = (z: readonly number[], random: Random): math.OnlineState => {
  const at = Math.floor(random() * z.length)
  const run = (part: readonly number[]): math.OnlineState =>
    part.reduce((state, score) => math.onlineAdd(state, score), math.onlineStart)
  return math.onlineMerge(run(z.slice(0, at)), run(z.slice(at)))
}
subject('onlineLogSumExp', 'limit', 1, (random) => {
  const z = draw.scores(random, 1000)
  const computed = math.onlineLogSumExp(stateOf(z, random))
  const call = `onlineLogSumExp(${spell(z)}.reduce(onlineAdd, onlineStart))`
  return b.withEnoughBits(() => {
    const exact = f.logSumExp(z)
    const size = Math.max(1, Math.abs(b.about(exact)))
    if (size === Infinity || size >= 2 ** 1023)
      return { call, error: b.errorInUlp(computed, exact) / onlineUlp, limit: 1 }
    const limit = onlineUlp * 2 ** (Math.floor(Math.log2(size)) - 52)
    return { call, error: partOf(b.absoluteError(computed, exact, limit), limit), limit: 1 }
  })
})
subject('onlineSoftmax', 'ulp', 1, (random) => {
  const z = draw.scores(random, 1000)
  const state = stateOf(z, random)
  return inUlp(
    onlineSoftmaxUlp,
    `onlineSoftmax(${spell(z)}.reduce(onlineAdd, onlineStart), …)`,
    () => math.onlineSoftmax(state, z),
    () => f.shares(f.sumOf(z)),
  )
})

// Masks

/** Scores of which some are masked, the rest, and how numbers of the rest are put in their places. */
function maskSome<T>(
  random: Random,
  kept: readonly number[],
  masked: T,
): { z: number[]; spread: (values: readonly T[]) => T[] } {
  const places = kept.flatMap((_, i) => (random() < 0.4 ? [-1, i] : [i]))
  return {
    z: places.map((i) => (i < 0 ? -Infinity : kept[i])),
    spread: (values) => places.map((i) => (i < 0 ? masked : values[i])),
  }
}
subject('sparsemax, masked', 'absolute', 0.5, (random) => {
  const kept = simplexScores(random)
  const { z, spread } = maskSome(random, kept, b.ZERO)
  return absolutely(
    sparsemaxLimit,
    `sparsemax(${spell(z)})`,
    () => math.sparsemax(z),
    () => spread(f.sparsemax(kept)),
  )
})

// Of one number, and running sums

const expUlp = claimed('exp', '# ulp')[0]
subject('exp', 'ulp', 1, (random) => {
  const x = one(random)
  const limit = x > 0 ? Infinity : 0
  return inUlp(
    expUlp,
    `exp(${spell(x)})`,
    () => math.exp(x),
    () => (Math.abs(x) > 800 ? limit : b.exponential(b.ball(x))),
  )
})
const logUlp = claimed('log', '# ulp')[0]
subject('log', 'ulp', 1, (random) => {
  const x =
    random() < 0.3
      ? 1 + draw.spread(random, -52, -1)
      : random() < 0.05
        ? -Math.abs(draw.score(random))
        : Math.abs(draw.spread(random, -1074, 1023))
  return inUlp(
    logUlp,
    `log(${spell(x)})`,
    () => math.log(x),
    () => (x > 0 ? b.logarithm(b.ball(x)) : x === 0 ? -Infinity : NaN),
  )
})
const logAddUlp = claimed('logAddExp', '# ulp')[0]
subject('logAddExp', 'ulp', 1, (random) => {
  const z = [...drawScores(random), draw.score(random)].slice(0, 2)
  return inUlp(
    logAddUlp,
    `logAddExp(${spell(z[0])}, ${spell(z[1])})`,
    () => math.logAddExp(z[0], z[1]),
    () => (isPlain(z) ? f.logSumExp(z) : logLimit(z)),
  )
})
const runningUlp = claimed('logCumSumExp', '# ulp of max(1, |answer|) for a thousand scores')[0]
subject('logCumSumExp', 'limit', 0.5, (random) => {
  const z = draw.finiteScores(random, 40)
  const computed = math.logCumSumExp(z)
  const error = b.withEnoughBits(() =>
    worst(
      computed.map((value, i) => {
        const exact = f.logSumExp(z.slice(0, i + 1))
        const size = Math.max(1, Math.abs(b.about(exact)))
        if (size >= 2 ** 1023) return b.errorInUlp(value, exact) / runningUlp
        const limit = runningUlp * 2 ** (Math.floor(Math.log2(size)) - 52)
        return partOf(b.absoluteError(value, exact, limit), limit)
      }),
    ),
  )
  return { call: `logCumSumExp(${spell(z)})`, error, limit: 1 }
})

// Weights of losses, and losses of probabilities

/** From 0 to a million, or of any size up to half a billion. */
const someWeights = (random: Random, n: number, anySize = random() < 0.3): number[] =>
  Array.from({ length: n }, () =>
    anySize
      ? Math.abs(draw.spread(random, -1074, 29))
      : draw.pick(random, [0, 1, 3, 10 * random(), 1e6 * random()]),
  )
const weightedParts = (z: number, y: number, weight: number, of: (x: number) => Ball): Ball[] => [
  b.multiply(b.multiply(b.ball(weight), b.ball(y)), of(-z)),
  b.multiply(b.subtract(b.ONE, b.ball(y)), of(z)),
]
subject('binaryCrossEntropy, weighted', 'ulp', 0.5, (random) => {
  const z = draw.finiteScores(random, 40)
  const y = z.map(() => binaryTarget(random))
  const positiveWeights = someWeights(random, z.length)
  return inUlp(
    binaryUlp,
    `binaryCrossEntropy(${spell(z)}, ${spell(y)}, ${spell({ positiveWeights })})`,
    () => math.binaryCrossEntropy(z, y, { positiveWeights }),
    () =>
      b.sum(z.flatMap((score, k) => weightedParts(score, y[k], positiveWeights[k], f.softplus))),
  )
})
subject('binaryCrossEntropyGradient, weighted', 'limit', 0.5, (random) => {
  const z = draw.finiteScores(random, 40)
  const y = z.map(() => binaryTarget(random))
  const positiveWeights = someWeights(random, z.length)
  const limit = (softLimit + weightedUlp * 2 ** -52) * Math.max(1, ...positiveWeights)
  const { call, error } = absolutely(
    limit,
    `binaryCrossEntropyGradient(${spell(z)}, ${spell(y)}, ${spell({ positiveWeights })})`,
    () => math.binaryCrossEntropyGradient(z, y, { positiveWeights }),
    () =>
      z.map((score, k) => {
        const [pulled, pushed] = weightedParts(score, y[k], positiveWeights[k], f.sigmoid)
        return b.subtract(pushed, pulled)
      }),
  )
  return { call, error: error / limit, limit: 1 }
})

const [logScoreUlp, softLogScoreUlp] = claimed(
  'crossEntropyOfProbabilities',
  '# ulp for a class index; # ulp for targets of one sign',
)
const surprise = (share: number): Ball => b.negate(b.logarithm(b.ball(share)))
subject('crossEntropyOfProbabilities', 'ulp', 0.5, (random) => {
  const p = draw.distribution(random)
  const label = Math.floor(random() * p.length)
  return inUlp(
    logScoreUlp,
    `crossEntropyOfProbabilities(${spell(p)}, ${label})`,
    () => math.crossEntropyOfProbabilities(p, label),
    () => (p[label] === 0 ? Infinity : surprise(p[label])),
  )
})
subject('crossEntropyOfProbabilities, soft', 'ulp', 0.5, (random) => {
  const p = draw.distribution(random, 40)
  const y = p.map((share) => (share === 0 ? 0 : random()))
  return inUlp(
    softLogScoreUlp,
    `crossEntropyOfProbabilities(${spell(p)}, ${spell(y)})`,
    () => math.crossEntropyOfProbabilities(p, y),
    () =>
      b.sum(p.map((share, k) => (y[k] === 0 ? b.ZERO : b.multiply(b.ball(y[k]), surprise(share))))),
  )
})

// Products with the Jacobian

const pullbackLimit = claimed('softmaxPullback', 'absolute, # of max |v| / T')[0]
const upstreamFor = (random: Random, z: readonly number[]): number[] =>
  z.map(() => draw.pick(random, [0, 1, 2 * random() - 1, 1e6 * random()]))
const sizeOf = (v: readonly number[]): number => Math.max(1e-300, ...v.map(Math.abs))
subject('softmaxPullback', 'limit', 1, (random) => {
  const z = draw.finiteScores(random, 40)
  const [v, temperature] = [upstreamFor(random, z), Math.exp(6 * (random() - 0.5))]
  const limit = (pullbackLimit * sizeOf(v)) / temperature
  const { call, error } = absolutely(
    limit,
    `softmaxPullback(${spell(z)}, ${spell(v)}, { temperature: ${temperature} })`,
    () => math.softmaxPullback(z, v, { temperature }),
    () => {
      const p = f.shares(f.sumOf(z, temperature))
      const mean = b.sum(p.map((share, i) => b.multiply(share, b.ball(v[i]))))
      return p.map((share, i) =>
        b.divide(b.multiply(share, b.subtract(b.ball(v[i]), mean)), b.ball(temperature)),
      )
    },
  )
  return { call, error: error / limit, limit: 1 }
})

/** sᵢ (vᵢ − Σ s v / Σ s) */
const pull = (slopes: readonly Ball[], v: readonly number[]): Ball[] => {
  const along = b.sum(slopes.map((slope, i) => b.multiply(slope, b.ball(v[i]))))
  const mean = b.divide(along, b.sum(slopes))
  return slopes.map((slope, i) => b.multiply(slope, b.subtract(b.ball(v[i]), mean)))
}
const sparsePullbackLimit = claimed('sparsemaxPullback', 'absolute, # of max |v|')[0]
subject('sparsemaxPullback', 'limit', 1, (random) => {
  const z = simplexScores(random).slice(0, 40)
  const v = upstreamFor(random, z)
  const limit = sparsePullbackLimit * sizeOf(v)
  // Which are above 0 is judged with sparsemax itself.
  const p = math.sparsemax(z)
  const { call, error } = absolutely(
    limit,
    `sparsemaxPullback(${spell(z)}, ${spell(v)})`,
    () => math.sparsemaxPullback(z, v),
    () =>
      pull(
        p.map((share) => (share > 0 ? b.ONE : b.ZERO)),
        v,
      ),
  )
  return { call, error: error / limit, limit: 1 }
})
const entmaxPullbackLimit = claimed(
  'entmaxPullback',
  'absolute, # of max |v| over α − 1 and the smallest share above 0; at α = 1 that of softmaxPullback',
)[0]
subject('entmaxPullback', 'limit', 0.2, (random) => {
  const z = simplexScores(random).slice(0, 8)
  const [v, alpha] = [upstreamFor(random, z), draw.pick(random, [1.5, 1.01 + 0.99 * random()])]
  const p = math.entmax(z, { alpha })
  const least = Math.min(...p.filter((share) => share > 0))
  const limit = (entmaxPullbackLimit * sizeOf(v)) / ((alpha - 1) * least)
  const { call, error } = absolutely(
    limit,
    `entmaxPullback(${spell(z)}, ${spell(v)}, { alpha: ${alpha} })`,
    () => math.entmaxPullback(z, v, { alpha }),
    () => {
      const exponent = b.subtract(b.ball(2), b.ball(alpha))
      const slopes = f
        .entmax(z, alpha, p)
        .map((share, i) => (p[i] > 0 ? b.power(share, exponent) : b.ZERO))
      return pull(slopes, v)
    },
  )
  return { call, error: error / limit, limit: 1 }
})

// Rows

/** Rows or columns of a flat array, with or without numbers in between that are none of it. */
interface Laid {
  z: number[]
  shape: math.RowShape
  /** The places of each line. */
  places: number[][]
  lines: number[][]
}
function layLines(random: Random, make: () => number[]): Laid {
  const first = make().slice(0, 8)
  const count = 1 + Math.floor(3 * random())
  const lines = [first, ...Array.from({ length: count - 1 }, () => alike(make(), first.length))]
  const axis = random() < 0.5 ? 1 : 0
  const [rows, columns] = axis === 1 ? [count, first.length] : [first.length, count]
  const stride = columns + Math.floor(2 * random())
  const z = new Array<number>((rows - 1) * stride + columns).fill(NaN)
  const places = lines.map((line, l) =>
    line.map((_, k) => (axis === 1 ? l * stride + k : k * stride + l)),
  )
  lines.forEach((line, l) => line.forEach((value, k) => (z[places[l][k]] = value)))
  return { z, shape: { rows, columns, axis, stride }, places, lines }
}
const alike = (values: readonly number[], length: number): number[] =>
  Array.from({ length }, (_, i) => values[i % values.length])

/** Judges whether rows have the very bits that each has alone; on its own the list is judged above. */
function sameBits(
  call: string,
  answer: ArrayLike<number>,
  places: readonly number[],
  alone: readonly number[],
): Judged {
  const differ = alone.filter((value, i) => !Object.is(answer[places[i]], value)).length
  return { call, error: differ, limit: 0 }
}
function ofRows(
  name: string,
  make: (random: Random) => number[],
  rows: (z: number[], shape: math.RowShape) => ArrayLike<number>,
  alone: (line: number[]) => number[],
): void {
  subject(name, 'limit', 0.3, (random) => {
    const { z, shape, places, lines } = layLines(random, () => make(random))
    const each = lines.map(alone)
    // A number for each line, or one for each of its numbers.
    const at = each.map((line, l) => (line.length === lines[l].length ? places[l] : [l]))
    const isOne = lines[0].length === 1 && name.match(/^(logSumExp|entropy)/) !== null
    return sameBits(
      `${name}(${spell(z)}, ${spell(shape)})`,
      rows(z, shape),
      isOne ? each.map((_, l) => l) : at.flat(),
      each.flat(),
    )
  })
}
ofRows('softmaxRows', drawScores, math.softmaxRows, (line) => math.softmax(line))
ofRows('logSoftmaxRows', drawScores, math.logSoftmaxRows, (line) => math.logSoftmax(line))
ofRows('logSumExpRows', drawScores, math.logSumExpRows, (line) => [math.logSumExp(line)])
ofRows('hardmaxRows', draw.finiteScores, math.hardmaxRows, (line) => math.hardmax(line))
ofRows('sparsemaxRows', simplexScores, math.sparsemaxRows, (line) => math.sparsemax(line))
ofRows('entmaxRows', simplexScores, math.entmaxRows, (line) => math.entmax(line))
ofRows('entropyOfLogitsRows', draw.scores, math.entropyOfLogitsRows, (line) => [
  math.entropyOfLogits(line),
])

const lossUlp = claimed(
  'crossEntropyRows',
  '# ulp for targets of one sign up to 1e9, weighed and over what the mean divides by; a row, the mean and the sum alike',
)[0]
const drawLabels = (random: Random, lines: readonly number[][]): number[] =>
  lines.map((line) => Math.floor(random() * line.length))
/** Σ wₖ ((1 − ε) yₖ + ε Σy / C) (−log σₖ) */
const smoothedLoss = (
  line: readonly number[],
  y: readonly number[],
  { classWeights, labelSmoothing }: { classWeights: readonly number[]; labelSmoothing: number },
): Ball => {
  const each = b.divide(
    b.multiply(b.ball(labelSmoothing), b.sum(y.map(b.ball))),
    b.ball(line.length),
  )
  const kept = b.subtract(b.ONE, b.ball(labelSmoothing))
  const terms = f
    .logShares(f.sumOf(line))
    .map((log, k) =>
      b.multiply(
        b.multiply(b.ball(classWeights[k]), b.add(b.multiply(kept, b.ball(y[k])), each)),
        log!,
      ),
    )
  return b.negate(b.sum(terms))
}
const oneHot = (line: readonly number[], label: number): number[] =>
  line.map((_, k) => Number(k === label))
const drawWeighing = (
  random: Random,
  n: number,
): { classWeights: number[]; labelSmoothing: number } => ({
  classWeights: someWeights(random, n),
  labelSmoothing: draw.pick(random, [0, 0.1, random(), 2 ** (-1074 * random())]),
})
subject('crossEntropyRows', 'ulp', 0.5, (random) => {
  const { z, shape, lines } = layLines(random, () => draw.finiteScores(random))
  const labels = drawLabels(random, lines)
  return inUlp(
    lossUlp,
    `crossEntropyRows(${spell(z)}, ${spell(labels)}, ${spell(shape)})`,
    () => [...math.crossEntropyRows(z, labels, shape)],
    () => lines.map((line, l) => b.negate(f.logShares(f.sumOf(line))[labels[l]]!)),
  )
})
subject('crossEntropyRows, weighted', 'ulp', 0.5, (random) => {
  const { z, shape, lines } = layLines(random, () => draw.finiteScores(random))
  const labels = drawLabels(random, lines)
  const weighing = drawWeighing(random, lines[0].length)
  const options = { ...shape, ...weighing }
  return inUlp(
    lossUlp,
    `crossEntropyRows(${spell(z)}, ${spell(labels)}, ${spell(options)})`,
    () => [...math.crossEntropyRows(z, labels, options)],
    () => lines.map((line, l) => smoothedLoss(line, oneHot(line, labels[l]), weighing)),
  )
})
subject('crossEntropyRows, distributions', 'ulp', 0.5, (random) => {
  const { z, shape, lines, places } = layLines(random, () => draw.finiteScores(random))
  const targets = lines.map((line) => softTarget(random, line.length))
  const distributions = z.map(() => 0)
  targets.forEach((line, l) => line.forEach((value, k) => (distributions[places[l][k]] = value)))
  const { classWeights, labelSmoothing } = drawWeighing(random, lines[0].length)
  // Targets go up to half a billion themselves.
  const weighing = { classWeights: classWeights.map((weight) => weight / 2 ** 30), labelSmoothing }
  const options = { ...shape, ...weighing }
  return inUlp(
    lossUlp,
    `crossEntropyRows(${spell(z)}, ${spell({ distributions })}, ${spell(options)})`,
    () => [...math.crossEntropyRows(z, { distributions }, options)],
    () => lines.map((line, l) => smoothedLoss(line, targets[l], weighing)),
  )
})
subject('crossEntropyRows, reduced', 'ulp', 0.5, (random) => {
  const { z, shape, lines } = layLines(random, () => draw.finiteScores(random))
  const labels = drawLabels(random, lines)
  const labelSmoothing = draw.pick(random, [0, 0.1, random()])
  // Smoothing gives a row weights of other classes, which are not in what the mean divides by.
  const anySize = labelSmoothing === 0 && random() < 0.3
  const classWeights = someWeights(random, lines[0].length, anySize)
  const weighing = { classWeights, labelSmoothing }
  const drawn = draw.pick(random, ['mean', 'sum'] as const)
  // Over weights of 0 there is no mean.
  const reduction = labels.some((label) => weighing.classWeights[label] > 0) ? drawn : 'sum'
  const options = { ...shape, ...weighing, reduction }
  return inUlp(
    lossUlp,
    `crossEntropyRows(${spell(z)}, ${spell(labels)}, ${spell(options)})`,
    () => math.crossEntropyRows(z, labels, options),
    () => {
      const losses = b.sum(
        lines.map((line, l) => smoothedLoss(line, oneHot(line, labels[l]), weighing)),
      )
      if (reduction === 'sum') return losses
      const weights = labels.map((label) => b.ball(weighing.classWeights[label]))
      return b.divide(losses, b.sum(weights))
    },
  )
})
const gradientRowUlp = claimed(
  'crossEntropyGradientRows',
  '# ulp without weights, smoothing and mean; else absolute, 1e-15 of the largest weight of a class, times Σ |yₖ| for distributions, over what the mean divides by',
)[0]
subject('crossEntropyGradientRows', 'ulp', 0.5, (random) => {
  const { z, shape, places, lines } = layLines(random, () => draw.finiteScores(random))
  const labels = lines.map((line) => Math.floor(random() * line.length))
  return inUlp(
    gradientRowUlp,
    `crossEntropyGradientRows(${spell(z)}, ${spell(labels)}, ${spell(shape)})`,
    () => {
      const answer = math.crossEntropyGradientRows(z, labels, shape)
      return places.flat().map((at) => answer[at])
    },
    () =>
      lines.flatMap((line, l) => {
        const parts = f.sumOf(line)
        return f
          .shares(parts)
          .map((own, k) => (k === labels[l] ? b.negate(f.othersOf(parts, k)) : own))
      }),
  )
})

// Forecasts

const brierLimit = claimed('brierScore', 'absolute, #')[0]
subject('brierScore', 'absolute', 0.5, (random) => {
  const first = draw.distribution(random, 40)
  const p = [first, first.toReversed()].slice(0, draw.pick(random, [1, 2]))
  const labels = p.map((line) => Math.floor(random() * line.length))
  return absolutely(
    brierLimit,
    `brierScore(${spell(p)}, ${spell(labels)})`,
    () => [math.brierScore(p, labels)],
    () => {
      const gaps = p.flatMap((line, n) =>
        line.map((own, k) => b.subtract(b.ball(own), b.ball(k === labels[n] ? 1 : 0))),
      )
      return [b.divide(b.sum(gaps.map((gap) => b.multiply(gap, gap))), b.ball(p.length))]
    },
  )
})
