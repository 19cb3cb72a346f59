import { describe, expect, test } from 'vitest'
import { attentionPlane } from '../../src/figures/beyond-softmax/attention-plane.ts'
import { concreteCloud } from '../../src/figures/beyond-softmax/concrete-cloud.ts'
import { createCanvas, toElement } from '../../packages/notebook/src/figure/canvas.ts'
import { drawDot } from '../../src/figures/marks/draw-dot.ts'
import { entmaxSimplex } from '../../src/figures/beyond-softmax/entmax-simplex.ts'
import { gumbelRace } from '../../src/figures/beyond-softmax/gumbel-race.ts'
import { waterLevel } from '../../src/figures/beyond-softmax/water-level.ts'
import { gumbelSoftmax, randomSource, softmax } from 'accurate-softmax'
import { holdDrawing } from './hold-drawing.ts'
import { readFigure, textsOf } from './read-figure.ts'

const trio = ['fox', 'hare', 'owl']
const animals = ['fox', 'badger', 'hare', 'owl']

/** Scores by their place in the plane of the triangle, as the chapter makes them. */
const toScores = ([across, up]: number[]) =>
  [-1, 1]
    .map((side) => 1 / 3 + (side * across) / Math.SQRT2 - up / Math.sqrt(6))
    .concat(1 / 3 + (2 * up) / Math.sqrt(6))
const simplex = (at: number[], alpha: number, width: number) =>
  entmaxSimplex(toScores(at), { labels: trio, alpha, drag: 'seen', dragAlpha: 'alpha', width })
const water = (z: number[], level: number, width: number) =>
  waterLevel(z, { labels: animals, level, drag: 'z', dragLevel: 'tau', width })
const race = (z: number[], noise: number[], wins: number[], width: number) =>
  gumbelRace(z, { labels: animals, noise, wins, drag: 'z', width })
const cloud = (temperature: number, width: number) => {
  const random = randomSource(3)
  const samples = Array.from({ length: 50 }, () =>
    gumbelSoftmax([1, 0.6, 0], { random, temperature }),
  )
  return concreteCloud(samples, { labels: trio, temperature, range: [0.1, 10], drag: 'T', width })
}
const attention = (query: [number, number], keys: [number, number][], width: number) => {
  const values: [number, number][] = [
    [-2.2, -1.6],
    [2.3, -1.2],
    [0.2, 2.2],
  ]
  const weights = softmax(keys.map(([a, b]) => (a * query[0] + b * query[1]) / Math.SQRT2))
  const mean = (k: 0 | 1) => values.reduce((sum, value, i) => sum + weights[i] * value[k], 0)
  return attentionPlane(
    { query, keys, values, weights, output: [mean(0), mean(1)] },
    { labels: trio, drag: 'query', dragKeys: 'keys', width },
  )
}

const opening = [1.2, 0.8, 0.1, -0.6]
const corners: [number, number][] = [
  [-3, -3],
  [3, 3],
  [3, -3],
]
const places = [
  [0.9, 0.2],
  [0, 0],
  [-1.3, -0.9],
  [1.3, -0.9],
  [-1.3, 1.25],
  [1.3, 1.25],
  [0, 1.25],
  [0.7, -0.4],
]

/** As the chapter opens, and as far as each input goes. */
const figures: Record<string, (width: number) => SVGSVGElement> = {
  ...Object.fromEntries(
    places.flatMap((at) =>
      [1, 1.7, 2, 3].map((alpha) => [
        `entmaxSimplex, at ${at.join(', ')}, α ${alpha}`,
        (width: number) => simplex(at, alpha, width),
      ]),
    ),
  ),
  ...Object.fromEntries(
    [-2.5, 0, 0.5, 2].map((level) => [
      `waterLevel, level ${level}`,
      (width: number) => water(opening, level, width),
    ]),
  ),
  'waterLevel, all high': (width) => water([2, 2, 2, 2], -2.5, width),
  'waterLevel, all low': (width) => water([-2, -2, -2, -2], 2, width),
  'gumbelRace, as it opens': (width) =>
    race(opening, [-1.44, 0.09, 0.52, -0.19], [138, 83, 52, 27], width),
  'gumbelRace, one race, carried off both ways': (width) =>
    race([2, -2, 2, -2], [12, -6, -7, 9], [1, 0, 0, 0], width),
  'gumbelRace, one far ahead': (width) =>
    race([2, -2, -2, -2], [0, 0, 0, 0], [1000, 0, 0, 0], width),
  ...Object.fromEntries(
    [0.1, 0.6, 1, 10].map((temperature) => [
      `concreteCloud, temperature ${temperature}`,
      (width: number) => cloud(temperature, width),
    ]),
  ),
  'attentionPlane, as it opens': (width) =>
    attention(
      [1.4, 0.8],
      [
        [2, -0.8],
        [0.6, 2.2],
        [-1.6, -1],
      ],
      width,
    ),
  'attentionPlane, in the corners': (width) => attention([-3, 3], corners, width),
  'attentionPlane, all in one corner': (width) =>
    attention([3, 3], [corners[1], corners[1], corners[1]], width),
  'attentionPlane, a query of no length': (width) =>
    attention(
      [0, 0],
      [
        [0, 3],
        [0, -3],
        [0, 0],
      ],
      width,
    ),
}

describe.for(Object.entries(figures))('%s', ([, draw]) => holdDrawing(draw))

describe('the numbers in the figures', () => {
  test('`entmaxSimplex` shows exactly 0 for a class that is ruled out', () => {
    expect(textsOf(simplex([0.9, 0.2], 1, 640))).toEqual(
      expect.arrayContaining(['fox 0.143', 'hare 0.511', 'owl 0.346', 'α = 1.00']),
    )
    expect(textsOf(simplex([0.9, 0.2], 2, 640))).toEqual(
      expect.arrayContaining(['fox 0', 'hare 0.696', 'owl 0.304']),
    )
  })
  test('`waterLevel` shows heights above the water, their sum, and which way to go', () => {
    expect(textsOf(water(opening, 0.5, 640))).toEqual(
      expect.arrayContaining(['0.70', '0.30', '✓ in all 1.00', 'τ 0.50']),
    )
    expect(textsOf(water(opening, 0, 640))).toEqual(
      expect.arrayContaining(['in all 2.10: raise the level to 0.50']),
    )
    expect(textsOf(water(opening, 1, 640))).toContain('in all 0.20: lower the level to 0.50')
  })
  test('`waterLevel` names the level beside the line, near the bottom too', () => {
    for (const level of [-2.5, -2.2, 0, 2]) {
      const { markup, texts } = readFigure(water(opening, level, 640))
      const [, line] = /y1="([\d.]+)"[^>]*stroke="var\(--accent\)"/.exec(markup)!
      const name = texts.find(({ text }) => text.startsWith('τ '))!
      expect(Math.abs(name.y - 5 - Number(line)), `${level}`).toBeGreaterThan(20)
    }
  })
  test('`attentionPlane` keeps the names of keys apart that are at one place', () => {
    const places: [number, number][] = [
      [-3, -3],
      [3, 3],
      [0, 0.5],
    ]
    for (const at of places)
      for (const width of [880, 328]) {
        const { texts } = readFigure(attention([1.4, 0.8], [at, at, at], width))
        const lines = texts.filter(({ text }) => text.endsWith(' 0.333')).map(({ y }) => y)
        expect(lines).toHaveLength(3)
        for (const [k, y] of lines.entries())
          for (const other of lines.slice(0, k))
            expect(Math.abs(y - other)).toBeGreaterThanOrEqual(15)
      }
  })
  test('`attentionPlane` writes no name of a key over a handle', () => {
    const scenes: [number, number][][] = [
      [
        [2, -0.8],
        [0.6, 2.2],
        [3, -1],
      ],
      [
        [-3, -0.8],
        [0.6, 2.2],
        [-1.6, -1],
      ],
      [
        [0.6, 2.2],
        [0.6, 2.2],
        [0.7, 2],
      ],
    ]
    for (const keys of scenes)
      for (const width of [880, 328]) {
        const { markup, texts } = readFigure(attention([1.4, 0.8], keys, width))
        const handles = [...markup.matchAll(/cx="([\d.]+)" cy="([\d.]+)" r="5.5"/g)]
        expect(handles).toHaveLength(4)
        for (const { text, x, y } of texts.filter(({ text }) => / [\d.]+$/.test(text)))
          for (const [, cx, cy] of handles)
            expect(
              Math.abs(Number(cx) - x) > 45 || Math.abs(Number(cy) - (y - 4.5)) > 15,
              text,
            ).toBe(true)
      }
  })
  test('`gumbelRace` has room for the mark of a share that is too far from softmax', () => {
    for (const width of [880, 328]) {
      const { texts } = readFigure(race(opening, [0, 1, 0, 0], [10, 67, 15, 8], width))
      for (const { text, x } of texts)
        if (text.startsWith('✗')) expect(width - x, text).toBeGreaterThanOrEqual(60)
    }
  })
  test('`gumbelRace` marks the winner, and shares that are too far from softmax', () => {
    expect(textsOf(race(opening, [0, 1, 0, 0], [46, 31, 15, 8], 640))).toEqual(
      expect.arrayContaining([
        '✓ 1.80',
        '1.20',
        '−0.60',
        'of 100 races, softmax ┃ ± 2 s.e.',
        '0.460',
      ]),
    )
    expect(textsOf(race(opening, [0, 1, 0, 0], [10, 67, 15, 8], 640))).toEqual(
      expect.arrayContaining(['✗ 0.100', '✗ 0.670', '0.150']),
    )
  })
  test('`concreteCloud` counts the same nearest corners at every temperature', () => {
    const counts = [0.1, 1, 10].map((temperature) =>
      textsOf(cloud(temperature, 640)).filter((text) => /^(fox|hare|owl) \d+$/.test(text)),
    )
    expect(counts[0]).toHaveLength(3)
    expect(counts[1]).toEqual(counts[0])
    expect(counts[2]).toEqual(counts[0])
  })
  test('`attentionPlane` shows each key with its weight', () => {
    expect(
      textsOf(
        attention(
          [0, 0],
          [
            [1, 1],
            [2, 0],
            [0, 1],
          ],
          640,
        ),
      ),
    ).toEqual(expect.arrayContaining(['fox 0.333', 'hare 0.333', 'owl 0.333']))
  })
})

test('`drawDot` draws a disc or a diamond', () => {
  const draw = (shape: 'disc' | 'diamond') => {
    const canvas = createCanvas(20, 20)
    drawDot(canvas, [10, 10], { fill: 'var(--prob)', shape })
    return toElement(canvas).outerHTML
  }
  expect(draw('disc')).toContain('<circle')
  expect(draw('diamond')).toContain('d="M10 3.4l6.6 6.6l-6.6 6.6l-6.6 -6.6Z"')
})
