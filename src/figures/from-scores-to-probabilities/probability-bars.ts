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
import { formatProbability } from '../marks/format-numbers.ts'
import { placeColumns, type ColumnPlace } from '../marks/place-columns.ts'

export interface ProbabilityBarsOptions extends FigureOptions {
  /** One for each probability. Default: numbers from 1. */
  labels?: readonly string[]
}

const stripTall = 14

/** Probabilities as columns from 0 to 1, and under them the same numbers laid end to end: they fill the whole. */
export function probabilityBars(
  p: readonly number[],
  { width, labels = p.map((_, i) => String(i + 1)) }: ProbabilityBarsOptions,
): SVGSVGElement {
  const place = placeColumns(width)
  const { left, base, tall } = place
  const canvas = createCanvas(width, base + 66)
  drawText(canvas, left, 14, 'Probabilities')
  drawText(canvas, left + 84, 14, 'p', { italic: true, fill: 'var(--prob)', weight: 'bold' })
  drawScale(canvas, width, place)
  const slot = (width - left) / p.length
  p.forEach((value, i) => {
    const middle = left + (i + 0.5) * slot
    const half = Math.min(26, slot * 0.34)
    const y = base - tall * value
    drawBar(nameMarks(canvas, 'p'), [middle - half, y], [middle + half, base], {
      fill: 'var(--prob)',
    })
    drawText(canvas, middle, y - 6, formatProbability(value), {
      anchor: 'middle',
      weight: 'bold',
      halo: true,
      fill: 'var(--prob)',
    })
    drawText(canvas, middle, base + 18, labels[i], { anchor: 'middle', fill: 'var(--muted)' })
  })
  drawWhole(canvas, p, width, place)
  return toElement(canvas)
}

function drawScale(canvas: Canvas, width: number, { left, base, tall }: ColumnPlace): void {
  for (const tick of [0, 0.5, 1]) {
    const y = base - tall * tick
    drawRule(canvas, [left, y], [width, y], tick === 0 ? { stroke: 'var(--muted)' } : {})
    drawText(canvas, left - 6, y + 4, String(tick), {
      anchor: 'end',
      size: fontSize.small,
      fill: 'var(--muted)',
    })
  }
}

/** The strip: segments side by side from 0 to 1. */
function drawWhole(
  canvas: Canvas,
  p: readonly number[],
  width: number,
  { left, base }: ColumnPlace,
): void {
  const [y, across] = [base + 32, width - left]
  const strip = nameMarks(canvas, 'p')
  let from = 0
  p.forEach((value, i) => {
    const [x1, x2] = [left + from * across, left + (from + value) * across]
    // A pixel of paper between neighbours, unless the segment is thinner than that.
    if (x2 - x1 > 1.5)
      drawBar(strip, [x1, y], [x2 - 1, y + stripTall], {
        fill: 'var(--prob)',
        opacity: shade(i, p.length),
        radius: 0,
      })
    from += value
  })
  drawText(canvas, left, y + stripTall + 14, '0', { size: fontSize.small, fill: 'var(--muted)' })
  drawText(canvas, left + across / 2, y + stripTall + 14, 'end to end they fill the whole', {
    anchor: 'middle',
    size: fontSize.small,
    fill: 'var(--muted)',
  })
  drawText(canvas, width, y + stripTall + 14, '1', {
    anchor: 'end',
    size: fontSize.small,
    fill: 'var(--muted)',
  })
}

/** From full to a third, so that neighbours differ. */
function shade(i: number, count: number): number {
  return count < 2 ? 1 : round(1 - (0.7 * i) / (count - 1))
}
