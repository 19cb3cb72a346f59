import { gzipSync } from 'node:zlib'
import { beforeAll, describe, expect, test } from 'vitest'
import { encodeDerivation, parseDerivation, showReading, type Model } from '@cellgraph/formula'
import {
  boundsMet,
  mutateConditions,
  mutateDefinitions,
  mutateDerivations,
  type Fate,
  type Witness,
} from '../../packages/formula/test/mutation.ts'
import { modelOf } from '../../packages/formula/test/book.ts'
import { ANCHORS, distanceOf, type Anchor } from './anchors.ts'
import { readCheckedPages, type CheckedPage } from './checked.ts'

type Listed = readonly (readonly [where: string, rule: string, count: number, why: string])[]

/** Mutants that pass because they say something that is just as true. */
const EQUIVALENT: Listed = [
  [
    '01 lse-bounds',
    'at most to below',
    1,
    'for two scores and more the greatest is below: as true, and stronger',
  ],
  ['03 lag', 'at least to above', 1, 'the same'],
  [
    '03 scores',
    'y to sigma',
    1,
    'the probabilities sum to 1 as the labels do: the reason given is true',
  ],
  ['04 own-class', 'bracket dropped', 1, 'a factor before a sum may stand inside it'],
  [
    '04 gradient',
    'y to sigma',
    1,
    'the probabilities sum to 1 as the labels do: the reason given is true',
  ],
  ['05 break', 'y to sigma', 1, 'the same'],
  [
    '07 log-softmax',
    'bracket dropped',
    1,
    'only rounding minds in which order two numbers are taken away',
  ],
  ['07 step', 'where turned', 1, 'a count above 1 is one that is not 1'],
  [
    '08 gibbs',
    'bracket dropped',
    1,
    'the shares sum to 1: taken away once, or from each its part, is the same',
  ],
]

/** Mutants that pass and say something else. */
const SURVIVORS: Listed = [
  ['06 half', 'fraction dropped', 1, 'a bound that is true, weaker, and met where all is 0'],
  ['06 half', 'fraction turned', 1, 'the same'],
  [
    '08 conjugate',
    'plus to minus',
    1,
    'a bound that is true, weaker, and met where the shares are all on one',
  ],
]

const total = (list: Listed): number => list.reduce((sum, [, , count]) => sum + count, 0)

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
  for (const { page, models } of pages)
    for (const [n, chapter] of models.entries()) {
      const model = modelOf(chapter)
      const definitions = model.definitions.map(
        ({ name, indices, body }) => `${[name, ...indices].join(' ')} := ${showReading(body)}`,
      )
      const derived = Object.entries(chapter.derivations).flatMap(([name, spec]) => [
        name,
        ...parseDerivation({ ...spec, model }).lines.map(
          (line) => `${line.number}  ${line.reading}`,
        ),
      ])
      expect([...definitions, ...derived].join('\n')).toMatchSnapshot(
        `page ${page}, model ${n + 1}`,
      )
    }
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
  // A slope above 1 is all that this line says.
  expect(open).toEqual(['03 two-slopes'])
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
  expect(sizes.filter(([, size]) => size > 1000)).toEqual([])
})

test(
  'at least 999 in 1,000 mutants of the chapters’ TeX that change its meaning are found',
  { timeout: 900_000 },
  () => {
    const fates = pages.flatMap(mutatePage)
    const passed = countBy(fates.filter(({ caught }) => !caught))
    const listed = [...EQUIVALENT, ...SURVIVORS]
    console.log([...passed].map(([what, count]) => `${count} × ${what}`).join('\n'))
    const unlisted = fates.filter(
      ({ caught, where, rule }) =>
        !caught && !listed.some((it) => it[0] === where && it[1] === rule),
    )
    const different = fates.length - total(EQUIVALENT)
    const share = 1 - total(SURVIVORS) / different
    console.log(
      `${fates.length} mutants, ${total(EQUIVALENT)} of them equivalent; ${(100 * share).toFixed(2)} % of the others found`,
    )
    expect(
      unlisted.map(({ where, rule, text }) => `${where}: ${rule}: ${text}`),
      'definitions need an anchor; others a reason',
    ).toEqual([])
    for (const [where, rule, count] of listed)
      expect(passed.get(`${where}: ${rule}`), `${where}: ${rule} is listed as passing`).toBe(count)
    expect(fates.length).toBeGreaterThan(5000)
    expect(share).toBeGreaterThanOrEqual(0.999)
  },
)

function mutatePage({ page, models, definitions }: CheckedPage): Fate[] {
  const fates = [
    ...models.flatMap(mutateDerivations),
    ...models.flatMap(mutateConditions),
    ...mutateDefinitions(models, toWitnesses(page, definitions)),
  ]
  return fates.map((it) => ({ ...it, where: `${page} ${it.where}` }))
}

/** What the maths module has to say of a page's definitions. */
function toWitnesses(page: string, definitions: ReadonlyMap<string, string>): Map<string, Witness> {
  return new Map(
    [...definitions].map(([name, tex]) => {
      const anchors = ANCHORS.filter((it) => it.page === page && it.formula === name)
      return [tex, (model) => (anchors.some((it) => isFar(it, model)) ? 'fails' : undefined)]
    }),
  )
}

/** A mutant may have no value at all: an index out of range, or a name that is no more. */
function isFar(anchor: Anchor, model: Model): boolean {
  try {
    return distanceOf(anchor, model) > 1e-9
  } catch {
    return true
  }
}

function countBy(fates: readonly Fate[]): Map<string, number> {
  const counts = new Map<string, number>()
  for (const { where, rule } of fates)
    counts.set(`${where}: ${rule}`, (counts.get(`${where}: ${rule}`) ?? 0) + 1)
  return counts
}
