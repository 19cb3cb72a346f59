import { describe, expect, test } from 'vitest'
import { parseStyles, printStyles, splitList } from '../../src/site/style-rules.ts'

describe('a style sheet', () => {
  const css =
    '@layer a,b;@layer a{p{color:red}@media (width<36rem){p{color:blue}q:before{content:"}{;"}}}@font-face{src:url(x;y)}@keyframes k{0%{top:0}to{top:1px}}'

  test('is its rules, each with the at-rules around it', () => {
    expect(parseStyles(css)).toEqual([
      { within: [], prelude: '@layer a,b' },
      { within: ['@layer a'], prelude: 'p', body: 'color:red' },
      { within: ['@layer a', '@media (width<36rem)'], prelude: 'p', body: 'color:blue' },
      {
        within: ['@layer a', '@media (width<36rem)'],
        prelude: 'q:before',
        body: 'content:"}{;"',
      },
      { within: [], prelude: '@font-face', body: 'src:url(x;y)' },
      { within: [], prelude: '@keyframes k', body: '0%{top:0}to{top:1px}' },
    ])
  })
  test('is printed as it was', () => {
    expect(printStyles(parseStyles(css))).toBe(css)
  })
  test('without some rules keeps the others in their at-rules', () => {
    const rules = parseStyles(css).filter(({ prelude }) => prelude !== 'p')
    expect(printStyles(rules)).toContain('@layer a{@media (width<36rem){q:before{')
  })
  test('has no comments, and may have strings and escapes with braces in them', () => {
    expect(parseStyles('/* { */a\\{b{c:"\\"}"}')).toEqual([
      { within: [], prelude: 'a\\{b', body: 'c:"\\"}"' },
    ])
  })
  test('with a brace that is not closed is refused', () => {
    expect(() => parseStyles('a{b:c')).toThrow('style sheet: a brace is not closed: a')
  })
})

test('a list of selectors is split at its own commas only', () => {
  expect(splitList('a:is(b,c),d[e=","] , f')).toEqual(['a:is(b,c)', 'd[e=","]', 'f'])
})
