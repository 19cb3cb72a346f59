import { describe, expect, test } from 'vitest'
import { createCanvas, toElement } from '../../packages/notebook/src/figure/canvas.ts'
import { chordPanels } from '../../src/figures/logsumexp/chord-panels.ts'
import { drawLevels } from '../../src/figures/marks/draw-levels.ts'
import { smoothContours } from '../../src/figures/logsumexp/smooth-contours.ts'
import { smoothEnvelope } from '../../src/figures/logsumexp/smooth-envelope.ts'
import { ternary } from '../../src/figures/marks/ternary.ts'
import { turningSimplex } from '../../src/figures/logsumexp/turning-simplex.ts'
import { fromPlane } from '../../packages/notebook/src/figure/simplex.ts'
import { holdDrawing } from './hold-drawing.ts'
import { readFigure, textsOf } from './read-figure.ts'

const labels = ['fox', 'hare', 'owl']

const envelope = (b: number[], temperature: number, width: number) => {
  const lines = labels.map((name, i) => ({ name, slope: 0.8 * (i - 1), offset: b[i] }))
  return smoothEnvelope(lines, {
    temperature,
    feature: 'hours after midnight',
    drag: { offsets: 'b', temperature: 'T' },
    width,
  })
}
const contours = (pair: [number, number], temperature: number, width: number) =>
  smoothContours(pair, { labels: ['fox', 'hare'], temperature, drag: 'pair', width })
const chords = (ends: number[], width: number) => chordPanels(ends, { drag: 'ends', width })
const turning = (p: number[], width: number) => turningSimplex(p, { labels, drag: 'p', width })

const nameOf = (...values: (number | number[])[]) =>
  values
    .flat()
    .map((value) => value.toFixed(2))
    .join(', ')

/** As the chapter opens, and as far as each input goes. */
const figures: Record<string, (width: number) => SVGSVGElement> = {
  ...Object.fromEntries(
    [
      [0, 0.8, 0],
      [1.5, 1.5, 1.5],
      [-1.5, -1.5, -1.5],
      [-1.5, 1.5, -1.5],
      [1.5, -1.5, 1.5],
    ].flatMap((b) =>
      [0.1, 1, 2].map((t) => [
        `smoothEnvelope ${nameOf(b, t)}`,
        (width: number) => envelope(b, t, width),
      ]),
    ),
  ),
  ...Object.fromEntries(
    (
      [
        [1, 0.2],
        [3, 3],
        [-2.5, -2.5],
        [-2.5, 3],
        [3, -2.5],
      ] as [number, number][]
    ).flatMap((pair) =>
      [0.1, 1, 2].map((t) => [
        `smoothContours ${nameOf(pair, t)}`,
        (width: number) => contours(pair, t, width),
      ]),
    ),
  ),
  ...Object.fromEntries(
    [
      [0, 4],
      [-6, 6],
      [6, -6],
      [-6, -6],
      [2, 2],
    ].map((ends) => [`chordPanels ${nameOf(ends)}`, (width: number) => chords(ends, width)]),
  ),
  ...Object.fromEntries(
    [
      [0.5, 0.3, 0.2],
      [0.5, 0.5, 0],
      [0, 0.5, 0.5],
      [1, 0, 0],
      [0, 0, 1],
      [1 / 3, 1 / 3, 1 / 3],
    ].map((p) => [`turningSimplex ${nameOf(p)}`, (width: number) => turning(p, width)]),
  ),
}

describe.for(Object.entries(figures))('%s', ([, draw]) => holdDrawing(draw))

describe('the numbers in the figures', () => {
  test('smoothContours: LSE as maximum and gap, and softmax as its gradient', () => {
    expect(textsOf(contours([1, 0.2], 1, 328))).toEqual(
      expect.arrayContaining(['LSE 1.371 = max 1.0 + 0.371', 'gradient: fox 0.690, hare 0.310']),
    )
    expect(textsOf(contours([-2.5, -2.5], 0.1, 328))).toContain('LSE −2.431 = max −2.5 + 0.069')
  })
  test('`chordPanels` compares LSE and softmax with their chords half-way', () => {
    expect(textsOf(chords([0, 4], 640))).toEqual(
      expect.arrayContaining([
        'half-way: chord 2.356 > curve 2.127 ✓',
        'half-way: chord 0.741 < curve 0.881 ✗',
      ]),
    )
    expect(textsOf(chords([-4, 0], 640)).filter((text) => text.endsWith('✗'))).toEqual([])
    expect(textsOf(chords([2, 2], 640)).filter((text) => text.includes(' = '))).toHaveLength(2)
  })
  test('`turningSimplex` has rate 1/2 in the middle of a side, 1/3 in the centre and 0 in a corner', () => {
    expect(textsOf(turning([0.5, 0, 0.5], 640))).toContain('rate 0.500')
    expect(textsOf(turning([1 / 3, 1 / 3, 1 / 3], 640))).toContain('rate 0.333')
    expect(textsOf(turning([0, 1, 0], 640))).toContain('rate 0.000')
  })
  test('`smoothEnvelope` names in its strip only lines that ever have a noticeable share', () => {
    const named = (b: number[]) =>
      textsOf(envelope(b, 0.1, 640)).filter((text) => text === 'hare').length
    expect(named([0, 0.8, 0])).toBe(2)
    expect(named([1.5, -1.5, 1.5])).toBe(1)
  })
})

test.each([328, 880])('no line goes through a name of `smoothEnvelope`: %i px', (width) => {
  const { markup, texts } = readFigure(envelope([0, 0.8, 0], 1, width))
  const lines = [...markup.matchAll(/<line[^>]*var\(--score\)[^>]*>/g)].map(([line]) =>
    ['x1', 'y1', 'x2', 'y2'].map((name) =>
      Number(new RegExp(` ${name}="([^"]*)"`).exec(line)?.[1]),
    ),
  )
  expect(lines).toHaveLength(labels.length)
  for (const name of labels) {
    const { x, y } = texts.find(({ text }) => text === name)!
    for (const place of [x - name.length * 3.5, x, x + name.length * 3.5])
      for (const [x1, y1, x2, y2] of lines) {
        const at = y1 + ((y2 - y1) * (place - x1)) / (x2 - x1)
        expect(at < y - 10 || at > y + 2, `${name} at ${place}`).toBe(true)
      }
  }
})

test('the temperature of smoothEnvelope is read beside its handle, or above it where a curve is there', () => {
  const readAt = (b: number[]) =>
    readFigure(envelope(b, 1, 328)).texts.find(({ text }) => text === 'T = 1.0')!.x
  const x = 30 + ((1.6 + 4) / 8) * (328 - 52 - 30)
  expect(readAt([0, 0.8, 0])).toBeCloseTo(x - 38, 0)
  expect(readAt([1.5, -1.5, -1.5])).toBeCloseTo(x, 0)
})

test('the curve of smoothEnvelope stays between the maximum and the bound', () => {
  const paths = [...envelope([0, 0.8, 0], 1, 640).outerHTML.matchAll(/ d="([^"]*)"/g)].map(
    ([, path]) => readPoints(path),
  )
  const [band, bound, curve] = paths
  bound.forEach(([x, top], k) => {
    expect(curve[k][0]).toBeCloseTo(x, 1)
    expect(curve[k][1]).toBeGreaterThanOrEqual(top - 0.2)
    expect(curve[k][1]).toBeLessThanOrEqual(band[k][1] + 0.2)
  })
  expect(bound.length).toBeGreaterThan(60)
})

describe('drawLevels', () => {
  const triangle = ternary({ left: 0, right: 400, base: 400 })
  const greatest = (p: readonly number[]) => Math.max(...p)
  const draw = (level: number) => {
    const canvas = createCanvas(400, 400)
    drawLevels(canvas, triangle, { of: greatest, level, stroke: 'var(--line)' })
    return [...toElement(canvas).outerHTML.matchAll(/[ML](-?[\d.]+) (-?[\d.]+)/g)].map(
      ([, x, y]) => [Number(x), Number(y)] as [number, number],
    )
  }
  test.for([0.4, 0.55, 0.8])('every point that is drawn has the level %d', (level) => {
    const points = draw(level)
    expect(points.length).toBeGreaterThan(20)
    for (const at of points) expect(greatest(fromPlane(at, triangle.corners))).toBeCloseTo(level, 1)
  })
  test('nothing is drawn for a level that does not occur', () => {
    expect(draw(0.2)).toEqual([])
    expect(draw(1.1)).toEqual([])
  })
})

/** The points of a path of steps, as `toPath` writes it. */
function readPoints(path: string): [number, number][] {
  const numbers = path.match(/-?[\d.]+/g)!.map(Number)
  let [x, y] = [0, 0]
  return Array.from({ length: numbers.length / 2 }, (_, i) => [
    (x += numbers[2 * i]),
    (y += numbers[2 * i + 1]),
  ])
}
