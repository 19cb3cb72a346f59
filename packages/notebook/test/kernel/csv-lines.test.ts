import { expect, test } from 'vitest'
import { toCsvLines } from '../../src/kernel/csv-lines.ts'

const linesOf = (value: unknown, from = 0): string[] | undefined => toCsvLines(value, from)?.lines

test('a table is CSV with all its columns, and its numbers in full', () => {
  const rows = [
    { p: 1 / 3, name: 'a,"b"', at: new Date(0) },
    { p: -Infinity, more: [1, 2], none: null, at: new Date(NaN) },
    { p: 10n, name: 'two\nlines', yes: true },
  ]
  expect(linesOf(rows)).toEqual([
    'p,name,at,more,none,yes',
    '0.3333333333333333,"a,""b""",1970-01-01T00:00:00.000Z,,,',
    '-Infinity,,,"[1, 2]",,',
    '10,"two\nlines",,,,true',
  ])
})
test('a long table comes a hundred lines at a time, its names before all of them', () => {
  const rows = Array.from({ length: 250 }, (_, i) => ({ i }))
  const counts = [0, 100, 200].map((from) => {
    const branch = toCsvLines(rows, from)
    return [branch?.lines?.[0], branch?.lines?.at(-1), branch?.more]
  })
  expect(counts).toEqual([
    ['i', '98', 151],
    ['99', '198', 51],
    ['199', '249', 0],
  ])
})
test.each([[[1, 2]], [{ a: 1 }], ['a'], [[]], [undefined]])('%j is no table', (value) => {
  expect(toCsvLines(value, 0)).toBe(undefined)
})
