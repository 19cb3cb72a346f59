import {
  type Canvas,
  createCanvas,
  drawRule,
  type FigureOptions,
  toElement,
} from '@cellgraph/notebook/figure'
import { drawBar } from '../marks/draw-bar.ts'
import { drawColumn } from '../marks/draw-column.ts'
import { drawMath } from '../marks/draw-math.ts'
import { drawScale } from '../marks/draw-scale.ts'
import { drawText } from '../marks/draw-text.ts'
import { isNarrow } from '../marks/is-narrow.ts'
import { placeColumns, spreadColumns, toColumnPanel } from '../marks/place-columns.ts'
import { formatSigned } from '../marks/signs.ts'

export interface GradientBarsOptions extends FigureOptions {
  labels: readonly string[]
}

/**
 * Draws predictions as columns, labels as lines across them, an arrow from each prediction to its
 * label, and the gradient σ − y.
 */
export function gradientBars(
  sigma: readonly number[],
  y: readonly number[],
  options: GradientBarsOptions,
): SVGSVGElement {
  const { width, labels } = options
  const { left, base, ...columnPlace } = placeColumns(width)
  const canvas = createCanvas(width, base + 66)
  const panel = toColumnPanel(canvas, width, { left, base, ...columnPlace })
  drawKey(canvas, left)
  drawScale(panel, { side: 'left', ticks: [0, 0.5, 1] })
  const { middles, half } = spreadColumns([left, width], sigma.length)
  const size = isNarrow(width, 'cramped') ? 'normal' : 'large'
  middles.forEach((middle, i) => {
    drawColumn(panel, { middle, half, share: sigma[i], aim: y[i] })
    drawText(canvas, [middle, base + 18], labels[i], { anchor: 'middle', fill: 'var(--muted)' })
    const derivative = formatSigned(sigma[i] - y[i])
    drawText(canvas, [middle, base + 58], derivative, { anchor: 'middle', bold: true, size })
  })
  drawRule(canvas, [left, base + 28], [width, base + 28])
  const line = base + (isNarrow(width, 'cramped') ? 42 : 57)
  drawMath(canvas, [0, line], 'σ − y', { size: 'small', fill: 'var(--muted)' })
  return toElement(canvas)
}

function drawKey(canvas: Canvas, left: number): void {
  drawBar(canvas, [left, 4], [left + 12, 16], { fill: 'var(--prob)', opacity: 0.55 })
  drawMath(canvas, [left + 18, 14], 'σ', { fill: 'var(--prob)', bold: true })
  drawText(canvas, [left + 30, 14], 'predicted')
  drawRule(canvas, [left + 104, 10], [left + 124, 10], { stroke: 'var(--label)', width: 2.5 })
  drawMath(canvas, [left + 130, 14], 'y', { bold: true, fill: 'var(--label)' })
  drawText(canvas, [left + 142, 14], 'label')
}
