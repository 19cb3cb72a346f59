import { describe, expect, test } from 'vitest'
import { confusionMap } from '../../src/figures/a-real-classifier/confusion-map.ts'
import { createCanvas, toElement } from '../../packages/notebook/src/figure/canvas.ts'
import { drawContrasts } from '../../src/figures/marks/draw-contrasts.ts'
import { inkStroke } from '../../src/figures/marks/ink-stroke.ts'
import { penReading } from '../../src/figures/a-real-classifier/pen-reading.ts'
import { pullPictures } from '../../src/figures/a-real-classifier/pull-pictures.ts'
import { trainingView } from '../../src/figures/a-real-classifier/training-view.ts'
import { holdDrawing } from './hold-drawing.ts'
import { readFigure, textsOf } from './read-figure.ts'

const ten = <T>(make: (k: number) => T): T[] => Array.from({ length: 10 }, (_, k) => make(k))
const picture = Array.from({ length: 64 }, (_, n) => (n % 7) / 6)
const zeros = ten(() => new Array<number>(64).fill(0))
const weights = ten((k) => picture.map((value, n) => Math.sin(k + n) * value))
const uniform = ten(() => 0.1)
const sure = ten((k) => (k === 3 ? 1 : 0))

const training = (w: number[][], losses: number[], width: number) =>
  trainingView(
    w,
    losses.map((loss, n) => ({ step: 20 * n, train: loss, test: 1.2 * loss })),
    { steps: 600, note: '449 of 449 right', width },
  )
const pulls = (sigma: number[], width: number) =>
  pullPictures(picture, sigma, {
    label: 3,
    chosen: '3',
    input: 'shown',
    width,
    choices: ten((k) => ({ value: String(k), picture })).slice(0, 6),
  })
const pen = (numbers: number[], sigma: number[], width: number) =>
  penReading(numbers, inkStroke(numbers), sigma, { drag: 'pen', width })
const confusion = (entry: [number, number], count: number, width: number) =>
  confusionMap(
    ten((was) => ten((said) => (was === said ? 44 : count))),
    { entry, pictures: new Array<number[]>(count).fill(picture), drag: 'entry', width },
  )

/** As the chapter opens, and as far as each input goes. */
const figures: Record<string, (width: number) => SVGSVGElement> = {
  'trainingView, before the first step': (width) => training(zeros, [2.303], width),
  'trainingView, at the end': (width) => training(weights, [2.303, 1, 0.5, 0.2, 0.16], width),
  'trainingView, far off the scale': (width) =>
    training(weights, [2.303, 40, Infinity, NaN, 1e-6], width),
  'pullPictures, unsure': (width) => pulls(uniform, width),
  'pullPictures, sure and right': (width) => pulls(sure, width),
  'penReading, in the corners': (width) =>
    pen([0, 0, 8, 0, 8, 8, 0, 8, 4, 4, 4, 4, 0, 0], uniform, width),
  'penReading, all in one point': (width) => pen(new Array<number>(14).fill(4), sure, width),
  'confusionMap, in the first corner, no picture': (width) => confusion([9, 0], 0, width),
  'confusionMap, in the last corner, many pictures': (width) => confusion([9, 9], 40, width),
}

describe.for(Object.entries(figures))('%s', ([, draw]) => holdDrawing(draw))

describe('the numbers in the figures', () => {
  test('`trainingView` shows the losses at the last step', () => {
    expect(textsOf(training(weights, [2.303, 0.16], 640))).toEqual(
      expect.arrayContaining(['0.160', '0.192', '449 of 449 right']),
    )
  })
  test('`pullPictures` shows label minus probability', () => {
    expect(textsOf(pulls(uniform, 640)).filter((text) => text === '−0.100').length).toBe(9)
    expect(textsOf(pulls(uniform, 640))).toContain('+0.900')
  })
  test('`pullPictures` gives a bound for a pull that would be rounded to 0', () => {
    const nearly = ten((k) => (k === 3 ? 1 - 9e-5 : 1e-5))
    const texts = textsOf(pulls(nearly, 640))
    expect(texts.filter((text) => text === '> −0.001').length).toBe(9)
    expect(texts).toContain('< +0.001')
  })
  test('`pullPictures` keeps the numbers of a row nearer to their images than to the next row', () => {
    for (const width of [640, 328]) {
      const { texts } = readFigure(pulls(uniform, width))
      const of = (wanted: string) => texts.find(({ text }) => text === wanted)!
      const [head, number, next] = [of('0'), of('−0.100'), of('5')]
      // Between the head and the number is the image; a head stands 5 pixels above its own.
      expect(next.y - number.y).toBeGreaterThan(24)
      expect(number.y).toBeGreaterThan(head.y)
    }
  })
  test('`penReading` ends a full bar before its number', () => {
    for (const width of [640, 328]) {
      const { markup } = readFigure(pen(new Array<number>(14).fill(4), sure, width))
      const bars = [
        ...markup.matchAll(/<rect x="([\d.]+)"[^>]* width="([\d.]+)"[^>]*fill="var\(--prob\)"/g),
      ]
      const ends = bars.map(([, x, wide]) => Number(x) + Number(wide))
      expect(ends.length).toBe(10)
      expect(width - Math.max(...ends)).toBeGreaterThanOrEqual(68)
    }
  })
  test('`confusionMap` names the framed entry and its count', () => {
    expect(textsOf(confusion([8, 3], 2, 640))).toContain('3, classified as 8: 2')
    expect(textsOf(confusion([3, 3], 2, 640))).toContain('3, classified correctly: 44')
  })
})

test('`penReading` has a handle for each point, and `confusionMap` one for the column and one for the row', () => {
  const corners = readFigure(pen([0, 0, 8, 8, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4], uniform, 640)).markup
  expect([...corners.matchAll(/data-index="([\d ]+)"/g)].map(([, index]) => index)).toEqual([
    '0 1',
    '2 3',
    '4 5',
    '6 7',
    '8 9',
    '10 11',
    '12 13',
  ])
  const entry = readFigure(confusion([9, 0], 0, 640)).markup
  expect(
    [...entry.matchAll(/data-drag="entry"[^>]*data-index="(\d)"/g)].map(([, it]) => it),
  ).toEqual(['0', '1'])
})

describe('drawContrasts', () => {
  const marksOf = (values: number[], largest: number): string => {
    const canvas = createCanvas(100, 100)
    drawContrasts(canvas, [{ x: 0, y: 0, size: 20, values }], largest)
    return toElement(canvas).outerHTML
  }
  test('positive values are squares, negative ones are lozenges, and zeros are not drawn', () => {
    const markup = marksOf([1, -1, 0, 0], 1)
    expect(markup).toContain('d="M0 0h10v10h-10z" fill="var(--rise)"')
    expect(markup).toContain('d="M15 0l5 5l-5 5l-5 -5z" fill="var(--fall)"')
    expect(markup.match(/<path/g)?.length).toBe(2)
  })
  test('nothing is drawn if all values are zero', () => {
    expect(marksOf([0, 0, 0, 0], 0)).not.toContain('<path')
  })
})

describe('inkStroke', () => {
  test('ink is a share from 0 to 1, and lies only where the pen passes', () => {
    const ink = inkStroke([4, 0.5, 4, 7.5])
    expect(ink.length).toBe(64)
    expect(ink.every((share) => share >= 0 && share <= 1)).toBe(true)
    const columns = Array.from({ length: 8 }, (_, column) =>
      ink.filter((_, n) => n % 8 === column).reduce((a, b) => a + b, 0),
    )
    expect(columns.map((sum) => sum > 0)).toEqual([
      false,
      false,
      false,
      true,
      true,
      false,
      false,
      false,
    ])
    // As much to the left of the line as to the right.
    expect(columns[3]).toBeCloseTo(columns[4], 12)
  })
  test('a stroke goes through its points, and points off the sheet leave no ink', () => {
    expect(inkStroke([0.5, 0.5, 7.5, 7.5, 0.5, 7.5])[63]).toBeGreaterThan(0)
    expect(inkStroke([-9, -9, -20, -20])).toEqual(new Array(64).fill(0))
  })
})
