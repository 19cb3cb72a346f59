import {
  type Canvas,
  createCanvas,
  drawRule,
  type FigureOptions,
  fontSize,
  nameMarks,
  toElement,
} from '@cellgraph/notebook/figure'
import { drawArrow } from '../marks/draw-arrow.ts'
import { drawBar } from '../marks/draw-bar.ts'
import { drawMath } from '../marks/draw-math.ts'
import { drawText } from '../marks/draw-text.ts'
import { formatProbability } from '../marks/format-numbers.ts'
import { placeColumns, type ColumnPlace } from '../marks/place-columns.ts'
import { formatSigned } from '../marks/signs.ts'

export interface GradientBarsOptions extends FigureOptions {
  labels: readonly string[]
}

/** What a network said as columns, what was so as lines across them, an arrow from the one to the other, and the gradient σ − y. */
export function gradientBars(
  sigma: readonly number[],
  y: readonly number[],
  { width, labels }: GradientBarsOptions,
): SVGSVGElement {
  const place = placeColumns(width)
  const { left, base } = place
  const canvas = createCanvas(width, base + 66)
  drawKey(canvas, left)
  drawScale(canvas, width, place)
  const slot = (width - left) / sigma.length
  sigma.forEach((value, i) => {
    const middle = left + (i + 0.5) * slot
    drawClass(canvas, place, { middle, half: Math.min(26, slot * 0.34), said: value, so: y[i] })
    drawText(canvas, middle, base + 18, labels[i], { anchor: 'middle', fill: 'var(--muted)' })
    drawText(canvas, middle, base + 58, formatSigned(value - y[i]), {
      anchor: 'middle',
      weight: 'bold',
      size: width < 400 ? fontSize.normal : fontSize.large,
    })
  })
  drawRule(canvas, [left, base + 28], [width, base + 28])
  drawMath(canvas, 0, base + (width < 400 ? 42 : 57), 'σ − y', {
    size: fontSize.small,
    fill: 'var(--muted)',
  })
  return toElement(canvas)
}

function drawKey(canvas: Canvas, left: number): void {
  drawBar(canvas, [left, 4], [left + 12, 16], { fill: 'var(--prob)', opacity: 0.55 })
  drawMath(canvas, left + 18, 14, 'σ', { fill: 'var(--prob)', weight: 'bold' })
  drawText(canvas, left + 30, 14, 'said')
  drawRule(canvas, [left + 78, 10], [left + 98, 10], { stroke: 'var(--ink)', width: 2.5 })
  drawMath(canvas, left + 104, 14, 'y', { weight: 'bold' })
  drawText(canvas, left + 116, 14, 'was so')
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

interface Class {
  /** Its column's middle and half width. */
  middle: number
  half: number
  said: number
  so: number
}

/** One class: its column, its label as a line, the arrow between, and the probability. */
function drawClass(
  canvas: Canvas,
  { base, tall }: ColumnPlace,
  { middle, half, said, so }: Class,
): void {
  const [from, to] = [base - tall * said, base - tall * so]
  drawBar(nameMarks(canvas, 'sigma'), [middle - half, from], [middle + half, base], {
    fill: 'var(--prob)',
    opacity: 0.55,
  })
  drawRule(nameMarks(canvas, 'y'), [middle - half - 5, to], [middle + half + 5, to], {
    stroke: 'var(--ink)',
    width: 2.5,
  })
  drawArrow(canvas, [middle, from], [middle, to], { width: 2.5 })
  // Over the column, on the arrow if that rises; over both where they end close to each other.
  const y = to < from && from - to < 22 ? to : from
  drawText(canvas, middle, y - 6, formatProbability(said), {
    anchor: 'middle',
    size: fontSize.small,
    weight: 'bold',
    fill: 'var(--prob)',
    halo: true,
  })
}
