import { describe, expect, it } from 'vitest'
import { logSigmoid, logSoftmax, logSumExp, randomSource, sigmoid, signedLogSumExp, softmax, softmaxBase, softplus, crossEntropy, crossEntropyGradient } from '../../src/math/index.ts'
import { exp } from '../../src/math/exp.ts'
import { log, log1p } from '../../src/math/log.ts'
import { exact, exponential, fixed, logarithm, logSoftmaxOf, logSumExpOf, over, softmaxOf, times } from './oracle.ts'
import { fromDecimal, ulpError, worst } from './ulp.ts'
import { inputOf, readVectors, type VectorCase } from './vectors.ts'

const vectors = readVectors()
const families = [...new Set(vectors.cases.map(({ family }) => family))]

/** Half an ulp is what rounding the exact value costs; the module adds a fiftieth. */
const STRETCH = 0.52

const against = (computed: number, decimal: string): number => ulpError(computed, fromDecimal(decimal))
const againstFixed = (computed: number, value: bigint): number => ulpError(computed, exact(value))

/** The errors of a vector, at all places or at those that the table lists. */
function errorsOf(computed: number[], listed: string[] | undefined, at: number[] | undefined, atListed: string[] | undefined): number[] {
  if (listed !== undefined) return listed.map((decimal, i) => against(computed[i], decimal))
  return at!.map((i, k) => against(computed[i], atListed![k]))
}

function errorsOfCase(vector: VectorCase): { logSumExp: number; softmax: number; logSoftmax: number } {
  const x = inputOf(vector)
  return {
    logSumExp: against(logSumExp(x), vector.lse),
    softmax: worst(errorsOf(softmax(x), vector.softmax, vector.at, vector.softmaxAt)),
    logSoftmax: worst(errorsOf(logSoftmax(x), vector.logSoftmax, vector.at, vector.logSoftmaxAt)),
  }
}

describe('the table of exact values', () => {
  it.each(families)('holds to 0.52 ulp in the family %s', (family) => {
    for (const vector of vectors.cases.filter((each) => each.family === family)) {
      const errors = errorsOfCase(vector)
      expect(errors.logSumExp, `logSumExp of ${vector.id}`).toBeLessThanOrEqual(STRETCH)
      expect(errors.softmax, `softmax of ${vector.id}`).toBeLessThanOrEqual(STRETCH)
      expect(errors.logSoftmax, `logSoftmax of ${vector.id}`).toBeLessThanOrEqual(STRETCH)
    }
  })

  it('holds to 0.52 ulp with a temperature', () => {
    for (const { id, T, x, ...expected } of vectors.temperatureCases) {
      const scores = x.map(Number)
      const options = { temperature: Number(T) }
      expect(against(logSumExp(scores, options), expected.lse), id).toBeLessThanOrEqual(STRETCH)
      expect(worst(errorsOf(softmax(scores, options), expected.softmax, undefined, undefined)), id).toBeLessThanOrEqual(STRETCH)
      expect(worst(errorsOf(logSoftmax(scores, options), expected.logSoftmax, undefined, undefined)), id).toBeLessThanOrEqual(STRETCH)
    }
  })

  it('holds to 0.52 ulp with weights of both signs, and gives the sign', () => {
    for (const { id, a, b, logAbs, sign } of vectors.weightedCases) {
      const result = signedLogSumExp(a.map(Number), b.map(Number))
      expect(result.sign, id).toBe(sign)
      expect(against(result.value, logAbs), id).toBeLessThanOrEqual(STRETCH)
    }
  })
})

describe('fresh random scores, judged by integers', () => {
  const random = randomSource(20260101)
  const signed = (): number => 2 * random() - 1
  const scoresOf = (n: number, size: number): number[] => Array.from({ length: n }, () => size * signed())

  it.each([1e-12, 1e-3, 1, 20, 300])('logSumExp, softmax and logSoftmax hold to 0.52 ulp for scores up to %d', (size) => {
    for (let run = 0; run < 25; run++) {
      const x = scoresOf(1 + Math.floor(random() * 12), size)
      expect(againstFixed(logSumExp(x), logSumExpOf(x)), String(x)).toBeLessThanOrEqual(STRETCH)
      expect(worst(softmaxOf(x).map((value, i) => againstFixed(softmax(x)[i], value))), String(x)).toBeLessThanOrEqual(STRETCH)
      expect(worst(logSoftmaxOf(x).map((value, i) => againstFixed(logSoftmax(x)[i], value))), String(x)).toBeLessThanOrEqual(STRETCH)
    }
  })

  it('logSumExp holds to 0.52 ulp where the sum is near 1 and nearly all cancels', () => {
    for (let run = 0; run < 40; run++) {
      const x = logSoftmax(scoresOf(2 + Math.floor(random() * 20), 8))
      expect(againstFixed(logSumExp(x), logSumExpOf(x)), String(x)).toBeLessThanOrEqual(STRETCH)
    }
  })

  it.each([1e-30, 1e-70, 1e-120])('logSumExp holds to 0.52 ulp where a score near -%d cancels against one far below', (size) => {
    for (let run = 0; run < 15; run++) {
      const top = -size * (0.5 + random())
      const x = [log(-top) + 1e-3 * signed(), top]
      expect(againstFixed(logSumExp(x), logSumExpOf(x)), String(x)).toBeLessThanOrEqual(STRETCH)
    }
  })

  it('signedLogSumExp holds to 0.52 ulp where weighted terms sum to nearly 1 or -1', () => {
    for (let run = 0; run < 20; run++) {
      const w = [3 * signed(), 3 * signed()]
      const x = [signed(), signed()]
      const rest = x.reduce((sum, value, i) => sum + w[i] * exp(value), 0)
      const last = (run % 2 === 0 ? 1 : -1) - rest
      const terms = [...x.map((value, i) => times(fixed(w[i]), exponential(fixed(value)))), fixed(last)]
      const total = terms.reduce((a, b) => a + b, 0n)
      const { value, sign } = signedLogSumExp([...x, 0], [...w, last])
      expect(sign).toBe(run % 2 === 0 ? 1 : -1)
      expect(againstFixed(value, logarithm(total < 0n ? -total : total)), String([x, w])).toBeLessThanOrEqual(STRETCH)
    }
  })

  it('a temperature from 0.01 to 100 changes nothing about that', () => {
    for (let run = 0; run < 40; run++) {
      const temperature = exp(4.6 * signed())
      const x = scoresOf(2 + Math.floor(random() * 6), 5 * temperature)
      expect(againstFixed(logSumExp(x, { temperature }), logSumExpOf(x, temperature)), String(x)).toBeLessThanOrEqual(STRETCH)
      const p = softmax(x, { temperature })
      expect(worst(softmaxOf(x, temperature).map((value, i) => againstFixed(p[i], value))), String(x)).toBeLessThanOrEqual(STRETCH)
    }
  })

  it('another base holds to 0.52 ulp', () => {
    for (let run = 0; run < 25; run++) {
      const base = exp(4 * signed())
      const x = scoresOf(4, 10)
      const logBase = logarithm(fixed(base))
      const terms = x.map((value) => exponential(times(fixed(value), logBase)))
      const total = terms.reduce((a, b) => a + b, 0n)
      const p = softmaxBase(x, base)
      expect(worst(terms.map((term, i) => againstFixed(p[i], over(term, total)))), `base ${base}: ${x}`).toBeLessThanOrEqual(STRETCH)
    }
  })

  it('exp, log and log1p hold to 0.51 ulp', () => {
    for (let run = 0; run < 200; run++) {
      const x = signed() * exp(5.5 * random())
      expect(againstFixed(exp(x), exponential(fixed(x))), `exp(${x})`).toBeLessThanOrEqual(0.51)
      const y = exp(40 * signed())
      expect(againstFixed(log(y), logarithm(fixed(y))), `log(${y})`).toBeLessThanOrEqual(0.51)
      const near = signed() * exp(-20 * random()) * 0.9
      expect(againstFixed(log1p(near), logarithm(fixed(1) + fixed(near))), `log1p(${near})`).toBeLessThanOrEqual(0.51)
    }
  })

  it('sigmoid, softplus and logSigmoid hold to 0.51 ulp', () => {
    const one = fixed(1)
    for (let run = 0; run < 200; run++) {
      const x = signed() * exp(5.5 * random())
      const up = exponential(fixed(x))
      const down = exponential(-fixed(x))
      expect(againstFixed(sigmoid(x), over(one, one + down)), `sigmoid(${x})`).toBeLessThanOrEqual(0.51)
      expect(againstFixed(softplus(x), logarithm(one + up)), `softplus(${x})`).toBeLessThanOrEqual(0.51)
      expect(againstFixed(logSigmoid(x), -logarithm(one + down)), `logSigmoid(${x})`).toBeLessThanOrEqual(0.51)
    }
  })

  it('cross-entropy with a class holds to 0.52 ulp, with soft targets to 3', () => {
    for (let run = 0; run < 40; run++) {
      const x = scoresOf(5, 10)
      const logs = logSoftmaxOf(x)
      expect(againstFixed(crossEntropy(x, run % 5), -logs[run % 5])).toBeLessThanOrEqual(STRETCH)
      const y = x.map(() => random())
      const loss = y.reduce((total, value, i) => total - times(fixed(value), logs[i]), 0n)
      expect(againstFixed(crossEntropy(x, y), loss)).toBeLessThanOrEqual(3)
    }
  })

  it.each([
    ['a class', (): number => 2],
    ['a one-hot target', (): number[] => [0, 0, 1, 0, 0]],
    ['a soft target', (): number[] => softmax(scoresOf(5, 3))],
    ['a multi-hot target', (): number[] => [1, 0, 1, 1, 0]],
  ] as const)("cross-entropy's gradient holds to 0.52 ulp against %s", (_, makeTarget) => {
    for (let run = 0; run < 40; run++) {
      const x = scoresOf(5, run % 2 === 0 ? 3 : 40)
      const target = makeTarget()
      const gradient = crossEntropyGradient(x, target)
      const errors = gradientOf(x, target).map((value, i) => againstFixed(gradient[i], value))
      expect(worst(errors), `${x} against ${target}`).toBeLessThanOrEqual(STRETCH)
    }
  })

  it("cross-entropy's gradient holds to 0.52 ulp where the target is softmax itself, rounded", () => {
    for (let run = 0; run < 20; run++) {
      const x = scoresOf(4, 4)
      const y = softmax(x)
      const gradient = crossEntropyGradient(x, y)
      expect(worst(gradientOf(x, y).map((value, i) => againstFixed(gradient[i], value))), String(x)).toBeLessThanOrEqual(STRETCH)
    }
  })

  function gradientOf(x: number[], target: number | number[]): bigint[] {
    const y = typeof target === 'number' ? x.map((_, i) => Number(i === target)) : target
    const total = y.reduce((sum, value) => sum + fixed(value), 0n)
    return softmaxOf(x).map((share, i) => times(total, share) - fixed(y[i]))
  }
})
