import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { checkFormulas } from '../../src/markdown/formulas/check-formulas.ts'
import { findElsewhere } from '../../src/markdown/formulas/find-elsewhere.ts'
import { findFigure } from '../../src/markdown/formulas/find-figure.ts'
import { setReferences } from '../../src/markdown/formulas/references.ts'
import type { EqProps } from '../../src/markdown/built-props.ts'
import { propsIn, unpackProps } from '../../src/markdown/packed-props.ts'
import { parseMdx } from '../../src/markdown/syntax/engine.ts'
import { isJsx } from '../../src/markdown/syntax/mdx-elements.ts'

const root = mkdtempSync(join(tmpdir(), 'elsewhere-'))
afterAll(() => rmSync(root, { recursive: true }))
mkdirSync(join(root, 'en'))
const write = (name: string, text: string): void => writeFileSync(join(root, 'en', name), text)
write('01-one.mdx', 'Text.')
write(
  '12-twelve.mdx',
  '$$ name=first\nz_i\n$$\r\n\r\n<Derivation name="second" model="m">\n\n$$\na = b\n$$\n\n</Derivation>\n',
)
write('notation.mdx', '$$ name=sum\nz\n$$\n')
write('broken.mdx', 'one {')
const find = (url: string) => findElsewhere(url, 'en/01-one.mdx', root)

describe('a cell', () => {
  const cell = (words: string): string => `\`\`\`ts cell ${words}\n1\n\`\`\`\n\n`
  write('02-two.mdx', cell('name=plain') + cell('name=a alt="A."') + cell('name=b alt="B."'))
  write('about.mdx', cell('name=c alt="C."'))
  const figure = (url: string, file = 'en/01-one.mdx') => findFigure(url, file, root)

  test('of another page is cited by the number of its figure, behind that of its chapter', () => {
    expect(figure('../two/#cell-b')).toEqual({ label: 'figure 2.2', figure: '/two/#cell-b' })
    expect(figure('../about/#cell-c')).toEqual({ label: 'figure 1', figure: '/about/#cell-c' })
  })
  test('of the same page is cited by the number of its figure', () => {
    expect(figure('#cell-b', 'en/02-two.mdx')).toEqual({
      label: 'figure 2',
      figure: '/two/#cell-b',
    })
  })
  test('that draws nothing is cited by its name', () => {
    expect(figure('../two/#cell-plain')).toEqual({ label: 'cell plain' })
  })
  test('is told in the language of the page, at its address there', () => {
    mkdirSync(join(root, 'zh'), { recursive: true })
    writeFileSync(join(root, 'zh/02-two.mdx'), cell('name=a alt="甲。"'))
    expect(findFigure('../two/#cell-a', 'zh/01-one.mdx', root)).toEqual({
      label: '图 2.1',
      figure: '/zh/two/#cell-a',
    })
  })
  test('is nothing that a link to a page or a formula leads to', () => {
    for (const url of ['../two/', '../none/#cell-a', '../two/#eq-a', 'https://a.example/#cell-a'])
      expect(figure(url), url).toBeUndefined()
  })
})

describe('a formula of another page', () => {
  test('a link without words has the number of the chapter and that of the formula in it', () => {
    expect(find('../twelve/#eq-first')).toEqual({ label: '(12.1)', tex: 'z_i' })
    expect(find('../twelve/#eq-second')).toEqual({ label: '(12.2)', tex: 'a = b' })
    expect(find('../twelve/#eq-second-3')).toMatchObject({ label: '(12.2), line 3' })
  })
  test('on a page that is no chapter, the formula’s number stands alone', () => {
    expect(find('../notation/#eq-sum')).toEqual({ label: '(1)', tex: 'z' })
  })
  test('nothing is found on a page that is not there or cannot be read, nor a formula that is not', () => {
    for (const url of [
      '../none/#eq-first',
      '../broken/#eq-first',
      '../twelve/#eq-none',
      '#eq-first',
    ])
      expect(find(url), url).toBeUndefined()
  })
  test('the link becomes the number, with a preview, and leads to that page', async () => {
    const page = parseMdx('See [](../twelve/#eq-first), or [this](../twelve/#eq-first).')
    const formulas = await checkFormulas(page, 'en/01-one.mdx', { symbols: [] })
    setReferences(page, formulas, { file: 'en/01-one.mdx', folder: root })
    const [paragraph] = page.children
    const [, reference, , link] = paragraph.type === 'paragraph' ? paragraph.children : []
    expect(reference && isJsx(reference) && reference.name).toBe('Eq')
    const [data] = propsIn(JSON.stringify(reference)).keys()
    expect(unpackProps<EqProps>({ data })).toMatchObject({ label: '(12.1)' })
    expect(link.type).toBe('link')
  })
})
