import { describe, expect, test } from 'vitest'
import { highlight } from '../../src/markdown/syntax/highlight.ts'

const textOf = (html: string): string =>
  html
    .replace(/<[^>]*>/g, '')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&')

describe('highlighted code', () => {
  const source = 'const f = (x: number) => {\n  return x < 2 && "a" // so\n}\n'

  test('says what the author wrote', () => {
    expect(textOf(highlight(source))).toBe(source)
  })
  test('marks no token that has no colour', () => {
    expect(highlight('b(c.d)')).toBe(
      'b<span class="tok-punctuation">(</span>c<span class="tok-punctuation">.</span>d<span class="tok-punctuation">)</span>',
    )
  })
  test('marks neighbours of one colour together, with the blanks between them', () => {
    expect(highlight('f({ a }) => {')).toContain('<span class="tok-punctuation">}) =&gt; {</span>')
  })
  test('marks each line for itself', () => {
    expect(highlight('[\n]')).toBe(
      '<span class="tok-punctuation">[</span>\n<span class="tok-punctuation">]</span>',
    )
  })
  test('tells what is defined from what is used', () => {
    expect(highlight('const a = b')).toBe(
      '<span class="tok-keyword">const</span> <span class="tok-variableName tok-definition">a</span> <span class="tok-punctuation">=</span> b',
    )
  })
})
