import { createCanvas, type FigureOptions, nameMarks, toElement } from '@cellgraph/notebook/figure'
import { drawAnimalName } from '../marks/draw-animal.ts'
import { drawBar } from '../marks/draw-bar.ts'
import { drawBox } from '../marks/draw-box.ts'
import { drawNote } from '../marks/draw-note.ts'
import { drawScale } from '../marks/draw-scale.ts'
import { drawText } from '../marks/draw-text.ts'
import { formatProbability } from '../marks/format-numbers.ts'
import type { Panel } from '../marks/panel.ts'
import { shade } from '../marks/shade.ts'
import { placeColumns, spreadColumns, toColumnPanel } from '../marks/place-columns.ts'

export interface ProbabilityBarsOptions extends FigureOptions {
  /** One for each probability. Default: numbers from 1. */
  labels?: readonly string[]
}

const stripTall = 14

/**
 * Draws probabilities as columns from 0 to 1, and under them the same numbers laid end to end,
 * which fill the whole width.
 */
export function probabilityBars(
  p: readonly number[],
  options: ProbabilityBarsOptions,
): SVGSVGElement {
  const { width, labels = p.map((_, i) => String(i + 1)) } = options
  const { left, base, tall } = placeColumns(width)
  const canvas = createCanvas(width, base + 66)
  const panel = toColumnPanel(canvas, width, { left, base, tall })
  drawText(canvas, [left, 14], 'Probabilities')
  drawText(canvas, [left + 84, 14], 'p', { italic: true, fill: 'var(--prob)', bold: true })
  drawScale(panel, { side: 'left', ticks: [0, 0.5, 1] })
  drawColumns(panel, p, labels)
  drawWhole(panel, p)
  return toElement(canvas)
}

function drawColumns(
  { canvas, x, y }: Panel,
  p: readonly number[],
  labels: readonly string[],
): void {
  const { middles, half } = spreadColumns(x.range(), p.length)
  // The widest number is that of a probability below 0.001.
  const size = half < 24 ? 'small' : 'normal'
  const look = { anchor: 'middle', bold: true, halo: true, fill: 'var(--prob)', size } as const
  middles.forEach((middle, i) => {
    const [top, base] = [y(p[i]), y(0)]
    drawBar(nameMarks(canvas, 'p'), [middle - half, top], [middle + half, base], {
      fill: 'var(--prob)',
    })
    drawText(canvas, [middle, top - 6], formatProbability(p[i]), look)
    drawAnimalName(canvas, [middle, base + 18], labels[i], { fill: 'var(--muted)' })
  })
}

/** Draws the strip: segments side by side from 0 to 1. */
function drawWhole({ canvas, x, y }: Panel, p: readonly number[]): void {
  const top = y(0) + 32
  const line = top + stripTall + 14
  const strip = nameMarks(canvas, 'p')
  let from = 0
  p.forEach((value, i) => {
    const [x1, x2] = [x(from), x(from + value)]
    const look = { fill: 'var(--prob)', opacity: shade(i, p.length) }
    // Neighbours are one pixel apart. A segment thinner than that is left out.
    if (x2 - x1 > 1.5) drawBox(strip, [x1, top], [x2 - 1, top + stripTall], look)
    from += value
  })
  drawNote(canvas, [x(0), line], '0')
  drawNote(canvas, [x(0.5), line], 'end to end they sum to 1', 'middle')
  drawNote(canvas, [x(1), line], '1', 'end')
}
