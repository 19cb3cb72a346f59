import { globSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { findShortBrackets, shortBracketsIn } from '../../scripts/check/find-short-brackets.ts'

test('a bracket around a sum is short, unless it grows with it or all is small', () => {
  const { raw } = String
  expect(shortBracketsIn(raw`&= q_i (\frac{p_i}{q_i} - 1)^2`).map(({ held }) => held)).toEqual([
    raw`(\frac{p_i}{q_i} - 1)`,
  ])
  expect(shortBracketsIn(raw`(a (1 + \sum_i z_i))`)).toHaveLength(2)
  expect(shortBracketsIn(raw`\left( \sum_i z_i \right) (a)`)).toEqual([])
  expect(shortBracketsIn(raw`\frac{1}{(\sum_i z_i)^2}`)).toEqual([])
})

test('a short bracket is told at its place', () => {
  const text = 'Words.\n\n$$ name=a\nx\n= 2 (\\sum_i z_i)\n$$\n'
  expect(findShortBrackets('a.mdx', text)).toEqual([
    {
      file: 'a.mdx',
      line: 5,
      column: 5,
      severity: 'error',
      message: 'short bracket: (\\sum_i z_i); write \\left( … \\right)',
    },
  ])
})

test.each(globSync('content/en/*.mdx').sort())(
  'brackets of displayed formulas of %s are as tall as what they hold',
  (file) => {
    expect(findShortBrackets(file, readFileSync(file, 'utf8'))).toEqual([])
  },
)
