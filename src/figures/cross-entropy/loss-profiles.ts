import { range, scaleLinear, type ScaleLinear } from 'd3'
import { sigmoid, softplus } from 'accurate-softmax'
import {
  type Canvas,
  createCanvas,
  dragHandle,
  drawRule,
  type FigureOptions,
  fontSize,
  round,
  toElement,
} from '@cellgraph/notebook/figure'
import { drawCurve } from '../marks/draw-curve.ts'
import { drawText } from '../marks/draw-text.ts'

export interface LossProfilesOptions extends FigureOptions {
  /** The slider of the lead, moved by dragging the dot. Default: it stands still. */
  drag?: string
}

interface Frame {
  canvas: Canvas
  x: ScaleLinear<number, number>
  y: ScaleLinear<number, number>
}

const reach = 6

/** Three losses of two classes against the lead of the true one: cross-entropy, squared error, and the count of mistakes. */
export function lossProfiles(lead: number, { width, drag }: LossProfilesOptions): SVGSVGElement {
  const height = width < 480 ? 310 : 340
  const canvas = createCanvas(width, height)
  const frame: Frame = {
    canvas,
    x: scaleLinear([-reach, reach], [28, width - 16]),
    y: scaleLinear([0, reach + 0.3], [height - 44, 14]),
  }
  drawAxes(frame)
  drawLosses(frame)
  drawLead(frame, lead)
  const at: [number, number] = [frame.x(lead), frame.y(softplus(-lead))]
  if (drag === undefined)
    canvas
      .append('circle')
      .attr('cx', round(at[0]))
      .attr('cy', round(at[1]))
      .attr('r', 5.5)
      .attr('fill', 'var(--warn)')
  else dragHandle(canvas, at, { input: drag, x: frame.x, fill: 'var(--warn)' })
  return toElement(canvas)
}

const squaredError = (lead: number): number => 2 * sigmoid(-lead) ** 2

function drawAxes({ canvas, x, y }: Frame): void {
  const [left, right] = x.range()
  for (const tick of [0, 2, 4, 6]) {
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
  for (const tick of range(-reach, reach + 1, 2))
    drawText(canvas, x(tick), y(0) + 16, String(tick).replace('-', '−'), {
      anchor: 'middle',
      size: fontSize.small,
      fill: 'var(--muted)',
    })
  drawText(canvas, x(0), y(0) + 35, 'lead of the true class', {
    anchor: 'middle',
    fill: 'var(--score)',
  })
  drawText(canvas, left + 4, y(0) - 8, '← wrong', { fill: 'var(--muted)', size: fontSize.small })
  drawText(canvas, right, y(0) - 8, 'right →', {
    fill: 'var(--muted)',
    size: fontSize.small,
    anchor: 'end',
  })
}

function drawLosses({ canvas, x, y }: Frame): void {
  const leads = range(-reach, reach + 0.01, 0.2)
  drawCurve(
    canvas,
    [
      [x(-reach), y(1)],
      [x(0), y(1)],
      [x(0), y(0)],
      [x(reach), y(0)],
    ],
    { stroke: 'var(--muted)', width: 1.5 },
  )
  drawCurve(
    canvas,
    [
      [x(-reach), y(reach)],
      [x(0), y(0)],
    ],
    { stroke: 'var(--ink)', width: 1.5, dash: '2 4' },
  )
  drawCurve(
    canvas,
    leads.map((d) => [x(d), y(squaredError(d))]),
    { stroke: 'var(--c4)', width: 2, dash: '7 4' },
  )
  drawCurve(
    canvas,
    leads.map((d) => [x(d), y(softplus(-d))]),
    { stroke: 'var(--warn)', width: 2.5 },
  )
}

/** What each loss says at the lead, written at the right, where all curves lie low. */
function drawLead({ canvas, x, y }: Frame, lead: number): void {
  drawRule(canvas, [x(lead), y(0)], [x(lead), y(Math.max(softplus(-lead), squaredError(lead)))], {
    stroke: 'var(--ink)',
    dash: '2 3',
  })
  canvas
    .append('circle')
    .attr('cx', round(x(lead)))
    .attr('cy', round(y(squaredError(lead))))
    .attr('r', 4)
    .attr('fill', 'var(--c4)')
    .attr('stroke', 'var(--paper)')
    .attr('stroke-width', 1.5)
  const right = x.range()[1]
  const rows = [
    { text: `cross-entropy ${softplus(-lead).toFixed(3)}`, stroke: 'var(--warn)', width: 2.5 },
    {
      text: `squared error ${squaredError(lead).toFixed(3)}`,
      stroke: 'var(--c4)',
      width: 2,
      dash: '7 4',
    },
    {
      text: `${lead > 0 ? 'no mistake' : 'a mistake'} ${lead > 0 ? 0 : 1}`,
      stroke: 'var(--muted)',
      width: 1.5,
    },
  ]
  rows.forEach(({ text, ...line }, k) => {
    const top = 34 + 22 * k
    drawText(canvas, right - 34, top, text, { anchor: 'end', weight: 'bold', halo: true })
    drawRule(canvas, [right - 26, top - 4], [right, top - 4], line)
  })
}
