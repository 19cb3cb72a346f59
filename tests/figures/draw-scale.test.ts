import { scaleLinear, scaleLog } from 'd3'
import { describe, expect, test } from 'vitest'
import { createCanvas, toElement } from '../../packages/notebook/src/figure/canvas.ts'
import {
  drawPlaneScales,
  drawScale,
  type ScaleOptions,
} from '../../src/figures/marks/draw-scale.ts'
import { readFigure } from './read-figure.ts'

const toPanel = () => ({
  canvas: createCanvas(200, 150),
  x: scaleLinear([-1, 1], [30, 190]),
  y: scaleLinear([0, 1], [110, 10]),
})

/** The texts and the lines of a panel with one scale. */
function draw(options: ScaleOptions) {
  const panel = toPanel()
  drawScale(panel, options)
  const element = toElement(panel.canvas)
  const lines = [...element.querySelectorAll('line')].map((line) =>
    ['x1', 'y1', 'x2', 'y2', 'stroke'].map((name) => line.getAttribute(name)).join(' '),
  )
  const texts = readFigure(element).texts.map(({ text, x, y, anchor }) => ({ text, x, y, anchor }))
  return { texts, lines }
}

describe('a scale at the left', () => {
  const { texts, lines } = draw({ side: 'left', ticks: [0, 0.5] })
  test('a scale at the left has its numbers beside the panel, each at the height of its value', () => {
    expect(texts).toEqual([
      { text: '0', x: 24, y: 114, anchor: 'end' },
      { text: '0.5', x: 24, y: 64, anchor: 'end' },
    ])
  })
  test('a scale at the left has a line across the panel at each tick, and a stronger one at zero', () => {
    expect(lines).toEqual(['30 110 190 110 var(--muted)', '30 60 190 60 var(--line)'])
  })
  test('the strong line may be at another tick, or at none', () => {
    expect(draw({ side: 'left', ticks: [0, 0.5], strong: 0.5 }).lines[1]).toContain('--muted')
    expect(draw({ side: 'left', ticks: [0, 0.5], strong: NaN }).lines.join()).not.toContain(
      '--muted',
    )
  })
})

describe('a scale at the bottom', () => {
  test('a scale at the bottom has numbers with true minus signs below the panel, and no lines', () => {
    const { texts, lines } = draw({ side: 'bottom', ticks: [-1, 0] })
    expect(texts).toEqual([
      { text: '−1', x: 30, y: 127, anchor: 'middle' },
      { text: '0', x: 110, y: 127, anchor: 'middle' },
    ])
    expect(lines).toEqual([])
  })
  test('a scale at the bottom may have vertical lines', () => {
    expect(draw({ side: 'bottom', ticks: [0], lines: true }).lines).toEqual([
      '110 10 110 110 var(--muted)',
    ])
  })
  test('the number at the corner ends there, so that it does not leave the figure', () => {
    expect(
      draw({ side: 'bottom', ticks: [0, 1], corner: 1 }).texts.map(({ anchor }) => anchor),
    ).toEqual(['middle', 'end'])
  })
  test('a scale at the bottom has its title in the middle', () => {
    expect(draw({ side: 'bottom', ticks: [], title: 'lead' }).texts).toEqual([
      { text: 'lead', x: 110, y: 146, anchor: 'middle' },
    ])
  })
})

test('a plane has the same ticks on both scales, and no lines', () => {
  const panel = { ...toPanel(), y: scaleLinear([-1, 1], [110, 10]) }
  drawPlaneScales(panel, { ticks: [-1, 1], format: (tick) => tick.toFixed(1) })
  const { texts, markup } = readFigure(toElement(panel.canvas))
  expect(texts.map(({ text, x, y }) => [text, x, y])).toEqual([
    ['-1.0', 30, 131],
    ['1.0', 190, 131],
    ['-1.0', 18, 114],
    ['1.0', 18, 14],
  ])
  expect(markup).not.toContain('<line')
})

test('a scale may be logarithmic', () => {
  const panel = { ...toPanel(), x: scaleLog([1, 100], [0, 200]) }
  drawScale(panel, { side: 'bottom', ticks: [1, 10, 100] })
  expect(readFigure(toElement(panel.canvas)).texts.map(({ x }) => x)).toEqual([0, 100, 200])
})
