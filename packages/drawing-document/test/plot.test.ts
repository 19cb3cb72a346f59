import * as Plot from '@observablehq/plot'
import { parseHTML } from 'linkedom'
import { describe, expect, test, vi } from 'vitest'
import { createDocument } from '../src/create-document.ts'
import { canonical } from './canonical.ts'
import { figures, letters, points } from './figures.ts'

vi.spyOn(console, 'warn').mockImplementation(() => {})

describe('Plot figures that are the same in this document and in linkedom', () => {
  for (const [name, draw] of Object.entries(figures)) {
    test(name, () => {
      const { document } = parseHTML('<!doctype html><html><head></head><body></body></html>')
      expect(canonical(draw(createDocument()).outerHTML)).toBe(canonical(draw(document).outerHTML))
    })
  }
})

// linkedom reads the inner HTML of an SVG element as HTML: it folds `linearGradient` to lower case, does not take
// `<stop/>` for closed, and takes an SVG title for HTML's. These compare with what the standard asks for.
describe('markup that linkedom gets wrong', () => {
  test('a gradient written as markup keeps its case and its self-closed stops', () => {
    const figure = Plot.plot({
      document: createDocument(),
      marks: [gradient, Plot.barY(letters(), { x: 'letter', y: 'share', fill: 'url(#fade)' })],
    })
    expect(figure.outerHTML).toContain(
      '<defs><linearGradient id="fade" gradientTransform="rotate(90)">' +
        '<stop offset="15%" stop-color="purple"></stop><stop offset="75%" stop-color="red"></stop></linearGradient></defs>',
    )
  })

  test('markup inserted by a render function is SVG, and its references are escaped again', () => {
    const figure = Plot.plot({
      document: createDocument(),
      marks: [Plot.dot(points(), { x: 'x', y: 'y', render: titled })],
    })
    expect(figure.outerHTML).toContain('data-count="24"><title>dots &amp; more</title><circle')
  })

  test('a link keeps its namespace and its ampersand', () => {
    const figure = Plot.plot({
      document: createDocument(),
      marks: [Plot.dot([[1, 2]], { href: () => '#a?b=1&c' })],
    })
    expect(figure.outerHTML).toContain('<a fill="inherit" xlink:href="#a?b=1&amp;c"><circle')
  })

  test('a style given as a string becomes the style of the figure', () => {
    const figure = Plot.plot({
      document: createDocument(),
      style: 'color:red;background:url("a;b")',
      marks: [Plot.frame()],
    })
    expect(figure.getAttribute('style')).toBe('color: red; background: url("a;b");')
  })
})

test('a figure drawn twice differs only in the ids that Plot counts', () => {
  for (const draw of Object.values(figures)) {
    expect(canonical(draw(createDocument()).outerHTML)).toBe(
      canonical(draw(createDocument()).outerHTML),
    )
  }
})

/** The example in Plot's manual, with the document of the figure in place of the page's. */
function gradient(
  _index: unknown,
  _scales: unknown,
  _values: unknown,
  _dimensions: unknown,
  context: { document: Document },
): SVGElement {
  const defs = context.document.createElementNS('http://www.w3.org/2000/svg', 'defs')
  defs.innerHTML =
    '<linearGradient id="fade" gradientTransform="rotate(90)"><stop offset="15%" stop-color="purple"/><stop offset="75%" stop-color="red"/></linearGradient>'
  return defs
}

function titled(
  ...[index, scales, values, dimensions, context, next]: Parameters<Plot.RenderFunction>
): SVGElement {
  const group = next!(index, scales, values, dimensions, context)!
  group.setAttribute('data-count', String(index.length))
  group.insertAdjacentHTML('afterbegin', '<title>dots &amp; more</title>')
  return group
}
