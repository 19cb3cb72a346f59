import { scaleLinear } from 'd3'
import { crossEntropyGradient, softmax } from 'accurate-softmax'
import {
  type Canvas,
  createCanvas,
  type FigureOptions,
  type Point,
  toElement,
} from '@cellgraph/notebook/figure'
import { drawBar } from '../marks/draw-bar.ts'
import { drawBox } from '../marks/draw-box.ts'
import { drawMath } from '../marks/draw-math.ts'
import { drawScale } from '../marks/draw-scale.ts'
import { drawText } from '../marks/draw-text.ts'
import type { LinearScale } from '../marks/panel.ts'
import { formatSigned } from '../marks/signs.ts'

export interface GradientComparisonOptions extends FigureOptions {
  labels: readonly string[]
}

interface Frame {
  canvas: Canvas
  x: LinearScale
  base: number
}

const [top, rowTall, barTall, labelWide, valueWide] = [58, 50, 15, 58, 76]

/**
 * Draws the gradient for any labels, σ Σy − y, and the short form σ − y, class by class. They agree
 * exactly if the labels sum to 1.
 */
export function gradientComparison(
  z: readonly number[],
  y: readonly number[],
  options: GradientComparisonOptions,
): SVGSVGElement {
  const { width, labels } = options
  const full = crossEntropyGradient(z, y)
  const short = softmax(z).map((value, i) => value - y[i])
  const frame = toFrame(width, z.length, [...full, ...short])
  drawKey(frame.canvas)
  drawFinding(frame.canvas, y, Math.max(...full.map((value, i) => Math.abs(value - short[i]))))
  drawAxis(frame)
  labels.forEach((label, i) => {
    const y = top + i * rowTall
    drawText(frame.canvas, [0, y + rowTall / 2], label, { fill: 'var(--muted)' })
    drawPair(frame, y, full[i], short[i])
  })
  return toElement(frame.canvas)
}

function toFrame(width: number, count: number, values: readonly number[]): Frame {
  const base = top + rowTall * count
  const domain = [Math.min(-1, ...values), Math.max(1, ...values)]
  return {
    canvas: createCanvas(width, base + 26),
    base,
    x: scaleLinear(domain, [labelWide, width - valueWide]),
  }
}

function drawKey(canvas: Canvas): void {
  drawBar(canvas, [0, 4], [16, 15], { fill: 'var(--ink)', opacity: 0.8 })
  drawMath(canvas, [22, 14], 'σ_i Σy − y_i')
  drawHollow(canvas, [114, 4], [130, 15], 'var(--ink)')
  drawMath(canvas, [136, 14], 'σ_i − y_i')
}

/** Writes whether both are the same, and why. */
function drawFinding(canvas: Canvas, y: readonly number[], apart: number): void {
  const total = Number(y.reduce((a, b) => a + b, 0).toFixed(6))
  const agree = apart < 1e-9
  const finding = agree ? 'both are the same' : `up to ${apart.toFixed(3)} apart`
  const text = `${agree ? '✓' : '✗'} the labels sum to ${total}: ${finding}`
  drawText(canvas, [0, 38], text, { bold: true, fill: agree ? 'var(--muted)' : 'var(--warn)' })
}

function drawAxis({ canvas, x, base }: Frame): void {
  const ticks = [-1, 0, 1, 2].filter((tick) => tick <= x.domain()[1])
  const y = scaleLinear([base, top - 6])
  drawScale({ canvas, x, y }, { side: 'bottom', ticks, lines: true, gap: 16 })
}

function drawPair({ canvas, x }: Frame, y: number, full: number, short: number): void {
  const right = x.range()[1]
  const apart = Math.abs(full - short) >= 1e-9
  const fault = apart ? 'var(--warn)' : 'var(--ink)'
  const look = { fill: 'var(--ink)', opacity: 0.8, radius: 1 }
  drawBar(canvas, [x(0), y + 4], [x(full), y + 4 + barTall], look)
  drawHollow(canvas, [x(0), y + 7 + barTall], [x(short), y + 7 + 2 * barTall], fault)
  drawText(canvas, [right + 8, y + 16], formatSigned(full))
  drawText(canvas, [right + 8, y + 34], `${formatSigned(short)}${apart ? ' ✗' : ''}`, {
    fill: fault,
  })
}

function drawHollow(canvas: Canvas, from: Point, to: Point, stroke: string): void {
  drawBox(canvas, from, to, { fill: 'var(--paper)', radius: 1, stroke, width: 1.5 })
}
