import { softmax } from '../math/softmax.ts'
import { createCanvas, fontSize, toElement, type Canvas, type FigureOptions } from './canvas.ts'
import { drawBar } from './draw-bar.ts'
import { drawRule } from './draw-rule.ts'
import { drawText } from './draw-text.ts'
import { formatProbability, formatScore, formatShort } from './format-numbers.ts'

export interface SoftmaxFlowOptions extends FigureOptions {
  /** One for each score. */
  labels: readonly string[]
  /** The scores that the first column has room for. Default: −6 to 6. */
  range?: readonly [number, number]
}

/** One column: its heading, its numbers and where its bars begin and end, from 0 to 1 across the column. */
interface Column {
  heading: string
  symbol: string
  fill: string
  texts: string[]
  bars: [number, number][]
  total?: string
}

const [top, rowTall, barTall] = [48, 42, 9]

/** The three stages of softmax, a row for each class: scores, their exponentials, their shares of the sum. */
export function softmaxFlow(z: readonly number[], { width, labels, range = [-6, 6] }: SoftmaxFlowOptions): SVGSVGElement {
  const columns = toColumns(z, range)
  const height = top + rowTall * (z.length + 1) + 4
  const canvas = createCanvas(width, height)
  const left = width < 480 ? 50 : 92
  const gap = width < 480 ? 20 : 84
  const across = (width - left - 2 * gap) / 3
  labels.forEach((label, i) => drawText(canvas, 0, rowY(i), label, { fill: 'var(--muted)' }))
  drawText(canvas, 0, rowY(z.length), 'sum', { fill: 'var(--muted)' })
  columns.forEach((column, k) => drawColumn(canvas, column, left + k * (across + gap), across))
  drawArrow(canvas, left + across, gap, z.length, 'exp')
  drawArrow(canvas, left + 2 * across + gap, gap, z.length, '÷ sum')
  return toElement(canvas)
}

function rowY(i: number): number {
  return top + rowTall * i + 18
}

function toColumns(z: readonly number[], [low, high]: readonly [number, number]): Column[] {
  const p = softmax(z)
  const exponentials = z.map((value) => Math.exp(value))
  const at = (value: number): number => Math.min(1, Math.max(0, (value - low) / (high - low)))
  const fromZero = p.map((value): [number, number] => [0, value])
  return [
    { heading: 'scores', symbol: 'z', fill: 'var(--score)', texts: z.map(formatScore), bars: z.map((value) => [at(0), at(value)]) },
    // Shares of the sum: dividing changes the unit, not the lengths.
    { heading: 'exponentials', symbol: 'eᶻ', fill: 'var(--accent)', texts: exponentials.map(formatShort), bars: fromZero, total: formatShort(exponentials.reduce((a, b) => a + b, 0)) },
    { heading: 'probabilities', symbol: 'p', fill: 'var(--prob)', texts: p.map(formatProbability), bars: fromZero, total: '1' },
  ]
}

function drawColumn(canvas: Canvas, { heading, symbol, fill, texts, bars, total }: Column, x: number, across: number): void {
  drawText(canvas, x, 14, heading, { size: 12, fill: 'var(--muted)' })
  drawText(canvas, x, 34, symbol, { size: fontSize.large, fill, weight: 'bold' })
  texts.forEach((text, i) => {
    drawText(canvas, x, rowY(i), text, { tabular: true })
    drawTrack(canvas, x, across, rowY(i) + 6)
    drawBar(canvas, [x + bars[i][0] * across, rowY(i) + 6], [x + bars[i][1] * across, rowY(i) + 6 + barTall], { fill })
  })
  if (total === undefined) return
  drawText(canvas, x, rowY(texts.length), total, { tabular: true, weight: 'bold' })
  drawBar(canvas, [x, rowY(texts.length) + 6], [x + across, rowY(texts.length) + 6 + barTall], { fill, opacity: 0.4 })
}

/** The whole width a bar could take. */
function drawTrack(canvas: Canvas, x: number, across: number, y: number): void {
  drawBar(canvas, [x, y], [x + across, y + barTall], { fill: 'var(--line)', opacity: 0.5 })
}

function drawArrow(canvas: Canvas, x: number, gap: number, rows: number, name: string): void {
  const [y, pad] = [top + (rowTall * rows) / 2 + 4, gap < 40 ? 3 : 14]
  drawRule(canvas, [x + pad, y], [x + gap - pad - 1, y], { stroke: 'var(--muted)', width: 1.5 })
  const tip = x + gap - pad
  canvas.append('path').attr('d', `M${tip - 5} ${y - 4}L${tip} ${y}L${tip - 5} ${y + 4}`).attr('fill', 'none').attr('stroke', 'var(--muted)').attr('stroke-width', 1.5)
  if (gap >= 40) drawText(canvas, x + gap / 2, y - 10, name, { anchor: 'middle', size: 12, fill: 'var(--muted)' })
}
