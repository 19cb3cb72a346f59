import { expect, test } from 'vitest'
import { createConsole } from '../../src/kernel/cell-console.ts'
import { findWay } from '../../src/kernel/graph.ts'
import type { Output } from '../../src/kernel/output.ts'
import { suggestMember } from '../../src/kernel/suggest-member.ts'

function record(): { outputs: Output[]; console: ReturnType<typeof createConsole> } {
  const outputs: Output[] = []
  let now = 0
  const console = createConsole({
    write: (make) => outputs.push(make()),
    clock: () => (now += 7),
    prefix: 'a',
  })
  return { outputs, console }
}
const textOf = (output: Output): string => (output.type === 'text' ? output.text : output.type)

test('strings are written as they are, and all else as it reads in source code', () => {
  const { outputs, console } = record()
  console.log('a', 1.5, ['b'], { c: -0 }, undefined)
  const text = 'a 1.5 ["b"] { c: -0 } undefined'
  expect(outputs).toEqual([{ type: 'text', text, level: 'log', opens: 0 }])
})
test('the first string has places for what follows', () => {
  const { outputs, console } = record()
  console.log('%s is %d of %f%%, %o%c', 'x', 7.9, 0.5, [1], 'color: red', 'and more')
  expect(outputs.map(textOf)).toEqual(['x is 7 of 0.5%, [1] and more'])
})
test('a value that cannot be looked at does not fail the code that tells of it', () => {
  const { outputs, console } = record()
  const odd = {
    get a(): number {
      throw new Error('boo')
    },
  }
  console.log(odd)
  console.log('%d', Symbol('s'))
  expect(outputs.map(textOf)).toEqual(['(throws: boo)', 'NaN'])
})
test('maps, objects of objects and typed lists are tables too, and their columns can be chosen', () => {
  const { outputs, console } = record()
  console.table(
    new Map<string, unknown>([
      ['a', 1],
      ['b', { c: 2 }],
    ]),
  )
  console.table({ a: { x: 1, y: 2 }, b: { x: 3 } }, ['x'])
  console.table(new Float64Array([1, 2]))
  expect(outputs).toMatchObject([
    {
      columns: ['key', 'value', 'c'],
      rows: [
        ['a', '1', ''],
        ['b', '', '2'],
      ],
    },
    {
      columns: ['key', 'x'],
      rows: [
        ['a', '1'],
        ['b', '3'],
      ],
    },
    {
      columns: ['index', 'value'],
      rows: [
        ['0', '1'],
        ['1', '2'],
      ],
    },
  ])
})
test('errors, warnings, times, counts and groups say what they are', () => {
  const { outputs, console } = record()
  console.error('no')
  console.warn('hm')
  console.assert(true, 'never')
  console.assert(false, 'told')
  console.time('t')
  console.timeEnd('t')
  console.timeEnd('t')
  console.count()
  console.count()
  console.group('in')
  console.log('deep')
  console.groupEnd()
  expect(outputs.map((it) => [textOf(it), it.type === 'text' && it.level])).toEqual([
    ['no', 'error'],
    ['hm', 'warn'],
    ['assertion failed told', 'error'],
    ['t: 7 ms', 'log'],
    ['no timer: t', 'warn'],
    ['default: 1', 'log'],
    ['default: 2', 'log'],
    ['in', 'log'],
    ['  deep', 'log'],
  ])
})
test('a table of objects, of lists and of values', () => {
  const { outputs, console } = record()
  console.table([{ a: 1 }, { a: 2 }])
  console.table([[1, 2], [3]])
  console.table([5, 6])
  expect(outputs.map((it) => it.type === 'table' && it.columns)).toEqual([
    ['a'],
    ['index', '[0]', '[1]'],
    ['index', 'value'],
  ])
})
test('a misspelt name of an object is followed by the one that was meant', () => {
  const scope = {
    Math,
    none: null,
    bad: new Proxy(
      {},
      {
        ownKeys: () => {
          throw new Error()
        },
      },
    ),
  }
  const message = 'TypeError: Math.sqr is not a function'
  expect(suggestMember(message, scope)).toEqual({ kind: 'meant', message, name: 'Math.sqrt' })
  const within = { kind: 'cannotBeShown', message } as const
  expect(suggestMember(within, scope)).toEqual({
    kind: 'meant',
    message: within,
    name: 'Math.sqrt',
  })
  for (const others of ['none.x', 'bad.x', 'other.sqr', 'Math.xyzzy']) {
    const said = `TypeError: ${others} is not a function`
    expect(suggestMember(said, scope)).toBe(said)
  }
})
test('the way from a cell to one that it needs is the shortest, without the two', () => {
  const cell = (name: string, ...inputs: string[]) => ({ name, inputs, outputs: [name] })
  const cells = [
    cell('a', 'z'),
    cell('b', 'a'),
    cell('c', 'b'),
    cell('d', 'c', 'b'),
    cell('e', 'a'),
  ]
  expect(findWay(cells, 'd', 'a')).toEqual(['b'])
  expect(findWay(cells, 'c', 'a')).toEqual(['b'])
  expect(findWay(cells, 'e', 'a')).toEqual([])
  expect(findWay(cells, 'a', 'd')).toEqual([])
})
