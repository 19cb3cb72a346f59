import { scaleLinear } from 'd3'
import { entropy, klDivergence, logSumExp, softmax } from 'accurate-softmax'
import {
  type Canvas,
  createCanvas,
  dragPoint,
  drawRule,
  type FigureOptions,
  type Point,
  toElement,
} from '@cellgraph/notebook/figure'
import { drawBar } from '../marks/draw-bar.ts'
import { drawContour } from '../marks/draw-contour.ts'
import { drawDot } from '../marks/draw-dot.ts'
import { drawMath } from '../marks/draw-math.ts'
import { drawText } from '../marks/draw-text.ts'
import { isNarrow } from '../marks/is-narrow.ts'
import { clamp, type LinearScale } from '../marks/panel.ts'
import { formatSigned } from '../marks/signs.ts'
import { drawTernary, ternary, type Ternary } from '../marks/ternary.ts'

export interface DualGapOptions extends FigureOptions {
  labels: readonly string[]
  /** The largest size of a score. Default: 3. */
  reach?: number
  /** The input that is moved by dragging the distribution. Default: it cannot be dragged. */
  drag?: string
}

/**
 * Draws a distribution against three scores: ⟨q, z⟩ + H(q) falls short of LSE(z) by the divergence
 * of q from softmax.
 */
export function dualGap(
  q: readonly number[],
  z: readonly number[],
  options: DualGapOptions,
): SVGSVGElement {
  const { labels, drag } = options
  const { canvas, triangle, ledger } = toFrame(options)
  drawLedger(canvas, ledger, { q, z })
  drawTernary(canvas, triangle, { labels, grid: [] })
  drawValley(canvas, triangle, softmax(z))
  const at = triangle.toPoint(q)
  dragPoint(canvas, at, { input: drag, corners: triangle.corners, fill: 'var(--accent)' })
  drawMath(canvas, [at[0] + 16, at[1] - 14], 'q', { bold: true, fill: 'var(--accent)' })
  return toElement(canvas)
}

interface Ledger {
  x: LinearScale
  top: number
}

/** The triangle, and the ledger beside it or below. */
function toFrame({ width, reach = 3 }: DualGapOptions): {
  canvas: Canvas
  triangle: Ternary
  ledger: Ledger
} {
  const narrow = isNarrow(width)
  const side = narrow ? width - 48 : Math.min(320, width / 2 - 30)
  const base = 34 + (side * Math.sqrt(3)) / 2
  const left = narrow ? 24 : 14
  const [from, top] = narrow ? [14, base + 50] : [left + side + 34, base / 2 - 78]
  return {
    canvas: createCanvas(width, Math.round(narrow ? base + 232 : base + 34)),
    triangle: ternary({ left, right: left + side, base }),
    ledger: { top, x: scaleLinear([-reach, reach + Math.log(3)], [from, width - 14]) },
  }
}

/** Draws contours of the divergence from softmax. */
function drawValley(canvas: Canvas, triangle: Ternary, sigma: number[]): void {
  const of = (q: readonly number[]): number => -klDivergence(q, sigma)
  for (const divergence of [0.05, 0.2, 0.5, 1, 2]) {
    const level = -divergence
    drawContour(canvas, triangle, { of, peak: sigma, level, stroke: 'var(--line)', width: 1.5 })
  }
  const [x, y] = triangle.toPoint(sigma)
  drawDot(canvas, [x, y], { fill: 'var(--prob)' })
  const low = y > triangle.base - 24
  const at = [Math.max(12, x - 10), low ? y - 12 : y + 20] as const
  drawMath(canvas, at, 'σ', { bold: true, fill: 'var(--prob)', anchor: 'end' })
}

interface Parts {
  q: readonly number[]
  z: readonly number[]
}

/** Draws three bars, each starting where the previous one ends. The last ends at LSE(z). */
function drawLedger(canvas: Canvas, { x, top }: Ledger, { q, z }: Parts): void {
  const score = q.reduce((sum, share, i) => sum + share * z[i], 0)
  const parts = [
    { name: '⟨q, z⟩', value: score, fill: 'var(--score)' },
    { name: '+ H(q)', value: entropy(q), fill: 'var(--prob)' },
    { name: '+ D', value: klDivergence(q, softmax(z)), fill: 'var(--warn)' },
  ]
  drawRule(canvas, [x(0), top + 16], [x(0), top + 152], { stroke: 'var(--muted)' })
  drawText(canvas, [x(0), top + 168], '0', { anchor: 'middle', fill: 'var(--muted)' })
  let start = 0
  parts.forEach(({ name, value, fill }, k) => {
    const y = top + 38 + k * 44
    drawBar(canvas, [x(start), y], [x(start + value), y + 14], { fill })
    drawName(canvas, [x(Math.min(start, start + value)), y], x.range()[0], {
      text: `${name}  ${formatSigned(value)}`,
      fill,
    })
    start += value
  })
  drawWhole(canvas, { x, top }, logSumExp(z))
}

// Pixels that a bar's name takes.
const nameWide = 112

interface Name {
  text: string
  fill: string
}

/** Writes a bar's name left of it, where LSE is never, or over it where there is no room. */
function drawName(canvas: Canvas, [from, y]: Point, left: number, { text, fill }: Name): void {
  const fits = from - nameWide >= left
  const at = fits ? ([from - 6, y + 12] as const) : ([from, y - 6] as const)
  drawText(canvas, at, text, { anchor: fits ? 'end' : 'start', bold: true, fill, halo: true })
}

// Half the width of the label.
const half = 52

function drawWhole(canvas: Canvas, { x, top }: Ledger, whole: number): void {
  const [left, right] = x.range()
  drawRule(canvas, [x(whole), top + 16], [x(whole), top + 152], { stroke: 'var(--ink)', width: 2 })
  const at = clamp(x(whole), [left + half, right - half + 8])
  const text = `LSE(z) = ${formatSigned(whole).replace('+', '')}`
  drawText(canvas, [at, top + 6], text, { anchor: 'middle', bold: true })
}
