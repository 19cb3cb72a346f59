import { softmax, softmaxJacobian } from 'accurate-softmax'
import {
  type Canvas,
  createCanvas,
  drawRule,
  type FigureOptions,
  markTip,
  round,
  toElement,
} from '@cellgraph/notebook/figure'
import { drawBar } from '../marks/draw-bar.ts'
import { drawMath } from '../marks/draw-math.ts'
import { drawNote } from '../marks/draw-note.ts'
import { drawText } from '../marks/draw-text.ts'
import { formatProbability } from '../marks/format-numbers.ts'
import { isNarrow } from '../marks/is-narrow.ts'
import { formatSigned, signColour } from '../marks/signs.ts'

export interface JacobianMapOptions extends FigureOptions {
  labels: readonly string[]
}

// No entry of a softmax Jacobian is larger than this.
const largest = 0.25
const top = 46

interface Grid {
  canvas: Canvas
  /** Whether the numbers of rows are under their labels instead of beside them. */
  cramped: boolean
  left: number
  base: number
  /** The width and height of an entry, in pixels. */
  across: number
  rowTall: number
  labels: readonly string[]
}

/**
 * Draws the derivative of every probability (rows) by every score (columns), deeper in colour the
 * larger it is. Each column sums to 0.
 */
export function jacobianMap(z: readonly number[], options: JacobianMapOptions): SVGSVGElement {
  const grid = toGrid(z.length, options)
  const [jacobian, sigma] = [softmaxJacobian(z), softmax(z)]
  drawHeads(grid, options.width)
  jacobian.forEach((row, k) => {
    nameRow(grid, k, sigma[k])
    row.forEach((value, i) => drawEntry(grid, value, k, i))
  })
  drawSums(grid, jacobian)
  return toElement(grid.canvas)
}

function toGrid(count: number, { width, labels }: JacobianMapOptions): Grid {
  const rowTall = isNarrow(width) ? 46 : 52
  const cramped = isNarrow(width, 'cramped')
  const left = cramped ? 56 : 112
  const base = top + rowTall * count
  const across = (width - left) / count
  return { canvas: createCanvas(width, base + 30), cramped, left, base, across, rowTall, labels }
}

function drawHeads({ canvas, cramped, left, across, labels }: Grid, width: number): void {
  const size = cramped ? 'small' : 'normal'
  drawMath(canvas, [0, 34], '∂σ_k/∂z_i', { fill: 'var(--muted)', size })
  drawNote(canvas, [width, 12], 'derivative with respect to the score of …', 'end')
  const look = { anchor: 'middle', fill: 'var(--score)', bold: true } as const
  labels.forEach((label, i) => drawText(canvas, [left + (i + 0.5) * across, 34], label, look))
}

function nameRow({ canvas, cramped, left, rowTall, labels }: Grid, k: number, p: number): void {
  const middle = top + (k + 0.5) * rowTall
  const look = { fill: 'var(--prob)', bold: true }
  drawText(canvas, [0, middle + (cramped ? -2 : 5)], labels[k], look)
  const text = formatProbability(p)
  if (cramped) drawNote(canvas, [0, middle + 13], text)
  else drawNote(canvas, [left - 10, middle + 5], text, 'end')
}

function drawEntry(grid: Grid, value: number, k: number, i: number): void {
  const { canvas, left, across, rowTall } = grid
  const [x, y] = [left + i * across, top + k * rowTall]
  const mark = markTip(canvas, explain(grid, value, k, i))
  const strength = Math.min(1, Math.abs(value) / largest)
  const opacity = round(100 * (0.05 + 0.4 * strength)) / 100
  const look = { fill: signColour(value), opacity, radius: 3 }
  drawBar(mark, [x + 1, y + 1], [x + across - 1, y + rowTall - 1], look)
  const at = [x + across / 2, y + rowTall / 2 + 5] as const
  drawText(mark, at, formatSigned(value), { anchor: 'middle', bold: i === k })
}

function explain({ labels }: Grid, value: number, k: number, i: number): string {
  const [cause, effect] = [`the ${labels[i]}’s score`, `the ${labels[k]}’s probability`]
  return `adding 0.1 to ${cause} changes ${effect} by about ${formatSigned(value / 10)}`
}

function drawSums({ canvas, left, across, base }: Grid, jacobian: readonly number[][]): void {
  const right = left + across * jacobian.length
  drawRule(canvas, [left, base + 5], [right, base + 5], { stroke: 'var(--muted)' })
  drawText(canvas, [0, base + 22], 'sum', { fill: 'var(--muted)' })
  jacobian.forEach((_, i) => {
    const sum = jacobian.reduce((total, row) => total + row[i], 0)
    const text = formatSigned(Math.abs(sum) < 1e-12 ? 0 : sum)
    const at = [left + (i + 0.5) * across, base + 22] as const
    drawText(canvas, at, text, { anchor: 'middle', fill: 'var(--muted)' })
  })
}
