import { expect, test } from 'vitest'
import { findMissingNeeds, findUnused } from '../../scripts/check/find-dead-ends.ts'

const chapters = [1, 2, 3, 4]
const needs = (text: string): string[] =>
  findMissingNeeds('a.mdx', `---\ntitle: A\nneeds: ${text}\n---\n`, chapters).map(
    ({ line, column, message }) => `${line}:${column}: ${message.split(';')[0]}`,
  )

test.each(['chapter 1', 'chapters 1 to 4', 'chapters 1, 3 and 4, integrals', '14 integrals'])(
  'a page may need %s',
  (text) => {
    expect(needs(text)).toEqual([])
  },
)
test('a chapter that is needed and is not there is told at its number', () => {
  expect(needs('chapters 1, 3 and 14')).toEqual(['3:26: no such chapter: 14'])
  expect(needs('integrals, chapter 5')).toEqual(['3:27: no such chapter: 5'])
})
test('an entry of a list that no page uses is a warning at its line', () => {
  const text = '[\n  { "id": "a1", "title": "A" },\n  { "id": "b2", "title": "B" }\n]\n'
  const given = { key: 'id', toMark: (it: string) => `"${it}"`, pages: ['<Cite id="a1" />'] }
  expect(findUnused(['list.json', text], given)).toEqual([
    {
      file: 'list.json',
      line: 3,
      column: 11,
      severity: 'warning',
      message: 'used by no page: b2; use it, or take it out',
    },
  ])
})
