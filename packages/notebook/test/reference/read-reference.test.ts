import { describe, expect, it, test } from 'vitest'
import { findMissing } from '../../src/reference/check-entry.ts'
import type { Entry } from '../../src/reference/entry.ts'
import { tellMistake } from '../../src/strings/mistakes.ts'
import { readReference } from '../../src/reference/read-reference.ts'

const file = 'packages/notebook/test/reference/module.ts'
const { value: entries } = readReference(file)
const entryOf = (name: string): Entry => entries.find((it) => it.name === name)!

describe('readReference', () => {
  test('every export is read with its kind', () => {
    expect(entries.map(({ name, kind }) => `${kind} ${name}`).sort()).toEqual([
      'constant start',
      'function whole',
      'function withoutSummary',
      'function withoutTags',
      'type Options',
      'type Pair',
    ])
  })
  test('a function is read with its whole docstring, each text on one line', () => {
    expect(entryOf('whole')).toEqual({
      name: 'whole',
      kind: 'function',
      file,
      place: { line: 8, column: 1 },
      summary: 'A number and more of it.',
      signature: 'whole(x: number, options?: Options): number',
      formula: 'y = b x',
      parameters: [
        { name: 'x', type: 'number', optional: false, text: 'any number, `NaN` too', fields: [] },
        {
          name: 'options',
          type: 'Options',
          optional: true,
          text: 'by how much',
          fields: [
            {
              name: 'by',
              type: 'number',
              optional: true,
              text: 'By how much; 2 unless said.',
              fields: [],
            },
          ],
        },
      ],
      returns: { type: 'number', text: 'a number, as large as 2^52' },
      errors: [
        { type: 'RangeError', text: 'when `by` is 0' },
        { type: 'TypeError', text: 'when x is none' },
      ],
      source: '[Euclid](https://example.org/elements), book V',
      accuracy: '0.5 ulp',
      example: { code: 'const a = 4\nwhole(a)', shown: '8', place: { line: 21, column: 4 } },
    })
  })
  test('constants and types are read with their declarations', () => {
    expect(entryOf('start')).toMatchObject({
      signature: 'start: number',
      summary: 'Where counting begins.',
    })
    expect(entryOf('Pair').signature).toBe('type Pair = [number, number]')
  })
  test('a file that is not a module is refused', () => {
    expect(() => readReference('tests/reference/nothing.ts')).toThrow(
      'not a module: tests/reference/nothing.ts; it exports nothing',
    )
  })
})

describe('findMissing', () => {
  const missingIn = (entry: Entry): string[] => findMissing(entry).map((it) => tellMistake(it))

  test('a complete docstring lacks nothing, and constants and types need only a summary', () => {
    for (const name of ['whole', 'start', 'Pair']) expect(missingIn(entryOf(name))).toEqual([])
  })
  test('a missing summary is reported', () => {
    expect(missingIn(entryOf('withoutSummary'))).toEqual(['a summary before the first tag'])
  })
  test('every missing tag and parameter is reported', () => {
    expect(missingIn(entryOf('withoutTags'))).toEqual([
      '@formula',
      '@param x',
      '@param y',
      '@returns',
      '@throws (or “@throws never: why”)',
      '@accuracy',
      '@source',
      '@example',
    ])
  })

  const whole = entryOf('whole')
  it.each([
    ['@formula', { formula: undefined }],
    ['@returns', { returns: undefined }],
    ['@throws (or “@throws never: why”)', { errors: [] }],
    ['@source', { source: undefined }],
    ['@accuracy', { accuracy: '' }],
    ['@example', { example: undefined }],
    ['@param x', { parameters: [{ ...whole.parameters[0], text: '' }] }],
  ])('a missing %s is reported alone', (missing, lack) => {
    expect(missingIn({ ...whole, ...lack })).toEqual([missing])
  })
  test('the fields of an options parameter may be documented instead of the parameter', () => {
    const [, options] = whole.parameters
    expect(missingIn({ ...whole, parameters: [{ ...options, text: '' }] })).toEqual([])
    expect(missingIn({ ...whole, parameters: [{ ...options, text: '', fields: [] }] })).toEqual([
      '@param options',
    ])
  })
})
