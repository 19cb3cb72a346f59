import { range, scaleLinear } from 'd3'
import { crossEntropy, smoothLabels } from 'accurate-softmax'
import {
  createCanvas,
  dragHandle,
  drawRule,
  type FigureOptions,
  type Point,
  toElement,
} from '@cellgraph/notebook/figure'
import { drawBar } from '../marks/draw-bar.ts'
import { drawCurve } from '../marks/draw-curve.ts'
import { drawDot } from '../marks/draw-dot.ts'
import { drawNote } from '../marks/draw-note.ts'
import { drawScale } from '../marks/draw-scale.ts'
import { drawText } from '../marks/draw-text.ts'
import { isNarrow } from '../marks/is-narrow.ts'
import { clamp, margin, place, type Panel } from '../marks/panel.ts'
import { spreadColumns } from '../marks/place-columns.ts'

export interface SmoothingGapOptions extends FigureOptions {
  labels: readonly string[]
  /** ε: the share of the label that is spread over all classes. */
  share: number
  /** The input that is moved by dragging the top of the label. Default: it cannot be dragged. */
  drag?: string
}

const [gaps, losses] = [
  [0, 8],
  [0, 2.5],
] as const

/**
 * Draws a smoothed one-hot label, the first class being true, and the loss against the lead of its
 * score over the others, which are equal.
 */
export function smoothingGap(options: SmoothingGapOptions): SVGSVGElement {
  const { width, labels, share } = options
  const { targets, curve } = toPanels(width)
  drawTargets(targets, smoothLabels(toLabel(labels.length), share), options)
  drawAxes(curve)
  drawLoss(curve, labels.length, 0)
  const plain = { anchor: 'end', size: 'small', fill: 'var(--muted)', halo: true } as const
  drawText(curve.canvas, [curve.x.range()[1], curve.y(0) - 6], 'one-hot label', plain)
  if (share > 0) drawLoss(curve, labels.length, share)
  if (share > 0) drawLowest(curve, labels.length, share)
  return toElement(curve.canvas)
}

/** One-hot, the first class being true. */
const toLabel = (count: number): number[] => range(count).map((k) => (k === 0 ? 1 : 0))

function toPanels(width: number): { targets: Panel; curve: Panel } {
  const narrow = isNarrow(width)
  const canvas = createCanvas(width, narrow ? 494 : 278)
  const [split, base] = narrow ? [width - 8, 196] : [width * 0.38, 230]
  const [left, curveBase, top] = narrow ? [margin.left, 446, 258] : [split + 52, 230, 38]
  const across = scaleLinear([0, 1], [margin.left, split])
  return {
    targets: { canvas, x: across, y: scaleLinear([0, 1], [base, 38]) },
    curve: {
      canvas,
      x: scaleLinear(gaps, [left, width - 14]),
      y: scaleLinear(losses, [curveBase, top]),
    },
  }
}

function drawTargets(
  panel: Panel,
  q: readonly number[],
  { labels, drag }: SmoothingGapOptions,
): void {
  const { canvas, x, y } = panel
  drawScale(panel, { side: 'left', ticks: [0, 0.5, 1] })
  drawNote(canvas, [x(1), 14], 'targets', 'end')
  const { middles, half } = spreadColumns(x.range(), q.length)
  const look = { anchor: 'middle', size: 'small', bold: true, halo: true } as const
  q.forEach((value, k) => {
    const [middle, top] = [middles[k], y(value)]
    drawBar(canvas, [middle - half, top], [middle + half, y(0)], { fill: 'var(--c3)' })
    // Above the handle, if there is one.
    const lift = k === 0 && drag !== undefined ? 21 : 7
    drawText(canvas, [middle, top - lift], value.toFixed(3), look)
    drawNote(canvas, [middle, y(0) + 17], labels[k], 'middle')
  })
  if (drag !== undefined) drawHandle(panel, middles[0], q, drag)
}

/**
 * Adds a handle at the top of the true class's column, which moves from 1 down to an equal share.
 */
function drawHandle(
  { canvas, y }: Panel,
  middle: number,
  q: readonly number[],
  input: string,
): void {
  const along = { domain: [0, 1], from: [middle, y(1)], to: [middle, y(1 / q.length)] } as const
  dragHandle(canvas, [middle, y(q[0])], { input, along })
}

function drawAxes(panel: Panel): void {
  const [left] = panel.x.range()
  const title = 'lead of the true score'
  drawScale(panel, { side: 'left', ticks: [0, 1, 2] })
  drawScale(panel, { side: 'bottom', ticks: [0, 2, 4, 6, 8], title, titleSize: 'small' })
  drawNote(panel.canvas, [left, panel.y.range()[1] - 16], 'loss')
}

/** The loss if the true class of `count` leads by a gap, with a label smoothed by `share`. */
function lossAt(gap: number, count: number, share: number): number {
  const label = toLabel(count)
  return crossEntropy(
    label.map((it) => it * gap),
    smoothLabels(label, share),
  )
}

function drawLoss(panel: Panel, count: number, share: number): void {
  const points = range(gaps[0], gaps[1] + 0.01, 0.1)
    .map((gap): Point => [gap, lossAt(gap, count, share)])
    .filter(([, loss]) => loss <= losses[1])
    .map((point) => place(panel, point))
  const smoothed = { stroke: 'var(--warn)', width: 2.5 }
  const plain = { stroke: 'var(--muted)', dash: '5 4', width: 1.5 }
  drawCurve(panel.canvas, points, share > 0 ? smoothed : plain)
}

/** Marks the lead at which the loss is least. */
function drawLowest(panel: Panel, count: number, share: number): void {
  const { canvas, x, y } = panel
  const gap = Math.log(count / share - count + 1)
  const at = place(panel, [gap, lossAt(gap, count, share)])
  drawRule(canvas, at, [at[0], y(0)], { stroke: 'var(--warn)', dash: '2 3' })
  drawDot(canvas, at, { fill: 'var(--warn)' })
  const [left, right] = x.range()
  const middle = clamp(at[0], [left + 62, right - 58])
  const look = { anchor: 'middle', size: 'small', bold: true, halo: true } as const
  drawText(canvas, [middle, at[1] - 14], `lowest at a lead of ${gap.toFixed(2)}`, look)
}
