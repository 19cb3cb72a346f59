import fc from 'fast-check'
import { expect, test } from 'vitest'
import { findDifference } from '../../src/kept/difference.ts'

const show = (from: string, to: string): string[] =>
  findDifference(from, to).map(
    ({ kind, text }) => `${{ same: ' ', out: '-', in: '+' }[kind]}${text}`,
  )

test('lines that stay are the same, others are out or in', () => {
  expect(show('a\nb\nc', 'a\nx\nc')).toEqual([' a', '-b', '+x', ' c'])
  expect(show('a', 'a\nb')).toEqual([' a', '+b'])
  expect(show('', '')).toEqual([' '])
})
test('without what is in the difference is the one text, without what is out the other', () => {
  const text = fc
    .array(fc.constantFrom('a', 'b', 'c', ''), { minLength: 1 })
    .map((it) => it.join('\n'))
  fc.assert(
    fc.property(text, text, (from, to) => {
      const lines = findDifference(from, to)
      const without = (kind: string): string =>
        lines
          .filter((it) => it.kind !== kind)
          .map((it) => it.text)
          .join('\n')
      expect(without('in')).toBe(from)
      expect(without('out')).toBe(to)
    }),
  )
})
test('texts of too many lines are not compared: the one is out, the other in', () => {
  const long = Array(3000).fill('x').join('\n')
  const lines = findDifference(long, `${long}\ny`)
  expect(lines.filter(({ kind }) => kind === 'same')).toEqual([])
  expect(lines.length).toBe(6001)
})
