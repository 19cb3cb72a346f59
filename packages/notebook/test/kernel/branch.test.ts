import { describe, expect, test } from 'vitest'
import { openBranch, type Branch } from '../../src/kernel/branch.ts'
import { canOpen } from '../../src/kernel/can-open.ts'

/** What stands within a value, one line an entry; `▸` before those that open. */
function lines(value: unknown, path: number[] = [], from = 0): string[] {
  const branch = openBranch(value, { path, from })
  return branch ? toLines(branch) : ['nothing']
}

function toLines({ entries, more }: Branch): string[] {
  const shown = entries.map(({ key, text, opens }) => `${opens ? '▸ ' : ''}${key}: ${text}`)
  return more > 0 ? [...shown, `… ${more} more`] : shown
}

class Point {
  x = 1
  get norm(): number {
    throw new Error('a getter was run')
  }
  move(): void {}
}

describe('what stands within a value', () => {
  const circle: Record<string, unknown> = { name: 'c' }
  circle['self'] = circle
  test.each<[string, unknown, string[]]>([
    [
      'a list, with its numbers in full',
      [1 / 3, [2], 'a'],
      ['0: 0.3333333333333333', '▸ 1: [2]', '2: "a"'],
    ],
    ['a list with a gap', [1, , undefined], ['0: 1', '1: empty', '2: undefined']],
    ['a typed array', new Float32Array([0.5, 2]), ['0: 0.5', '1: 2']],
    ['an object', { a: 1n, b: null, c: { d: 1 } }, ['a: 1n', 'b: null', '▸ c: { d: 1 }']],
    ['an object with a symbol', { [Symbol('s')]: Symbol('t') }, ['Symbol(s): Symbol(t)']],
    ['an object with a circle', circle, ['name: "c"', 'self: { name: "c", self: … } (circular)']],
    [
      'a map',
      new Map<unknown, unknown>([
        ['a', [1]],
        [2, 3],
      ]),
      ['▸ "a": [1]', '2: 3'],
    ],
    ['a map of objects', new Map([[{ k: 1 }, 'v']]), ['▸ { k: 1 }: { key: { k: 1 }, value: "v" }']],
    ['a set', new Set(['a', {}]), ['0: "a"', '1: {}']],
    [
      'an instance of a class, whose getters are not run',
      new Point(),
      ['x: 1', 'norm: (getter)', '▸ move: ƒ move()'],
    ],
    [
      'an error with a cause',
      new Error('outer', { cause: new Error('inner') }),
      ['message: "outer"', '▸ cause: Error: inner'],
    ],
    ['a function', (x: number) => x + 1, ['source: (x) => x + 1']],
    ['a date', new Date(0), []],
    ['a promise', Promise.resolve(1), []],
    ['a number', 1, []],
  ])('%s', (_, value, expected) => {
    const shown = lines(value).map((it) =>
      it.replace(/self: \{ name.*\} \(/, 'self: { name: "c", self: … } ('),
    )
    expect(shown).toEqual(expected)
    expect(canOpen(value)).toBe(expected.length > 0)
  })
})

test('a level is found by its way, entry by entry', () => {
  const value = { a: [new Map([['k', { deep: [1, 2] }]])] }
  expect(lines(value, [0, 0, 0, 0])).toEqual(['0: 1', '1: 2'])
  expect(lines(value, [0, 7])).toEqual(['nothing'])
})
test('a long list comes a hundred entries at a time, and no others are read', () => {
  const read: number[] = []
  const list = new Proxy(new Array<number>(1e6).fill(0), {
    get: (target, key) => {
      if (/^\d+$/.test(String(key))) read.push(Number(key))
      return Reflect.get(target, key) as unknown
    },
  })
  const shown = lines(list, [], 500)
  expect(shown).toHaveLength(101)
  expect(shown.at(-1)).toBe('… 999400 more')
  expect(Math.min(...read)).toBe(500)
  expect(Math.max(...read)).toBe(599)
})
test('an entry that throws when it is read says so, and the others are shown', () => {
  const bad = new Proxy(
    {},
    {
      getPrototypeOf: () => {
        throw new Error('no')
      },
    },
  )
  expect(lines([1, bad, 3])).toEqual(['0: 1', expect.stringContaining('throws: '), '2: 3'])
})
