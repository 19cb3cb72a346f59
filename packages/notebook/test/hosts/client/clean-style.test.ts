import { describe, expect, test } from 'vitest'
import { cleanStyle } from '../../../src/hosts/client/clean-style.ts'
import { readImageSize } from '../../../src/hosts/client/read-image-size.ts'

describe('cleanStyle', () => {
  test.each([
    'color: red; margin: 0 auto; display: inline-flex',
    'background: linear-gradient(to right, rgb(1, 2, 3), hsl(4deg 5% 6%))',
    '--plot-background: white; fill: var(--ink)',
    'fill: url(#sum-1); font: 12px/1.4 "A; B", sans-serif',
    '--a: rgb(1, 2, 3); --b: "A B", serif; translate: 1px 2%; rotate: 9deg; scale: 2',
    'transform: rotate(9deg) translate(1px, calc(2px + 3%))',
  ])('keeps how things look: %s', (style) => {
    expect(cleanStyle(style)).toBe(style)
  })
  test.each([
    ['what moves by itself', 'animation: x 1s infinite', 'transition: all 1s'],
    ['layers', 'will-change: transform', 'transform: translateZ(0)', 'filter: blur(9px)'],
    ['what is drawn through something', 'mask: url(#a)', 'clip-path: url(#a)', 'mix-blend: x'],
    ['other addresses', 'background: url(http://x)', "background: src('x')", "cursor: image('x')"],
    ['addresses in disguise', 'background: u\\72l(x)', 'background: ur/**/l(x)'],
    ['many shadows', `box-shadow: ${Array(9).fill('1px 1px red').join(', ')}`],
    ['what covers the page', 'position: fixed', 'position: sticky', 'background: red fixed'],
    [
      'what goes by the height of the window',
      'height: 110vh',
      'margin: calc(9dvh + 1px)',
      '--a: 9vmin',
    ],
    ['variables of variables', '--a: var(--b) var(--b)'],
    ['addresses by way of a variable', '--a: url(#sum-1)'],
    [
      'what a variable would hide',
      '--a: repeat(9999, 1px)',
      '--a: grid',
      '--a: -webkit-box',
      '--a: fixed',
    ],
    ['lists in variables', `--a: ${Array(20).fill('0 0 9px').join(', ')}`],
    [
      'moves out of the plane',
      'translate: 0 0 1px',
      'rotate: 1 0 0 45deg',
      'scale: 1 1 2',
      'translate: var(--a)',
    ],
    ['endless grids', 'grid-template-columns: repeat(9999, 1fr)', 'columns: 999'],
    ['long values', `font-family: ${'x'.repeat(1000)}`],
    ['what is no declaration', 'color', '{', '@import x'],
  ])('drops %s', (_, ...styles) => {
    for (const style of styles) expect(cleanStyle(`${style}; color: red`)).toBe('color: red')
  })
})

describe('readImageSize', () => {
  const address = (type: string, ...bytes: number[]): string =>
    `data:image/${type};base64,${Buffer.from(bytes).toString('base64')}`
  const text = (it: string): number[] => [...it].map((character) => character.charCodeAt(0))
  test.each([
    ['png', [0x89, ...text('PNG\r\n\x1a\n'), 0, 0, 0, 13, ...text('IHDR'), 0, 0, 1, 0, 0, 0, 0, 9]],
    ['gif', [...text('GIF89a'), 0, 1, 9, 0]],
    ['jpeg', [0xff, 0xd8, 0xff, 0xe0, 0, 4, 0, 0, 0xff, 0xc0, 0, 11, 8, 0, 9, 1, 0, 1, 1, 1, 1]],
    [
      'webp',
      [
        ...text('RIFF'),
        0,
        0,
        0,
        0,
        ...text('WEBPVP8X'),
        10,
        0,
        0,
        0,
        0,
        0,
        0,
        0,
        255,
        0,
        0,
        8,
        0,
        0,
      ],
    ],
  ])('reads the size of a %s', (type, bytes) => {
    expect(readImageSize(address(type, ...bytes))).toEqual({ width: 256, height: 9 })
  })
  test('knows none of a drawing, of an address elsewhere, or of what is cut short', () => {
    expect(readImageSize('data:image/svg+xml,<svg/>')).toBeUndefined()
    expect(readImageSize('http://x/a.png')).toBeUndefined()
    expect(readImageSize(address('png', 0x89, 80, 78, 71))).toBeUndefined()
    expect(readImageSize('data:image/png;base64,???')).toBeUndefined()
  })
})
