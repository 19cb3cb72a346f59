import { gzipSync } from 'node:zlib'
import { beforeAll, describe, expect, test } from 'vitest'
import { encodeDerivation, parseDerivation } from '@cellgraph/formula'
import { boundsMet, total, type Fate } from '../../packages/formula/test/mutation.ts'
import { modelOf } from '../../packages/formula/test/book.ts'
import { ANCHORS, distanceOf } from './anchors.ts'
import { readCheckedPages, type CheckedPage } from './checked.ts'
import { EQUIVALENT, SURVIVORS, findUnlisted, mutatePage } from './mutants.ts'
import { largestDerivation } from './judge-page.ts'
import { UNMET } from './proofs.ts'
import { readingsOf } from './readings.ts'

let pages: CheckedPage[]
beforeAll(async () => {
  pages = await readCheckedPages()
})

describe('the definitions in the chapters', () => {
  test.each(ANCHORS)(
    'the definition agrees with the maths module: $page $formula: $tex',
    (anchor) => {
      const { models, definitions } = pages.find(({ page }) => page === anchor.page)!
      const tex = definitions.get(anchor.formula)
      const holder = models.find(({ model }) => model.definitions.includes(tex ?? ''))
      expect(holder, `page ${anchor.page} has no definition ${anchor.formula}`).toBeDefined()
      expect(distanceOf(anchor, modelOf(holder!))).toBeLessThan(1e-13)
    },
  )
})

test('every line in the chapters reads as in the snapshot', () => {
  for (const [title, reading] of pages.flatMap(readingsOf)) expect(reading).toMatchSnapshot(title)
})

test('every bound in the chapters is met or approached, except for one', () => {
  const open = pages.flatMap(({ page, models }) =>
    models.flatMap((chapter) =>
      Object.entries(chapter.derivations).flatMap(([name, spec]) =>
        boundsMet(parseDerivation({ ...spec, model: modelOf(chapter) })).flatMap((met) =>
          met ? [] : [`${page} ${name}`],
        ),
      ),
    ),
  )
  expect(open).toEqual(UNMET)
})

test('each derivation of the book adds at most 1 kB to its page, compressed', () => {
  const sizes = pages
    .flatMap(({ models }) => models)
    .flatMap((chapter) =>
      Object.entries(chapter.derivations).map(([name, spec]): [string, number] => [
        name,
        gzipSync(
          JSON.stringify(encodeDerivation(parseDerivation({ ...spec, model: modelOf(chapter) }))),
        ).length,
      ]),
    )
  expect(sizes.length).toBeGreaterThan(10)
  expect(sizes.filter(([, size]) => size > largestDerivation)).toEqual([])
})

test('at least 999 in 1,000 mutants of the chapters’ TeX that change its meaning are found', () => {
  const fates = pages.flatMap(mutatePage)
  const passed = countBy(fates.filter(({ caught }) => !caught))
  const listed = [...EQUIVALENT, ...SURVIVORS]
  const unlisted = findUnlisted(fates)
  const different = fates.length - total(EQUIVALENT)
  const share = 1 - total(SURVIVORS) / different
  console.log(
    `${fates.length} mutants, ${total(EQUIVALENT)} of them equivalent; ${(100 * share).toFixed(2)} % of the others found`,
  )
  expect(
    unlisted.map(({ where, rule, text }) => `${where}: ${rule}: ${text}`),
    'a definition needs an anchor in tests/book/anchors.ts; another mutant a reason in tests/book/mutants.ts',
  ).toEqual([])
  for (const [where, rule, count] of listed)
    expect(passed.get(`${where}: ${rule}`), `${where}: ${rule} is listed as passing`).toBe(count)
  expect(fates.length).toBeGreaterThan(5000)
  expect(share).toBeGreaterThanOrEqual(0.999)
})

function countBy(fates: readonly Fate[]): Map<string, number> {
  const counts = new Map<string, number>()
  for (const { where, rule } of fates)
    counts.set(`${where}: ${rule}`, (counts.get(`${where}: ${rule}`) ?? 0) + 1)
  return counts
}
