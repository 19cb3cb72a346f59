import { expect, test } from 'vitest'
import { offsetAt, placeAt } from '../src/text/place.ts'
import { prefixIds } from '../src/text/prefix-ids.ts'
import { trueMinus } from '../src/text/true-minus.ts'

test.each([
  ['-1.5', '−1.5'],
  ['[-1.5, 2e-7, -3e-7]', '[−1.5, 2e−7, −3e−7]'],
  ['{ low: -Infinity, step: -.5 }', '{ low: −Infinity, step: −.5 }'],
  ['one-hot, 2024-11-22, z-1', 'one-hot, 2024-11-22, z-1'],
])('`trueMinus` writes only the minus of a number as a true minus sign: %s', (text, shown) => {
  expect(trueMinus(text)).toBe(shown)
})

const text = 'ab\n\ncd\r\ne\rf\u2028g'

test('`placeAt` counts lines and columns from 1, whatever ends the lines', () => {
  expect([0, 1, 2, 3, 4, 5, 6, 8, 9, 10, 11, 12].map((offset) => placeAt(text, offset))).toEqual([
    { line: 1, column: 1 },
    { line: 1, column: 2 },
    { line: 1, column: 3 },
    { line: 2, column: 1 },
    { line: 3, column: 1 },
    { line: 3, column: 2 },
    { line: 3, column: 3 },
    { line: 4, column: 1 },
    { line: 4, column: 2 },
    { line: 5, column: 1 },
    { line: 5, column: 2 },
    { line: 5, column: 3 },
  ])
})
test('`placeAt` takes a line separator for a line ending only if it is told to', () => {
  expect(placeAt(text, 12, /\u2028/g)).toEqual({ line: 2, column: 1 })
})
test('`offsetAt` reverses `placeAt` for every offset', () => {
  for (let offset = 0; offset <= text.length; offset++)
    expect(offsetAt(text, placeAt(text, offset))).toBe(offset)
})
test('`offsetAt` takes a place beyond the last line from the last line', () => {
  expect(offsetAt('a\nb', { line: 9, column: 2 })).toBe(3)
})

test('`prefixIds` renames the ids of a drawing, and all that refers to them', () => {
  expect(
    prefixIds(
      '<svg aria-labelledby="t"><title id="t">a</title><clipPath id="c"/><use href="#m" clip-path="url(#c)"/></svg>',
      'narrow',
    ),
  ).toBe(
    '<svg aria-labelledby="narrow-t"><title id="narrow-t">a</title><clipPath id="narrow-c"/><use href="#narrow-m" clip-path="url(#narrow-c)"/></svg>',
  )
})
