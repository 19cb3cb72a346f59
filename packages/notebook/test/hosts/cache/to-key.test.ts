import { expect, test } from 'vitest'
import { toKey } from '../../../src/hosts/cache/to-key.ts'

test('equal data have equal keys, whoever made them', () => {
  const make = (): unknown => ({ a: [1, { b: new Map([['c', new Set([null])]]) }], d: undefined })
  expect(toKey(make())).toBe(toKey(make()))
  expect(toKey(make())).toMatch(/^[\da-f]{64}$/)
})
test('data that differ in anything have different keys', () => {
  const different: unknown[] = [
    0,
    -0,
    NaN,
    '0',
    0n,
    null,
    undefined,
    'null',
    true,
    [],
    {},
    [0],
    [[0]],
    [0, 0],
    ['0'],
    ['0,0'],
    ['0', '0'],
    { a: 0 },
    { a: undefined },
    ['a', 0],
    { a: 0, b: 0 },
    { b: 0, a: 0 },
    new Map(),
    new Map([['a', 0]]),
    new Set(['a', 0]),
    new Set(),
    new RangeError('a'),
    [[], [0]],
    [[0], []],
  ]
  expect(new Set(different.map((it) => toKey(it))).size).toBe(different.length)
})
test('what cannot be told from its content has no key: functions, symbols, bytes, and what refers to itself', () => {
  const circle: unknown[] = []
  circle.push(circle)
  for (const it of [() => 1, Symbol('a'), new Float64Array(1), circle])
    expect(toKey({ a: [it] })).toBeUndefined()
})
