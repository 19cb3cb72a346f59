import { describe, expect, it } from 'vitest'
import { logSoftmax, logSumExp, randomSource, signedLogSumExp, softmax } from '../src/index.ts'
import { exp } from '../src/internal/exp.ts'
import { log, log1p } from '../src/internal/log.ts'
import { claimed } from './claimed.ts'
import {
  exact,
  exponential,
  fixed,
  logarithm,
  logSoftmaxOf,
  logSumExpOf,
  softmaxOf,
  times,
} from './oracle.ts'
import { fromDecimal, ulpError, worst } from './ulp.ts'
import { inputOf, readVectors, type VectorCase } from './vectors.ts'

const vectors = readVectors()
const families = [...new Set(vectors.cases.map(({ family }) => family))]

/** What the docstrings claim, in ulp: half of one is what rounding the exact value costs; the module adds a fiftieth. */
const CLAIM = {
  logSumExp: claimed('logSumExp', '# ulp, near 0 too, where the sum is taken in integers')[0],
  signedLogSumExp: claimed('signedLogSumExp', '# ulp, however much cancels')[0],
  softmax: claimed('softmax', '# ulp')[0],
  logSoftmax: claimed('logSoftmax', '# ulp')[0],
}

const against = (computed: number, decimal: string): number =>
  ulpError(computed, fromDecimal(decimal))
const againstFixed = (computed: number, value: bigint): number => ulpError(computed, exact(value))

/** The errors of a vector, at all places or at those that the table lists. */
function errorsOf(
  computed: number[],
  listed: string[] | undefined,
  at: number[] | undefined,
  atListed: string[] | undefined,
): number[] {
  if (listed !== undefined) return listed.map((decimal, i) => against(computed[i], decimal))
  return at!.map((i, k) => against(computed[i], atListed![k]))
}

function errorsOfCase(vector: VectorCase): {
  logSumExp: number
  softmax: number
  logSoftmax: number
} {
  const x = inputOf(vector)
  return {
    logSumExp: against(logSumExp(x), vector.lse),
    softmax: worst(errorsOf(softmax(x), vector.softmax, vector.at, vector.softmaxAt)),
    logSoftmax: worst(errorsOf(logSoftmax(x), vector.logSoftmax, vector.at, vector.logSoftmaxAt)),
  }
}

describe('the table of exact values', () => {
  it.each(families)('holds as claimed in the family %s', (family) => {
    for (const vector of vectors.cases.filter((each) => each.family === family)) {
      const errors = errorsOfCase(vector)
      expect(errors.logSumExp, `logSumExp of ${vector.id}`).toBeLessThanOrEqual(CLAIM.logSumExp)
      expect(errors.softmax, `softmax of ${vector.id}`).toBeLessThanOrEqual(CLAIM.softmax)
      expect(errors.logSoftmax, `logSoftmax of ${vector.id}`).toBeLessThanOrEqual(CLAIM.logSoftmax)
    }
  })

  it('holds as claimed with a temperature', () => {
    for (const { id, T, x, ...expected } of vectors.temperatureCases) {
      const scores = x.map(Number)
      const options = { temperature: Number(T) }
      expect(against(logSumExp(scores, options), expected.lse), id).toBeLessThanOrEqual(
        CLAIM.logSumExp,
      )
      expect(
        worst(errorsOf(softmax(scores, options), expected.softmax, undefined, undefined)),
        id,
      ).toBeLessThanOrEqual(CLAIM.softmax)
      expect(
        worst(errorsOf(logSoftmax(scores, options), expected.logSoftmax, undefined, undefined)),
        id,
      ).toBeLessThanOrEqual(CLAIM.logSoftmax)
    }
  })

  it('holds as claimed with weights of both signs, and gives the sign', () => {
    for (const { id, a, b, logAbs, sign } of vectors.weightedCases) {
      const result = signedLogSumExp(a.map(Number), b.map(Number))
      expect(result.sign, id).toBe(sign)
      expect(against(result.value, logAbs), id).toBeLessThanOrEqual(CLAIM.signedLogSumExp)
    }
  })
})

describe('fresh random scores, judged by integers', () => {
  const random = randomSource(20260101)
  const signed = (): number => 2 * random() - 1
  const scoresOf = (n: number, size: number): number[] =>
    Array.from({ length: n }, () => size * signed())

  it.each([1e-12, 1e-3, 1, 20, 300])(
    'logSumExp, softmax and logSoftmax hold as claimed for scores up to %d',
    (size) => {
      for (let run = 0; run < 25; run++) {
        const x = scoresOf(1 + Math.floor(random() * 12), size)
        expect(againstFixed(logSumExp(x), logSumExpOf(x)), String(x)).toBeLessThanOrEqual(
          CLAIM.logSumExp,
        )
        expect(
          worst(softmaxOf(x).map((value, i) => againstFixed(softmax(x)[i], value))),
          String(x),
        ).toBeLessThanOrEqual(CLAIM.softmax)
        expect(
          worst(logSoftmaxOf(x).map((value, i) => againstFixed(logSoftmax(x)[i], value))),
          String(x),
        ).toBeLessThanOrEqual(CLAIM.logSoftmax)
      }
    },
  )

  it('logSumExp holds as claimed where the sum is near 1 and nearly all cancels', () => {
    for (let run = 0; run < 40; run++) {
      const x = logSoftmax(scoresOf(2 + Math.floor(random() * 20), 8))
      expect(againstFixed(logSumExp(x), logSumExpOf(x)), String(x)).toBeLessThanOrEqual(
        CLAIM.logSumExp,
      )
    }
  })

  it.each([1e-30, 1e-70, 1e-120])(
    'logSumExp holds as claimed where a score near -%d cancels against one far below',
    (size) => {
      for (let run = 0; run < 15; run++) {
        const top = -size * (0.5 + random())
        const x = [log(-top) + 1e-3 * signed(), top]
        expect(againstFixed(logSumExp(x), logSumExpOf(x)), String(x)).toBeLessThanOrEqual(
          CLAIM.logSumExp,
        )
      }
    },
  )

  it('signedLogSumExp holds as claimed where weighted terms sum to nearly 1 or -1', () => {
    for (let run = 0; run < 20; run++) {
      const w = [3 * signed(), 3 * signed()]
      const x = [signed(), signed()]
      const rest = x.reduce((sum, value, i) => sum + w[i] * exp(value), 0)
      const last = (run % 2 === 0 ? 1 : -1) - rest
      const terms = [
        ...x.map((value, i) => times(fixed(w[i]), exponential(fixed(value)))),
        fixed(last),
      ]
      const total = terms.reduce((a, b) => a + b, 0n)
      const { value, sign } = signedLogSumExp([...x, 0], [...w, last])
      expect(sign).toBe(run % 2 === 0 ? 1 : -1)
      expect(
        againstFixed(value, logarithm(total < 0n ? -total : total)),
        String([x, w]),
      ).toBeLessThanOrEqual(CLAIM.signedLogSumExp)
    }
  })

  it('a temperature from 0.01 to 100 changes nothing about that', () => {
    for (let run = 0; run < 40; run++) {
      const temperature = exp(4.6 * signed())
      const x = scoresOf(2 + Math.floor(random() * 6), 5 * temperature)
      expect(
        againstFixed(logSumExp(x, { temperature }), logSumExpOf(x, temperature)),
        String(x),
      ).toBeLessThanOrEqual(CLAIM.logSumExp)
      const p = softmax(x, { temperature })
      expect(
        worst(softmaxOf(x, temperature).map((value, i) => againstFixed(p[i], value))),
        String(x),
      ).toBeLessThanOrEqual(CLAIM.softmax)
    }
  })

  it('exp, log and log1p hold to 0.51 ulp', () => {
    for (let run = 0; run < 200; run++) {
      const x = signed() * exp(5.5 * random())
      expect(againstFixed(exp(x), exponential(fixed(x))), `exp(${x})`).toBeLessThanOrEqual(0.51)
      const y = exp(40 * signed())
      expect(againstFixed(log(y), logarithm(fixed(y))), `log(${y})`).toBeLessThanOrEqual(0.51)
      const near = signed() * exp(-20 * random()) * 0.9
      expect(
        againstFixed(log1p(near), logarithm(fixed(1) + fixed(near))),
        `log1p(${near})`,
      ).toBeLessThanOrEqual(0.51)
    }
  })
})
