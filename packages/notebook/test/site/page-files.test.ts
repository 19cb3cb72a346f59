import { createFilter } from 'vite'
import { describe, expect, test } from 'vitest'
import { otherPageFiles } from '../../src/markdown/lint/page-names.ts'

/** By the matcher that the loader of pages has too. */
const matches = (appendices: string[], file: string): boolean =>
  createFilter(
    otherPageFiles(appendices).map((pattern) => `/book/${pattern}`),
    [],
    { resolve: false },
  )(`/book/${file}`)

describe('the files that are no chapters', () => {
  test('a book without appendices has a front page', () => {
    expect(matches([], 'en/index.mdx')).toBe(true)
    expect(matches([], 'en/01-waves.mdx')).toBe(false)
    expect(matches([], 'en/notation.mdx')).toBe(false)
  })
  test.each([1, 2])('a book with appendices has them and a front page: %d', (count) => {
    const appendices = ['notation', 'sources'].slice(0, count)
    for (const name of ['index', ...appendices])
      expect(matches(appendices, `de/${name}.mdx`)).toBe(true)
    expect(matches(appendices, 'de/01-notation.mdx')).toBe(false)
    expect(matches(appendices, 'de/deeper/index.mdx')).toBe(false)
  })
})
