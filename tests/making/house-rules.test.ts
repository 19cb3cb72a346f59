import { describe, expect, test } from 'vitest'
import { findHouseRules, otherFiles } from '../../scripts/check/find-house-rules.ts'

const text = [
  'A great number.',
  '',
  '<MarginNote>An aside.</MarginNote>',
  '',
  '## Next',
  '',
  '```ts cell name=a alt="Bars of ${z}"',
  'draw(z)',
  '```',
].join('\n')
const find = (file: string): string[] =>
  findHouseRules(new Map([[file, text]]), false).map(
    ({ line, column, message }) => `${line}:${column}: ${message.split(':')[0]}`,
  )

describe('the rules of this book', () => {
  test('are told of a chapter, each at its place', () => {
    expect(find('content/en/77-two.mdx')).toEqual([
      '1:3: word that is out',
      '3:1: margin note before a heading',
      '7:1: figure without a table',
    ])
  })
  test('are none of another book’s', () => {
    expect(find('tests/e2e/fixture/en/77-two.mdx')).toEqual([])
  })
  test('hold in another language too, but for English words and what a figure has of its source', () => {
    expect(find('content/zh/77-two.mdx')).toEqual(['3:1: margin note before a heading'])
  })
  test('hold for what readers meet besides the pages', () => {
    expect(otherFiles).toContain('src/strings.ts')
    expect(otherFiles.some((it) => it.startsWith('src/figures/logsumexp/'))).toBe(true)
  })
})
