import type { MdxJsxTextElement } from 'mdast-util-mdx-jsx'
import { visit } from 'unist-util-visit'
import { describe, expect, test } from 'vitest'
import { parseMdx } from '../../src/markdown/syntax/engine.ts'
import { Mistakes } from '../../src/markdown/syntax/mistakes.ts'
import { setInline } from '../../src/markdown/formulas/set-formulas.ts'
import { unpackProps } from '../../src/markdown/packed-props.ts'
import { renderFormula, renderPiece, toPieces } from '../../src/markdown/formulas/formula.ts'

const { raw } = String

const htmlOf = ({ attributes: [data] }: MdxJsxTextElement): string =>
  unpackProps<{ html: string }>({ data: String(data.value) }).html

describe('a name as an index', () => {
  const [x, max, min] = ['<mi>x</mi>', '<mi>max</mi>', '<mi>min</mi>']
  test.each([
    [raw`x_{\max}`, `<msub>${x}${max}</msub>`],
    [raw`x^{\max}`, `<msup>${x}${max}</msup>`],
    [raw`x_{\min}^{\max}`, `<msubsup>${x}${min}${max}</msubsup>`],
    [raw`x_{\max}^2`, `<msubsup>${x}${max}<mn>2</mn></msubsup>`],
  ])('%s has as many parts in MathML as an index may have', (tex, markup) => {
    expect(renderFormula(tex, false)).toContain(markup)
  })
  test('a function that is applied keeps the sign for it', () => {
    expect(renderFormula(raw`x^{\log y}`, false)).toContain('<mi>log</mi><mo>\u2061</mo>')
  })
})

describe('a formula in a sentence', () => {
  /** The texts of a paragraph, and of each formula the sign that is kept with it, or an empty text. */
  const setIn = (text: string): string[] => {
    const root = parseMdx(text)
    setInline(root, new Mistakes('a.mdx'))
    const parts: string[] = []
    visit(root, (node) => {
      if (node.type === 'text') parts.push(node.value)
      if (node.type !== 'mdxJsxTextElement') return
      const [, sign = ''] = /^<span class="unbroken">.*>([^>]*)<\/span>$/.exec(htmlOf(node)) ?? []
      parts.push(sign)
    })
    return parts
  }
  test('keeps the punctuation behind it on its line', () => {
    expect(setIn('For $r$, and ($a = b$): no.')).toEqual(['For ', ',', ' and ', '):', ' no.'])
  })
  test('keeps a relation behind it, and what is related, on its line', () => {
    expect(setIn('At $r$ = 2 and $t$ ≤ 3, $r$ + 1 — no.')).toEqual([
      'At ',
      '\u00a0=\u00a0',
      '2 and ',
      '\u00a0≤\u00a0',
      '3, ',
      '',
      ' + 1 — no.',
    ])
  })
  test('keeps the bracket that opens before it on its line', () => {
    expect(setIn('Softmax ($r$) and (here $r$ is long) differ')).toEqual([
      'Softmax ',
      ')',
      ' and (here ',
      '',
      ' is long) differ',
    ])
    const root = parseMdx('Softmax ($r$, the “$a = b + c + d + e$” and ($t$ there')
    setInline(root, new Mistakes('a.mdx'))
    const formulas: string[] = []
    visit(root, 'mdxJsxTextElement', (node) => {
      formulas.push(htmlOf(node))
    })
    expect(formulas.map((html) => /^<span class="unbroken">(.*?)</.exec(html)?.[1])).toEqual([
      '(',
      '“',
      '(',
    ])
  })
  test('may be broken between its parts if it is long, but not before the punctuation', () => {
    const root = parseMdx('Here $a = b + c + d$, $a + b + c = d$ there, and $a = b$.')
    setInline(root, new Mistakes('a.mdx'))
    const formulas: string[] = []
    visit(root, 'mdxJsxTextElement', (node) => {
      formulas.push(htmlOf(node))
    })
    const breaks = formulas.map((html) => html.match(/unbroken|<wbr>|katex-base|[,.]<\/span>/g))
    const parts = ['katex-base', '<wbr>', 'katex-base', '<wbr>', 'katex-base', '<wbr>']
    expect(breaks).toEqual([
      ['unbroken', ...parts, 'katex-base', ',</span>'],
      ['katex-base', 'katex-base', 'katex-base', 'katex-base'],
      ['unbroken', 'katex-base', 'katex-base', '.</span>'],
    ])
  })
  test('stands alone before a word, and at the end of emphasis', () => {
    expect(setIn('For $r$ and **$s$**.')).toEqual(['For ', '', ' and ', '', '.'])
  })
})

describe('a display formula', () => {
  test('a display formula is split into parts at its wide spaces', () => {
    const parts = renderFormula(raw`a = b, \qquad c = d \quad e`, true)
      .split('<span class="katex-part">')
      .slice(1)
    expect(parts.map((it) => it.replace(/<[^>]*>/g, ''))).toEqual(['a=b,', 'c=d', 'e'])
  })
  test('has the TeX of an author, without the marks of what is lit and how a line is set', () => {
    const lit = raw`\htmlClass{lit sym-1}{e^{\htmlClass{lit sym-2}{z_{ij}}}} \{ x`
    expect(renderFormula(lit, false)).toContain(raw`data-tex="e^{z_{ij}} \{ x"`)
    expect(renderPiece('{=}')).toContain('data-tex="="')
    expect(renderPiece('x')).toContain('data-tex="x"')
  })
  test('is there to be seen and to be read aloud, and once the TeX to be copied', () => {
    const html = renderFormula(raw`a \qquad b < c`, true)
    expect(html).toContain('<math display="block"><mrow><mi>a</mi>')
    expect(html).toContain('<span class="katex-html" aria-hidden="true">')
    expect(html).toContain(raw`<span class="katex" data-tex="a \qquad b &lt; c">`)
    expect(html.match(/qquad/g)).toHaveLength(1)
    expect(html).not.toMatch(/annotation|semantics|allowbreak /)
  })
  test.each([
    ['no wide space', 'a = b'],
    ['one inside a table', raw`\begin{aligned} a &= b \qquad c \end{aligned}`],
    ['one in braces', raw`\frac{a \quad b}{c}`],
  ])('a display formula with %s is one part', (_, tex) => {
    expect(renderFormula(tex, true)).not.toContain('katex-part')
  })
  test.each([
    ['a + (1 - b) c', 'a+|(1−b)c'],
    ['f(a, (b + c)^2 - d) = e', 'f(a,(b+c)2−d)=|e'],
    ['[0 + 1) + 2', '[0+1)+|2'],
    ['a) + (b + c', 'a)+|(b+|c'],
    [raw`\left(a + b\right) + c`, '(a+b)+|c'],
    [raw`\bigl(a + b\bigr) + \Bigl[c - d\Bigr]`, '(a+b)+|[c−d]'],
    ['((a + b) - (c + d)) + e', '((a+b)−(c+d))+|e'],
  ])('of the formula %s no line ends within brackets that close', (tex, pieces) => {
    const read = (html: string): string => html.replace(/<[^>]*>/g, '')
    expect(toPieces(renderFormula(tex, false)).pieces.map(read).join('|')).toBe(pieces)
    const kept = pieces.split('|').filter((it) => /[[(].*[-−+].*[)\]]/.test(it))
    for (const html of [renderFormula(tex, true), renderPiece(tex)])
      expect(html.split('"unbroken"').length - 1).toBe(tex.includes('left') ? 0 : kept.length)
  })
  test('a display formula closes every element that it opens', () => {
    const html = renderFormula(raw`a = b, \qquad \sum_{k} c_k = \htmlClass{x}{d}`, true)
    expect(html.split('<span').length).toBe(html.split('</span').length)
  })
})

test('an inline formula is not split into parts', () => {
  expect(renderFormula(raw`a \quad b`, false)).not.toContain('katex-part')
})

test('TeX that KaTeX cannot typeset is reported as a formula error', () => {
  expect(() => renderFormula(raw`\frac{a}`, true)).toThrow(/^formula: /)
})
