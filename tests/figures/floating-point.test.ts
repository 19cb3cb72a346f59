import { describe, expect, test } from 'vitest'
import { errorGrowth } from '../../src/figures/floating-point/error-growth.ts'
import { formatFloat } from '../../src/figures/marks/format-numbers.ts'
import { lossCliff, lossOfShare } from '../../src/figures/floating-point/loss-cliff.ts'
import { runningSum } from '../../src/figures/floating-point/running-sum.ts'
import { slideRule } from '../../src/figures/floating-point/slide-rule.ts'
import { holdDrawing } from './hold-drawing.ts'
import { readFigure, textsOf } from './read-figure.ts'

const labels = ['fox', 'badger', 'hare', 'owl']
const first = [92, 90, 76, -20]
const stream = [0.5, -0.8, 2, 1.4, 3.2, 2.6]
const powers = Array.from({ length: 51 }, (_, n) => n / 10)
const growth = [
  { name: 'textbook', errors: powers.map((power) => (power > 2.8 ? NaN : 2)) },
  { name: 'shifted', errors: powers.map(() => 0) },
  { name: 'exp(z − LSE)', errors: powers.map((power) => 10 ** power) },
  { name: 'shifted, exp(log p)', errors: powers.map(() => 4) },
]

const slide = (z: number[], shift: number, width: number) =>
  slideRule(z, { labels, shift, drag: { scores: 'z', shift: 'c' }, width })
const cliff = (gap: number, width: number) => lossCliff(gap, { drag: 'gap', width })
const errors = (at: number, width: number) =>
  errorGrowth(growth, { powers, at, drag: 'added', width })
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
    [1, 16.5, 17.5, 50, 104, 745, 745.5, 1000].map((gap) => [
      `lossCliff at ${gap}`,
      (width: number) => cliff(gap, width),
    ]),
  ),
  ...Object.fromEntries(
    [0, 2.5, 3.5, 5].map((at) => [`errorGrowth at ${at}`, (width: number) => errors(at, width)]),
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
  test('`lossCliff` shows an infinite loss from where the probability is rounded to 0', () => {
    expect([17.3, 17.4].map((gap) => lossOfShare(gap, 'float16'))).toEqual([
      expect.closeTo(16.64, 1),
      Infinity,
    ])
    expect([103.9, 104].map((gap) => lossOfShare(gap, 'float32') < Infinity)).toEqual([true, false])
    expect([745.1, 745.2].map((gap) => lossOfShare(gap, 'float64') < Infinity)).toEqual([
      true,
      false,
    ])
    expect(textsOf(cliff(50, 328)).filter((text) => ['50.000', '∞ ✗'].includes(text))).toEqual([
      '50.000',
      '50.000',
      '50.000',
      '∞ ✗',
    ])
    expect(textsOf(cliff(50, 640))).toEqual(expect.arrayContaining(['17', '104', '745']))
  })
  test('`errorGrowth` shows the errors at the rule, and which method has no answer there', () => {
    expect(textsOf(errors(3, 640))).toEqual(
      expect.arrayContaining(['textbook ✗ NaN', 'exp(z − LSE) 1.0e3', 'shifted 0']),
    )
    expect(textsOf(errors(2, 640))).toEqual(
      expect.arrayContaining(['textbook 2', 'exp(z − LSE) 100']),
    )
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
