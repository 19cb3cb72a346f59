import { describe, expect, test } from 'vitest'
import { balancedDie } from '../../src/figures/maximum-entropy/balanced-die.ts'
import { createCanvas, toElement } from '../../packages/notebook/src/figure/canvas.ts'
import { drawContour } from '../../src/figures/marks/draw-contour.ts'
import { distributionMap } from '../../src/figures/maximum-entropy/distribution-map.ts'
import { entropySimplex } from '../../src/figures/maximum-entropy/entropy-simplex.ts'
import { ternary } from '../../src/figures/marks/ternary.ts'
import { fromPlane } from '../../packages/notebook/src/figure/simplex.ts'
import { entropy, maximumEntropy, normalise, softmax } from 'accurate-softmax'
import { holdDrawing } from './hold-drawing.ts'
import { readFigure, textsOf } from './read-figure.ts'

const faces = [1, 2, 3, 4, 5, 6]
const labels = ['owl', 'hare', 'fox']
const certain = [1, 0, 0]

const die = (mean: number, width: number) => {
  const { p, lambda, status } = maximumEntropy([faces], [mean])
  return balancedDie(p, {
    mean,
    lambda: status === 'solved' ? lambda[0] : undefined,
    drag: 'mean',
    width,
  })
}
const simplex = (mean: number, width: number) =>
  entropySimplex({ labels, feature: [1, 2, 3], mean, drag: 'count', width })
const map = (q: number[], z: number[], width: number) =>
  distributionMap(q, softmax(z), { labels, drag: 'q', width })

/** As the chapter opens, and as far as each input goes. */
const figures: Record<string, (width: number) => SVGSVGElement> = {
  ...Object.fromEntries(
    [0.5, 1, 1.1, 3.5, 4.5, 5.9, 6, 6.5].map((mean) => [
      `balancedDie, mean ${mean}`,
      (width: number) => die(mean, width),
    ]),
  ),
  ...Object.fromEntries(
    [1, 1.05, 2, 2.4, 2.95, 3].map((mean) => [
      `entropySimplex, mean ${mean}`,
      (width: number) => simplex(mean, width),
    ]),
  ),
  'distributionMap, as it opens': (width) => map([0.5, 0.2, 0.3], [0.2, 0.8, 1.6], width),
  'distributionMap, at softmax': (width) => map([1 / 3, 1 / 3, 1 / 3], [0, 0, 0], width),
  'distributionMap, as far as it goes': (width) => map(certain, [-3, 3, 3], width),
  'distributionMap, softmax in a corner': (width) => map([0, 1, 0], [3, -3, -3], width),
}

describe.for(Object.entries(figures))('%s', ([, draw]) => holdDrawing(draw))

describe('the numbers in the figures', () => {
  test('`balancedDie` shows the die of Jaynes, its entropy and its multiplier', () => {
    expect(textsOf(die(4.5, 328))).toEqual(
      expect.arrayContaining([
        '0.054',
        '0.079',
        '0.114',
        '0.165',
        '0.240',
        '0.347',
        'entropy 1.614 of 1.792',
        'λ = +0.371',
        'mean 4.5',
      ]),
    )
  })
  test('`balancedDie` shows certainty at the last face, and no solution beyond it', () => {
    expect(textsOf(die(6, 328))).toEqual(
      expect.arrayContaining(['1', '0', 'one face is certain: λ → ∞']),
    )
    expect(textsOf(die(6.1, 328))).toContain('✗ no weights balance at 6.1')
  })
  test('`entropySimplex` shows the point of greatest entropy on the line', () => {
    expect(textsOf(simplex(2, 640))).toEqual(
      expect.arrayContaining(['owl 0.333', 'hare 0.333', 'fox 0.333', 'H = 1.099', 'mean 2.00']),
    )
    expect(textsOf(simplex(3, 328))).toEqual(
      expect.arrayContaining(['owl 0', 'hare 0', 'fox 1', 'H = 0.000']),
    )
  })
  test('`entropySimplex` writes the entropy clear of a handle that lies on its point', () => {
    const middle = (mean: number) => {
      const { texts } = readFigure(simplex(mean, 640))
      return texts.find(({ text }) => text.startsWith('H = '))!.x
    }
    // The corner of the first face is 120 pixels from the edge.
    expect(middle(1) - 120).toBe(24)
  })
  test('`distributionMap` names a distribution in the right corner on its left', () => {
    const { texts } = readFigure(map([0, 1, 0], [0.2, 0.8, 1.6], 328))
    expect(texts.find(({ text }) => text === 'q')).toMatchObject({ x: 288, anchor: 'end' })
  })
  test('`entropySimplex` draws its sides over the contours, which end there', () => {
    const { markup } = readFigure(simplex(2, 640))
    const outline = markup.search(/<path [^>]*d="M[^"C]*Z"/)
    expect(outline).toBeGreaterThan(0)
    expect(markup.indexOf('stroke="var(--line)"')).toBeGreaterThan(0)
    expect(markup.lastIndexOf('stroke="var(--line)"')).toBeLessThan(outline)
  })
  test('`entropySimplex` leaves out a word where it would lie across the triangle', () => {
    expect(textsOf(simplex(2.4, 328))).toContain('mean 2.40')
    expect(textsOf(simplex(1.5, 328))).toContain('1.50')
  })
})

describe('drawContour', () => {
  const triangle = ternary({ left: 0, right: 400, base: 400 })
  const peak = [1 / 3, 1 / 3, 1 / 3]
  const draw = (level: number) => {
    const canvas = createCanvas(400, 400)
    drawContour(canvas, triangle, { of: entropy, peak, level, stroke: 'var(--line)' })
    return [...toElement(canvas).outerHTML.matchAll(/ d="([^"]*)"/g)].map(([, path]) =>
      readPoints(path),
    )
  }
  test.for([0.3, 0.6, 0.7, 1, 1.09])('every point that is drawn has the level %d', (level) => {
    const points = draw(level).flat()
    expect(points.length).toBeGreaterThan(20)
    for (const at of points)
      expect(
        // Drawn coordinates are rounded, so that their shares sum to 1 but for a little.
        entropy(normalise(fromPlane(at, triangle.corners).map((share) => Math.max(0, share)))),
      ).toBeCloseTo(level, 1)
  })
  test('a contour is closed inside the triangle, and cut into pieces by its sides', () => {
    expect(draw(1)).toHaveLength(1)
    const [first, last] = [draw(1)[0][0], draw(1)[0].at(-1)!]
    expect(Math.hypot(first[0] - last[0], first[1] - last[1])).toBeLessThan(0.5)
    // The piece round the corner from which the sides are gone round is drawn in two.
    expect(draw(0.5)).toHaveLength(4)
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
