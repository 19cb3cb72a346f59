import { globSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

/** The TeX of the displayed formulas of a page, line by line. */
function readDisplays(file: string): string[] {
  const displays = readFileSync(file, 'utf8').matchAll(/^\$\$[^\n]*\n(.*?)^\$\$/gms)
  return [...displays].flatMap(([, tex]) => tex.split('\n'))
}

/**
 * The pairs of plain brackets in a line that hold a sum, a product or a fraction in full size: they
 * are shorter than what they hold. Within braces all of these are small.
 */
function findShortBrackets(line: string): string[] {
  const open: { at: number; isTall: boolean }[] = []
  const short: string[] = []
  let braces = 0
  for (const { 0: token, index } of line.matchAll(/\\(?:left|right)\s*.|\\[a-zA-Z]+|[{}()]/g)) {
    braces += token === '{' ? 1 : token === '}' ? -1 : 0
    if (braces > 0) continue
    if (token === '(') open.push({ at: index, isTall: false })
    else if (token === ')') {
      const pair = open.pop()
      if (pair?.isTall) short.push(line.slice(pair.at, index + 1))
    } else if (/^\\(sum|prod|d?frac)$/.test(token)) for (const pair of open) pair.isTall = true
  }
  return short
}

test('a bracket around a sum is short, unless it grows with it or all is small', () => {
  expect(findShortBrackets(String.raw`&= q_i (\frac{p_i}{q_i} - 1)^2`)).toEqual([
    String.raw`(\frac{p_i}{q_i} - 1)`,
  ])
  expect(findShortBrackets(String.raw`(a (1 + \sum_i z_i))`)).toHaveLength(2)
  expect(findShortBrackets(String.raw`\left( \sum_i z_i \right) (a)`)).toEqual([])
  expect(findShortBrackets(String.raw`\frac{1}{(\sum_i z_i)^2}`)).toEqual([])
})

test.each(globSync('content/en/*.mdx').sort())(
  'brackets of displayed formulas of %s are as tall as what they hold',
  (file) => {
    expect(readDisplays(file).flatMap(findShortBrackets)).toEqual([])
  },
)
