import { describe, expect, test } from 'vitest'
import { findPaleTexts } from '../../scripts/check/find-pale-texts.ts'

/** The texts of a drawing that are told, in the order of their contrast. */
const find = (marks: string): string[] =>
  findPaleTexts(`<svg fill="var(--ink)" font-size="13">${marks}</svg>`).map(({ text }) => text)

const bar = (fill: string, more = ''): string =>
  `<rect x="0" y="0" width="200" height="40" fill="${fill}" ${more}/>`

test('a text that is too pale is told with its colour, its contrast and its theme', () => {
  const [told] = findPaleTexts('<svg><text fill="var(--fall)">sum</text></svg>')
  expect(told).toMatchObject({ text: 'sum', fill: 'var(--fall)', theme: 'light' })
  expect(told.contrast).toBeCloseTo(3.62, 2)
})
describe('what a text has on the paper', () => {
  test.each([
    ['its own colour', '<text fill="var(--rise)">a</text>', ['a']],
    ['a style', '<text style="fill: var(--other)">a</text>', ['a']],
    ['the colour of its group', '<g fill="var(--fall)"><text>a</text></g>', ['a']],
    [
      'the ink, in a part with another colour',
      '<text>a<tspan fill="var(--fall)">b</tspan></text>',
      ['b'],
    ],
    ['an opacity', '<g opacity="0.5"><text fill="var(--muted)">a</text></g>', ['a']],
    ['the ink', '<text>a</text><text fill="var(--muted)">b</text>', []],
    ['no letters', '<text fill="var(--fall)"> </text>', []],
    ['nothing to be seen', '<g opacity="0"><text fill="var(--fall)">a</text></g>', []],
    ['a colour that is not known', '<text fill="var(--of-this-figure)">a</text>', []],
  ])('%s', (_, marks, told) => expect(find(marks)).toEqual(told))
})
describe('what a text stands on', () => {
  const [ink, paper] = ['ink', 'paper'].map(
    (it) => `<text x="20" y="25" fill="var(--${it})">${it}</text>`,
  )
  test.each([
    ['a dark shape', bar('var(--label)') + ink + paper, ['ink']],
    [
      'a shape that lets the paper through',
      bar('var(--label)', 'opacity="0.1"') + ink + paper,
      ['paper'],
    ],
    ['a shape that is drawn over it later', ink + bar('var(--label)'), []],
    ['a shape beside it', `<g transform="translate(0,60)">${bar('var(--label)')}</g>${ink}`, []],
    ['a shape that only its edge touches', bar('var(--label)') + ink.replace('20', '190'), []],
    [
      'a shape in another place of the drawing',
      `<g transform="rotate(9)">${bar('var(--label)')}</g>${ink}`,
      [],
    ],
    ['what only clips', `<clipPath>${bar('var(--label)')}</clipPath>${ink}`, []],
    ['a shape without a fill', bar('none') + ink, []],
    ['a shape of unknown colour', bar('url(#pattern)') + ink, []],
  ])('%s', (_, marks, told) => expect(find(marks)).toEqual(told))
})
