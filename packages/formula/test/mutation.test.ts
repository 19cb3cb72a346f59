import { describe, expect, test } from 'vitest'
import { CHAPTERS } from './book.ts'
import {
  mutateConditions,
  mutateDefinitions,
  mutateDerivations,
  type Fate,
  type Listed,
  total,
  turn,
} from './mutation.ts'

/**
 * Mutants that pass because they say something that is just as true: who reads the two formulas finds them equal
 * wherever the derivation speaks.
 */
const EQUIVALENT: Listed = [
  ['its own probability by a score', 'index i to k', 11, 'the derivation is for k = i'],
  [
    'its own probability by a score',
    'bracket dropped',
    1,
    'a factor before a sum may stand inside it',
  ],
  ['its gradient is softmax', 'bracket dropped', 1, 'a derivative reaches over the whole sum'],
  [
    'what softmax does to many labels',
    'bracket dropped',
    1,
    'a factor behind a sum may stand inside it',
  ],
  ['both cases at once', 'index i to k', 2, 'the case is for k = i'],
  [
    'the gradient of cross-entropy',
    'y to sigma',
    1,
    'the probabilities sum to 1, as the labels do: the reason given is true',
  ],
  ['to weights and biases', 'fraction dropped', 1, 'the factor is 1'],
  ['its Hessian', 'index k to i', 1, 'the delta makes k and i the same'],
]

/** Mutants that pass and say something else. */
const SURVIVORS: Listed = []

const countBy = (fates: readonly Fate[]): Record<string, number> =>
  fates.reduce<Record<string, number>>(
    (counts, { where, rule }) => ({
      ...counts,
      [`${where}: ${rule}`]: (counts[`${where}: ${rule}`] ?? 0) + 1,
    }),
    {},
  )

describe('slips in the TeX of a sample of models are found', () => {
  const chapters = Object.values(CHAPTERS)

  test('in derivations', () => {
    const fates = chapters.flatMap(mutateDerivations)
    const survivors = fates.filter(({ caught }) => !caught)
    expect(countBy(survivors)).toEqual(
      Object.fromEntries(
        [...EQUIVALENT, ...SURVIVORS].map(([where, rule, count]) => [`${where}: ${rule}`, count]),
      ),
    )
    expect(fates.length).toBeGreaterThan(1000)
    const different = fates.length - total(EQUIVALENT)
    expect((different - total(SURVIVORS)) / different).toBeGreaterThanOrEqual(0.999)
  })

  test('in the conditions beside them', () => {
    const fates = chapters.flatMap(mutateConditions)
    expect(fates.length).toBeGreaterThan(0)
    expect(fates.filter(({ caught }) => !caught)).toEqual([])
  })

  test('in definitions, by the derivations that are made from them', () => {
    const fates = chapters.flatMap((chapter) => mutateDefinitions([chapter]))
    expect(fates.length).toBeGreaterThan(200)
    expect(fates.filter(({ caught }) => !caught)).toEqual([])
  })
})

test.each([
  ['k > 1', String.raw`k \le 1`],
  ['R > 0', String.raw`R \le 0`],
  [String.raw`i \ne j`, 'i = j'],
  [String.raw`\alpha \neq 1`, String.raw`\alpha = 1`],
  [String.raw`y_i = 1, \varepsilon > 0`, String.raw`y_i \ne 1, \varepsilon > 0`],
  [String.raw`a \leq b`, 'a > b'],
  [String.raw`a \ge b`, 'a < b'],
])('the condition %s is turned into %s', (condition, turned) => {
  expect(turn(condition)).toBe(turned)
})
