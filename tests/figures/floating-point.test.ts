import { describe, expect, test } from 'vitest'
import { formatFloat } from '../../src/figures/marks/format-numbers.ts'
import { runningSum } from '../../src/figures/floating-point/running-sum.ts'
import { slideRule } from '../../src/figures/floating-point/slide-rule.ts'
import { holdDrawing } from './hold-drawing.ts'
import { readFigure, textsOf } from './read-figure.ts'

const labels = ['fox', 'badger', 'hare', 'owl']
const first = [92, 90, 76, -20]
const stream = [0.5, -0.8, 2, 1.4, 3.2, 2.6]

const slide = (z: number[], shift: number, width: number) =>
  slideRule(z, { labels, shift, drag: { scores: 'z', shift: 'c' }, width })
const running = (z: number[], seen: number, width: number) =>
  runningSum(z, { seen, drag: { scores: 'stream', seen: 'seen' }, width })

/** As the chapter opens, and as far as each input goes. */
const figures: Record<string, (width: number) => SVGSVGElement> = {
  ...Object.fromEntries(
    [first, [100, 100, 100, 100], [-100, -100, -100, -100], [100, -100, 0, 100]].flatMap((z) =>
      [-100, 0, 92, 100].map((shift) => [
        `slideRule of ${z} less ${shift}`,
        (width: number) => slide(z, shift, width),
      ]),
    ),
  ),
  ...Object.fromEntries(
    [
      stream,
      [4, 4, 4, 4, 4, 4],
      [-4, -4, -4, -4, -4, -4],
      [-4, 4, -4, 4, -4, 4],
      [4, -4, -4, -4, -4, -4],
    ].flatMap((z) =>
      [1, 5, 6].map((seen) => [
        `runningSum of ${z}, ${seen} seen`,
        (width: number) => running(z, seen, width),
      ]),
    ),
  ),
}

describe.for(Object.entries(figures))('%s', ([, draw]) => holdDrawing(draw))

const outcomes = (z: number[], shift: number) =>
  textsOf(slide(z, shift, 640)).filter((text) => /[✗✓]/.test(text))

describe('the numbers in the figures', () => {
  test('`slideRule` shows the exponentials of each format, and whether softmax succeeds in it', () => {
    expect(textsOf(slide(first, 0, 640))).toEqual(
      expect.arrayContaining(['9.0e39', '1.2e39', '1.0e33', '2.1e−9', '∞', '0']),
    )
    expect(outcomes(first, 0)).toEqual(['✗ NaN', '✗ NaN', '✓'])
    expect(outcomes(first, 92)).toEqual(['✓', '✓', '✓'])
  })
  test('`slideRule` marks subnormal numbers, and a sum that overflows though no term does', () => {
    expect(textsOf(slide(first, 92, 640))).toContain('≈ 1.2e−7')
    expect(outcomes([11, 11, 11, 11], 0)).toEqual(['✗ all 0', '✓', '✓'])
    expect(outcomes([-100, -100, -100, -100], 100)).toEqual(['✗ NaN', '✗ NaN', '✓'])
  })
  test('`slideRule` puts the zero of the scores at minus the shift', () => {
    const zeroAt = (shift: number) =>
      readFigure(slide(first, shift, 640)).texts.find(({ text, y }) => text === '0' && y < 40)!.x
    const oneAt = readFigure(slide(first, 0, 640)).texts.find(({ text }) => text === '1')!.x
    expect(zeroAt(0)).toBe(oneAt)
    expect(zeroAt(50) - oneAt).toBeCloseTo(-(zeroAt(-50) - oneAt), 0)
    expect(zeroAt(50)).toBeLessThan(oneAt)
  })
  test('runningSum: on a phone the longest sum begins at the edge, to be seen whole', () => {
    const { texts } = readFigure(running([-4, -4, -4, -4, -4, -4], 5, 328))
    expect(texts.find(({ text }) => text.startsWith('LSE ='))).toMatchObject({
      text: 'LSE = m + log S = −4.0 + 1.609 = −2.391',
      x: 0,
    })
  })
  test('runningSum: a new largest score shrinks the sum, any other only adds to it', () => {
    const texts = textsOf(running(stream, 5, 640))
    expect(texts).toEqual(
      expect.arrayContaining([
        'largest so far: m = 3.2',
        '× 0.22',
        '× 0.30',
        '× 1.00',
        '+ 0.27',
        '1.55',
        'LSE = m + log S = 3.2 + 0.440 = 3.640',
      ]),
    )
    expect(texts.filter((text) => text.startsWith('+'))).toHaveLength(5)
    expect(textsOf(running([4, 4, 4, 4, 4, 4], 6, 640))).toContain('6.00')
  })
})

test('`formatFloat` writes ordinary numbers plainly and others with a power of ten', () => {
  expect([0, 1, 0.135, 59874, 1.2e-7, -3.4e38, Infinity, NaN].map(formatFloat)).toEqual([
    '0',
    '1',
    '0.14',
    '6.0e4',
    '1.2e−7',
    '−3.4e38',
    '∞',
    'NaN',
  ])
})
