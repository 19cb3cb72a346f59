import { scaleLinear } from 'd3'
import { createCanvas, drawRule, type FigureOptions, toElement } from '@cellgraph/notebook/figure'
import { drawCurve } from '../marks/draw-curve.ts'
import { drawNote } from '../marks/draw-note.ts'
import { drawScale } from '../marks/draw-scale.ts'
import { drawText } from '../marks/draw-text.ts'
import { isNarrow } from '../marks/is-narrow.ts'
import { margin, place, type Panel } from '../marks/panel.ts'
import { spreadLabels } from '../marks/spread-labels.ts'

/** A loss after 0, 1, 2, … steps, and the least it can ever be. */
export interface LossCurve {
  name: string
  losses: readonly number[]
  floor: number
}

const colours = ['var(--ink)', 'var(--c5)', 'var(--c6)']

/** Draws losses step by step, each with its lower bound (dashed) and its last value. */
export function lossCurves(curves: readonly LossCurve[], { width }: FigureOptions): SVGSVGElement {
  const steps = Math.max(...curves.map(({ losses }) => losses.length - 1))
  const finite = curves.flatMap(({ losses }) => losses.filter(Number.isFinite))
  const panel = toPanel(width, steps, Math.max(0.5, ...finite) * 1.05)
  const { canvas, x, y } = panel
  const [left] = x.range()
  const [base] = y.range()
  drawScale(panel, { side: 'left', ticks: y.ticks(4) })
  drawScale(panel, { side: 'bottom', ticks: x.ticks(5), title: 'steps' })
  drawNote(canvas, [left, 11], 'loss L')
  const ends = curves.map(({ losses }) => y(losses[losses.length - 1]))
  const places = spreadLabels(ends, 34, 24, base - 24)
  curves.forEach((curve, i) => {
    const stroke = colours[i % colours.length]
    drawLoss(panel, curve, stroke)
    nameLoss(panel, curve, [stroke, places[i]])
  })
  return toElement(canvas)
}

function toPanel(width: number, steps: number, high: number): Panel {
  const height = isNarrow(width) ? 240 : 260
  return {
    canvas: createCanvas(width, height),
    x: scaleLinear([0, steps], [margin.left, width - 96]),
    y: scaleLinear([0, high], [height - margin.bottom, 20]),
  }
}

function drawLoss(panel: Panel, { losses, floor }: LossCurve, stroke: string): void {
  const { canvas, x, y } = panel
  const [left, right] = x.range()
  if (floor > 0)
    drawRule(canvas, [left, y(floor)], [right, y(floor)], { stroke, dash: '3 4', width: 1.5 })
  drawCurve(
    canvas,
    losses.map((loss, step) => place(panel, [step, loss])),
    { stroke, width: 2.5 },
  )
}

function nameLoss(
  { canvas, x }: Panel,
  { name, losses }: LossCurve,
  [stroke, y]: [string, number],
): void {
  const last = losses.length - 1
  const at = x(last)
  drawRule(canvas, [at + 8, y], [at + 16, y], { stroke, width: 3 })
  drawText(canvas, [at + 21, y], losses[last].toFixed(3), { bold: true })
  drawNote(canvas, [at + 21, y + 15], name)
}
