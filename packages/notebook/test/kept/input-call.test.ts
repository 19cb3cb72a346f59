import { expect, test } from 'vitest'
import { looksLikeInput, readInputCall, toInputCode, withValue } from '../../src/kept/input-call.ts'

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
  ["// my rows\ndata('rows') // of the lab", { kind: 'data', name: 'rows' }],
  ["const on = toggle('on')", { kind: 'toggle', name: 'on', value: false }],
  [
    "choice('k', ['a // b', /* or */ 'c'])",
    { kind: 'choice', name: 'k', options: ['a // b', 'c'], value: 'a // b' },
  ],
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
  "const b = slider('a')",
])('%s is none', (source) => {
  expect(readInputCall(source)).toBe(undefined)
})
test('its value goes to cells as a constant', () => {
  expect(toInputCode('k', 'it’s "one"')).toBe('const k = "it’s \\"one\\""')
})
test.each([
  ["slider('a', options)", true],
  ["/* mine */ slider('a')", true],
  ["const b = slider('a')", true],
  // It may be a function of the reader's.
  ["const b = data('a')", false],
  ["const a = data('a')", true],
  ["other('a')", false],
])('%s means to be one: %s', (source, means) => {
  expect(looksLikeInput(source)).toBe(means)
})
test.each([
  ["slider('a', { max: 2 })", 1.5, true],
  ["slider('a', { max: 2 })", 3, false],
  ["slider('a', { max: 2 })", NaN, false],
  ["slider('a')", '0.5', false],
  ["choice('k', ['a', 'b'])", 'b', true],
  ["choice('k', ['a', 'b'])", 'c', false],
  ["toggle('on')", true, true],
  ["toggle('on')", 1, false],
  ["data('rows')", [], false],
])('%s at %j: %s', (source, value, fits) => {
  const call = readInputCall(source)!
  expect(withValue(call, value)).toEqual(fits ? { ...call, value } : undefined)
})
