import { expect, test } from 'vitest'
import { findFigure } from '../../../src/site/share/find-figure.ts'
import { cellIn, toStill } from '../../../src/site/share/card-figures.ts'

const svg = (id: string): string =>
  `<svg viewBox="0 0 328 200" role="img"><g data-drag="z" tabindex="0" clip-path="url(#${id})"></g><clipPath id="${id}"></clipPath></svg>`

test('a cell of a page is found by its id', () => {
  const html =
    '<nb-cell class="cell" id="cell-a"><i>1</i></nb-cell><nb-cell id="cell-b">2</nb-cell>'
  expect(cellIn(html, 'cell-b')).toBe('<nb-cell id="cell-b">2</nb-cell>')
  expect(cellIn(html, 'cell-c')).toBe('')
  expect(cellIn(html)).toBe(html)
})
test('a drawing of another page neither moves nor shares its ids', () => {
  expect(toStill(svg('a'), 'card-1')).toBe(
    '<svg aria-hidden="true" focusable="false" viewBox="0 0 328 200"><g clip-path="url(#card-1-a)"></g><clipPath id="card-1-a"></clipPath></svg>',
  )
})
test('of a figure that is drawn for two widths, the narrow one is found when it is asked for', () => {
  const drawn = (width: string, id: string): string =>
    `<div class="drawn ${width}"><div class="svg">${svg(id)}</div></div>`
  const html = drawn('roomy', 'a') + drawn('narrow', 'b')
  expect(findFigure(html)?.svg).toBe(svg('a'))
  expect(findFigure(html, 'narrow')?.svg).toBe(svg('b'))
  expect(
    findFigure(`<div class="drawn"><div class="svg">${svg('c')}</div></div>`, 'narrow')?.svg,
  ).toBe(svg('c'))
})
