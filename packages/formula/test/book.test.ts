import { describe, expect, test } from 'vitest'
import { checkDerivation, findUnused } from '../src/index.ts'
import { CHAPTERS, derivationOf, modelOf } from './book.ts'

describe.each(Object.entries(CHAPTERS))('%s', (_, chapter) => {
  const names = Object.keys(chapter.derivations)

  test.each(names)('%s: reads as kept, and holds', (name) => {
    const derivation = derivationOf(chapter, name)
    const report = checkDerivation(derivation)
    expect(report.messages).toEqual([])
    expect(report.largestError).toBeLessThan(2e-13)
    expect(
      derivation.lines.map(({ number, reading }) => `${number}  ${reading}`).join('\n'),
    ).toMatchSnapshot()
  })

  test('every declared name is used', () => {
    const sides = names.flatMap((name) =>
      derivationOf(chapter, name).steps.flatMap(({ left, right }) => [left, right]),
    )
    expect(
      findUnused(
        modelOf(chapter),
        sides.filter((side) => side.kind !== 'twin'),
      ),
    ).toEqual([])
  })
})
