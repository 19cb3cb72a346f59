import { range, scaleLinear, type ScaleLinear } from 'd3'
import { softmax } from 'accurate-softmax'
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
import { drawDot } from '../marks/draw-dot.ts'
import { drawText } from '../marks/draw-text.ts'
import { formatProbability, formatScore } from '../marks/format-numbers.ts'

export interface ShareSweepOptions extends FigureOptions {
  labels: readonly string[]
  /** Which score moves. */
  index: number
  /** The input that is moved by dragging the dot. Default: it cannot be dragged. */
  drag?: string
  /** How far. Default: −4 to 8. */
  domain?: readonly [number, number]
}

interface Frame {
  canvas: Canvas
  x: ScaleLinear<number, number>
  y: (share: number) => number
  left: number
  right: number
  base: number
  /** The least score shown. */
  low: number
}

/** One class's share as its own score moves and the others stay: hardmax jumps, softmax slides, and has a slope. */
export function shareSweep(
  z: readonly number[],
  { width, labels, index, drag, domain = [-4, 8] }: ShareSweepOptions,
): SVGSVGElement {
  const frame = toFrame(width, domain)
  const shareAt = (score: number): number =>
    softmax(z.map((value, i) => (i === index ? score : value)))[index]
  const rival = Math.max(...z.filter((_, i) => i !== index))
  drawAxes(frame, domain, `score of ${labels[index]}`)
  drawStep(frame, rival, domain)
  const points = range(domain[0], domain[1] + 0.1, 0.2).map((score): [number, number] => [
    frame.x(score),
    frame.y(shareAt(score)),
  ])
  drawCurve(frame.canvas, points, { stroke: 'var(--prob)', width: 2.5 })
  drawCurrent(frame, z[index], shareAt(z[index]))
  const at: [number, number] = [frame.x(z[index]), frame.y(shareAt(z[index]))]
  if (drag === undefined) drawDot(frame.canvas, at, { fill: 'var(--prob)' })
  else dragHandle(frame.canvas, at, { input: drag, index, x: frame.x, fill: 'var(--prob)' })
  return toElement(frame.canvas)
}

function toFrame(width: number, [low, high]: readonly [number, number]): Frame {
  const height = width < 480 ? 230 : 260
  const [left, right, base] = [30, width - 12, height - 42]
  const x = scaleLinear([low, high], [left, right])
  const y = scaleLinear([0, 1], [base, 24])
  return { canvas: createCanvas(width, height), x, y, left, right, base, low }
}

function drawAxes(
  { canvas, x, y, left, right, base }: Frame,
  [low, high]: readonly [number, number],
  title: string,
): void {
  for (const tick of [0, 0.5, 1]) {
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
  for (const tick of range(Math.ceil(low), high + 1, 2))
    drawText(canvas, x(tick), base + 17, formatScore(tick).replace('.0', ''), {
      anchor: 'middle',
      size: fontSize.small,
      fill: 'var(--muted)',
    })
  drawText(canvas, (left + right) / 2, base + 36, title, { anchor: 'middle', fill: 'var(--muted)' })
}

/** Hardmax: nothing until the best rival is passed, then all. */
function drawStep(
  { canvas, x, y, left, right, base }: Frame,
  rival: number,
  [low, high]: readonly [number, number],
): void {
  const at = x(Math.min(high, Math.max(low, rival)))
  const step = `M${left} ${round(y(0))}H${round(at)}M${round(at)} ${round(y(1))}H${right}`
  canvas
    .append('path')
    .attr('d', step)
    .attr('fill', 'none')
    .attr('stroke', 'var(--ink)')
    .attr('stroke-width', 2.5)
  drawRule(canvas, [at, y(0)], [at, y(1)], { stroke: 'var(--ink)', dash: '2 4' })
  const onLeft = at > (left + right) / 2
  drawText(canvas, right, y(1) - 8, 'hardmax', { anchor: 'end', fill: 'var(--ink)', halo: true })
  drawText(
    canvas,
    Math.min(right - 40, Math.max(left + 40, at)) + (onLeft ? -6 : 6),
    base - 6,
    `tie at ${formatScore(rival)}`,
    { anchor: onLeft ? 'end' : 'start', size: fontSize.small, fill: 'var(--muted)', halo: true },
  )
}

// Pixels that the label of the class takes.
const labelWide = 110

/** The class where it stands, with the slope that softmax has there: p(1 − p), as its derivative has it. */
function drawCurrent(
  { canvas, x, y, left, right, low }: Frame,
  score: number,
  share: number,
): void {
  const slope = share * (1 - share)
  const [reach, back] = [0.9, Math.min(0.9, score - low)]
  drawRule(
    canvas,
    [x(score - back), y(share - back * slope)],
    [x(score + reach), y(share + reach * slope)],
    { stroke: 'var(--ink)', width: 1.5 },
  )
  // Over the curve on its way up; under it where it is nearly at the top, and hardmax has its name.
  const top = share > 0.8
  const onLeft = top ? right - x(score) < labelWide : x(score) - left > labelWide
  drawText(
    canvas,
    x(score) + (onLeft ? -8 : 8),
    y(share) + (top ? 24 : -12),
    `softmax ${formatProbability(share)}`,
    { anchor: onLeft ? 'end' : 'start', fill: 'var(--prob)', weight: 'bold', halo: true },
  )
}
