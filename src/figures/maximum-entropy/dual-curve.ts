import { range, scaleLinear, type ScaleLinear } from 'd3'
import { logSumExp, softmax } from 'accurate-softmax'
import {
  type Canvas,
  createCanvas,
  dragHandle,
  drawRule,
  type FigureOptions,
  fontSize,
  toElement,
} from '@cellgraph/notebook/figure'
import { drawBar } from '../marks/draw-bar.ts'
import { drawCurve } from '../marks/draw-curve.ts'
import { drawText } from '../marks/draw-text.ts'
import { formatSigned } from '../marks/signs.ts'

export interface DualCurveOptions extends FigureOptions {
  /** The feature's value at each outcome. */
  feature: readonly number[]
  /** The mean that it is to have. */
  mean: number
  /** The multiplier at which the reader stands. */
  lambda: number
  /** The greatest entropy; NaN where no distribution has this mean. */
  greatest: number
  /** The input that is moved by dragging the point. Default: it cannot be dragged. */
  drag?: string
}

interface Frame {
  canvas: Canvas
  width: number
  x: ScaleLinear<number, number>
  y: ScaleLinear<number, number>
  base: number
}

const [domain, heights] = [
  [-0.5, 2.5],
  [-1.2, 4.2],
] as const

/** The bound log Σ exp(λ (feature − mean)) against λ: nowhere below the greatest entropy, and with no floor where there is none. */
export function dualCurve({
  width,
  feature,
  mean,
  lambda,
  greatest,
  drag,
}: DualCurveOptions): SVGSVGElement {
  const frame = toFrame(width)
  const bound = (at: number): number => logSumExp(feature.map((value) => at * (value - mean)))
  drawAxes(frame)
  if (Number.isFinite(greatest)) drawGreatest(frame, greatest)
  const points = range(domain[0], domain[1] + 0.01, 0.05)
    .map((at) => [at, bound(at)])
    .filter(([, value]) => value <= heights[1] && value >= heights[0])
  drawCurve(
    frame.canvas,
    points.map(([at, value]) => [frame.x(at), frame.y(value)]),
    { stroke: 'var(--score)', width: 2.5 },
  )
  const p = softmax(feature.map((value) => lambda * value))
  const slope = p.reduce((sum, share, i) => sum + share * (feature[i] - mean), 0)
  drawCurrent(frame, lambda, bound(lambda), slope, drag)
  return toElement(frame.canvas)
}

function toFrame(width: number): Frame {
  const height = width < 480 ? 300 : 330
  const base = height - 42
  return {
    canvas: createCanvas(width, height),
    width,
    base,
    x: scaleLinear(domain, [30, width - 18]),
    y: scaleLinear(heights, [base, 14]),
  }
}

function drawAxes({ canvas, width, x, y, base }: Frame): void {
  const [left, right] = x.range()
  drawBar(canvas, [left, y(0)], [right, base], { fill: 'var(--warn)', opacity: 0.1, radius: 0 })
  for (const tick of [-1, 0, 1, 2, 3, 4]) {
    drawRule(
      canvas,
      [left, y(tick)],
      [right, y(tick)],
      tick === 0 ? { stroke: 'var(--muted)' } : {},
    )
    drawText(canvas, left - 6, y(tick) + 4, String(tick).replace('-', '−'), {
      anchor: 'end',
      size: fontSize.small,
      fill: 'var(--muted)',
    })
  }
  for (const tick of [0, 1, 2])
    drawText(canvas, x(tick), base + 17, String(tick), {
      anchor: 'middle',
      size: fontSize.small,
      fill: 'var(--muted)',
    })
  drawText(canvas, left + 8, y(0) + 18, 'no entropy is below 0', {
    size: fontSize.small,
    fill: 'var(--muted)',
  })
  drawText(canvas, (left + width) / 2, base + 36, 'multiplier λ', {
    anchor: 'middle',
    fill: 'var(--muted)',
  })
}

function drawGreatest({ canvas, x, y }: Frame, greatest: number): void {
  const [left, right] = x.range()
  drawRule(canvas, [left, y(greatest)], [right, y(greatest)], {
    stroke: 'var(--prob)',
    width: 2,
    dash: '6 4',
  })
  drawText(canvas, right, y(greatest) + 17, `greatest H = ${greatest.toFixed(3)}`, {
    anchor: 'end',
    weight: 'bold',
    fill: 'var(--prob)',
    halo: true,
  })
}

/** The point, and the curve's slope there: by how much the softmax of λ misses the mean. */
function drawCurrent(
  { canvas, x, y }: Frame,
  lambda: number,
  bound: number,
  slope: number,
  input: string | undefined,
): void {
  const shown = Math.min(heights[1], Math.max(heights[0], bound))
  const reach = 0.5 / Math.max(1, Math.abs(slope))
  drawRule(
    canvas,
    [
      x(Math.max(domain[0], lambda - reach)),
      y(shown - slope * Math.min(reach, lambda - domain[0])),
    ],
    [
      x(Math.min(domain[1], lambda + reach)),
      y(shown + slope * Math.min(reach, domain[1] - lambda)),
    ],
    { stroke: 'var(--ink)', width: 1.5 },
  )
  const { at, anchor, lift } = placeLabel(x, lambda, slope)
  const line = Math.min(y(heights[0]) - 26, Math.max(28, y(shown) - lift))
  drawText(canvas, at, line, `bound ${formatSigned(bound).replace('+', '')}`, {
    anchor,
    weight: 'bold',
    halo: true,
  })
  drawText(canvas, at, line + 16, `slope ${formatSigned(slope)}`, { anchor, halo: true })
  if (input === undefined)
    canvas
      .append('circle')
      .attr('cx', x(lambda))
      .attr('cy', y(shown))
      .attr('r', 5)
      .attr('fill', 'var(--score)')
  else dragHandle(canvas, [x(lambda), y(shown)], { input, x, fill: 'var(--score)' })
}

// Pixels that the label takes.
const labelWide = 96

/** Over the hollow of the curve: on the side to which it falls, or higher up where that side has no room. */
function placeLabel(
  x: ScaleLinear<number, number>,
  lambda: number,
  slope: number,
): { at: number; anchor: 'start' | 'end'; lift: number } {
  const [left, right] = x.range()
  const falls = slope <= 0
  const at = x(lambda) + (falls ? 20 : -20)
  const room = falls ? right - at : at - left
  if (room >= labelWide) return { at, anchor: falls ? 'start' : 'end', lift: 30 }
  return falls
    ? { at: right, anchor: 'end', lift: 52 }
    : { at: left + 4, anchor: 'start', lift: 52 }
}
