import { describe, expect, test } from 'vitest'
import * as Plot from '@observablehq/plot'
import { createDocument } from '@cellgraph/drawing-document'
import { shortMarkup } from '../../src/kernel/short-markup.ts'

const within = (shapes: string): string =>
  `<svg width="640" height="200" viewBox="0 0 640 200">${shapes}</svg>`
const short = (shapes: string): string =>
  shortMarkup(within(shapes)).replace(/^<svg[^>]*>|<\/svg>$/g, '')

describe('markup of a figure', () => {
  test('has coordinates to a hundredth', () => {
    expect(short('<circle cx="123.4567890123" cy="-0.0001" r="3"></circle>')).toBe(
      '<circle cx="123.46" cy="0" r="3"></circle>',
    )
    expect(short('<path d="M1.23456,2L3.10001,-4.99999Z"></path>')).toBe(
      '<path d="M1.23,2L3.1,-5Z"></path>',
    )
    expect(short('<g transform="translate(0.50001,1.23456)"></g>')).toBe(
      '<g transform="translate(0.5,1.23)"></g>',
    )
  })
  test.each([
    ['texts', '<text x="1">3.14159265 &lt;g aria-label="3.14159"&gt;</text>'],
    ['data of marks', '<circle data-value="0.123456" r="2"></circle>'],
    ['colours and shares', '<path opacity="0.123456" fill="hsl(1.23456 1% 2%)"></path>'],
    ['relative paths, whose errors would add up', '<path d="m1.23456,2l3.12345,4z"></path>'],
    ['angles', '<g transform="rotate(0.12345)"></g>'],
    ['gradients', '<linearGradient x1="0.12345" x2="1"></linearGradient>'],
    ['numbers with an exponent', '<rect width="1.23456e-7"></rect>'],
    ['what is scaled', '<g transform="scale(100)"><path d="M0.12345,1"></path></g>'],
  ])('keeps %s as they are', (_, shapes) => {
    expect(short(shapes)).toBe(shapes)
  })
  test('keeps a drawing in units of its own', () => {
    for (const svg of [
      '<svg width="600" viewBox="0 0 1 1"><path d="M0.12345,1"></path></svg>',
      '<svg viewBox="0 0 1 1"><path d="M0.12345,1"></path></svg>',
    ])
      expect(shortMarkup(svg)).toBe(svg)
  })
  test('gives no name to a group without a role', () => {
    expect(short('<g aria-label="dot" fill="red"></g><g role="img" aria-label="a"></g>')).toBe(
      '<g fill="red"></g><g role="img" aria-label="a"></g>',
    )
    expect(shortMarkup('<p aria-label="a">b</p>')).toBe('<p aria-label="a">b</p>')
  })
  test('changes nothing the second time', () => {
    const once = within('<circle cx="123.4567890123" cy="2.005" r="3"></circle>')
    expect(shortMarkup(shortMarkup(once))).toBe(shortMarkup(once))
  })
})

test('a plot of many points is a good deal shorter, with each point where it was', () => {
  const data = Array.from({ length: 200 }, (_, n) => ({ x: Math.sin(n) * 7, y: Math.cos(3 * n) }))
  const document = createDocument()
  const markup = Plot.plot({ document, marks: [Plot.dot(data, { x: 'x', y: 'y' })] }).outerHTML
  const shorter = shortMarkup(markup)
  expect(shorter.length).toBeLessThan(markup.length * 0.75)
  const places = (of: string): number[] =>
    [...of.matchAll(/c[xy]="([^"]*)"/g)].map(([, number]) => Number(number))
  expect(places(shorter).length).toBe(400)
  for (const [n, place] of places(shorter).entries())
    expect(Math.abs(place - places(markup)[n])).toBeLessThanOrEqual(0.005 + 1e-9)
})
