import { expect, test } from 'vitest'
import { formatValue, inspect, normaliseIds } from '../../src/kernel/inspect.ts'

test.each([
  [0.1 + 0.2, '0.30000000000000004'],
  [-0, '-0'],
  [[0.1 + 0.2, 1e-7, 3], '[0.3, 1e-7, 3]'],
  [new Float64Array([1, 2.5]), 'Float64Array(2) [1, 2.5]'],
  [{ a: 1, 'b c': 'x', d: { e: null } }, '{ a: 1, "b c": "x", d: { e: null } }'],
  [new Map([['a', 1]]), 'Map(1) {"a" → 1}'],
  [new Set([1]), 'Set(1) {1}'],
  [function softmax() {}, 'ƒ softmax()'],
  [class Model {}, 'class Model'],
  [undefined, 'undefined'],
  [12n, '12n'],
  [new RangeError('far'), 'RangeError: far'],
  [[[[[[1]]]]], '[[[[Array {…}]]]]'],
])('a value reads like the source that would make it: %#', (value, text) => {
  expect(formatValue(value)).toBe(text)
})
test('long lists say how much is left out', () => {
  expect(formatValue(Array.from({ length: 50 }, (_, i) => i))).toMatch(/39, … 10 more\]$/)
})
test('a string alone is shown as it is', () => {
  expect(inspect('hello', 'a')).toEqual({ type: 'text', text: 'hello' })
})
test('rows of objects are a table', () => {
  expect(inspect([{ x: 1, y: 'a' }, { x: 0.123456789 }], 'a')).toEqual({ type: 'table', columns: ['x', 'y'], rows: [['1.0000', 'a'], ['0.1235', '']], more: 0 })
})
test('elements are their markup, without styles', () => {
  const element = { nodeType: 1, localName: 'svg', outerHTML: '<svg><style>a{}</style><g></g></svg>' }
  expect(inspect(element, 'a')).toEqual({ type: 'svg', html: '<svg><g></g></svg>' })
})
test('ids are numbered anew within each cell, and so is what refers to them', () => {
  const markup = '<svg><clipPath id="plot-clip-17"></clipPath><g clip-path="url(#plot-clip-17)"></g><a href="#plot-clip-17"></a></svg>'
  expect(normaliseIds(markup, 'fig')).toBe('<svg><clipPath id="fig-1"></clipPath><g clip-path="url(#fig-1)"></g><a href="#fig-1"></a></svg>')
})
