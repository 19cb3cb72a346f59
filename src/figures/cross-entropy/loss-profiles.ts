import { range, scaleLinear } from 'd3'
import { sigmoid, softplus } from 'accurate-softmax'
import {
  createCanvas,
  dragPoint,
  drawRule,
  type FigureOptions,
  type Point,
  toElement,
} from '@cellgraph/notebook/figure'
import { drawCurve, type CurveOptions } from '../marks/draw-curve.ts'
import { drawDot } from '../marks/draw-dot.ts'
import { drawNote } from '../marks/draw-note.ts'
import { drawScale } from '../marks/draw-scale.ts'
import { drawText } from '../marks/draw-text.ts'
import { isNarrow } from '../marks/is-narrow.ts'
import { place, type Panel } from '../marks/panel.ts'

export interface LossProfilesOptions extends FigureOptions {
  /** The slider of the lead, moved by dragging the dot. Default: it cannot be dragged. */
  drag?: string
}

const reach = 6

/**
 * Draws three losses for two classes against the lead of the true one: cross-entropy, squared
 * error, and the zero-one loss.
 */
export function lossProfiles(lead: number, { width, drag }: LossProfilesOptions): SVGSVGElement {
  const panel = toPanel(width)
  drawAxes(panel)
  drawLosses(panel)
  drawLead(panel, lead)
  drawReadings(panel, lead)
  const at = place(panel, [lead, softplus(-lead)])
  const look = { fill: 'var(--warn)', still: { radius: 5.5 } }
  dragPoint(panel.canvas, at, { input: drag, x: panel.x, ...look })
  return toElement(panel.canvas)
}

function toPanel(width: number): Panel {
  const height = isNarrow(width) ? 310 : 340
  return {
    canvas: createCanvas(width, height),
    x: scaleLinear([-reach, reach], [28, width - 16]),
    y: scaleLinear([0, reach + 0.3], [height - 44, 14]),
  }
}

const squaredError = (lead: number): number => 2 * sigmoid(-lead) ** 2

function drawAxes(panel: Panel): void {
  const { canvas, x, y } = panel
  const [left, right] = x.range()
  drawScale(panel, { side: 'left', ticks: [0, 2, 4, 6] })
  drawScale(panel, { side: 'bottom', ticks: range(-reach, reach + 1, 2), gap: 16 })
  const look = { anchor: 'middle', fill: 'var(--score)' } as const
  drawText(canvas, [x(0), y(0) + 35], 'lead of the true class', look)
  drawNote(canvas, [left + 4, y(0) - 8], '← wrong')
  drawNote(canvas, [right, y(0) - 8], 'right →', 'end')
}

/** Draws the zero-one loss, the asymptote of cross-entropy, squared error, and cross-entropy. */
function drawLosses(panel: Panel): void {
  const draw = (leads: readonly number[], of: (lead: number) => number, look: CurveOptions): void =>
    drawCurve(
      panel.canvas,
      leads.map((lead) => place(panel, [lead, of(lead)])),
      look,
    )
  const leads = range(-reach, reach + 0.01, 0.2)
  drawMistakes(panel)
  draw([-reach, 0], (lead) => -lead, { stroke: 'var(--ink)', width: 1.5, dash: '2 4' })
  draw(leads, squaredError, { stroke: 'var(--c4)', dash: '7 4' })
  draw(leads, (lead) => softplus(-lead), { stroke: 'var(--warn)', width: 2.5 })
}

/** Draws the zero-one loss: 1 below a lead of 0, 0 above. */
function drawMistakes(panel: Panel): void {
  const stairs: Point[] = [
    [-reach, 1],
    [0, 1],
    [0, 0],
    [reach, 0],
  ]
  const points = stairs.map((pair) => place(panel, pair))
  drawCurve(panel.canvas, points, { stroke: 'var(--muted)', width: 1.5 })
}

function drawLead(panel: Panel, lead: number): void {
  const [loss, squared] = [softplus(-lead), squaredError(lead)]
  const ends = [place(panel, [lead, 0]), place(panel, [lead, Math.max(loss, squared)])] as const
  drawRule(panel.canvas, ...ends, { stroke: 'var(--ink)', dash: '2 3' })
  const look = { fill: 'var(--c4)', radius: 4, rim: 1.5 }
  drawDot(panel.canvas, place(panel, [lead, squared]), look)
}

/** Writes each loss at the current lead, at the right, where all curves are low. */
function drawReadings({ canvas, x }: Panel, lead: number): void {
  const right = x.range()[1]
  const mistake = lead > 0 ? 'no mistake 0' : 'a mistake 1'
  const rows = [
    { text: `cross-entropy ${softplus(-lead).toFixed(3)}`, stroke: 'var(--warn)', width: 2.5 },
    {
      text: `squared error ${squaredError(lead).toFixed(3)}`,
      stroke: 'var(--c4)',
      width: 2,
      dash: '7 4',
    },
    { text: mistake, stroke: 'var(--muted)', width: 1.5 },
  ]
  rows.forEach(({ text, ...line }, k) => {
    const top = 34 + 22 * k
    drawText(canvas, [right - 34, top], text, { anchor: 'end', bold: true, halo: true })
    drawRule(canvas, [right - 26, top - 4], [right, top - 4], line)
  })
}
