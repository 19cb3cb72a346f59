import type { Model } from '@cellgraph/formula'
import {
  mutateConditions,
  mutateDefinitions,
  mutateDerivations,
  type Fate,
  type Listed,
  type Witness,
} from '../../packages/formula/test/mutation.ts'
import { ANCHORS, distanceOf, type Anchor } from './anchors.ts'
import type { CheckedPage } from './checked.ts'

/** Mutants that pass because they say something that is just as true. */
export const EQUIVALENT: Listed = [
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
  ['04 vector-form', 'bracket dropped', 1, 'a factor behind a sum may stand inside it'],
  ['04 short-way', 'bracket dropped', 2, 'the same'],
  ['05 break', 'bracket dropped', 3, 'the same'],
  ['10 density', 'bracket dropped', 1, 'the same'],
  [
    '07 log-softmax',
    'bracket dropped',
    1,
    'only rounding minds in which order two numbers are taken away',
  ],
  [
    '08 gibbs',
    'bracket dropped',
    1,
    'the shares sum to 1: taken away once, or from each its part, is the same',
  ],
]

/** Mutants that pass and say something else. */
export const SURVIVORS: Listed = [
  ['06 half', 'fraction dropped', 1, 'a bound that is true, weaker, and met where all is 0'],
  ['06 half', 'fraction turned', 1, 'the same'],
  [
    '08 conjugate',
    'plus to minus',
    1,
    'a bound that is true, weaker, and met where the shares are all on one',
  ],
]

/** Mutants that pass, and that nobody has given a reason for. */
export function findUnlisted(fates: readonly Fate[]): Fate[] {
  const listed = [...EQUIVALENT, ...SURVIVORS]
  return fates.filter(
    ({ caught, where, rule }) => !caught && !listed.some((it) => it[0] === where && it[1] === rule),
  )
}

/** Changes the formulas of a page in every way that there is a rule for. */
export function mutatePage({ page, models, definitions }: CheckedPage): Fate[] {
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
