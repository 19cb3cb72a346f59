import { describe, expect, test } from 'vitest'
import { toFieldsOf } from '../../../src/elements/tell-update.ts'
import { readMessage } from '../../../src/hosts/client/read-message.ts'
import { outputLimits } from '../../../src/kernel/limits.ts'
import { failures } from '../../../src/strings/failures/en.ts'
import { tellAuthor, failuresOf } from '../../../src/strings/failures.ts'
import type { Message } from '../../../src/strings/message.ts'
import { languages } from '../../../src/strings/strings.ts'

const read = (data: unknown): Message => readMessage(data, toFieldsOf(failures))
const unreadable = { kind: 'unreadable' }

/** A reason of a kind, each of its fields a text. */
const sampleOf = (kind: string): Record<string, string> => ({
  kind,
  ...Object.fromEntries((toFieldsOf(failures)(kind) ?? []).map((place) => [place, 'x'])),
})

describe('readMessage', () => {
  test.each(Object.keys(failures.reasons))('an honest reason passes unchanged: %s', (kind) => {
    expect(read(sampleOf(kind))).toEqual(sampleOf(kind))
  })
  test.each<[string, Message]>([
    ['a text', 'TypeError: oh'],
    ['names and a reason within', { kind: 'waitsByWay', cell: 'a', way: ['b'], message: 'oh' }],
    ['numbers', { kind: 'waitsForBracket', open: '(', line: 1, column: 20, close: ')' }],
    [
      'reasons within reasons',
      {
        kind: 'waitsFor',
        cell: 'a',
        message: {
          kind: 'meant',
          name: 'Math.sqrt',
          message: {
            kind: 'shadowed',
            message: { kind: 'unawaited', message: 'oh' },
            name: 'half',
            owner: { kind: 'theInput', name: 'half' },
          },
        },
      },
    ],
  ])('an honest message passes unchanged: %s', (_, message) => {
    expect(read(structuredClone(message))).toEqual(message)
  })
  test.each<[string, unknown]>([
    ['nothing', undefined],
    ['a number', 7],
    ['a list', ['oh']],
    ['no kind', { name: 'x' }],
    ['a kind without a text', { kind: 'shouting', name: 'x' }],
    ['a kind that every object has', { kind: 'constructor' }],
    ['a kind that is no text', { kind: ['apart'] }],
    ['a field missing', { kind: 'write' }],
    ['a field that is no text', { kind: 'write', code: null }],
    ['a number that counts nothing', { kind: 'cut', text: 'x', count: -1 }],
    ['a number without end', { kind: 'cut', text: 'x', count: Infinity }],
    ['names that are none', { kind: 'waitsByWay', cell: 'a', way: [1], message: 'oh' }],
    ['a reason within that has no text', { kind: 'syntax', message: { kind: 'shouting' } }],
  ])('what is no message is told as unreadable: %s', (_, data) => {
    expect(read(data)).toEqual(unreadable)
  })
  test('fields that the text has no place for are left out', () => {
    expect(read({ kind: 'apart', html: '<img>', toString: 'x' })).toEqual({ kind: 'apart' })
  })
  test('a text is cut to its limit, and so are all texts of a reason together', () => {
    const long = 'x'.repeat(1e6)
    expect(read(long)).toEqual({
      kind: 'cut',
      text: 'x'.repeat(outputLimits.message),
      count: 1e6 - outputLimits.message,
    })
    const told = tellAuthor(read({ kind: 'shadowed', message: long, name: long, owner: long }))
    expect(told.length).toBeLessThan(3 * outputLimits.message)
    const names = Array<string>(1e5).fill('x'.repeat(1e3))
    expect(
      tellAuthor(read({ kind: 'waitsByWay', cell: 'a', way: names, message: 'oh' })).length,
    ).toBeLessThan(11_000)
  })
  test('reasons that lie too deep, are too many or contain themselves are told as unreadable', () => {
    const around: Record<string, unknown> = { kind: 'syntax' }
    around['message'] = around
    expect(read(around)).toEqual(unreadable)
    let deep: unknown = 'oh'
    for (let depth = 0; depth < 7; depth++) deep = { kind: 'syntax', message: deep }
    expect(read(deep)).toEqual(unreadable)
    let wide: unknown = { kind: 'apart' }
    for (let depth = 0; depth < 5; depth++) wide = { kind: 'withCure', message: wide, cure: wide }
    expect(read(wide)).toEqual(unreadable)
  })
  test.each(languages)('what it lets pass comes to a short text in %s', (language) => {
    const { reasons } = failuresOf(language)
    // A place that stands twice in a text doubles what fills it, at each level.
    const repeats = Object.values(reasons).map((text) =>
      Math.max(
        0,
        ...[...Map.groupBy(text.match(/\{\w+}/g) ?? [], (it) => it).values()].map(
          (it) => it.length,
        ),
      ),
    )
    expect(Math.max(...repeats)).toBeLessThanOrEqual(2)
  })
})
