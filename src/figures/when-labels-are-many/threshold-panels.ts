import { scaleLinear } from 'd3'
import {
  type Canvas,
  createCanvas,
  dragHandle,
  drawRule,
  type FigureOptions,
  type Point,
  round,
  toElement,
} from '@cellgraph/notebook/figure'
import { drawCurve } from '../marks/draw-curve.ts'
import { drawDot } from '../marks/draw-dot.ts'
import { drawNote } from '../marks/draw-note.ts'
import { drawPath } from '../marks/draw-path.ts'
import { drawScale } from '../marks/draw-scale.ts'
import { drawText } from '../marks/draw-text.ts'
import { isNarrow } from '../marks/is-narrow.ts'
import { place, type Panel } from '../marks/panel.ts'

/** Precision and recall if all outputs above a threshold count as true. */
export interface Standing {
  threshold: number
  /** The share of true labels among those predicted as true. NaN if none is predicted. */
  precision: number
  /** The share of true labels that are predicted as true. */
  recall: number
}

/** One way to train, evaluated at many thresholds and at the current one. */
export interface Judged {
  name: string
  standings: readonly Standing[]
  chosen: Standing & { exact: number; of: number }
  /** The threshold that follows from the loss, if one does. */
  own?: number
}

export interface ThresholdPanelsOptions extends FigureOptions {
  /** The `<Slider>` of the threshold, moved by dragging the line. */
  drag?: string
}

type Measure = 'precision' | 'recall'

const [headTall, plotTall, footTall] = [44, 110, 49]
const gap = 36

const looks = {
  precision: { stroke: 'var(--ink)', dash: undefined },
  recall: { stroke: 'var(--other)', dash: '5 3' },
} as const

/**
 * Draws for each way to train precision (solid) and recall (dashed) against the threshold, and both
 * at the current one.
 */
export function thresholdPanels(
  judged: readonly Judged[],
  { width, drag }: ThresholdPanelsOptions,
): SVGSVGElement {
  const columns = isNarrow(width, 'panels') ? 1 : 2
  const across = (width - gap * (columns - 1)) / columns
  const tall = headTall + plotTall + footTall
  const canvas = createCanvas(width, tall * Math.ceil(judged.length / columns))
  judged.forEach((one, k) => {
    const [left, top] = [(k % columns) * (across + gap), Math.floor(k / columns) * tall]
    const x = scaleLinear([0, 1], [left + 30, left + across - 8])
    const y = scaleLinear([0, 1], [top + headTall + plotTall, top + headTall])
    drawPanel({ canvas, x, y }, one, drag)
  })
  return toElement(canvas)
}

function drawPanel(panel: Panel, judged: Judged, input: string | undefined): void {
  const { canvas, x, y } = panel
  const { name, chosen, own } = judged
  const at = x(chosen.threshold)
  drawHead(panel, judged)
  // Their numbers are clear of the handle at its left end.
  drawScale(panel, { side: 'left', ticks: [0, 0.5, 1], gap: 9 })
  drawScale(panel, { side: 'bottom', ticks: [0, 0.5, 1], gap: 22 })
  if (own !== undefined) drawOwn(panel, own)
  const line = [
    [at, y(1) - 4],
    [at, y(0)],
  ] as const
  if (input === undefined) drawRule(canvas, ...line, { stroke: 'var(--ink)', width: 1.5 })
  for (const measure of ['precision', 'recall'] as const) drawKnown(panel, judged, measure)
  for (const measure of ['precision', 'recall'] as const) drawChosen(panel, judged, measure)
  if (input === undefined) return
  dragHandle(canvas, [at, y(0)], { input, x, rule: [plotTall + 4, 0], label: `threshold, ${name}` })
}

function drawHead({ canvas, x, y }: Panel, { name, chosen }: Judged): void {
  const [left, right] = x.range()
  const top = y(1)
  drawText(canvas, [left, top - 28], name, { bold: true })
  drawNote(canvas, [right, top - 28], `all right: ${chosen.exact} of ${chosen.of}`, 'end')
  drawValue(canvas, [left, top - 11], 'precision', chosen.precision)
  drawValue(canvas, [left + (right - left) / 2, top - 11], 'recall', chosen.recall)
}

function drawValue(canvas: Canvas, [x, y]: Point, measure: Measure, value: number): void {
  drawRule(canvas, [x, y - 4], [x + 18, y - 4], { ...looks[measure], width: 2.5 })
  const text = Number.isFinite(value) ? value.toFixed(2) : '—'
  drawText(canvas, [x + 24, y], `${measure} ${text}`)
}

/** Draws a curve where it is defined: precision is not where nothing is predicted as true. */
function drawKnown(panel: Panel, { standings }: Judged, measure: Measure): void {
  const known = standings.filter((it) => Number.isFinite(it[measure]))
  const points = known.map((it) => place(panel, [it.threshold, it[measure]]))
  if (points.length > 1) drawCurve(panel.canvas, points, { width: 2.5, ...looks[measure] })
}

function drawChosen(panel: Panel, { chosen }: Judged, measure: Measure): void {
  if (!Number.isFinite(chosen[measure])) return
  const at = place(panel, [chosen.threshold, chosen[measure]])
  drawDot(panel.canvas, at, { fill: 'var(--ink)', radius: 4, rim: 1.5 })
}

/** Marks the loss's own threshold under the axis. */
function drawOwn({ canvas, x, y }: Panel, own: number): void {
  const base = y(0)
  drawPath(canvas, `M${round(x(own))} ${base + 26}l4 7h-8z`, { fill: 'var(--accent)' })
  drawText(canvas, [x(own) + 8, base + 34], 'its own', { size: 'small', fill: 'var(--accent)' })
}
