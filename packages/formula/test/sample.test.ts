import { describe, expect, test } from 'vitest'
import { parseModel } from '../src/index.ts'
import { seededRandom } from '../src/run/random.ts'
import { drawSample } from '../src/run/sample.ts'

const SEED = 9
const DRAWS = 200

/** The values that a domain gives for vectors of C, 1 to 5, one for each draw. */
function drawMany(domain: string): { sizes: number[]; values: number[][] } {
  const model = parseModel({ sizes: { C: [1, 5] }, free: { v: domain } })
  const random = seededRandom(SEED)
  const draws = Array.from({ length: DRAWS }, (_, n) => drawSample(model, new Map(), n, random))
  return {
    sizes: draws.map(({ sizes }) => sizes.C),
    values: draws.map(({ values }) => [values.v as number | number[]].flat()),
  }
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0)

describe(`samples (seed ${SEED})`, () => {
  test('sizes come at their edges first, all of them come, and now and then one or two above', () => {
    const { sizes } = drawMany('vector')
    expect(sizes.slice(0, 2)).toEqual([1, 5])
    expect([...new Set(sizes)].sort()).toEqual([1, 2, 3, 4, 5, 6, 7])
    expect(sizes.filter((size) => size > 5).length).toBeLessThan(DRAWS / 5)
  })

  test('a size that is fixed stays', () => {
    const model = parseModel({ sizes: { C: [3, 3] }, free: { v: 'vector' } })
    const random = seededRandom(SEED)
    for (let n = 0; n < DRAWS; n++)
      expect(drawSample(model, new Map(), n, random).sizes).toEqual({ C: 3 })
  })

  test('a cap never goes below the smallest size', () => {
    const model = parseModel({ sizes: { C: [3, 6] }, free: { v: 'vector' } })
    expect(drawSample(model, new Map(), 1, seededRandom(SEED), 2).sizes).toEqual({ C: 3 })
  })

  const patternsOf = (domain: string): Map<string, number[][]> => {
    const model = parseModel({ sizes: { C: [4, 4] }, free: { v: domain, w: domain } })
    const random = seededRandom(SEED)
    const found = new Map<string, number[][]>()
    for (let n = 0; n < DRAWS; n++) {
      const { pattern, values } = drawSample(model, new Map(), n, random)
      found.set(pattern, [...(found.get(pattern) ?? []), values.v as number[]])
    }
    return found
  }

  test('real vectors: nothing but zeros, all equal, one that stands out, two that share the top, both signs, far out, near 0', () => {
    const drawn = patternsOf('vector')
    const some = (pattern: string, is: (v: readonly number[]) => boolean): boolean =>
      drawn.get(pattern)!.some(is)
    expect(some('zero', (v) => v.every((x) => x === 0))).toBe(true)
    expect(some('equal', (v) => v.every((x) => x === v[0] && x !== 0))).toBe(true)
    expect(some('spike', (v) => v.filter((x) => x === 0).length === 3)).toBe(true)
    expect(some('tie', (v) => v.filter((x) => x === Math.max(...v)).length === 2)).toBe(true)
    expect(some('opposite', (v) => v.some((x) => x === -v[0]))).toBe(true)
    expect(some('large', (v) => v.every((x) => Math.abs(x) >= 4))).toBe(true)
    expect(some('tiny', (v) => v.every((x) => x !== 0 && Math.abs(x) <= 0.01))).toBe(true)
  })

  test('quantities of one domain may be the same: z = v, p = q', () => {
    for (const domain of ['vector', 'interior', 'simplex']) {
      const model = parseModel({ sizes: { C: [4, 4] }, free: { v: domain, w: domain } })
      const random = seededRandom(SEED)
      const draws = Array.from({ length: DRAWS }, (_, n) =>
        drawSample(model, new Map(), n, random),
      ).filter(({ pattern }) => pattern === 'same')
      expect(
        draws.some(
          ({ values }) =>
            String(values.v) === String(values.w) && new Set(values.v as number[]).size > 1,
        ),
      ).toBe(true)
    }
  })

  test('vectors have the length that was drawn', () => {
    const { sizes, values } = drawMany('vector')
    expect(values.map((value) => value.length)).toEqual(sizes)
  })

  test.each<[string, (v: number) => boolean]>([
    ['real', Number.isFinite],
    ['positive', (v) => v > 0],
    ['nonnegative', (v) => v >= 0],
    ['nonzero', (v) => v !== 0],
    ['unit', (v) => v > 0 && v < 1],
    ['integer', Number.isInteger],
    ['binary', (v) => v === 0 || v === 1],
  ])('%s', (domain, belongs) => {
    expect(drawMany(domain).values.flat().every(belongs)).toBe(true)
    expect(drawMany(`${domain} vector`).values.flat().every(belongs)).toBe(true)
    expect(new Set(drawMany(domain).values.flat()).size).toBeGreaterThan(1)
  })

  test('one label: a single 1, at every place', () => {
    const { values } = drawMany('onehot')
    expect(
      values.every((y) => sum(y) === 1 && y.filter((label) => label === 0).length === y.length - 1),
    ).toBe(true)
    expect(new Set(values.filter((y) => y.length === 5).map((y) => y.indexOf(1))).size).toBe(5)
  })

  test('many labels: none, one, several and all', () => {
    const fives = drawMany('multihot')
      .values.filter((y) => y.length === 5)
      .map(sum)
    expect([...new Set(fives)].sort()).toEqual([0, 1, 2, 3, 4, 5])
  })

  test('the simplex has corners, faces, its middle and its inside; the interior has no zero', () => {
    const { values } = drawMany('simplex')
    expect(
      values.every((p) => Math.abs(sum(p) - 1) < 1e-12 && p.every((share) => share >= 0)),
    ).toBe(true)
    const long = values.filter((p) => p.length > 2)
    expect(long.some((p) => p.includes(1))).toBe(true)
    expect(long.some((p) => p.filter((share) => share === 0).length === 1)).toBe(true)
    expect(long.some((p) => new Set(p).size === 1)).toBe(true)
    expect(long.some((p) => new Set(p).size === p.length && !p.includes(0))).toBe(true)
    expect(
      drawMany('interior')
        .values.flat()
        .every((share) => share > 0),
    ).toBe(true)
  })

  test('the same seed draws the same', () => {
    expect(drawMany('vector')).toEqual(drawMany('vector'))
  })
})
