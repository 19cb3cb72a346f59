import { createCanvas, drawRule, type FigureOptions, toElement } from '@cellgraph/notebook/figure'
import { drawAnimalName } from '../marks/draw-animal.ts'
import { drawColumn, drawColumnKey } from '../marks/draw-column.ts'
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
  const line = { symbol: 'y', fill: 'var(--label)', text: 'label', indent: 13 }
  drawColumnKey(canvas, left, line)
  drawScale(panel, { side: 'left', ticks: [0, 0.5, 1] })
  const { middles, half } = spreadColumns([left, width], sigma.length)
  const size = isNarrow(width, 'cramped') ? 'normal' : 'large'
  middles.forEach((middle, i) => {
    drawColumn(panel, { middle, half, share: sigma[i], aim: y[i] })
    drawAnimalName(canvas, [middle, base + 18], labels[i], { fill: 'var(--muted)' })
    const derivative = formatSigned(sigma[i] - y[i])
    drawText(canvas, [middle, base + 58], derivative, { anchor: 'middle', bold: true, size })
  })
  drawRule(canvas, [left, base + 28], [width, base + 28])
  const baseline = base + (isNarrow(width, 'cramped') ? 42 : 57)
  drawMath(canvas, [0, baseline], 'σ − y', { size: 'small', fill: 'var(--muted)' })
  return toElement(canvas)
}
