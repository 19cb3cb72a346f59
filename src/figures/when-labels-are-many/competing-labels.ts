import { crossEntropyGradient, softmax } from 'accurate-softmax'
import {
  type Canvas,
  createCanvas,
  drawRule,
  type FigureOptions,
  nameMarks,
  type Point,
  toElement,
} from '@cellgraph/notebook/figure'
import { drawChip, type ChipOptions } from '../marks/draw-chip.ts'
import { drawColumn, drawColumnKey } from '../marks/draw-column.ts'
import { drawMath } from '../marks/draw-math.ts'
import { drawNote } from '../marks/draw-note.ts'
import { drawScale } from '../marks/draw-scale.ts'
import { drawText } from '../marks/draw-text.ts'
import { isNarrow } from '../marks/is-narrow.ts'
import { spreadColumns, toColumnPanel, type ColumnPlace } from '../marks/place-columns.ts'
import { formatSigned } from '../marks/signs.ts'

export interface CompetingLabelsOptions extends FigureOptions {
  labels: readonly string[]
  /** The `<Toggle>`s that the labels set when touched. */
  inputs?: readonly string[]
}

// Aligned with the columns of a <Vector> beside the figure.
const columns: ColumnPlace = { left: 26, base: 196, tall: 150 }
const { left, base } = columns

/**
 * Draws what cross-entropy with softmax asks for when several labels are true: an arrow from each
 * probability to its share y/Σy, the derivative, and the short form σ − y under it.
 */
export function competingLabels(
  z: readonly number[],
  y: readonly number[],
  options: CompetingLabelsOptions,
): SVGSVGElement {
  const { width, labels, inputs } = options
  const canvas = createCanvas(width, base + 148)
  const panel = toColumnPanel(canvas, width, columns)
  const total = y.reduce((a, b) => a + b, 0)
  const text = total > 0 ? 'target' : 'no target'
  drawColumnKey(canvas, left, { symbol: 'y / Σy', fill: 'var(--label)', text, indent: 46 })
  drawScale(panel, { side: 'left', ticks: [0, 0.5, 1] })
  drawRows(canvas, width)
  const [sigma, gradient] = [softmax(z), crossEntropyGradient(z, y)]
  const { middles, slot, half } = spreadColumns([left, width], z.length)
  middles.forEach((middle, i) => {
    const aim = total > 0 ? y[i] / total : undefined
    drawColumn(panel, { middle, half, share: sigma[i], aim })
    drawLabel(canvas, [middle, slot], { on: y[i] > 0, text: labels[i], input: inputs?.[i] })
    drawDerivatives(canvas, { middle, slot }, [gradient[i], sigma[i] - y[i]])
  })
  return toElement(canvas)
}

const rows = { full: base + 58, short: base + 105 }

/** The names of the two rows of numbers. */
function drawRows(canvas: Canvas, width: number): void {
  const meaning = isNarrow(width, 'cramped')
    ? 'the derivative; above 0 pushes down'
    : 'the derivative of the loss: above 0 the score is pushed down'
  const look = { size: 'small', fill: 'var(--muted)', bold: true } as const
  drawRule(canvas, [left, rows.full - 13], [width, rows.full - 13])
  drawMath(canvas, [left, rows.full], 'σ Σy − y', look)
  drawNote(canvas, [left + 64, rows.full], meaning)
  drawRule(canvas, [left, rows.short - 13], [width, rows.short - 13])
  drawMath(canvas, [left, rows.short], 'σ − y', look)
  drawNote(canvas, [left + 44, rows.short], 'the short form')
}

function drawLabel(canvas: Canvas, [middle, slot]: Point, chip: Omit<ChipOptions, 'width'>): void {
  drawChip(nameMarks(canvas, 'y'), [middle - slot / 2 + 3, base + 10], { ...chip, width: slot - 6 })
}

interface Slot {
  middle: number
  slot: number
}

/** In a slot narrower than this, a number as long as −3.4e−4 leaves no room for a mark beside it. */
const roomy = 90

function drawDerivatives(
  canvas: Canvas,
  { middle, slot }: Slot,
  [full, short]: readonly [number, number],
): void {
  const anchor = 'middle'
  const size = slot < roomy ? 'normal' : 'large'
  drawText(canvas, [middle, rows.full + 23], formatSigned(full), { anchor, bold: true, size })
  const wrong = Math.abs(full - short) > 1e-9
  const fill = wrong ? 'var(--warn)' : 'var(--muted)'
  const [beside, below] = wrong ? toMarks(slot, full * short < 0) : ['', '']
  drawText(canvas, [middle, rows.short + 21], formatSigned(short) + beside, { anchor, fill })
  if (below) drawText(canvas, [middle, rows.short + 35], below, { anchor, size: 'small', fill })
}

/** What marks a wrong number, beside it and below it. */
function toMarks(slot: number, wrongSign: boolean): [string, string] {
  const words = wrongSign ? 'wrong sign' : ''
  return slot < roomy ? ['', words || '✗'] : [' ✗', words]
}
