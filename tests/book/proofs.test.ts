import { beforeAll, describe, expect, test } from 'vitest'
import { parseDerivation, type Derivation } from '@cellgraph/formula'
import {
  proveDerivation,
  type ProvedClaim,
} from '../../packages/formula/src/proof/prove-derivation.ts'
import { modelOf } from '../../packages/formula/test/book.ts'
import { perturbed, proveMutants } from '../../packages/formula/test/proof/perturb.ts'
import { readCheckedPages, type CheckedPage } from './checked.ts'
import { listOpen, listStrict, OPEN_BOUNDS, OPEN_EQUATIONS, STRICT } from './proofs.ts'

const seed = 5

let pages: CheckedPage[]
let derivations: (readonly [name: string, Derivation])[]
beforeAll(async () => {
  pages = await readCheckedPages()
  derivations = pages.flatMap(({ page, models }) =>
    models.flatMap((chapter) =>
      Object.entries(chapter.derivations).map(
        ([name, spec]) =>
          [`${page} ${name}`, parseDerivation({ ...spec, model: modelOf(chapter) })] as const,
      ),
    ),
  )
}, 1_800_000)

describe('the proofs of the book’s claims', () => {
  test('all equations and bounds of the book are proved, except for those listed', () => {
    const all = derivations.map(([name, it]) => [name, proveDerivation(it)] as const)
    const of = (isEquation: boolean): (readonly [string, ProvedClaim[]])[] =>
      all.map(([name, list]) => [
        name,
        list.filter(({ claim }) => (claim.relation === '=') === isEquation),
      ])
    expect(of(true).flatMap(([name, list]) => listOpen(name, list))).toEqual(OPEN_EQUATIONS)
    expect(of(false).flatMap(([name, list]) => listOpen(name, list))).toEqual(OPEN_BOUNDS)
    const count = (isEquation: boolean): number => of(isEquation).flatMap(([, list]) => list).length
    console.log(
      `${count(true) - OPEN_EQUATIONS.length} of ${count(true)} equations and ${count(false) - OPEN_BOUNDS.length} of ${count(false)} bounds proved`,
    )
  })

  test('nothing is proved once its right side is off by 1e-10', () => {
    const proved = derivations.flatMap(([name, it]) =>
      proveDerivation(perturbed(it, 1e-10), { seed })
        .filter(({ verdict }) => verdict.proved)
        .map(({ claim }) => `${name} ${claim.line}`),
    )
    expect(proved).toEqual([])
  })

  test('with a strict sign in place of ≤ or ≥, only bounds with room are proved', () => {
    const proved = derivations.flatMap(([name, it]) => listStrict(name, it, seed))
    expect(proved).toEqual(STRICT)
  })

  test(`no mutant with a wrong sign, index, bound, factor or name is proved (seed ${seed})`, () => {
    const runs = pages.flatMap(({ models }) => models).map((chapter) => proveMutants(chapter, seed))
    const total = (of: (run: (typeof runs)[number]) => number): number =>
      runs.reduce((sum, run) => sum + of(run), 0)
    console.log(
      `${total((run) => run.lines)} lines of ${total((run) => run.mutants)} mutants tried`,
    )
    expect(runs.flatMap(({ wrong }) => wrong)).toEqual([])
    expect(total((run) => run.mutants)).toBeGreaterThan(1500)
  })
})
