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
  test('has its numbers beside the panel, each level with its value', () => {
    expect(texts).toEqual([
      { text: '0', x: 24, y: 114, anchor: 'end' },
      { text: '0.5', x: 24, y: 64, anchor: 'end' },
    ])
  })
  test('has a line across the panel from each tick, that of zero stronger', () => {
    expect(lines).toEqual(['30 110 190 110 var(--muted)', '30 60 190 60 var(--line)'])
  })
  test('may have its strong line at another tick, or at none', () => {
    expect(draw({ side: 'left', ticks: [0, 0.5], strong: 0.5 }).lines[1]).toContain('--muted')
    expect(draw({ side: 'left', ticks: [0, 0.5], strong: NaN }).lines.join()).not.toContain(
      '--muted',
    )
  })
})

describe('a scale at the bottom', () => {
  test('has its numbers below the panel, with true minus signs, and no lines', () => {
    const { texts, lines } = draw({ side: 'bottom', ticks: [-1, 0] })
    expect(texts).toEqual([
      { text: '−1', x: 30, y: 127, anchor: 'middle' },
      { text: '0', x: 110, y: 127, anchor: 'middle' },
    ])
    expect(lines).toEqual([])
  })
  test('may have lines up the panel', () => {
    expect(draw({ side: 'bottom', ticks: [0], lines: true }).lines).toEqual([
      '110 10 110 110 var(--muted)',
    ])
  })
  test('ends its last number at the corner, where it would leave the figure', () => {
    expect(
      draw({ side: 'bottom', ticks: [0, 1], corner: 1 }).texts.map(({ anchor }) => anchor),
    ).toEqual(['middle', 'end'])
  })
  test('says in its middle what is measured', () => {
    expect(draw({ side: 'bottom', ticks: [], title: 'lead' }).texts).toEqual([
      { text: 'lead', x: 110, y: 146, anchor: 'middle' },
    ])
  })
})

test('a plane has the same ticks at both scales, and no lines', () => {
  const panel = { ...toPanel(), y: scaleLinear([-1, 1], [110, 10]) }
  drawPlaneScales(panel, { ticks: [-1, 1], format: (tick) => tick.toFixed(1) })
  const { texts, markup } = readFigure(toElement(panel.canvas))
  expect(texts.map(({ text, x, y }) => [text, x, y])).toEqual([
    ['-1.0', 30, 126],
    ['1.0', 190, 126],
    ['-1.0', 24, 114],
    ['1.0', 24, 14],
  ])
  expect(markup).not.toContain('<line')
})

test('a scale may be logarithmic', () => {
  const panel = { ...toPanel(), x: scaleLog([1, 100], [0, 200]) }
  drawScale(panel, { side: 'bottom', ticks: [1, 10, 100] })
  expect(readFigure(toElement(panel.canvas)).texts.map(({ x }) => x)).toEqual([0, 100, 200])
})
