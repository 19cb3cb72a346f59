import { range, scaleLinear, type ScaleLinear } from 'd3'
import { logSoftmax, logSumExp, softmax } from 'accurate-softmax'
import {
  type Canvas,
  createCanvas,
  dragHandle,
  drawRule,
  type FigureOptions,
  fontSize,
  toElement,
} from '@cellgraph/notebook/figure'
import { drawArrow } from '../marks/draw-arrow.ts'
import { drawCurve } from '../marks/draw-curve.ts'
import { drawText } from '../marks/draw-text.ts'
import { formatProbability, formatScore } from '../marks/format-numbers.ts'

export interface SmoothContoursOptions extends FigureOptions {
  labels: readonly [string, string]
  temperature: number
  /** The `<Point>` that a reader moves by dragging. Default: it cannot be dragged. */
  drag?: string
}

interface Frame {
  canvas: Canvas
  x: ScaleLinear<number, number>
  y: ScaleLinear<number, number>
}

const [low, high] = [-3, 4.5]
const levels = range(-2, 5)
/** How long the arrow of a certainty is, in units of score. */
const unit = 1.4

/** Contours of LogSumExp over two scores, the square corners of the maximum behind them, and the slope at a point: softmax. */
export function smoothContours(
  z: readonly [number, number],
  { width, labels, temperature, drag }: SmoothContoursOptions,
): SVGSVGElement {
  const side = Math.min(width - 48, 420)
  const left = (width - side) / 2 + 14
  const top = 76
  const frame: Frame = {
    canvas: createCanvas(width, Math.round(top + side + 42)),
    x: scaleLinear([low, high], [left, left + side]),
    y: scaleLinear([low, high], [top + side, top]),
  }
  drawAxes(frame, labels)
  for (const level of levels) drawCorner(frame, level)
  for (const level of levels)
    drawContourOf(frame, level, temperature, { stroke: 'var(--score)', width: 1.5 })
  const value = logSumExp(z, { temperature })
  drawContourOf(frame, value, temperature, { stroke: 'var(--ink)', width: 2.5 })
  drawSlope(frame, z, softmax(z, { temperature }))
  drawNumbers(frame, z, value, softmax(z, { temperature }), labels)
  const at: [number, number] = [frame.x(z[0]), frame.y(z[1])]
  if (drag === undefined)
    frame.canvas.append('circle').attr('cx', at[0]).attr('cy', at[1]).attr('r', 5)
  else dragHandle(frame.canvas, at, { input: drag, x: frame.x, y: frame.y, fill: 'var(--score)' })
  return toElement(frame.canvas)
}

/** The ticks are the levels too: far from the diagonal a contour's level is the greater score. */
function drawAxes({ canvas, x, y }: Frame, labels: readonly [string, string]): void {
  for (const tick of levels) {
    drawText(canvas, x(tick), y(low) + 16, String(tick).replace('-', '−'), {
      anchor: 'middle',
      size: fontSize.small,
      fill: 'var(--muted)',
    })
    drawText(canvas, x(low) - 6, y(tick) + 4, String(tick).replace('-', '−'), {
      anchor: 'end',
      size: fontSize.small,
      fill: 'var(--muted)',
    })
  }
  drawText(canvas, x((low + high) / 2), y(low) + 35, `score of the ${labels[0]} →`, {
    anchor: 'middle',
    fill: 'var(--muted)',
  })
  drawText(canvas, x(low) - 6, y(high) - 8, `↑ score of the ${labels[1]}`, { fill: 'var(--muted)' })
}

/** Where the maximum has one value: a square corner. */
function drawCorner({ canvas, x, y }: Frame, level: number): void {
  drawCurve(
    canvas,
    [
      [x(level), y(low)],
      [x(level), y(level)],
      [x(low), y(level)],
    ],
    { stroke: 'var(--muted)', width: 1, dash: '2 4' },
  )
}

/** Where LogSumExp has one value: the logarithms of all pairs of shares, shifted by it, as far as the frame. */
function drawContourOf(
  { canvas, x, y }: Frame,
  level: number,
  temperature: number,
  look: { stroke: string; width: number },
): void {
  const farthest = temperature * Math.log(Math.expm1((level - low) / temperature))
  if (!(farthest > 0)) return
  const pairs = range(-1, 1.001, 0.025).map((t) =>
    logSoftmax([farthest * t, 0], { temperature }).map((share) => level + temperature * share),
  )
  drawCurve(
    canvas,
    pairs.map(([a, b]) => [x(a), y(b)]),
    look,
  )
}

/** The slope, and the edge that it always reaches: two shares of one whole. */
function drawSlope(
  { canvas, x, y }: Frame,
  [a, b]: readonly [number, number],
  p: readonly number[],
): void {
  const at = (share: readonly number[]): [number, number] => [
    x(a + unit * share[0]),
    y(b + unit * share[1]),
  ]
  const origin: [number, number] = [x(a), y(b)]
  for (const end of [
    [1, 0],
    [0, 1],
  ])
    drawRule(canvas, origin, at(end), { stroke: 'var(--muted)' })
  drawRule(canvas, at([1, 0]), at([0, 1]), { stroke: 'var(--prob)', width: 2 })
  drawText(canvas, at([1, 0])[0] + 2, at([1, 0])[1] + 14, '1', {
    anchor: 'middle',
    size: fontSize.small,
    fill: 'var(--prob)',
    halo: true,
  })
  drawText(canvas, at([0, 1])[0] - 8, at([0, 1])[1] + 4, '1', {
    anchor: 'middle',
    size: fontSize.small,
    fill: 'var(--prob)',
    halo: true,
  })
  drawArrow(canvas, origin, at(p), { stroke: 'var(--prob)', width: 3 })
}

function drawNumbers(
  { canvas, x }: Frame,
  z: readonly number[],
  value: number,
  p: readonly number[],
  labels: readonly string[],
): void {
  const top = Math.max(...z)
  drawText(
    canvas,
    x(low),
    16,
    `LSE ${value.toFixed(3).replace('-', '−')} = max ${formatScore(top)} + ${(value - top).toFixed(3)}`,
    { weight: 'bold' },
  )
  drawText(
    canvas,
    x(low),
    36,
    `slope: ${labels[0]} ${formatProbability(p[0])}, ${labels[1]} ${formatProbability(p[1])}`,
    { weight: 'bold', fill: 'var(--prob)' },
  )
}
