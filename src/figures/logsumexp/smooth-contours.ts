import { range, scaleLinear } from 'd3'
import { logSoftmax, logSumExp, softmax } from 'accurate-softmax'
import {
  createCanvas,
  dragPoint,
  drawRule,
  type FigureOptions,
  type Point,
  toElement,
} from '@cellgraph/notebook/figure'
import { drawArrow } from '../marks/draw-arrow.ts'
import { drawCurve, type CurveOptions } from '../marks/draw-curve.ts'
import { drawPlaneScales } from '../marks/draw-scale.ts'
import { drawText } from '../marks/draw-text.ts'
import { formatFixed, formatProbability, formatScore } from '../marks/format-numbers.ts'
import { place, type Panel } from '../marks/panel.ts'

export interface SmoothContoursOptions extends FigureOptions {
  labels: readonly [string, string]
  temperature: number
  /** The `<Point>` that a reader moves by dragging. Default: it cannot be dragged. */
  drag?: string
}

const [low, high] = [-3, 4.5]
const levels = range(-2, 5)
/** The length of the arrow for a probability of 1, in units of score. */
const unit = 1.4

/**
 * Draws contours of LogSumExp over two scores, those of the maximum behind them, and the gradient
 * at a point: softmax.
 */
export function smoothContours(
  z: readonly [number, number],
  options: SmoothContoursOptions,
): SVGSVGElement {
  const { width, labels, temperature, drag } = options
  const panel = toPanel(width)
  const { canvas, x, y } = panel
  const contour = (level: number, look: CurveOptions): void => {
    const points = findContour(level, temperature).map((pair) => place(panel, pair))
    if (points.length > 0) drawCurve(canvas, points, look)
  }
  drawAxes(panel, labels)
  for (const level of levels) drawCorner(panel, level)
  for (const level of levels) contour(level, { stroke: 'var(--score)', width: 1.5 })
  contour(logSumExp(z, { temperature }), { stroke: 'var(--ink)', width: 2.5 })
  drawSlope(panel, z, softmax(z, { temperature }))
  drawNumbers(panel, z, options)
  const still = { radius: 5, fill: 'var(--ink)' }
  dragPoint(canvas, place(panel, z), { input: drag, x, y, fill: 'var(--score)', still })
  return toElement(canvas)
}

function toPanel(width: number): Panel {
  const side = Math.min(width - 48, 420)
  const left = (width - side) / 2 + 14
  const top = 76
  return {
    canvas: createCanvas(width, Math.round(top + side + 42)),
    x: scaleLinear([low, high], [left, left + side]),
    y: scaleLinear([low, high], [top + side, top]),
  }
}

/** The ticks are also the levels: far from the diagonal a contour's level is the greater score. */
function drawAxes(panel: Panel, labels: readonly [string, string]): void {
  const { canvas, x, y } = panel
  drawPlaneScales(panel, { ticks: levels })
  const [across, upwards] = [`score of the ${labels[0]} →`, `↑ score of the ${labels[1]}`]
  const middle = x((low + high) / 2)
  drawText(canvas, [middle, y(low) + 38], across, { anchor: 'middle', fill: 'var(--muted)' })
  drawText(canvas, [x(low) - 6, y(high) - 8], upwards, { fill: 'var(--muted)' })
}

/** Draws a contour of the maximum: a right angle. */
function drawCorner(panel: Panel, level: number): void {
  const corners = [
    [level, low],
    [level, level],
    [low, level],
  ] as const
  const points = corners.map((corner) => place(panel, corner))
  drawCurve(panel.canvas, points, { stroke: 'var(--muted)', width: 1, dash: '2 4' })
}

/**
 * A contour of LogSumExp: the logarithms of all pairs of shares, shifted by the level, within the
 * panel.
 */
function findContour(level: number, temperature: number): Point[] {
  const farthest = temperature * Math.log(Math.expm1((level - low) / temperature))
  if (!(farthest > 0)) return []
  return range(-1, 1.001, 0.025).map((t): Point => {
    const [a, b] = logSoftmax([farthest * t, 0], { temperature })
    return [level + temperature * a, level + temperature * b]
  })
}

/** Draws the gradient, whose tip is always on the edge between the two certainties. */
function drawSlope(panel: Panel, z: readonly [number, number], p: readonly number[]): void {
  const { canvas } = panel
  const at = ([a, b]: readonly number[]): Point => place(panel, [z[0] + unit * a, z[1] + unit * b])
  const [origin, right, up] = [place(panel, z), at([1, 0]), at([0, 1])]
  for (const end of [right, up]) drawRule(canvas, origin, end, { stroke: 'var(--muted)' })
  drawRule(canvas, right, up, { stroke: 'var(--prob)', width: 2 })
  const look = { anchor: 'middle', size: 'small', fill: 'var(--prob)', halo: true } as const
  drawText(canvas, [right[0] + 2, right[1] + 14], '1', look)
  drawText(canvas, [up[0] - 8, up[1] + 4], '1', look)
  drawArrow(canvas, origin, at(p), { stroke: 'var(--prob)', width: 3 })
}

function drawNumbers(
  { canvas, x }: Panel,
  z: readonly number[],
  options: SmoothContoursOptions,
): void {
  const { labels, temperature } = options
  const [value, top] = [logSumExp(z, { temperature }), Math.max(...z)]
  const sum = `max ${formatScore(top)} + ${(value - top).toFixed(3)}`
  drawText(canvas, [x(low), 16], `LSE ${formatFixed(value, 3)} = ${sum}`, { bold: true })
  const shares = softmax(z, { temperature }).map((p, i) => `${labels[i]} ${formatProbability(p)}`)
  const look = { bold: true, fill: 'var(--prob)' }
  drawText(canvas, [x(low), 36], `gradient: ${shares.join(', ')}`, look)
}
