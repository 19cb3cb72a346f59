import { crossEntropyGradient, softmax } from 'accurate-softmax'
import {
  type Canvas,
  createCanvas,
  drawRule,
  type FigureOptions,
  fontSize,
  round,
  toElement,
} from '@cellgraph/notebook/figure'
import { drawBar } from '../marks/draw-bar.ts'
import { drawMath } from '../marks/draw-math.ts'
import { drawText } from '../marks/draw-text.ts'
import { formatSigned } from '../marks/signs.ts'

export interface GradientComparisonOptions extends FigureOptions {
  labels: readonly string[]
}

interface Frame {
  canvas: Canvas
  x: (value: number) => number
  right: number
}

const [top, rowTall, barTall, labelWide, valueWide] = [58, 50, 15, 58, 76]

/** The gradient for any labels, σ Σy − y, and the short form σ − y, class by class: they agree exactly where the labels sum to 1. */
export function gradientComparison(
  z: readonly number[],
  y: readonly number[],
  { width, labels }: GradientComparisonOptions,
): SVGSVGElement {
  const [full, short] = [crossEntropyGradient(z, y), softmax(z).map((value, i) => value - y[i])]
  const base = top + rowTall * z.length
  const canvas = createCanvas(width, base + 26)
  const [low, high] = [Math.min(-1, ...full, ...short), Math.max(1, ...full, ...short)]
  const right = width - valueWide
  const frame = {
    canvas,
    right,
    x: (value: number) => labelWide + ((value - low) / (high - low)) * (right - labelWide),
  }
  drawKey(canvas, y, Math.max(...full.map((value, i) => Math.abs(value - short[i]))))
  drawAxis(frame, base, high)
  labels.forEach((label, i) => drawPair(frame, top + i * rowTall, label, full[i], short[i]))
  return toElement(canvas)
}

function drawKey(canvas: Canvas, y: readonly number[], apart: number): void {
  drawBar(canvas, [0, 4], [16, 15], { fill: 'var(--ink)', opacity: 0.8 })
  drawMath(canvas, 22, 14, 'σ_i Σy − y_i')
  drawHollow(canvas, 114, 4, 16, 11, 'var(--ink)')
  drawMath(canvas, 136, 14, 'σ_i − y_i')
  const total = Number(y.reduce((a, b) => a + b, 0).toFixed(6))
  const agree = apart < 1e-9
  drawText(
    canvas,
    0,
    38,
    agree
      ? `✓ the labels sum to ${total}: both are the same`
      : `✗ the labels sum to ${total}: up to ${apart.toFixed(3)} apart`,
    { size: fontSize.normal, weight: 'bold', fill: agree ? 'var(--muted)' : 'var(--warn)' },
  )
}

function drawAxis({ canvas, x }: Frame, base: number, high: number): void {
  for (const tick of [-1, 0, 1, 2].filter((value) => value <= high)) {
    drawRule(
      canvas,
      [x(tick), top - 6],
      [x(tick), base],
      tick === 0 ? { stroke: 'var(--muted)' } : {},
    )
    drawText(canvas, x(tick), base + 16, String(tick).replace('-', '−'), {
      anchor: 'middle',
      size: fontSize.small,
      fill: 'var(--muted)',
    })
  }
}

function drawPair(
  { canvas, x, right }: Frame,
  y: number,
  label: string,
  full: number,
  short: number,
): void {
  const apart = Math.abs(full - short) >= 1e-9
  const fault = apart ? 'var(--warn)' : 'var(--ink)'
  drawText(canvas, 0, y + rowTall / 2, label, { fill: 'var(--muted)' })
  drawBar(canvas, [x(0), y + 4], [x(full), y + 4 + barTall], {
    fill: 'var(--ink)',
    opacity: 0.8,
    radius: 1,
  })
  drawHollow(
    canvas,
    Math.min(x(0), x(short)),
    y + 7 + barTall,
    Math.abs(x(short) - x(0)),
    barTall,
    fault,
  )
  drawText(canvas, right + 8, y + 16, formatSigned(full))
  drawText(canvas, right + 8, y + 34, `${formatSigned(short)}${apart ? ' ✗' : ''}`, { fill: fault })
}

function drawHollow(
  canvas: Canvas,
  x: number,
  y: number,
  width: number,
  height: number,
  stroke: string,
): void {
  canvas
    .append('rect')
    .attr('x', round(x))
    .attr('y', round(y))
    .attr('width', round(width))
    .attr('height', height)
    .attr('fill', 'var(--paper)')
    .attr('rx', 1)
    .attr('stroke', stroke)
    .attr('stroke-width', 1.5)
}
