import { describe, expect, it } from 'vitest'
import { logSumExp, logSumExpRows, randomSource, softmax, softmaxRows } from '../src/index.ts'
import { LARGEST_MODERATE, MASKED_BELOW } from '../src/internal/moderate.ts'
import { claimed } from './claimed.ts'
import { exact, fixed, logSumExpOf, softmaxOf } from './oracle.ts'
import { ulpError } from './ulp.ts'

const [softmaxUlp] = claimed('softmax', '# ulp')
const [logSumExpUlp] = claimed('logSumExp', '# ulp, near 0 too, where the sum is taken in integers')
const next = (x: number, away: number): number => x + Math.sign(away) * Math.abs(x) * 2 ** -52

/** Scores up to LARGEST_MODERATE take another way than those beyond it: these lie on either side. */
const onTheBorder = [
  [LARGEST_MODERATE, -LARGEST_MODERATE],
  [next(LARGEST_MODERATE, 1), -LARGEST_MODERATE],
  [LARGEST_MODERATE, next(-LARGEST_MODERATE, -1)],
  [-LARGEST_MODERATE, -LARGEST_MODERATE + 0.1, next(-LARGEST_MODERATE, -1)],
  [-LARGEST_MODERATE, -1000, -1006],
  [-1000.25, -1001, -1001.5],
  [LARGEST_MODERATE, LARGEST_MODERATE, 1],
  [LARGEST_MODERATE + 400, LARGEST_MODERATE, -5],
]

describe('scores at the end of what is taken as it is', () => {
  it.each(onTheBorder)('%f and %f …', (...z) => {
    const shares = softmaxOf(z)
    softmax(z).forEach((share, i) =>
      expect(ulpError(share, exact(shares[i]))).toBeLessThanOrEqual(softmaxUlp),
    )
    const top = Math.max(...z)
    const gaps = z.map((value) => value - top)
    expect(ulpError(logSumExp(z), exact(fixed(top) + logSumExpOf(gaps)))).toBeLessThanOrEqual(
      logSumExpUlp,
    )
  })

  it('what is far below them is masked beside them, and is not alone', () => {
    const far = MASKED_BELOW - 1
    expect(softmax([-LARGEST_MODERATE, far])).toEqual([1, 0])
    expect(softmax([far, far])).toEqual([0.5, 0.5])
    expect(logSumExp([-LARGEST_MODERATE, far])).toBe(-LARGEST_MODERATE)
    expect(logSumExp([far])).toBe(far)
    expect(softmax([0, -Infinity, 0])).toEqual([0.5, 0, 0.5])
    expect(softmax([-Infinity, -Infinity])).toEqual([NaN, NaN])
    expect(softmax([0, NaN])).toEqual([NaN, NaN])
    expect(softmax([400, NaN])).toEqual([NaN, NaN])
  })

  it('a logarithm near 0 is as exact as any', () => {
    for (let answer = -0.4; answer < 0.4; answer += 1 / 64) {
      const z = [0, 1, 0.5].map((value) => value - 1.6803 + answer)
      expect(ulpError(logSumExp(z), exact(logSumExpOf(z)))).toBeLessThanOrEqual(logSumExpUlp)
    }
  })
})

describe('a batch of rows of every kind', () => {
  const random = randomSource(1)
  const kinds = [
    () => 6 * random() - 3,
    () => 600 * random(),
    () => (random() < 0.5 ? -Infinity : random()),
    () => -Infinity,
    () => (random() < 0.5 ? -1e9 : 2 * random()),
    () => 5000 * random(),
    () => (random() < 0.3 ? NaN : 1),
    () => (random() < 0.3 ? Infinity : 1),
    () => Math.log(1 / 5) + 1e-9 * random(),
  ]
  // More than two of the blocks that logSumExpRows takes at a time.
  const rows = Array.from({ length: 150 }, (_, r) =>
    Array.from({ length: 5 }, r % 7 === 0 ? kinds[(r / 7) % kinds.length] : kinds[0]),
  )

  it('has the bits of each row by itself', () => {
    const flat = Float64Array.from(rows.flat())
    const shape = { rows: rows.length, columns: 5 }
    expect([...softmaxRows(flat, shape)]).toEqual(rows.flatMap((row) => softmax(row)))
    expect([...logSumExpRows(flat, shape)]).toEqual(rows.map((row) => logSumExp(row)))
  })
})
