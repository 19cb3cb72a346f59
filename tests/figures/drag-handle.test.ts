import { scaleLinear, scaleLog } from 'd3'
import { describe, expect, test } from 'vitest'
import '@cellgraph/drawing-document/install-here'
import { createCanvas, toElement } from '../../packages/notebook/src/figure/canvas.ts'
import {
  dragHandle,
  dragPlot,
  type HandleOptions,
} from '../../packages/notebook/src/figure/drag-handle.ts'
import { centredTernary, ternary } from '../../src/figures/marks/ternary.ts'
import type { Point } from '../../packages/notebook/src/figure/track.ts'

/** The handle that is put into an empty figure. */
function draw(at: Point, options: Omit<HandleOptions, 'input'>): Element {
  const canvas = createCanvas(300, 200)
  dragHandle(canvas, at, { input: 'q', ...options })
  return toElement(canvas).querySelector('[data-drag]')!
}

const trackOf = (handle: Element): unknown => JSON.parse(handle.getAttribute('data-track') ?? '')
const x = scaleLinear([-4, 4], [20.04, 280])
const y = scaleLog([0.1, 10], [190, 10])

describe('dragHandle', () => {
  test('a handle names its input and has the track of its values', () => {
    const handle = draw([150, 100], { x, y })
    expect(handle.getAttributeNames()).toEqual(['data-drag', 'data-track', 'fill'])
    expect(handle.getAttribute('data-drag')).toBe('q')
    expect(trackOf(handle)).toEqual([
      { domain: [-4, 4], from: [20, 0], to: [280, 0] },
      { domain: [0.1, 10], from: [0, 190], to: [0, 10], type: 'log' },
    ])
  })
  test('a handle carries its indices, its label and its tip', () => {
    expect(draw([0, 0], { x, index: 2, label: 'owl', tip: 'z = 1' }).outerHTML).toContain(
      'data-index="2" data-label="owl" data-tip="z = 1"',
    )
    expect(draw([0, 0], { x, y, index: [0, 2] }).getAttribute('data-index')).toBe('0 2')
  })
  test('a handle moves in a triangle or along any line', () => {
    const { corners, toPoint } = ternary({ left: 0, right: 200, base: 180 })
    expect(trackOf(draw(toPoint([1, 0, 0]), { corners }))).toEqual({
      corners: [
        [0, 180],
        [200, 180],
        [100, 6.8],
      ],
    })
    const along = { domain: [1, 3] as const, from: [0, 180] as const, to: [150, 93.4] as const }
    expect(trackOf(draw([0, 180], { along }))).toEqual([along])
  })
  const heads = (handle: Element): number =>
    (handle.querySelector('.grip path')?.getAttribute('d')?.match(/M/g) ?? []).length
  const triangle: HandleOptions['corners'] = [
    [0, 90],
    [90, 90],
    [50, 0],
  ]

  test('a handle is a dot with an arrowhead for each direction', () => {
    expect(
      [
        draw([150, 0], { x }),
        draw([150, 100], { x, y }),
        draw([50, 60], { corners: triangle }),
      ].map(heads),
    ).toEqual([2, 4, 3])
    const dot = draw([150, 100], { x }).querySelector(':scope > circle')
    expect([dot?.getAttribute('cx'), dot?.getAttribute('cy')]).toEqual(['150', '100'])
  })
  test('a handle at the end of its track has no arrowhead beyond it', () => {
    const along = { domain: [1, 3] as const, from: [0, 180] as const, to: [150, 93.4] as const }
    expect(
      [
        draw([20, 0], { x }),
        draw([280, 100], { x, y }),
        draw([280, 10], { x, y }),
        draw([150, 93.4], { along }),
        draw([50, 0], { corners: triangle }),
      ].map(heads),
    ).toEqual([1, 3, 2, 1, 2])
  })
  test('a handle may be a rule across its direction, vertical or horizontal', () => {
    const rule = (handle: Element): string[] =>
      ['x1', 'y1', 'x2', 'y2'].map((it) => handle.querySelector('line')?.getAttribute(it) ?? '')
    expect(rule(draw([150, 100], { x, rule: [80, 10] }))).toEqual(['150', '20', '150', '110'])
    expect(rule(draw([150, 100], { y, rule: [80, 10] }))).toEqual(['70', '100', '160', '100'])
  })
  test('a handle without a direction is refused', () => {
    expect(() => draw([0, 0], {})).toThrow('handle without a way: give it x, y, corners or along')
  })
})

describe('dragPlot', () => {
  const scales: Record<string, object> = {
    x: { type: 'linear', domain: [0, 10], range: [0, 100], apply: (value: number) => value * 10 },
    y: {
      type: 'linear',
      domain: [0, 1],
      range: [50, 0],
      apply: (value: number) => 50 - value * 50,
    },
  }
  const plot = (): Element =>
    Object.assign(toElement(createCanvas(100, 50)), { scale: (name: string) => scales[name] })

  test('a handle in a plot stands where the plot’s scales say, and moves along them', () => {
    const figure = dragPlot(plot(), [3, 0.5], { input: 'q' })
    expect(trackOf(figure.querySelector('[data-drag]')!)).toEqual([
      { domain: [0, 10], from: [0, 0], to: [100, 0] },
      { domain: [0, 1], from: [0, 50], to: [0, 0] },
    ])
    const dot = figure.querySelector('[data-drag] > circle')
    expect([dot?.getAttribute('cx'), dot?.getAttribute('cy')]).toEqual(['30', '25'])
  })
  test('a handle in a plot may move along one axis only', () => {
    expect(
      trackOf(dragPlot(plot(), [3, 0.5], { input: 'q', axes: 'y' }).querySelector('[data-drag]')!),
    ).toEqual([{ domain: [0, 1], from: [0, 50], to: [0, 0] }])
  })
  test('a handle in a plot may move along a line whose ends are in the plot’s units', () => {
    const along = { domain: [0, 1], from: [2, 1], to: [2, 0.5] } as const
    expect(
      trackOf(dragPlot(plot(), [2, 1], { input: 'q', along }).querySelector('[data-drag]')!),
    ).toEqual([{ domain: [0, 1], from: [20, 0], to: [20, 25] }])
  })
  test('a figure without scales is refused', () => {
    expect(() => dragPlot(toElement(createCanvas(10, 10)), [0, 0], { input: 'q' })).toThrow(
      'no scale: the figure has no x; a handle is put into what Plot.plot gives, with x and y',
    )
  })
})

test('`ternary` makes an equilateral triangle on its base', () => {
  const {
    corners: [a, b, c],
  } = ternary({ left: 20, right: 280, base: 250 })
  const far = ([x1, y1]: Point, [x2, y2]: Point): number => Math.hypot(x1 - x2, y1 - y2)
  expect([a, b]).toEqual([
    [20, 250],
    [280, 250],
  ])
  for (const side of [far(a, b), far(b, c), far(c, a)]) expect(side).toBeCloseTo(260, 10)
})

test('`centredTernary` makes a triangle as large as its room allows, and no larger than asked', () => {
  const room = { margin: 20, largest: 300, top: 30 }
  for (const [width, side] of [
    [200, 160],
    [640, 300],
  ]) {
    const {
      corners: [[left], [right], [middle, top]],
    } = centredTernary(width, room)
    expect([right - left, (left + right) / 2, middle, top].map((it) => Math.round(it))).toEqual([
      side,
      width / 2,
      width / 2,
      30,
    ])
  }
})
