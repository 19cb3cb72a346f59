import { describe, expect, it } from 'vitest'
import { logSoftmax, logSumExp, softmax } from '../src/index.ts'
import { readVectors, toNumber } from './vectors.ts'

const { special } = readVectors()
const nan = NaN
const inf = Infinity
const log2 = 0.6931471805599453

/** The table of docs/math.md: scores, log-sum-exp, softmax, logarithms of softmax. */
const TABLE: [what: string, z: number[], lse: number, p: number[], logs: number[]][] = [
  ['no scores', [], -inf, [], []],
  ['one score', [7], 7, [1], [0]],
  ['a masked score', [0, -inf], 0, [1, 0], [0, -inf]],
  ['only masked scores', [-inf, -inf], -inf, [nan, nan], [nan, nan]],
  ['one +Infinity', [inf, 0], inf, [1, 0], [0, -inf]],
  ['one +Infinity and a masked score', [-inf, inf], inf, [0, 1], [-inf, 0]],
  ['two +Infinity', [inf, inf, 0], inf, [nan, nan, nan], [nan, nan, nan]],
  ['NaN', [0, nan, -inf], nan, [nan, nan, nan], [nan, nan, nan]],
  ['NaN beside +Infinity', [inf, nan], nan, [nan, nan], [nan, nan]],
  ['the smallest subnormals', [5e-324, -5e-324], log2, [0.5, 0.5], [-log2, -log2]],
  ['a result that is subnormal', [0, -740], 4.2e-322, [1, 4.2e-322], [-4.2e-322, -740]],
  ['±1e308', [1e308, -1e308], 1e308, [1, 0], [0, -inf]],
  ['equal at 1e308', [1e308, 1e308], 1e308, [0.5, 0.5], [-log2, -log2]],
  ['signed zeros', [0, -0], log2, [0.5, 0.5], [-log2, -log2]],
]

describe('special values', () => {
  it.each(TABLE)('%s', (_, z, lse, p, logs) => {
    expect(logSumExp(z)).toBe(lse)
    expect(softmax(z)).toEqual(p)
    expect(logSoftmax(z)).toEqual(logs)
  })

  it.each(TABLE)('%s, with a temperature of 2 and the scores doubled', (what, z, lse, p, logs) => {
    if (what.includes('1e308')) return
    const doubled = z.map((value) => 2 * value)
    if (!what.includes('subnormal')) expect(logSumExp(doubled, { temperature: 2 })).toBe(2 * lse)
    expect(softmax(doubled, { temperature: 2 })).toEqual(p)
    expect(logSoftmax(doubled, { temperature: 2 })).toEqual(logs)
  })

  it.each(special.map((each) => [each.x.join(', '), each] as const))(
    'agrees with the table of exact values at [%s]',
    (_, { x, lse, softmax: p, logSoftmax: logs }) => {
      const z = x.map(toNumber)
      expect(logSumExp(z)).toBe(toNumber(lse))
      expect(softmax(z)).toEqual(p === null ? z.map(() => NaN) : p.map(toNumber))
      expect(logSoftmax(z)).toEqual(logs === null ? z.map(() => NaN) : logs.map(toNumber))
    },
  )

  it('differs from SciPy at one +Infinity, where softmax has a limit and SciPy gives NaN', () => {
    const limits = special.filter(
      ({ scipySoftmax, softmax: p }) =>
        p !== null && scipySoftmax?.includes('nan') === true && !p.includes('nan'),
    )
    expect(limits.length).toBeGreaterThan(0)
    for (const { x } of limits) expect(softmax(x.map(toNumber)).reduce((a, b) => a + b)).toBe(1)
  })

  it('a million equal scores: log-sum-exp is log n, and each share 1/n', () => {
    const z = new Float64Array(1e6)
    expect(logSumExp(z)).toBe(13.815510557964274)
    expect(new Set(softmax(z))).toEqual(new Set([1e-6]))
  })

  it('many scores whose sum is near 1 keep their last digits', () => {
    const z = new Float64Array(20000).fill(-9.903487552536127)
    expect(Math.abs(logSumExp(z))).toBeLessThan(1e-15)
    expect(logSumExp(z)).not.toBe(0)
  })
})
