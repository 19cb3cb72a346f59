import { describe, expect, test } from 'vitest'
import { parseDerivation } from '../../src/index.ts'
import { proveDerivation } from '../../src/proof/prove-derivation.ts'
import { CHAPTERS, modelOf } from '../book.ts'
import { perturbed, proveMutants } from './perturb.ts'

const seed = 11

describe(`no slip is proved, in a sample of models (seed ${seed})`, () => {
  test.each(Object.entries(CHAPTERS))(
    '%s: signs, indices, bounds, factors, names',
    (_, chapter) => {
      const { mutants, wrong } = proveMutants(chapter, seed)
      expect(mutants).toBeGreaterThan(30)
      expect(wrong).toEqual([])
    },
  )

  test('a right side that is off by one in ten thousand million', () => {
    const proved = Object.values(CHAPTERS).flatMap((chapter) =>
      Object.entries(chapter.derivations).flatMap(([name, spec]) => {
        const derivation = parseDerivation({ ...spec, model: modelOf(chapter) })
        const before = proveDerivation(derivation, { seed }).filter(({ verdict }) => verdict.proved)
        expect(before.length, name).toBeGreaterThan(0)
        return proveDerivation(perturbed(derivation, 1e-10), { seed })
          .filter(({ verdict }) => verdict.proved)
          .map(({ claim }) => `${name} ${claim.line}`)
      }),
    )
    expect(proved).toEqual([])
  })
})
