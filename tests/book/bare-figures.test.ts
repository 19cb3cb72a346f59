import { globSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { findBareFigures } from '../../scripts/check/find-bare-figures.ts'

test.each(globSync('content/en/*.mdx').sort())(
  'every figure of %s has a table, and a number in its words',
  (file) => {
    expect(findBareFigures(file, readFileSync(file, 'utf8'))).toEqual([])
  },
)

test('a figure without a table, or without a number in its words, is told at its cell', () => {
  const cell = (attributes: string): string => `\`\`\`ts cell ${attributes}\ndraw(z)\n\`\`\`\n`
  const text = [
    cell('name=a alt="Bars" table="z"'),
    cell('name=b alt="Bars of ${z}"'),
    cell('name=c alt="Bars of ${z}" table="z"'),
    cell('name=d'),
  ].join('\n')
  expect(findBareFigures('a.mdx', text).map(({ line, message }) => `${line}: ${message}`)).toEqual([
    '1: figure whose alt has no number: a; say what it shows with a ${value}',
    '5: figure without a table: b; give its cell table="…", a list of its numbers',
  ])
})
