import { describe, expect, test } from 'vitest'
import { checkDerivation, FormulaError, parseDerivation, type Derivation } from '../src/index.ts'
import { FIELD } from './field-corpus.ts'
import type { FieldEntry } from './field-entry.ts'
import { FIELD_MODEL } from './field-model.ts'

/** How near the sides of ≈ are taken to be. */
const NEAR = 0.01

const derive = ([tex, , each = '']: FieldEntry): Derivation =>
  parseDerivation({ tex, model: FIELD_MODEL, each, approx: NEAR })

/** Every line as read, or why it is not; behind a bar, how many conditions each comparison has. */
function outcome({ errors: [error], lines, steps }: Derivation): FieldEntry[1] {
  if (error instanceof FormulaError) return { refused: error.kind, found: error.found }
  if (error) throw error
  const reading = lines.map((line) => line.reading).join(' ; ')
  const conditions = steps.map((step) => step.conditions.length)
  return conditions.some((count) => count > 0) ? `${reading} | ${conditions.join(' ')}` : reading
}

describe.each(FIELD)('%s', (_, entries) => {
  const named = entries.map((entry) => ({ tex: entry[0], entry }))
  test.each(named)('$tex has its one reading, or is refused', ({ entry }) => {
    expect(outcome(derive(entry))).toEqual(entry[1])
  })
  const read = named.filter(({ entry }) => typeof entry[1] === 'string')
  test.each(read)('$tex holds, unless it is listed as false', ({ entry }) => {
    const { failures } = checkDerivation(derive(entry))
    expect(failures[0]?.kind).toBe(entry[3])
  })
  const refusals = named.filter(({ entry }) => typeof entry[1] !== 'string')
  test.each(refusals)('$tex is refused with a reason and a cure', ({ entry }) => {
    const [error] = derive(entry).errors as FormulaError[]
    expect(error.reason).not.toBe('')
    expect(error.cure).not.toBe('')
  })
})

test('no formula stands there twice', () => {
  const all = FIELD.flatMap(([, entries]) =>
    entries.map(([tex, , each = '']) => `${tex} @ ${each}`),
  )
  expect(new Set(all).size).toBe(all.length)
})
