import { expect, test } from 'vitest'
import { parseDerivation, type Derivation } from '../../src/index.ts'
import { proveDerivation } from '../../src/proof/prove-derivation.ts'
import { FIELD } from '../field-corpus.ts'
import { FIELD_MODEL } from '../field-model.ts'
import { perturbed } from './perturb.ts'

type Listed = { readonly tex: string; readonly derivation: Derivation; readonly fails: boolean }

const read: Listed[] = FIELD.flatMap(([, entries]) =>
  entries.flatMap(([tex, outcome, each = '', fate]) => {
    if (typeof outcome !== 'string') return []
    const derivation = parseDerivation({ tex, model: FIELD_MODEL, each, approx: 0.01 })
    return [{ tex, derivation, fails: fate !== undefined }]
  }),
)

/** The lines of which every claim is proved. */
const provedIn = (derivation: Derivation): boolean =>
  proveDerivation(derivation).every(({ verdict }) => verdict.proved)

test('of the corpus of the field nothing is proved that is listed as false', () => {
  const wrong = read.filter(({ fails }) => fails)
  expect(wrong.length).toBeGreaterThan(50)
  expect(wrong.filter(({ derivation }) => provedIn(derivation)).map(({ tex }) => tex)).toEqual([])
})

test('nor an equation that is off by one in ten thousand million', () => {
  const equations = read.filter(
    ({ derivation, fails }) =>
      !fails &&
      derivation.steps.length === 1 &&
      derivation.steps[0].relation === '=' &&
      // A vector of zeros stays one.
      derivation.steps[0].right.shape?.sizes.length === 0 &&
      provedIn(derivation),
  )
  expect(equations.length).toBeGreaterThan(150)
  const proved = equations.filter(({ derivation }) => provedIn(perturbed(derivation, 1e-10)))
  expect(proved.map(({ tex }) => tex)).toEqual([])
})
