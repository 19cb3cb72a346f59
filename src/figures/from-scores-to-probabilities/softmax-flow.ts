import { softmax } from 'accurate-softmax'
import {
  type Canvas,
  createCanvas,
  drawRule,
  type FigureOptions,
  fontSize,
  nameMarks,
  round,
  toElement,
} from '@cellgraph/notebook/figure'
import { drawBar } from '../marks/draw-bar.ts'
import { drawText } from '../marks/draw-text.ts'
import { formatProbability, formatScore, formatShort } from '../marks/format-numbers.ts'

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
export function softmaxFlow(
  z: readonly number[],
  { width, labels, range = [-6, 6] }: SoftmaxFlowOptions,
): SVGSVGElement {
  const columns = toColumns(z, range)
  const height = top + rowTall * (z.length + 1) + 4
  const canvas = createCanvas(width, height)
  const left = width < 480 ? 52 : 84
  const gap = width < 480 ? 16 : 56
  const across = (width - left - 2 * gap) / 3
  labels.forEach((label, i) => drawText(canvas, 0, rowY(i), label, { fill: 'var(--muted)' }))
  drawText(canvas, 0, rowY(z.length), 'sum', { fill: 'var(--muted)' })
  columns.forEach((column, k) => drawColumn(canvas, column, left + k * (across + gap), across))
  drawArrow(canvas, left + 18, left + across + gap - 12, 'exp')
  drawArrow(canvas, left + across + gap + 28, left + 2 * (across + gap) - 12, '÷ sum')
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
    {
      heading: 'scores',
      symbol: 'z',
      fill: 'var(--score)',
      texts: z.map(formatScore),
      bars: z.map((value) => [at(0), at(value)]),
    },
    // Shares of the sum: dividing changes the unit, not the lengths.
    {
      heading: 'exponentials',
      symbol: 'e^z',
      fill: 'var(--muted)',
      texts: exponentials.map(formatShort),
      bars: fromZero,
      total: formatShort(exponentials.reduce((a, b) => a + b, 0)),
    },
    {
      heading: 'probabilities',
      symbol: 'p',
      fill: 'var(--prob)',
      texts: p.map(formatProbability),
      bars: fromZero,
      total: '1',
    },
  ]
}

function drawColumn(
  canvas: Canvas,
  { heading, symbol, fill, texts, bars, total }: Column,
  x: number,
  across: number,
): void {
  drawText(canvas, x, 14, heading, { size: fontSize.small, fill: 'var(--muted)' })
  drawSymbol(canvas, x, symbol, fill)
  texts.forEach((_, i) => drawTrack(canvas, x, across, rowY(i) + 6))
  const marks = symbol.includes('^') ? canvas : nameMarks(canvas, symbol)
  texts.forEach((text, i) => {
    drawText(canvas, x, rowY(i), text)
    drawBar(
      marks,
      [x + bars[i][0] * across, rowY(i) + 6],
      [x + bars[i][1] * across, rowY(i) + 6 + barTall],
      { fill },
    )
  })
  if (total === undefined) return
  drawText(canvas, x, rowY(texts.length), total, { weight: 'bold' })
  drawBar(canvas, [x, rowY(texts.length) + 6], [x + across, rowY(texts.length) + 6 + barTall], {
    fill,
    opacity: 0.4,
  })
}

/** The whole width a bar could take. */
function drawTrack(canvas: Canvas, x: number, across: number, y: number): void {
  drawBar(canvas, [x, y], [x + across, y + barTall], { fill: 'var(--line)', opacity: 0.5 })
}

/** From one column's symbol to the next's, with what happens on the way. */
function drawArrow(canvas: Canvas, from: number, to: number, name: string): void {
  const y = 30
  drawRule(canvas, [from, y], [to - 1, y], { stroke: 'var(--muted)' })
  canvas
    .append('path')
    .attr('d', `M${round(to - 5)} ${y - 4}l5 4l-5 4`)
    .attr('fill', 'none')
    .attr('stroke', 'var(--muted)')
    .attr('stroke-width', 1.5)
  drawText(canvas, (from + to) / 2, y + 4, name, {
    anchor: 'middle',
    size: 12,
    fill: 'var(--muted)',
    halo: true,
  })
}

/** The column's symbol; an exponent follows after `^`. */
function drawSymbol(canvas: Canvas, x: number, symbol: string, fill: string): void {
  const [base, exponent] = symbol.split('^')
  drawText(canvas, x, 34, base, { size: fontSize.large, fill, weight: 'bold', italic: true })
  if (exponent)
    drawText(canvas, x + 10, 28, exponent, {
      size: fontSize.small,
      fill,
      weight: 'bold',
      italic: true,
    })
}
