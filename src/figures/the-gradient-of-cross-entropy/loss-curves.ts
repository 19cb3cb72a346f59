import { scaleLinear } from 'd3'
import {
  type Canvas,
  createCanvas,
  drawRule,
  type FigureOptions,
  fontSize,
  toElement,
} from '@cellgraph/notebook/figure'
import { drawCurve } from '../marks/draw-curve.ts'
import { drawText } from '../marks/draw-text.ts'
import { spreadLabels } from '../marks/spread-labels.ts'

/** A loss after 0, 1, 2, … steps, and the least it can ever be. */
export interface LossCurve {
  name: string
  losses: readonly number[]
  floor: number
}

interface Frame {
  canvas: Canvas
  x: (step: number) => number
  y: (loss: number) => number
  left: number
  right: number
  base: number
}

const colours = ['var(--ink)', 'var(--c5)', 'var(--c6)']

/** Losses falling step by step, each with its floor dashed and its last value written out. */
export function lossCurves(curves: readonly LossCurve[], { width }: FigureOptions): SVGSVGElement {
  const steps = Math.max(...curves.map(({ losses }) => losses.length - 1))
  const high =
    Math.max(0.5, ...curves.flatMap(({ losses }) => losses.filter(Number.isFinite))) * 1.05
  const frame = toFrame(width, steps, high)
  drawAxes(frame, steps, high)
  const ends = spreadLabels(
    curves.map(({ losses }) => frame.y(losses[losses.length - 1])),
    34,
    24,
    frame.base - 24,
  )
  curves.forEach((curve, i) => drawLoss(frame, curve, colours[i % colours.length], ends[i]))
  return toElement(frame.canvas)
}

function toFrame(width: number, steps: number, high: number): Frame {
  const height = width < 480 ? 240 : 260
  const [left, right, base] = [30, width - 96, height - 42]
  const [x, y] = [scaleLinear([0, steps], [left, right]), scaleLinear([0, high], [base, 20])]
  return { canvas: createCanvas(width, height), x, y, left, right, base }
}

function drawAxes({ canvas, x, y, left, right, base }: Frame, steps: number, high: number): void {
  for (const tick of scaleLinear([0, high], [0, 1]).ticks(4)) {
    drawRule(
      canvas,
      [left, y(tick)],
      [right, y(tick)],
      tick === 0 ? { stroke: 'var(--muted)' } : {},
    )
    drawText(canvas, left - 6, y(tick) + 4, String(tick), {
      anchor: 'end',
      size: fontSize.small,
      fill: 'var(--muted)',
    })
  }
  for (const tick of scaleLinear([0, steps], [0, 1]).ticks(5))
    drawText(canvas, x(tick), base + 17, String(tick), {
      anchor: 'middle',
      size: fontSize.small,
      fill: 'var(--muted)',
    })
  drawText(canvas, left, 11, 'loss L', { size: fontSize.small, fill: 'var(--muted)' })
  drawText(canvas, (left + right) / 2, base + 36, 'steps', {
    anchor: 'middle',
    fill: 'var(--muted)',
  })
}

function drawLoss(
  { canvas, x, y, left, right }: Frame,
  { name, losses, floor }: LossCurve,
  stroke: string,
  labelY: number,
): void {
  if (floor > 0)
    drawRule(canvas, [left, y(floor)], [right, y(floor)], { stroke, dash: '3 4', width: 1.5 })
  drawCurve(
    canvas,
    losses.map((loss, step): [number, number] => [x(step), y(loss)]),
    { stroke, width: 2.5 },
  )
  const last = losses.length - 1
  drawRule(canvas, [x(last) + 8, labelY], [x(last) + 16, labelY], { stroke, width: 3 })
  drawText(canvas, x(last) + 21, labelY, losses[last].toFixed(3), { weight: 'bold' })
  drawText(canvas, x(last) + 21, labelY + 15, name, { size: fontSize.small, fill: 'var(--muted)' })
}
