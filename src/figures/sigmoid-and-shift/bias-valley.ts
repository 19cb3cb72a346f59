import { range, scaleLinear } from 'd3'
import { crossEntropy } from 'accurate-softmax'
import {
  append,
  type Canvas,
  createCanvas,
  dragPoint,
  drawCircle,
  drawRule,
  type FigureOptions,
  type Point,
  round,
  toElement,
} from '@cellgraph/notebook/figure'
import { drawCurve } from '../marks/draw-curve.ts'
import { drawPlaneScales } from '../marks/draw-scale.ts'
import { mapScores } from '../marks/draw-score-map.ts'
import { drawText } from '../marks/draw-text.ts'
import { formatScore } from '../marks/format-numbers.ts'
import { place, type Panel } from '../marks/panel.ts'

export interface BiasValleyOptions extends FigureOptions {
  labels: readonly [string, string]
  /** The share of the first class among the examples. */
  share: number
  /** The weight of the penalty on the biases. Default: 0. */
  l2?: number
  /** The `<Point>` from which descent starts, moved by dragging. */
  drag?: string
}

const [reach, cells, top] = [3, 60, 14]

/**
 * Draws the loss over the biases of two classes as a contour map, with the path of gradient
 * descent.
 */
export function biasValley(path: readonly Point[], options: BiasValleyOptions): SVGSVGElement {
  const { width, labels, drag, share, l2 = 0 } = options
  const panel = toPanel(width)
  const { canvas, x, y } = panel
  drawMap(panel, share, l2)
  // Without a penalty the minimum is not one point but a whole line.
  if (l2 === 0) drawFloor(panel, Math.log(share / (1 - share)))
  drawAxes(panel, labels)
  drawDescent(
    canvas,
    path.map((point) => place(panel, point)),
  )
  const still = { radius: 8, stroke: 'var(--paper)', width: 2.5 }
  dragPoint(canvas, place(panel, path[0]), { input: drag, x, y, fill: 'var(--score)', still })
  return toElement(canvas)
}

function toPanel(width: number): Panel {
  const side = Math.min(width - 52, 400)
  const left = (width - side) / 2 + 10
  return {
    canvas: createCanvas(width, side + 62),
    x: scaleLinear([-reach, reach], [left, left + side]),
    y: scaleLinear([-reach, reach], [top + side, top]),
  }
}

/** Draws contours at geometrically spaced distances above the minimum: deeper colours are lower. */
function drawMap({ canvas, x, y }: Panel, share: number, l2: number): void {
  const of = (a: number, b: number): number =>
    crossEntropy([a, b], [share, 1 - share]) + (l2 / 2) * (a * a + b * b)
  const { least, outlinesOf } = mapScores({ reach, cells, of })
  const toD = (outline: readonly Point[]): string =>
    `M${outline.map(([a, b]) => `${round(x(a))} ${round(y(b))}`).join('L')}z`
  for (const k of range(8)) {
    const d = outlinesOf(least + 0.012 * 2.1 ** k)
      .map(toD)
      .join('')
    if (d) drawLevel(canvas, d, k === 0 ? 0.9 : 0.35)
  }
}

function drawLevel(canvas: Canvas, d: string, opacity: number): void {
  const colour = 'var(--score)'
  append(canvas, 'path', {
    d,
    fill: colour,
    'fill-opacity': 0.07,
    stroke: colour,
    'stroke-opacity': opacity,
  })
}

/** Draws the line on which the difference of the biases is the log-odds of the shares. */
function drawFloor(panel: Panel, lead: number): void {
  const [from, to] = [Math.max(-reach, lead - reach), Math.min(reach, lead + reach)]
  const ends = [place(panel, [from, from - lead]), place(panel, [to, to - lead])] as const
  drawRule(panel.canvas, ...ends, { stroke: 'var(--ink)', dash: '5 4', width: 1.5 })
}

function drawAxes(panel: Panel, labels: readonly [string, string]): void {
  const { canvas, x, y } = panel
  const [left, right] = x.range()
  const [base] = y.range()
  drawPlaneScales(panel, { ticks: range(-reach, reach + 1, 1.5), format: formatScore })
  drawRule(canvas, [left, base], [right, base], { stroke: 'var(--muted)' })
  drawRule(canvas, [left, base], [left, top], { stroke: 'var(--muted)' })
  const across = `bias of the ${labels[0]} →`
  drawText(canvas, [x(0), base + 36], across, { anchor: 'middle', fill: 'var(--muted)' })
  const upwards = `↑ bias of the ${labels[1]}`
  drawText(canvas, [left + 7, top + 15], upwards, { fill: 'var(--muted)', halo: true })
}

function drawDescent(canvas: Canvas, points: readonly Point[]): void {
  drawCurve(canvas, points, { stroke: 'var(--ink)' })
  for (const point of points) drawCircle(canvas, point, { radius: 2, fill: 'var(--ink)' })
  const [x, y] = points[points.length - 1]
  drawCircle(canvas, [x, y], { radius: 5, fill: 'var(--paper)', stroke: 'var(--ink)', width: 2.5 })
  drawText(canvas, [x + 10, y + 18], 'end', { size: 'small', bold: true, halo: true })
}
