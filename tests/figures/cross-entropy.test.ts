import { describe, expect, test } from 'vitest'
import { lossLandscape } from '../../src/figures/cross-entropy/loss-landscape.ts'
import { outputLayer } from '../../src/figures/cross-entropy/output-layer.ts'
import { surpriseLedger } from '../../src/figures/cross-entropy/surprise-ledger.ts'
import { crossEntropy } from 'accurate-softmax'
import { holdDrawing } from './hold-drawing.ts'
import { readFigure, textsOf } from './read-figure.ts'

const labels: [string, string, string] = ['fox', 'badger', 'owl']
const votes = [0.5, 0.4, 0.1]

const ledger = (p: number[], width: number, counts = [6, 3, 1]) =>
  surpriseLedger(p, { labels, counts, drag: 'p', width })
const landscape = (z: [number, number], q: number[], width: number) =>
  lossLandscape(z, q, { labels, drag: 'z', width })

const layer = (z: number[], q: number[], width: number) => outputLayer(z, q, { labels, width })

/** The lowest baseline of a sign that a column goes on, and the highest of what is said of the mean. */
const ledgerLines = (figure: SVGSVGElement): [number, number] => {
  const { texts } = readFigure(figure)
  const linesOf = (said: RegExp): number[] =>
    texts.filter(({ text }) => said.test(text)).map(({ y }) => y)
  return [Math.max(...linesOf(/^∞ ↑/)), Math.min(...linesOf(/^(minimum|mean) /))]
}

const certainties = [
  [1, 0, 0],
  [0, 1, 0],
  [0, 0, 1],
]
const corners: [number, number][] = [
  [-5, -5],
  [-5, 5],
  [5, -5],
  [5, 5],
  [0, 0],
]

/** As the chapter opens, and as far as each input goes. */
const figures: Record<string, (width: number) => SVGSVGElement> = {
  ...Object.fromEntries(
    [
      [0.1, 0.3, 0.6],
      [0.6, 0.3, 0.1],
      [1 / 3, 1 / 3, 1 / 3],
      [0.98, 0.01, 0.01],
      [0.5, 0.5, 0],
      ...certainties,
    ].map((p) => [`surpriseLedger at ${p}`, (width: number) => ledger(p, width)]),
  ),
  ...Object.fromEntries(
    [...certainties, votes].flatMap((q) =>
      corners.map((z) => [
        `outputLayer of ${q} at ${z}`,
        (width: number) => layer([...z, 0], q, width),
      ]),
    ),
  ),
  'surpriseLedger where one was never seen': (width) => ledger([0.5, 0.5, 0], width, [7, 3, 0]),
  ...Object.fromEntries(
    [...certainties, votes].flatMap((q) =>
      corners.map((z) => [
        `lossLandscape of ${q} at ${z}`,
        (width: number) => landscape(z, q, width),
      ]),
    ),
  ),
}

describe.for(Object.entries(figures))('%s', ([, draw]) => holdDrawing(draw))

describe('the numbers in the figures', () => {
  test('outputLayer: scores, probabilities, labels, and products that sum to the loss', () => {
    const texts = textsOf(layer([-2.5, 1.5, 0], [0, 1, 0], 640))
    const told = ['−2.5', '1.5', '0.0', '0.015', '0.806', '0.180', '0.22']
    for (const text of told) expect(texts).toContain(text)
    expect(texts.filter((it) => it === '0.22')).toHaveLength(2)
    const shared = textsOf(layer([0, 0, 0], [0.5, 0.4, 0.1], 640))
    for (const text of ['0.55', '0.44', '0.11', '1.10']) expect(shared).toContain(text)
  })
  test('outputLayer: the longest name ends before the circle of its score, on a phone too', () => {
    const { markup, texts } = readFigure(layer([-2.5, 1.5, 0], [0, 1, 0], 328))
    const circle = /<circle[^>]* cx="([\d.]+)"[^>]* r="(2[\d.]+)"/.exec(markup)!
    const { text, x, size } = texts.find((it) => it.text === 'badger')!
    // In wide faces letters are 0.6 of their size wide.
    expect(x + text.length * size * 0.6 + 2).toBeLessThan(Number(circle[1]) - Number(circle[2]))
  })
  test('surpriseLedger: each price, their mean in both units, and the smallest mean', () => {
    const told = [
      'fox 0.10 → 2.30',
      'badger 0.30 → 1.20',
      'owl 0.60 → 0.51',
      'mean 1.79 nats, 2.59 bits',
      'minimum 0.90 (dotted)',
    ]
    expect(textsOf(ledger([0.1, 0.3, 0.6], 640))).toEqual(expect.arrayContaining(told))
  })
  test('`surpriseLedger` shows an infinite mean only if an animal that was ruled out came', () => {
    expect(textsOf(ledger([0.5, 0.5, 0], 640))).toEqual(
      expect.arrayContaining(['owl 0.00 → ∞', 'mean ∞ nats, ∞ bits', '∞ ↑']),
    )
    expect(textsOf(ledger([0.7, 0.3, 0], 640, [7, 3, 0]))).toEqual(
      expect.arrayContaining(['mean 0.61 nats, 0.88 bits', 'minimum 0.61 (dotted)']),
    )
  })
  test('`surpriseLedger` says its means below the signs of columns that go on beyond the top', () => {
    for (const p of certainties)
      for (const width of [880, 328]) {
        const [signs, means] = ledgerLines(ledger(p, width))
        expect(means - signs, `${p}`).toBeGreaterThanOrEqual(18)
      }
  })
  test('`surpriseLedger` has a column for each sighting', () => {
    expect(readFigure(ledger([0.1, 0.3, 0.6], 640)).markup.match(/<rect/g)).toHaveLength(10)
  })
  test('lossLandscape: the loss at the point, and its minimum where the label has a share for everyone', () => {
    expect(textsOf(landscape([-2.5, 1.5], [1, 0, 0], 640))).toContain('L = 4.216')
    expect(textsOf(landscape([-2.5, 1.5], votes, 640))).toEqual(
      expect.arrayContaining(['L = 2.366', 'minimum 0.943']),
    )
    expect(
      textsOf(landscape([-2.5, 1.5], [1, 0, 0], 640)).filter((text) => text.startsWith('least')),
    ).toEqual([])
  })
  test('`lossLandscape` draws contours at their losses, and none along the edges of the plane', () => {
    const { markup } = readFigure(landscape([0, 0], [1, 0, 0], 640))
    const contours = [
      ...markup.matchAll(/<path d="([^"]*)" fill="none" stroke="var\(--score\)"/g),
    ].map(([, path]) => readPoints(path))
    const [side, top] = [0.46 * 640 - 36, 34]
    const isAt = (edge: number, ...places: number[]): boolean =>
      places.every((place) => Math.abs(place - edge) < 0.2)
    expect(contours.length).toBeGreaterThanOrEqual(7)
    for (const points of contours)
      for (const [n, [x, y]] of points.slice(1).entries()) {
        const [x0, y0] = points[n]
        expect(
          [36, 36 + side].some((edge) => isAt(edge, x0, x)) ||
            [top, top + side].some((edge) => isAt(edge, y0, y)),
          `${x0} ${y0} to ${x} ${y}`,
        ).toBe(false)
      }
    for (const [x, y] of contours.flat()) {
      const loss = crossEntropy([(10 * (x - 36)) / side - 5, 5 - (10 * (y - top)) / side, 0], 0)
      expect(
        Math.min(...[0.05, 0.2, 0.5, 1, 2, 3, 4, 5, 6, 8].map((level) => Math.abs(loss - level))),
      ).toBeLessThan(0.03)
    }
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
