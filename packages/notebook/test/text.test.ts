import { expect, test } from 'vitest'
import { trueMinus } from '../src/text/true-minus.ts'

test.each([
  ['-1.5', '−1.5'],
  ['[-1.5, 2e-7, -3e-7]', '[−1.5, 2e−7, −3e−7]'],
  ['{ low: -Infinity, step: -.5 }', '{ low: −Infinity, step: −.5 }'],
  ['one-hot, 2024-11-22, z-1', 'one-hot, 2024-11-22, z-1'],
])('a minus before a number is a true one: %s', (text, shown) => {
  expect(trueMinus(text)).toBe(shown)
})
