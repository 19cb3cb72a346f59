import { expect, test } from 'vitest'
import { checkGraph, findGraphErrors, runnablePart } from '../../src/kernel/graph.ts'
import type { Json } from '../../src/kernel/json.ts'
import { tellAuthor } from '../../src/strings/failures.ts'
import { inEnglish, program } from './run.ts'

const check = (cells: Record<string, string>, inputs: Record<string, Json> = {}): void =>
  inEnglish(() => checkGraph(program(cells, inputs), ['softmax', 'Plot']))

test('a name defined twice is reported with the cell or input that already defines it', () => {
  expect(() => check({ a: 'const p = 1', b: 'const p = 2' })).toThrow(
    'defined twice: `p` is already defined by cell `a`; rename one',
  )
  expect(() => check({ a: 'const z = 1' }, { z: 1 })).toThrow(
    'defined twice: `z` is already defined by the input `z`; rename one',
  )
})
test('a circular dependency is reported with its cells in order', () => {
  expect(() => check({ a: 'const x = y', b: 'const y = w', c: 'const w = x' })).toThrow(
    'circle: `a` → `b` → `c` → `a`; each waits for the next',
  )
})
test('an unknown name is reported with its place and a suggestion', () => {
  expect(() => check({ a: 'const x: number = 1\nsoftmx([x])' })).toThrow(
    'unknown name: `softmx` is not defined by any cell, input or the library; did you mean `softmax`?',
  )
  try {
    check({ a: 'const x: number = 1\nsoftmx([x])' })
  } catch (error) {
    expect(error).toMatchObject({ cell: 'a', line: 2, column: 1 })
  }
})
test('names of the page, the network and storage are refused with a reason', () => {
  expect(() => check({ a: 'fetch("x")' })).toThrow(
    '`fetch` cannot be used here: cells have no network',
  )
  expect(() => check({ a: 'localStorage.x' })).toThrow(
    '`localStorage` cannot be used here: cells have no storage',
  )
  expect(() => check({ a: 'window.top' })).toThrow(
    '`window` cannot be used here: cells run apart from the page',
  )
})
test('`arguments` is refused at the top level of a cell and allowed in its functions', () => {
  expect(() => check({ a: 'const f = () => arguments[0]' })).toThrow(
    '`arguments` cannot be used here: only what is written with `function`, and methods, have arguments',
  )
  expect(() => check({ a: 'function f() { arguments[0] = 1 }' })).not.toThrow()
})
test('names that are given to every cell cannot be redefined', () => {
  expect(() => check({ a: 'const display = 1' })).toThrow(
    'reserved name: `display` is given to every cell; choose another',
  )
})
test('names of JavaScript cannot be redefined by a cell or an input', () => {
  expect(() => check({ a: '1\nconst Map = 1' })).toThrow(
    'reserved name: `Map` is a part of JavaScript; choose another',
  )
  expect(() => check({}, { Infinity: 1 })).toThrow(
    'reserved name: `Infinity` is a part of JavaScript; choose another',
  )
  expect(() => check({}, { width: 1 })).toThrow(
    'reserved name: `width` is given to every cell; choose another',
  )
})
test('a name that cannot be defined is reported with its place', () => {
  const faultOf = (cells: Record<string, string>): unknown => {
    try {
      return check(cells)
    } catch (error) {
      return error
    }
  }
  expect(faultOf({ a: '1\r  const Map = 1' })).toMatchObject({ cell: 'a', line: 2, column: 9 })
  expect(faultOf({ a: 'const p = 1', b: 'let q = 1, p = 2' })).toMatchObject({
    cell: 'b',
    line: 1,
    column: 12,
  })
})
test('names that every object inherits are treated like any others', () => {
  for (const name of ['toString', 'constructor', '__proto__', 'hasOwnProperty']) {
    expect(() => check({ a: name })).toThrow(
      `unknown name: \`${name}\` is not defined by any cell, input or the library`,
    )
    expect(() => check({ a: `const ${name} = 1`, b: name })).not.toThrow()
  }
})
test('a cell may redefine a name of the library', () => {
  expect(() => check({ a: 'const softmax = (x: number[]) => x', b: 'softmax([1])' })).not.toThrow()
})

test('`findGraphErrors` returns every error, the first in the words of the one that is thrown', () => {
  const cells = {
    a: 'const p = q',
    b: 'const p = r + 1',
    c: 'const x = y',
    d: 'const y = x',
    e: 'const Map = 1',
  }
  const errors = findGraphErrors(program(cells, { display: 1 }), [])
  expect(errors.map(({ cell, told }) => [cell, told.kind])).toEqual([
    ['display', 'givenToAll'],
    ['b', 'definedTwice'],
    ['e', 'partOfJavaScript'],
    ['a', 'unknownName'],
    ['b', 'unknownName'],
    ['c', 'circle'],
  ])
  expect(() => check(cells, { display: 1 })).toThrow(tellAuthor(errors[0].told))
})
test('cells without a part in an error can run without the others', () => {
  const whole = program(
    {
      a: 'const p = q',
      b: 'const n = p',
      c: 'const m = z',
      d: 'm + 1',
      e: 'const y = y2',
      f: 'const y2 = y',
    },
    { z: 1, width: 1 },
  )
  const part = runnablePart(whole, findGraphErrors(whole, []))
  expect(part.cells.map(({ name }) => name)).toEqual(['c', 'd'])
  expect(part.inputs.map(({ name }) => name)).toEqual(['z'])
  expect(findGraphErrors(part, [])).toEqual([])
})
