import { expect, test } from 'vitest'
import { readInputCall, toInputCode } from '../../src/kept/input-call.ts'

test.each([
  [
    "slider('a', { min: 0, max: 10, step: 0.5, value: 3 })",
    { kind: 'slider', name: 'a', min: 0, max: 10, step: 0.5, value: 3 },
  ],
  ['slider("a")', { kind: 'slider', name: 'a', min: 0, max: 1, step: 0.01, value: 0 }],
  [
    " slider('a',\n  { min: -.5, 'max': 1e3, },\n);",
    { kind: 'slider', name: 'a', min: -0.5, max: 1000, step: 10.005, value: -0.5 },
  ],
  [
    "slider('a', { max: 2, value: 99 })",
    { kind: 'slider', name: 'a', min: 0, max: 2, step: 0.02, value: 2 },
  ],
  [
    "choice('k', ['one: 1', \"it's\"])",
    { kind: 'choice', name: 'k', options: ['one: 1', "it's"], value: 'one: 1' },
  ],
  ["toggle('on', { value: true })", { kind: 'toggle', name: 'on', value: true }],
  ["data('rows')", { kind: 'data', name: 'rows' }],
])('%s is an input', (source, call) => {
  expect(readInputCall(source)).toEqual(call)
})
test.each([
  "slider('a', { min: 1, max: 0 })",
  "slider('a', { step: 0 })",
  "slider('a', { min: Infinity })",
  "slider('a', options)",
  "slider('a b')",
  "slider('a'); alert()",
  "choice('k', [])",
  "choice('k')",
  "toggle('on', [])",
  "other('a')",
])('%s is none', (source) => {
  expect(readInputCall(source)).toBe(undefined)
})
test('its value goes to cells as a constant', () => {
  expect(toInputCode('k', 'it’s "one"')).toBe('const k = "it’s \\"one\\""')
})
