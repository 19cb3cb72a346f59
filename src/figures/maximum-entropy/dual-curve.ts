import { range, scaleLinear } from 'd3'
import { logSumExp, softmax } from 'accurate-softmax'
import {
  createCanvas,
  dragPoint,
  drawRule,
  type FigureOptions,
  type Point,
  toElement,
} from '@cellgraph/notebook/figure'
import { drawBox } from '../marks/draw-box.ts'
import { drawCurve } from '../marks/draw-curve.ts'
import { drawNote } from '../marks/draw-note.ts'
import { drawScale } from '../marks/draw-scale.ts'
import { drawText } from '../marks/draw-text.ts'
import { isNarrow } from '../marks/is-narrow.ts'
import { clamp, margin, place, type LinearScale, type Panel } from '../marks/panel.ts'
import { formatSigned } from '../marks/signs.ts'

export interface DualCurveOptions extends FigureOptions {
  /** The feature's value at each outcome. */
  feature: readonly number[]
  /** The mean that the feature must have. */
  mean: number
  /** The current multiplier. */
  lambda: number
  /** The greatest entropy; NaN where no distribution has this mean. */
  greatest: number
  /** The input that is moved by dragging the point. Default: it cannot be dragged. */
  drag?: string
}

const [domain, heights] = [
  [-0.5, 2.5],
  [-1.2, 4.2],
] as const

/**
 * Draws the dual bound log Σ exp(λ (feature − mean)) against λ. It is nowhere below the greatest
 * entropy, and has no minimum where no distribution has the mean.
 */
export function dualCurve(options: DualCurveOptions): SVGSVGElement {
  const { width, feature, mean, greatest } = options
  const panel = toPanel(width)
  const bound = (at: number): number => logSumExp(feature.map((value) => at * (value - mean)))
  drawAxes(panel, width)
  if (Number.isFinite(greatest)) drawGreatest(panel, greatest)
  const points = range(domain[0], domain[1] + 0.01, 0.05)
    .map((at): Point => [at, bound(at)])
    .filter(([, value]) => value <= heights[1] && value >= heights[0])
  const look = { stroke: 'var(--score)', width: 2.5 }
  drawCurve(
    panel.canvas,
    points.map((point) => place(panel, point)),
    look,
  )
  drawCurrent(panel, bound(options.lambda), options)
  return toElement(panel.canvas)
}

function toPanel(width: number): Panel {
  const height = isNarrow(width) ? 300 : 330
  return {
    canvas: createCanvas(width, height),
    x: scaleLinear(domain, [margin.left, width - 18]),
    y: scaleLinear(heights, [height - margin.bottom, 14]),
  }
}

function drawAxes(panel: Panel, width: number): void {
  const { canvas, x, y } = panel
  const [left, right] = x.range()
  const [base] = y.range()
  drawBox(canvas, [left, y(0)], [right, base], { fill: 'var(--warn)', opacity: 0.1 })
  drawScale(panel, { side: 'left', ticks: [-1, 0, 1, 2, 3, 4] })
  drawScale(panel, { side: 'bottom', ticks: [0, 1, 2] })
  drawNote(canvas, [left + 8, y(0) + 18], 'no entropy is below 0')
  const look = { anchor: 'middle', fill: 'var(--muted)' } as const
  drawText(canvas, [(left + width) / 2, base + 36], 'multiplier λ', look)
}

function drawGreatest({ canvas, x, y }: Panel, greatest: number): void {
  const [left, right] = x.range()
  const line = y(greatest)
  drawRule(canvas, [left, line], [right, line], { stroke: 'var(--prob)', width: 2, dash: '6 4' })
  const look = { anchor: 'end', bold: true, fill: 'var(--prob)', halo: true } as const
  drawText(canvas, [right, line + 17], `largest H = ${greatest.toFixed(3)}`, look)
}

/**
 * Draws the current point and the tangent. Its slope, the derivative of the bound, is the mean under
 * softmax minus the one required.
 */
function drawCurrent(
  panel: Panel,
  bound: number,
  { feature, mean, lambda, drag }: DualCurveOptions,
): void {
  const { canvas, x, y } = panel
  const p = softmax(feature.map((value) => lambda * value))
  const slope = p.reduce((sum, share, i) => sum + share * (feature[i] - mean), 0)
  const point = [lambda, clamp(bound, heights)] as const
  drawTangent(panel, point, slope)
  const { at, anchor, lift } = placeLabel(x, lambda, slope)
  const line = clamp(y(point[1]) - lift, [28, y(heights[0]) - 26])
  const look = { anchor, halo: true }
  drawText(canvas, [at, line], `bound ${formatSigned(bound).replace('+', '')}`, {
    ...look,
    bold: true,
  })
  drawText(canvas, [at, line + 16], `derivative ${formatSigned(slope)}`, look)
  dragPoint(canvas, place(panel, point), {
    input: drag,
    x,
    fill: 'var(--score)',
    still: { radius: 5 },
  })
}

function drawTangent(panel: Panel, [lambda, bound]: Point, slope: number): void {
  const reach = 0.5 / Math.max(1, Math.abs(slope))
  const ends = [lambda - reach, lambda + reach].map((end) => {
    const at = clamp(end, domain)
    return place(panel, [at, bound + slope * (at - lambda)])
  })
  drawRule(panel.canvas, ends[0], ends[1], { stroke: 'var(--ink)', width: 1.5 })
}

// Pixels that the label takes.
const labelWide = 124

interface LabelPlace {
  at: number
  anchor: 'start' | 'end'
  lift: number
}

/**
 * Places the label above the curve on the side where it falls, or higher where that side has no
 * room.
 */
function placeLabel(x: LinearScale, lambda: number, slope: number): LabelPlace {
  const [left, right] = x.range()
  const falls = slope <= 0
  const at = x(lambda) + (falls ? 20 : -20)
  const room = falls ? right - at : at - left
  if (room >= labelWide) return { at, anchor: falls ? 'start' : 'end', lift: 30 }
  return falls
    ? { at: right, anchor: 'end', lift: 52 }
    : { at: left + 4, anchor: 'start', lift: 52 }
}
