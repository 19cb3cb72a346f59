import { parseHTML } from 'linkedom'
import { describe, expect, test } from 'vitest'
import { createDocument } from '../src/create-document.ts'

const markup =
  '<section id="s" class="a b"><h2 lang="en-GB">1</h2><p class="a" title="x y">2<b>3</b></p><p class="c:d">4</p><ul><li>5</li><li class="b">6</li><li>7</li></ul><p></p></section><p class="b">8</p>'

function found(document: Document, selector: string): (string | null)[] {
  const root = document.createElement('div')
  root.innerHTML = markup
  return Array.from(root.querySelectorAll(selector), ({ outerHTML }) => outerHTML)
}

describe('selectors that match the same elements as in linkedom', () => {
  for (const selector of [
    'p',
    '*',
    '#s',
    '.a',
    '.a.b',
    'p.a',
    'section p',
    'section > p',
    'section  >  ul>li',
    'h2 + p',
    'h2 ~ p',
    'p, li',
    'li,b ,h2',
    '[title]',
    '[title="x y"]',
    "[title='x y']",
    '[lang=en-GB]',
    '[title~=y]',
    '[lang|=en]',
    '[title^=x]',
    '[title$=y]',
    '[title*=" "]',
    'p[title].a',
    'li:first-child',
    'li:last-child',
    'b:only-child',
    'li:not(.b)',
    'li:not(:first-child):not(:last-child)',
    'p:not(.a, .b)',
    ':is(h2, b)',
    ':where(.a) b',
    'li:nth-child(2)',
    'li:nth-child(odd)',
    'li:nth-child(even)',
    'li:nth-child(n+2)',
    'li:nth-child(-n + 2)',
    'li:nth-child(2n+1)',
    'p:empty',
    'p:first-of-type',
    'p:last-of-type',
    '.c\\:d',
    'none',
    'P',
    'section b, section .none',
  ]) {
    test(selector, () => {
      const { document } = parseHTML('<html></html>')
      const ours = found(createDocument(), selector)
      expect(ours).toEqual(found(document, selector))
    })
  }
})

test('`:scope` is the element that is searched, and its ancestors still match', () => {
  const root = createDocument().createElement('div')
  root.innerHTML = '<p><i><b></b></i></p>'
  const i = root.querySelector('i')!
  expect([
    i.querySelectorAll(':scope > b').length,
    i.querySelectorAll('p b').length,
    root.querySelectorAll(':scope > b').length,
  ]).toEqual([1, 1, 0])
})

test('tag selectors are case-sensitive for SVG elements', () => {
  const root = createDocument().createElement('div')
  root.innerHTML = '<svg><clipPath></clipPath></svg>'
  expect([
    root.querySelectorAll('clipPath').length,
    root.querySelectorAll('clippath').length,
    root.querySelectorAll('SVG').length,
  ]).toEqual([1, 0, 0])
})

describe('unsupported selectors that throw an error with their place', () => {
  for (const [selector, place] of [
    ['p:hover', '":hover"'],
    ['a >', 'its end'],
    ['', 'its end'],
    ['> p', '"> p"'],
    ['p[', '"["'],
    ['p:has(b)', '":has(b)"'],
    ['li:nth-child(x)', '":nth-child(x)"'],
    ['p::before', '"::before"'],
    ['a,,b', '",b"'],
  ]) {
    test(selector || 'nothing', () => {
      expect(() => createDocument().querySelector(selector)).toThrow(
        `unsupported selector: ${JSON.stringify(selector)}, at ${place}; use tags, #id, .class`,
      )
    })
  }
})
