import { describe, expect, it, test } from 'vitest'
import { findMissing } from '../../src/reference/check-entry.ts'
import type { Entry } from '../../src/reference/entry.ts'
import { readReference } from '../../src/reference/read-reference.ts'

const file = 'packages/notebook/test/reference/module.ts'
const entries = readReference(file)
const entryOf = (name: string): Entry => entries.find((it) => it.name === name)!

describe('a reference is read from docstrings and types', () => {
  test('every export, of its kind', () => {
    expect(entries.map(({ name, kind }) => `${kind} ${name}`).sort()).toEqual([
      'constant start',
      'function whole',
      'function withoutSummary',
      'function withoutTags',
      'type Options',
      'type Pair',
    ])
  })
  test('a function, with all that is told of it, each text on one line', () => {
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
  test('constants and types by their declarations', () => {
    expect(entryOf('start')).toMatchObject({
      signature: 'start: number',
      summary: 'Where counting begins.',
    })
    expect(entryOf('Pair').signature).toBe('type Pair = [number, number]')
  })
  test('what is no module is refused', () => {
    expect(() => readReference('tests/reference/nothing.ts')).toThrow(
      'not a module: tests/reference/nothing.ts; it exports nothing',
    )
  })
})

describe('what a docstring lacks is named', () => {
  test('nothing, when it is whole; constants and types need a summary alone', () => {
    for (const name of ['whole', 'start', 'Pair']) expect(findMissing(entryOf(name))).toEqual([])
  })
  test('a summary', () => {
    expect(findMissing(entryOf('withoutSummary'))).toEqual(['a summary before the first tag'])
  })
  test('every tag, and every parameter', () => {
    expect(findMissing(entryOf('withoutTags'))).toEqual([
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
  ])('%s alone', (missing, lack) => {
    expect(findMissing({ ...whole, ...lack })).toEqual([missing])
  })
  test('options may be told one by one instead', () => {
    const [, options] = whole.parameters
    expect(findMissing({ ...whole, parameters: [{ ...options, text: '' }] })).toEqual([])
    expect(findMissing({ ...whole, parameters: [{ ...options, text: '', fields: [] }] })).toEqual([
      '@param options',
    ])
  })
})
