import { type Canvas, drawRule, nameMarks } from '@cellgraph/notebook/figure'
import { drawArrow } from './draw-arrow.ts'
import { drawBar } from './draw-bar.ts'
import { drawMath } from './draw-math.ts'
import { drawText } from './draw-text.ts'
import { formatProbability } from './format-numbers.ts'
import type { Panel } from './panel.ts'

export interface ShareColumn {
  /** The column's middle and half its width, in pixels. */
  middle: number
  half: number
  /** The class's probability. */
  share: number
  /** The probability that the label asks for. Default: none. */
  aim?: number
}

/**
 * Draws a probability as a column, the target as a line across it, and an arrow from the one to the
 * other.
 */
export function drawColumn({ canvas, y }: Pick<Panel, 'canvas' | 'y'>, column: ShareColumn): void {
  const { middle, half, share, aim = NaN } = column
  const [from, to] = [y(share), Number.isNaN(aim) ? y(share) : y(aim)]
  const look = { fill: 'var(--prob)', opacity: 0.55 }
  drawBar(nameMarks(canvas, 'sigma'), [middle - half, from], [middle + half, y(0)], look)
  if (!Number.isNaN(aim)) drawAim(canvas, column, { from, to })
  // Above the column, unless the arrow ends just above it: then above the arrow's tip.
  const line = to < from && from - to < numberRoom ? to : from
  drawText(canvas, [middle, line - 6], formatProbability(share), {
    ...numberLook,
    fill: 'var(--prob)',
  })
}

/** Explains the columns and the lines across them, above a panel that begins at `left`. */
export function drawColumnKey(
  canvas: Canvas,
  left: number,
  line: { symbol: string; fill: string; text: string; indent: number },
): void {
  drawBar(canvas, [left, 4], [left + 12, 16], { fill: 'var(--prob)', opacity: 0.55 })
  drawMath(canvas, [left + 18, 14], 'σ', { fill: 'var(--prob)', bold: true })
  drawText(canvas, [left + 32, 14], 'predicted')
  drawRule(canvas, [left + 104, 10], [left + 124, 10], { stroke: line.fill, width: 2.5 })
  drawMath(canvas, [left + 130, 14], line.symbol, { bold: true, fill: line.fill })
  drawText(canvas, [left + 130 + line.indent, 14], line.text)
}

// Pixels that a number above a column takes, and the least that it shares with an arrow upwards.
const [numberTall, numberRoom] = [19, 30]
const numberLook = { anchor: 'middle', size: 'small', bold: true, halo: true } as const

function drawAim(
  canvas: Canvas,
  { middle, half }: ShareColumn,
  ends: { from: number; to: number },
): void {
  const { from, to } = ends
  const look = { stroke: 'var(--label)', width: 2.5 }
  drawRule(nameMarks(canvas, 'y'), [middle - half - 5, to], [middle + half + 5, to], look)
  // A long arrow upwards begins above the number, which it would cross.
  const foot = from - to < numberRoom ? from : from - numberTall
  drawArrow(canvas, [middle, foot], [middle, to], { width: 2.5 })
}
