import { describe, expect, test } from 'vitest'
import { findFigure } from '../../../src/site/share/find-figure.ts'
import { readColours, resolveColours } from '../../../src/site/share/read-colours.ts'
import { renderPng } from '../../../src/site/share/render-png.ts'
import { cardSize, drawShareCard, wrap } from '../../../src/site/share/share-card.ts'

const colours = readColours(':root { --paper: #fff; --ink: #000; --muted: #555; --accent: #066; }')

describe('readColours', () => {
  test('the light value of each custom property is read', () => {
    const sheet = ':root { --ink: light-dark(rgb(1 2 3), #eee); --input: var(--ink); }'
    expect([...readColours(sheet)]).toEqual([
      ['--ink', 'rgb(1 2 3)'],
      ['--input', 'var(--ink)'],
    ])
  })
  test('the first sheet that defines a name wins', () => {
    expect(readColours('a { --c1: red; }', 'a { --c1: blue; }').get('--c1')).toBe('red')
  })
  test('comments define nothing', () => {
    expect(readColours('/* --c1: red; */').size).toBe(0)
  })
})

describe('resolveColours', () => {
  test('names are followed to their values', () => {
    const known = new Map([
      ['--input', 'var(--c1)'],
      ['--c1', 'red'],
    ])
    expect(resolveColours('fill="var(--input)"', known)).toBe('fill="red"')
  })
  test('an unknown name takes its fallback, or is black', () => {
    expect(resolveColours('var(--a, blue) var(--b)', new Map())).toBe('blue black')
  })
})

describe('findFigure', () => {
  test('icons of the page are no figures of its cells', () => {
    const html =
      '<svg class="icon" viewBox="0 0 9 9"></svg><div class="svg"><svg viewBox="0 0 40 30"><g></g></svg></div>'
    expect(findFigure(html)).toEqual({
      svg: '<svg viewBox="0 0 40 30"><g></g></svg>',
      width: 40,
      height: 30,
    })
  })
  test('a figure ends with its own closing tag, not with that of a drawing within', () => {
    const svg = '<svg viewBox="0 0 4 3"><svg></svg><path></path></svg>'
    expect(findFigure(`<div class="svg">${svg}</div><svg></svg>`)?.svg).toBe(svg)
  })
  test('a page without a figure has none', () => {
    expect(findFigure('<p>words</p><svg viewBox="0 0 9 9"></svg>')).toBeUndefined()
  })
})

describe('drawShareCard', () => {
  const card = { title: 'A & B', site: 'My book', description: 'What it tells.' }

  test('a page with a figure shows it, within the card', () => {
    const figure = {
      svg: '<svg width="4" height="2" viewBox="0 0 4 2"></svg>',
      width: 4,
      height: 2,
    }
    const svg = drawShareCard({ ...card, figure }, colours)
    const [, height, width, x, y] =
      /<svg width="([\d.]+)" height="([\d.]+)" x="([\d.]+)" y="([\d.]+)" viewBox="0 0 4 2">/
        .exec(svg)
        ?.map(Number) ?? []
    expect(width * 2).toBeCloseTo(height)
    expect(x + height).toBeLessThanOrEqual(cardSize.width)
    expect(y + width).toBeLessThanOrEqual(cardSize.height)
    expect(svg).not.toContain('What it tells.')
  })
  test('a page without a figure shows its description', () => {
    expect(drawShareCard(card, colours)).toContain('What it tells.')
  })
  test('words in a script that its fonts do not have are left out, and the others stay', () => {
    const drawn = drawShareCard({ ...card, title: '一个波', description: '正弦波 A' }, colours)
    expect(drawn).not.toMatch(/[波A]/)
    expect(drawn).toContain('My book')
  })
  test('words are escaped, and colours written out', () => {
    const svg = drawShareCard(card, colours)
    expect(svg).toContain('A &amp; B')
    expect(svg).not.toContain('var(')
  })
  test('the picture is a PNG of the size that sites ask for', () => {
    const png = renderPng(drawShareCard(card, colours), cardSize.width)
    expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([1200, 630])
  })
  test('the title is drawn: the picture without it is another', () => {
    const bytes = (title: string): string =>
      renderPng(drawShareCard({ ...card, title }, colours), 300).toString('base64')
    expect(bytes('Title')).not.toBe(bytes(''))
  })
})

describe('wrap', () => {
  test('lines break at spaces, and a word that is too long has a line of its own', () => {
    expect(wrap('one two extraordinary four', 8)).toEqual(['one two', 'extraordinary', 'four'])
  })
})
