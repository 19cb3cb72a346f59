import { range, scaleLinear } from 'd3'
import { softmax } from 'accurate-softmax'
import {
  createCanvas,
  dragPoint,
  drawRule,
  type FigureOptions,
  type Point,
  round,
  toElement,
} from '@cellgraph/notebook/figure'
import { drawCurve } from '../marks/draw-curve.ts'
import { drawPath } from '../marks/draw-path.ts'
import { drawScale } from '../marks/draw-scale.ts'
import { drawText } from '../marks/draw-text.ts'
import { formatProbability, formatScore } from '../marks/format-numbers.ts'
import { isNarrow } from '../marks/is-narrow.ts'
import { clamp, margin, place, type Panel } from '../marks/panel.ts'

export interface ShareSweepOptions extends FigureOptions {
  labels: readonly string[]
  /** Which score moves. */
  index: number
  /** The input that is moved by dragging the dot. Default: it cannot be dragged. */
  drag?: string
  /** How far. Default: −4 to 8. */
  domain?: readonly [number, number]
}

/**
 * Draws one class's share as its own score changes and the others do not: hardmax jumps, softmax is
 * smooth and has a slope.
 */
export function shareSweep(z: readonly number[], options: ShareSweepOptions): SVGSVGElement {
  const { width, labels, index, drag, domain = [-4, 8] } = options
  const panel = toPanel(width, domain)
  const shareAt = (score: number): number => softmax(z.with(index, score))[index]
  const ticks = range(Math.ceil(domain[0]), domain[1] + 1, 2)
  drawScale(panel, { side: 'left', ticks: [0, 0.5, 1] })
  drawScale(panel, { side: 'bottom', ticks, title: `score of ${labels[index]}` })
  drawStep(panel, Math.max(...z.filter((_, i) => i !== index)))
  const scores = range(domain[0], domain[1] + 0.1, 0.2)
  const points = scores.map((score) => place(panel, [score, shareAt(score)]))
  drawCurve(panel.canvas, points, { stroke: 'var(--prob)', width: 2.5 })
  const current = [z[index], shareAt(z[index])] as const
  drawCurrent(panel, current)
  const look = { x: panel.x, fill: 'var(--prob)' }
  dragPoint(panel.canvas, place(panel, current), { input: drag, index, ...look })
  return toElement(panel.canvas)
}

function toPanel(width: number, domain: readonly [number, number]): Panel {
  const height = isNarrow(width) ? 230 : 260
  return {
    canvas: createCanvas(width, height),
    x: scaleLinear(domain, [margin.left, width - 12]),
    y: scaleLinear([0, 1], [height - margin.bottom, 24]),
  }
}

/** Draws hardmax: 0 below the greatest other score, 1 above. */
function drawStep({ canvas, x, y }: Panel, rival: number): void {
  const [left, right] = x.range()
  const [base, top] = y.range()
  const at = x(clamp(rival, x.domain()))
  const step = `M${left} ${round(base)}H${round(at)}M${round(at)} ${round(top)}H${right}`
  drawPath(canvas, step, { stroke: 'var(--ink)', width: 2.5 })
  drawRule(canvas, [at, base], [at, top], { stroke: 'var(--ink)', dash: '2 4' })
  const onLeft = at > (left + right) / 2
  drawText(canvas, [right, top - 8], 'hardmax', { anchor: 'end', fill: 'var(--ink)', halo: true })
  const tie = [clamp(at, [left + 40, right - 40]) + (onLeft ? -6 : 6), base - 6] as const
  const look = { size: 'small', fill: 'var(--muted)', halo: true } as const
  drawText(canvas, tie, `tie at ${formatScore(rival)}`, {
    anchor: onLeft ? 'end' : 'start',
    ...look,
  })
}

// Pixels that the label of the class takes.
const labelWide = 110

/** Draws the tangent at the current score, with slope p(1 − p), and the label. */
function drawCurrent(panel: Panel, [score, share]: Point): void {
  const { canvas, x, y } = panel
  const [left, right] = x.range()
  const slope = share * (1 - share)
  const [reach, back] = [0.9, Math.min(0.9, score - x.domain()[0])]
  const from = place(panel, [score - back, share - back * slope])
  const to = place(panel, [score + reach, share + reach * slope])
  drawRule(canvas, from, to, { stroke: 'var(--ink)', width: 1.5 })
  // Above the curve where it rises. Near the top, where hardmax has its label, below it.
  const top = share > 0.8
  const onLeft = top ? right - x(score) < labelWide : x(score) - left > labelWide
  const at = [x(score) + (onLeft ? -8 : 8), y(share) + (top ? 24 : -12)] as const
  const look = { fill: 'var(--prob)', bold: true, halo: true }
  drawText(canvas, at, `softmax ${formatProbability(share)}`, {
    anchor: onLeft ? 'end' : 'start',
    ...look,
  })
}
