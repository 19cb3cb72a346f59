import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { hashOf, mostCode, type PageChanges } from '../../src/kept/changes.ts'
import {
  ChangesError,
  changeLimits,
  parseChanges,
  readChanges,
} from '../../src/kept/read-changes.ts'

const changes: PageChanges = {
  v: 1,
  page: 'logsumexp/',
  edits: [{ cell: 'p', source: 'const p = 1', of: hashOf('const p = 2') }],
  own: [{ name: 'mine', after: 'p', source: 'p + 1' }],
  inputs: [{ name: 'T', value: 2 }],
}

function refusalOf(data: unknown): string {
  try {
    readChanges(data)
    return 'taken'
  } catch (error) {
    return (error as ChangesError).refusal
  }
}

describe('changes that come from elsewhere', () => {
  test('what was written is read as it was, and unknown fields are left out', () => {
    expect(readChanges(changes)).toEqual(changes)
    expect(readChanges({ ...changes, run: 'alert()', edits: [] })).toEqual({
      ...changes,
      edits: [],
    })
  })
  test('lists that an older version did not have are empty', () => {
    expect(readChanges({ v: 1, page: 'a/' })).toEqual({
      v: 1,
      page: 'a/',
      edits: [],
      own: [],
      inputs: [],
    })
  })
  test.each<[string, unknown]>([
    ['damaged', null],
    ['damaged', []],
    ['damaged', 'text'],
    ['damaged', { ...changes, v: '1' }],
    ['damaged', { ...changes, v: 0 }],
    ['damaged', { ...changes, v: 0.5 }],
    ['damaged', { ...changes, v: NaN }],
    ['newer', { ...changes, v: 2 }],
    ['damaged', { ...changes, page: { toString: () => 'a/' } }],
    ['damaged', { ...changes, edits: {} }],
    // The second would take the first one for the reader's own edit.
    ['damaged', { ...changes, edits: [changes.edits[0], { ...changes.edits[0], source: '2' }] }],
    ['taken', { ...changes, edits: [{ ...changes.edits[0], source: 'x'.repeat(mostCode) }] }],
    ['damaged', { ...changes, edits: [null] }],
    ['damaged', { ...changes, edits: [{ cell: 'p', source: ['x'], of: '' }] }],
    ['damaged', { ...changes, edits: [{ cell: 'p', of: '' }] }],
    ['damaged', { ...changes, own: [{ name: '__proto__', after: '', source: '' }] }],
    ['damaged', { ...changes, own: [{ name: '<img src=x>', after: '', source: '' }] }],
    ['damaged', { ...changes, own: [changes.own[0], changes.own[0]] }],
    ['tooLarge', { ...changes, edits: [{ cell: 'p', source: 'x'.repeat(mostCode + 1), of: '' }] }],
    ['tooLarge', { ...changes, inputs: [{ name: 'T', value: Array(10_001).fill(0) }] }],
    [
      'tooMany',
      {
        ...changes,
        own: Array.from({ length: 10_000 }, (_, i) => ({ name: `c${i}`, after: '', source: '' })),
      },
    ],
  ])('%s: %#', (refusal, data) => {
    expect(refusalOf(data)).toBe(refusal)
  })
  test('a value that is nested without end is too large', () => {
    let value: unknown = 1
    for (let i = 0; i < 5000; i++) value = [value]
    expect(refusalOf({ ...changes, inputs: [{ name: 'T', value }] })).toBe('tooLarge')
  })
  test('a field `__proto__` changes no prototype and gives no field', () => {
    const text =
      '{"v":1,"page":"a/","__proto__":{"edits":[{}],"polluted":1},"inputs":[{"name":"T","value":{"__proto__":{"polluted":1}}}]}'
    expect(parseChanges(text).edits).toEqual([])
    expect('polluted' in {}).toBe(false)
  })
  test('text that is too long is refused before it is parsed', () => {
    expect(() => parseChanges(`"${'x'.repeat(changeLimits.text)}"`)).toThrow(
      'changes: longer than 1000000 characters',
    )
  })
  test('any JSON is either read or refused with a reason', () => {
    fc.assert(
      fc.property(fc.json(), (json) => {
        try {
          expect(parseChanges(json).v).toBe(1)
        } catch (error) {
          expect(error).toBeInstanceOf(ChangesError)
        }
      }),
    )
  })
})
