import { describe, expect, test } from 'vitest'
import { mayMatch, partsOf, readSelector } from '../../src/site/selectors.ts'
import { splitStyles } from '../../src/site/split-styles.ts'

const page =
  '<html class="chapter"><body><p id="one" class="a b" title="x > y"><Em hidden>z</Em></p>'

test('values of attributes may stand in any quotes, or in none', () => {
  const tag = `<p data-a='{"x": ">"}' data-b=c/d class='e f' id=g hidden>`
  const parts = ['p', '[data-a]', '[data-b]', '[class]', '.e', '.f', '[id]', '#g', '[hidden]']
  expect([...partsOf(tag)].sort()).toEqual(parts.sort())
})

describe('a selector and a page', () => {
  const parts = partsOf(page)
  test.each([
    'p',
    '.a.b',
    '#one',
    'em[hidden]',
    '[class~="a"]',
    '*',
    'p:first-child::before',
    'p:not(.c)',
    ':is(.c, .a) > em',
    '.a:has(> em)',
    '::-webkit-slider-thumb',
  ])('%s may match', (selector) => {
    expect(mayMatch(readSelector(selector), parts)).toBe(true)
  })
  test.each([
    '.c',
    'p .c',
    '#two',
    'q',
    '[open]',
    ':is(.c, .d) > em',
    'p:has(.c)',
    '.a:hover',
    '.a:focus-visible',
    'p::backdrop',
    '.a\\:b',
  ])('%s cannot match as the page is sent', (selector) => {
    expect(mayMatch(readSelector(selector), parts)).toBe(false)
  })
})

describe('a style sheet that is split', () => {
  const rules = {
    order: '@layer x,katex;',
    here: '@layer x{p{color:red}}',
    state: '@layer x{p:hover{color:blue}}',
    other: '.other{color:green}',
    print: '@media print{p{color:black}}',
    font: '@layer katex{@font-face{font-family:F;src:url(f)}}',
    unused: '@layer katex{@font-face{font-family:G;src:url(g)}.g{font-family:G}}',
    formula: '@layer katex{.a{font-family:F}}',
    moves: '@keyframes k{to{top:0}}.b{animation:k 1s}',
    theme: ':root[data-theme=dark]{color-scheme:dark}',
  }
  const css = Object.values(rules).join('')
  const { first, whole } = splitStyles(css, [
    partsOf(page),
    partsOf('<html class="front"><p class="other">'),
  ])

  test('has first what the page is drawn with, and the theme', () => {
    expect(first[0]).toContain('p{color:red}')
    expect(first[0]).toContain(rules.theme)
    expect(first[0]).not.toMatch(/hover|other|print/)
    expect(first[1]).toContain(rules.other)
  })
  test.each([
    ['print', false],
    ['only print and (orientation: portrait), print', false],
    ['print, (scripting: none)', true],
    ['not print', true],
    ['(width < 36rem)', true],
  ])('has first what is of a screen too: @media %s', (media, isFirst) => {
    const rule = `@media ${media}{p{margin:0}}`
    expect(splitStyles(rule, [partsOf('<p>')]).first).toEqual([isFirst ? rule : ''])
  })
  test('begins with the order of its layers', () => {
    expect(first[0].indexOf(rules.order)).toBe(0)
  })
  test('has an animation where it is named', () => {
    expect(first[0]).toContain('@keyframes')
    expect(first[1]).not.toContain('@keyframes')
  })
  test('declares a font once, on all pages, where one of them needs it', () => {
    expect(first.every((it) => it.includes('font-family:F;'))).toBe(true)
    expect(whole).not.toContain('font-family:F;')
  })
  test('follows whole, so that states, print and other pages are as before', () => {
    for (const rule of [
      rules.order,
      rules.here,
      rules.state,
      rules.other,
      rules.print,
      rules.moves,
    ])
      expect(whole.replaceAll('}@layer x{', '')).toContain(rule.replace(/@layer x\{(.*)\}$/, '$1'))
  })
  test('leaves out what no formula of the site needs', () => {
    expect(whole + first.join('')).not.toMatch(/font-family:G/)
  })
})
