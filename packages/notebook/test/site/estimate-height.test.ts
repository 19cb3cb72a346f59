import { describe, expect, test } from 'vitest'
import type { Output } from '../../src/kernel/output.ts'
import {
  estimateCell,
  estimateDerivation,
  estimateFormula,
} from '../../src/components/estimate-height.ts'
import { renderFormula } from '../../src/markdown/formulas/formula.ts'

const svg = (height: number): Output => ({
  type: 'svg',
  html: `<svg width="640" height="${height}" stroke-width="2"></svg>`,
})
const plain = { code: 'a\nb', hidesCode: true, hasCaption: false }
/** The heights in a style, in pixels. */
const pixelsOf = (style: string): number[] =>
  [...style.matchAll(/([\d.]+)rem/g)].map(([, rem]) => Number(rem) * 16)

describe('the height of a cell', () => {
  test('follows from its figures, one for a desk and one for a phone', () => {
    const [desk, phone] = pixelsOf(estimateCell({ roomy: [svg(320)], narrow: [svg(480)] }, plain))
    expect(desk).toBeGreaterThan(320)
    expect(phone - desk).toBe(160)
  })
  test('is one where both are alike', () => {
    expect(estimateCell({ roomy: [svg(32)], narrow: [svg(32)] }, plain)).toMatch(/^--tall: \d+rem$/)
  })
  test.each([
    ['its code where that is open', { hidesCode: false }],
    ['its caption', { hasCaption: true }],
  ])('has room for %s', (_, part) => {
    const results = { roomy: [svg(32)], narrow: [svg(32)] }
    const [without] = pixelsOf(estimateCell(results, plain))
    expect(pixelsOf(estimateCell(results, { ...plain, ...part }))[0]).toBeGreaterThan(without)
  })
  test('grows with the rows of a table and the lines of a text', () => {
    const table: Output = { type: 'table', columns: ['a'], rows: [['1'], ['2']], more: 0 }
    const text: Output = { type: 'text', text: 'a\nb\nc\nd\ne\nf' }
    const height = (of: Output): number =>
      pixelsOf(estimateCell({ roomy: [of], narrow: [of] }, plain))[0]
    expect(height({ ...table, rows: [...table.rows, ['3']] })).toBeGreaterThan(height(table))
    expect(height(text)).toBeGreaterThan(height({ type: 'text', text: 'a' }))
  })
})

test('a formula is taller with a fraction in it', () => {
  const height = (tex: string): number => pixelsOf(estimateFormula(renderFormula(tex, true)))[0]
  expect(height('\\frac{a}{b}')).toBeGreaterThan(height('a'))
})

test('a derivation is taller with each line, and most on a phone', () => {
  const [two, three] = [2, 3].map((lines) => pixelsOf(estimateDerivation(lines)))
  expect(three[0]).toBeGreaterThan(two[0])
  expect(three[1]).toBeGreaterThan(three[0])
})
