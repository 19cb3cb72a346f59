import { range, scaleLinear, type ScaleLinear } from 'd3'
import { entropy } from '../math/entropy.ts'
import { createCanvas, fontSize, round, toElement, type Canvas, type FigureOptions } from './canvas.ts'
import { dragHandle } from './drag-handle.ts'
import { drawCurve } from './draw-curve.ts'
import { drawRule } from './draw-rule.ts'
import { drawText } from './draw-text.ts'
import { spreadLabels } from './spread-labels.ts'

export interface ForecastLineOptions extends FigureOptions {
  /** What the share is of, as in `foxes`. */
  of: string
  /** The sliders of the forecast and of the true share, moved by dragging. Default: they stand still. */
  drag?: { forecast: string; truth: string }
}

interface Frame {
  canvas: Canvas
  x: ScaleLinear<number, number>
  y: ScaleLinear<number, number>
}

const heights = [0, 3.2] as const

/**
 * The mean surprise of one forecast, for every share that may be true: a straight line, which touches the curve of entropy
 * where forecast and truth are one. At the true share it is cut into entropy and divergence.
 * @param p the forecast's probability, strictly between 0 and 1
 * @param q the true share
 */
export function forecastLine(p: number, q: number, { width, of, drag }: ForecastLineOptions): SVGSVGElement {
  const height = width < 480 ? 330 : 360
  const canvas = createCanvas(width, height)
  const frame: Frame = { canvas, x: scaleLinear([0, 1], [30, width - 16]), y: scaleLinear(heights, [height - 58, 14]) }
  drawAxes(frame, of)
  drawEntropy(frame)
  drawForecast(frame, p)
  drawTruth(frame, p, q)
  drawEnds(frame, p, q)
  const { x, y } = frame
  const touching: [number, number] = [x(p), y(binaryEntropy(p))]
  if (drag === undefined) canvas.append('circle').attr('cx', round(touching[0])).attr('cy', round(touching[1])).attr('r', 5.5).attr('fill', 'var(--prob)')
  else {
    dragHandle(canvas, [x(q), y(0)], { input: drag.truth, x })
    dragHandle(canvas, touching, { input: drag.forecast, x, fill: 'var(--prob)' })
  }
  return toElement(canvas)
}

const binaryEntropy = (share: number): number => entropy([share, 1 - share])

const lineAt = (p: number, q: number): number => -q * Math.log(p) - (1 - q) * Math.log1p(-p)

function drawAxes({ canvas, x, y }: Frame, of: string): void {
  const [left, right] = x.range()
  for (const tick of [0, 1, 2, 3]) {
    drawRule(canvas, [left, y(tick)], [right, y(tick)], tick === 0 ? { stroke: 'var(--muted)' } : {})
    drawText(canvas, left - 6, y(tick) + 4, String(tick), { anchor: 'end', size: fontSize.small, fill: 'var(--muted)' })
  }
  for (const tick of [0, 0.25, 0.5, 0.75, 1]) drawText(canvas, x(tick), y(0) + 26, String(tick), { anchor: 'middle', size: fontSize.small, fill: 'var(--muted)' })
  drawText(canvas, x(0.5), y(0) + 46, `share of ${of}`, { anchor: 'middle', fill: 'var(--muted)' })
}

function drawEntropy({ canvas, x, y }: Frame): void {
  drawCurve(canvas, range(0, 101).map((n) => [x(n / 100), y(binaryEntropy(n / 100))]), { stroke: 'var(--prob)', width: 2.5 })
}

function drawForecast({ canvas, x, y }: Frame, p: number): void {
  drawRule(canvas, [x(0), y(lineAt(p, 0))], [x(1), y(lineAt(p, 1))], { stroke: 'var(--ink)', width: 2 })
}

/** The surprises themselves, where the share is none or all. They give way to the parts at the true share. */
function drawEnds({ canvas, x, y }: Frame, p: number, q: number): void {
  const [none, all] = [lineAt(p, 0), lineAt(p, 1)]
  const lift = (slope: number): number => (slope > 0 ? -10 : 18)
  if (q > 0.3) drawText(canvas, x(0) + 6, Math.max(24, y(none) + lift(none - all)), `no fox: ${none.toFixed(2)}`.replace('no fox', 'never'), { halo: true, fill: 'var(--muted)' })
  if (q < 0.7) drawText(canvas, x(1) - 4, Math.max(24, y(all) + lift(all - none)), `always: ${all.toFixed(2)}`, { anchor: 'end', halo: true, fill: 'var(--muted)' })
}

/** At the true share: entropy up to the curve, and divergence from there to the line. */
function drawTruth({ canvas, x, y }: Frame, p: number, q: number): void {
  const [spread, mean] = [binaryEntropy(q), lineAt(p, q)]
  drawRule(canvas, [x(q), y(0)], [x(q), y(spread)], { stroke: 'var(--prob)', width: 6 })
  drawRule(canvas, [x(q), y(spread)], [x(q), y(mean)], { stroke: 'var(--warn)', width: 6 })
  const onLeft = q > 0.5
  const [at, anchor] = onLeft ? [x(q) - 12, 'end' as const] : [x(q) + 12, 'start' as const]
  const places = spreadLabels([y(spread / 2) + 4, y((spread + mean) / 2) + 4, y(mean) - 8], 18, 24, y(0) - 14)
  const parts = [`H(q) = ${spread.toFixed(3)}`, `D = ${Math.max(0, mean - spread).toFixed(3)}`, `L = ${mean.toFixed(3)}`]
  const fills = ['var(--prob)', 'var(--warn)', 'var(--ink)']
  parts.forEach((text, k) => drawText(canvas, at, places[k], text, { anchor, weight: 'bold', halo: true, fill: fills[k] }))
}
