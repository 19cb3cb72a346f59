import { expect, test } from 'vitest'
import type { Page } from '../../src/site/book.ts'
import { partsOf } from '../../src/site/parts.ts'

const chapters = (...parts: (string | undefined)[]): Page[] =>
  parts.map((part, n) => ({ key: `0${n + 1}-a`, part }) as Page)
const show = (list: readonly Page[]): string[] =>
  partsOf(list).map(
    ({ title = '–', chapters }) => `${title}: ${chapters.map((it) => it.number).join(' ')}`,
  )

test('a book without parts is one list', () => {
  expect(show(chapters(undefined, undefined, undefined))).toEqual(['–: 1 2 3'])
  expect(show([])).toEqual([])
})
test('a part goes on until the next one begins, and chapters are counted through', () => {
  expect(show(chapters('One', undefined, 'Two', 'Three', undefined))).toEqual([
    'One: 1 2',
    'Two: 3',
    'Three: 4 5',
  ])
})
test('what stands before the first part has no title', () => {
  expect(show(chapters(undefined, 'One'))).toEqual(['–: 1', 'One: 2'])
})
