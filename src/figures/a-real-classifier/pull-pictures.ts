import {
  createCanvas,
  toElement,
  type Canvas,
  type FigureOptions,
} from '@cellgraph/notebook/figure'
import { drawChoices, sizeOfChoice, type ChoicesOptions } from '../marks/draw-choices.ts'
import { drawContrasts, type Contrast } from '../marks/draw-contrasts.ts'
import { drawNote } from '../marks/draw-note.ts'
import { drawPicture, type Square } from '../marks/draw-picture.ts'
import { drawText } from '../marks/draw-text.ts'
import { isNarrow } from '../marks/is-narrow.ts'
import { formatSigned } from '../marks/signs.ts'

export interface PullPicturesOptions extends FigureOptions, ChoicesOptions {
  /** The digit in the picture. */
  label: number
}

interface Layout {
  /** Of the picture: its top left corner and its side. */
  own: Square
  /** Of the pulls: the first one's top left corner, the side of each, and the steps to the next. */
  pulls: Square
  across: number
  down: number
}

const columns = 5

/**
 * Draws the gradient step that one picture makes in every class's weights: its pixels times label
 * minus probability.
 */
export function pullPictures(
  picture: readonly number[],
  sigma: readonly number[],
  options: PullPicturesOptions,
): SVGSVGElement {
  const { width, label } = options
  const layout = toLayout(options)
  const {
    own,
    pulls: { y },
    down,
  } = layout
  const canvas = createCanvas(width, Math.max(y - 28 + 2 * down, own.y + own.size + 24))
  drawChoices(canvas, options)
  drawPicture(canvas, own, picture)
  if (isNarrow(width)) explain(canvas, own, label)
  else drawText(canvas, [0, own.y + own.size + 18], `a ${label}`, { bold: true })
  const pulls = sigma.map((share, k) => (k === label ? 1 : 0) - share)
  const contrasts = pulls.map((pull, k): Contrast => {
    return { ...squareOf(layout, k), values: picture.map((ink) => pull * ink) }
  })
  drawContrasts(canvas, contrasts, Math.max(...pulls.map(Math.abs)))
  pulls.forEach((pull, k) => namePull(canvas, squareOf(layout, k), { k, pull, own: k === label }))
  return toElement(canvas)
}

function toLayout(options: PullPicturesOptions): Layout {
  const { width } = options
  const narrow = isNarrow(width)
  const top = sizeOfChoice(options) + 22
  const own = { x: 0, y: top, size: narrow ? 96 : 120 }
  const gap = narrow ? 8 : 10
  const [left, from] = narrow ? [0, top + own.size + 10] : [own.size + 28, top]
  const size = (width - left - 4 * gap) / columns
  return { own, pulls: { x: left, y: from + 18, size }, across: size + gap, down: size + 48 }
}

/** The square of a class's picture. */
function squareOf({ pulls: { x, y, size }, across, down }: Layout, k: number): Square {
  return { x: x + (k % columns) * across, y: y + Math.floor(k / columns) * down, size }
}

/** On a phone, beside the picture. */
function explain(canvas: Canvas, { y, size }: Square, label: number): void {
  const left = size + 14
  drawText(canvas, [left, y + 16], `a ${label}`, { bold: true })
  const lines = ['under each class:', '(y − σ) x, what a step', 'adds to its weights']
  lines.forEach((line, k) => drawNote(canvas, [left, y + 36 + 16 * k], line))
}

interface Pull {
  k: number
  pull: number
  own: boolean
}

function namePull(canvas: Canvas, { x, y, size }: Square, { k, pull, own }: Pull): void {
  const middle = x + size / 2
  drawText(canvas, [middle, y - 5], own ? `✓ ${k}` : String(k), { anchor: 'middle', bold: true })
  const fill = own ? undefined : 'var(--muted)'
  drawText(canvas, [middle, y + size + 14], formatPull(pull), {
    anchor: 'middle',
    size: 'small',
    fill,
  })
}

/** A pull to three decimals. It is never 0: what would be rounded to it is given as a bound. */
function formatPull(pull: number): string {
  if (pull === 0 || Math.abs(pull) >= 0.0005) return formatSigned(pull)
  return pull < 0 ? '> −0.001' : '< +0.001'
}
