import { describe, expect, test } from 'vitest'
import { highlight } from '../../src/markdown/syntax/highlight.ts'
import { unescapeHtml } from '../../src/text/escape-html.ts'

const textOf = (html: string): string => unescapeHtml(html.replace(/<[^>]*>/g, ''))

describe('highlighted code', () => {
  const source = 'const f = (x: number) => {\n  return x < 2 && "a" // so\n}\n'

  test('says what the author wrote', () => {
    expect(textOf(highlight(source))).toBe(source)
  })
  test('marks no token that has no colour', () => {
    expect(highlight('b(c.d) + e')).toBe('b(c.d) + e')
  })
  test('marks neighbours of one colour together, with the blanks between them', () => {
    expect(highlight('return await f')).toBe('<span class="tok-keyword">return await</span> f')
  })
  test('marks each line for itself', () => {
    expect(highlight('/* a\nb */')).toBe(
      '<span class="tok-comment">/* a</span>\n<span class="tok-comment">b */</span>',
    )
  })
  test('tells what is defined from what is used', () => {
    expect(highlight('const a = b')).toBe(
      '<span class="tok-keyword">const</span> <span class="tok-variableName tok-definition">a</span> = b',
    )
  })
})
