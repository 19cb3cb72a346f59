import { softmax } from 'accurate-softmax'
import {
  type Canvas,
  createCanvas,
  drawRule,
  type FigureOptions,
  nameMarks,
  type Point,
  round,
  toElement,
} from '@cellgraph/notebook/figure'
import { drawBar } from '../marks/draw-bar.ts'
import type { BoxOptions } from '../marks/draw-box.ts'
import { drawNote } from '../marks/draw-note.ts'
import { drawPath } from '../marks/draw-path.ts'
import { drawText } from '../marks/draw-text.ts'
import { formatProbability, formatScore, formatShort } from '../marks/format-numbers.ts'
import { isNarrow } from '../marks/is-narrow.ts'
import { clamp } from '../marks/panel.ts'

export interface SoftmaxFlowOptions extends FigureOptions {
  /** One for each score. */
  labels: readonly string[]
  /** The range of scores in the first column. Default: −6 to 6. */
  range?: readonly [number, number]
}

/** A column: its heading, its numbers, and the ends of its bars as fractions of the column. */
interface Column {
  heading: string
  symbol: string
  fill: string
  texts: string[]
  bars: Point[]
  total?: string
}

/** The place of a column. */
interface ColumnPlace {
  canvas: Canvas
  left: number
  across: number
}

const [top, rowTall, barTall] = [48, 42, 9]

/**
 * Draws the three stages of softmax with a row for each class: scores, exponentials, and shares of
 * their sum.
 */
export function softmaxFlow(z: readonly number[], options: SoftmaxFlowOptions): SVGSVGElement {
  const { width, labels, range = [-6, 6] } = options
  const canvas = createCanvas(width, top + rowTall * (z.length + 1) + 4)
  const [left, gap] = isNarrow(width) ? [54, 12] : [84, 56]
  const across = (width - left - 2 * gap) / 3
  const step = across + gap
  labels.forEach((label, i) => drawText(canvas, [0, rowY(i)], label, { fill: 'var(--muted)' }))
  drawText(canvas, [0, rowY(z.length)], 'sum', { fill: 'var(--muted)' })
  const columns = [toScores(z, range), toExponentials(z), toProbabilities(z)]
  columns.forEach((column, k) => drawColumn({ canvas, left: left + k * step, across }, column))
  drawOperation(canvas, [left + 18, left + step - 12], 'exp')
  drawOperation(canvas, [left + step + 28, left + 2 * step - 12], '÷ sum')
  return toElement(canvas)
}

function rowY(i: number): number {
  return top + rowTall * i + 18
}

function toScores(z: readonly number[], [low, high]: readonly [number, number]): Column {
  const at = (value: number): number => clamp((value - low) / (high - low), [0, 1])
  const bars = z.map((value): Point => [at(0), at(value)])
  return { heading: 'scores', symbol: 'z', fill: 'var(--score)', texts: z.map(formatScore), bars }
}

/**
 * The bars are shares of the sum, as those of probabilities: a division changes the unit, not the
 * lengths.
 */
function toExponentials(z: readonly number[]): Column {
  const exponentials = z.map((value) => Math.exp(value))
  const total = formatShort(exponentials.reduce((a, b) => a + b, 0))
  const { bars } = toProbabilities(z)
  const [symbol, texts] = ['e^z', exponentials.map(formatShort)]
  return { heading: 'exponentials', symbol, fill: 'var(--muted)', texts, bars, total }
}

function toProbabilities(z: readonly number[]): Column {
  const p = softmax(z)
  const [texts, bars] = [p.map(formatProbability), p.map((value): Point => [0, value])]
  return { heading: 'probabilities', symbol: 'p', fill: 'var(--prob)', texts, bars, total: '1' }
}

function drawColumn(place: ColumnPlace, column: Column): void {
  const { canvas, left } = place
  const { heading, symbol, fill, texts, bars, total } = column
  drawNote(canvas, [left, 14], heading)
  drawSymbol(place, symbol, fill)
  // The greatest length of a bar.
  texts.forEach((_, i) => drawPart(place, i, [0, 1], { fill: 'var(--line)', opacity: 0.5 }))
  const marks = symbol.includes('^') ? canvas : nameMarks(canvas, symbol)
  texts.forEach((text, i) => {
    drawText(canvas, [left, rowY(i)], text)
    drawPart({ ...place, canvas: marks }, i, bars[i], { fill })
  })
  if (total === undefined) return
  drawText(canvas, [left, rowY(texts.length)], total, { bold: true })
  drawPart(place, texts.length, [0, 1], { fill, opacity: 0.4 })
}

/** Draws a part of a row's bar, given by its ends from 0 to 1. */
function drawPart(
  { canvas, left, across }: ColumnPlace,
  i: number,
  [from, to]: Point,
  look: BoxOptions,
): void {
  const y = rowY(i) + 6
  drawBar(canvas, [left + from * across, y], [left + to * across, y + barTall], look)
}

const symbolY = 30

/** Draws an arrow from one column's symbol to the next, with the operation between them. */
function drawOperation(canvas: Canvas, [from, to]: Point, name: string): void {
  drawRule(canvas, [from, symbolY], [to - 1, symbolY], { stroke: 'var(--muted)' })
  const head = `M${round(to - 5)} ${symbolY - 4}l5 4l-5 4`
  drawPath(canvas, head, { stroke: 'var(--muted)', width: 1.5 })
  const look = { anchor: 'middle', size: 'medium', fill: 'var(--muted)', halo: true } as const
  drawText(canvas, [(from + to) / 2, symbolY + 4], name, look)
}

/** Draws a column's symbol, with an exponent after `^`. */
function drawSymbol({ canvas, left }: ColumnPlace, symbol: string, fill: string): void {
  const [base, exponent] = symbol.split('^')
  const look = { fill, bold: true, italic: true }
  drawText(canvas, [left, 34], base, { ...look, size: 'large' })
  if (exponent) drawText(canvas, [left + 10, 28], exponent, { ...look, size: 'small' })
}
