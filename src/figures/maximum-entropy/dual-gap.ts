import { scaleLinear, type ScaleLinear } from 'd3'
import { entropy, klDivergence, logSumExp, softmax } from 'accurate-softmax'
import {
  type Canvas,
  createCanvas,
  dragHandle,
  drawRule,
  type FigureOptions,
  toElement,
} from '@cellgraph/notebook/figure'
import { drawBar } from '../marks/draw-bar.ts'
import { drawContour } from '../marks/draw-contour.ts'
import { drawDot } from '../marks/draw-dot.ts'
import { drawMath } from '../marks/draw-math.ts'
import { drawText } from '../marks/draw-text.ts'
import { formatSigned } from '../marks/signs.ts'
import { drawTernary, ternary, type Ternary } from '../marks/ternary.ts'

export interface DualGapOptions extends FigureOptions {
  labels: readonly string[]
  /** The largest size of a score. Default: 3. */
  reach?: number
  /** The input that is moved by dragging the distribution. Default: it cannot be dragged. */
  drag?: string
}

/** A distribution against three scores: ⟨q, z⟩ + H(q) reaches up to LSE(z), but for the divergence of q from softmax. */
export function dualGap(
  q: readonly number[],
  z: readonly number[],
  { width, labels, reach = 3, drag }: DualGapOptions,
): SVGSVGElement {
  const wide = width >= 480
  const side = wide ? Math.min(320, width / 2 - 30) : width - 48
  const base = 34 + (side * Math.sqrt(3)) / 2
  const left = wide ? 14 : 24
  const canvas = createCanvas(width, Math.round(wide ? base + 34 : base + 232))
  const triangle = ternary({ left, right: left + side, base })
  const rows = wide ? { from: left + side + 34, top: base / 2 - 78 } : { from: 14, top: base + 50 }
  drawLedger(canvas, q, z, {
    ...rows,
    x: scaleLinear([-reach, reach + Math.log(3)], [rows.from, width - 14]),
  })
  drawTernary(canvas, triangle, { labels, grid: [] })
  drawValley(canvas, triangle, softmax(z))
  const at = triangle.toPoint(q)
  if (drag === undefined) drawDot(canvas, at, { fill: 'var(--accent)' })
  else dragHandle(canvas, at, { input: drag, corners: triangle.corners })
  drawMath(canvas, at[0] + 16, at[1] - 14, 'q', { weight: 'bold', fill: 'var(--accent)' })
  return toElement(canvas)
}

/** Contours of equal divergence round softmax, where it is 0. */
function drawValley(canvas: Canvas, triangle: Ternary, sigma: number[]): void {
  const of = (q: readonly number[]): number => -klDivergence(q, sigma)
  for (const level of [0.05, 0.2, 0.5, 1, 2])
    drawContour(canvas, triangle, {
      of,
      peak: sigma,
      level: -level,
      stroke: 'var(--line)',
      width: 1.5,
    })
  const [x, y] = triangle.toPoint(sigma)
  drawDot(canvas, [x, y], { fill: 'var(--prob)' })
  const low = y > triangle.base - 24
  drawMath(canvas, Math.max(12, x - 10), low ? y - 12 : y + 20, 'σ', {
    weight: 'bold',
    fill: 'var(--prob)',
    anchor: 'end',
  })
}

interface Ledger {
  x: ScaleLinear<number, number>
  from: number
  top: number
}

/** Three bars, each beginning where the one above it ends; the last ends at LSE. */
function drawLedger(
  canvas: Canvas,
  q: readonly number[],
  z: readonly number[],
  { x, from, top }: Ledger,
): void {
  const score = q.reduce((sum, share, i) => sum + share * z[i], 0)
  const [spread, gap, whole] = [entropy(q), klDivergence(q, softmax(z)), logSumExp(z)]
  const parts = [
    { name: '⟨q, z⟩', value: score, start: 0, fill: 'var(--score)' },
    { name: '+ H(q)', value: spread, start: score, fill: 'var(--prob)' },
    { name: '+ gap D', value: gap, start: score + spread, fill: 'var(--warn)' },
  ]
  drawRule(canvas, [x(0), top + 16], [x(0), top + 152], { stroke: 'var(--muted)' })
  drawText(canvas, x(0), top + 168, '0', { anchor: 'middle', fill: 'var(--muted)' })
  parts.forEach(({ name, value, start, fill }, k) => {
    const y = top + 38 + k * 44
    drawText(canvas, from, y - 9, `${name}  ${formatSigned(value)}`, { halo: true })
    drawBar(canvas, [x(start), y], [x(start + value), y + 14], { fill })
  })
  drawRule(canvas, [x(whole), top + 16], [x(whole), top + 152], { stroke: 'var(--ink)', width: 2 })
  const text = `LSE(z) = ${formatSigned(whole).replace('+', '')}`
  const half = 52
  drawText(
    canvas,
    Math.min(x.range()[1] - half + 8, Math.max(from + half, x(whole))),
    top + 6,
    text,
    { anchor: 'middle', weight: 'bold' },
  )
}
