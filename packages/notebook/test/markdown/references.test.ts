import { visit } from 'unist-util-visit'
import { describe, expect, test } from 'vitest'
import { checkFormulas } from '../../src/markdown/formulas/check-formulas.ts'
import { parseMdx } from '../../src/markdown/syntax/engine.ts'
import { applyMarks, findLit, isBalanced } from '../../src/markdown/formulas/symbol-marks.ts'
import { unpackProps, type Packed } from '../../src/markdown/packed-props.ts'
import { setReferences, setSymbols } from '../../src/markdown/formulas/references.ts'
import { readSymbols } from '../../src/markdown/formulas/symbols.ts'

const { raw } = String
const symbols = readSymbols('content/symbols.json')
const formulas = '$$ name=first\nz_i\n$$\n\n$$ name=second-2\nz_j\n$$\n\n'

/** What the references in `text` become: label and address. */
async function refer(text: string): Promise<unknown[]> {
  const root = parseMdx(formulas + text)
  setReferences(root, await checkFormulas(root, 'a.mdx', { symbols }), { file: 'a.mdx' })
  const found: unknown[] = []
  visit(
    root,
    'mdxJsxTextElement',
    (node) =>
      void found.push(
        unpackProps(
          Object.fromEntries(
            node.attributes.map((it) => (it.type === 'mdxJsxAttribute' ? [it.name, it.value] : [])),
          ) as Packed<unknown>,
        ),
      ),
  )
  return found
}

describe('a reference to a formula', () => {
  test('a reference shows the number of its formula, with a preview', async () => {
    expect(await refer('See [](#eq-first), and <Eq name="second-2" />.')).toMatchObject([
      { href: '#eq-first', label: '(1)', html: expect.stringContaining('katex') },
      { href: '#eq-second-2', label: '(2)' },
    ])
  })
  test('a reference with words of its own stays a plain link', async () => {
    expect(await refer('See [the first](#eq-first).')).toEqual([])
  })
  test('a reference to an unknown formula fails the build at its place', async () => {
    await expect(refer('See [](#eq-third).')).rejects.toThrow(
      'a.mdx:9:5: unknown formula: third; this page has first, second-2',
    )
    await expect(refer('See <Eq name="first" line={2} />.')).rejects.toThrow(
      'a.mdx:9:22: formula `first` has no line 2',
    )
    await expect(refer('See <Eq />.')).rejects.toThrow(
      'a.mdx:9:5: reference without a name: write <Eq name="…" />',
    )
  })
})

describe('lit symbols', () => {
  const lit = (tex: string, names: string): string =>
    applyMarks(tex, findLit(tex, names, symbols)).replaceAll(/lit lit-|\s*sym-\d+/g, '')

  test.each([
    [
      'z',
      raw`\sigma_i = e^{z_i} + z_j^2`,
      raw`\sigma_i = e^{\htmlClass{score}{z_i}} + \htmlClass{score}{z_j^2}`,
    ],
    [
      raw`z \sigma`,
      raw`\frac{\partial \sigma_k}{\partial z_i}`,
      raw`\frac{\partial \htmlClass{prob}{\sigma_k}}{\partial \htmlClass{score}{z_i}}`,
    ],
    ['', 'z_i', 'z_i'],
  ])('the symbols [%s] are lit in %s', (names, tex, expected) =>
    expect(lit(tex, names)).toBe(expected),
  )

  test('a lit symbol must be in the list of symbols', () => {
    expect(() => findLit('z_i', raw`\varkappa`, symbols)).toThrow(
      raw`unknown symbol: \varkappa; the list of symbols has C, i, j, k, z`,
    )
    expect(() => setSymbols(parseMdx(raw`A <Sym name="\varkappa" />.`), 'a.mdx', symbols)).toThrow(
      raw`a.mdx:1:8: unknown symbol: \varkappa`,
    )
  })
  test('a mark may lie within another one, but not across its edge', () => {
    const mark = (start: number, end: number, className: string) => ({
      span: { start, end },
      className,
    })
    expect(applyMarks('a+b+c', [mark(0, 3, 'x'), mark(2, 3, 'y')])).toBe(
      raw`\htmlClass{x}{a+\htmlClass{y}{b}}+c`,
    )
    expect(applyMarks('a+b+c', [mark(0, 3, 'x'), mark(2, 5, 'y')])).toBe('a+b+c')
    expect(applyMarks(raw`\frac{a}{b}`, [mark(0, 7, 'x')])).toBe(raw`\frac{a}{b}`)
    expect(applyMarks('b+c', [mark(0, 1, 'x'), mark(4, 5, 'y')], 2)).toBe(raw`b+\htmlClass{y}{c}`)
  })
  test('`isBalanced` finds unclosed braces and delimiters', () => {
    expect(
      [raw`{a}`, raw`\left( a \right)`, raw`\{ a`, raw`a}{b`, raw`\left( a`].map(isBalanced),
    ).toEqual([true, true, true, false, false])
  })
})
