import { scaleLinear } from 'd3'
import {
  type Canvas,
  createCanvas,
  dragHandle,
  type FigureOptions,
  markTip,
  type Point,
  toElement,
} from '@cellgraph/notebook/figure'
import { drawBox } from '../marks/draw-box.ts'
import { drawNote } from '../marks/draw-note.ts'
import { drawPicture } from '../marks/draw-picture.ts'
import { drawText } from '../marks/draw-text.ts'
import { isNarrow } from '../marks/is-narrow.ts'

export interface ConfusionMapOptions extends FigureOptions {
  /** The column and the row of the selected entry: the predicted and the true class. */
  entry: readonly [number, number]
  /** The pictures behind that entry. */
  pictures: readonly (readonly number[])[]
  /** The `<Point>` that is the entry. */
  drag?: string
}

/** How many pictures of an entry are shown at most. */
const shown = 12
/** Room for the handles at the right and below. */
const edge = 34

type Counts = readonly (readonly number[])[]

interface Frame {
  canvas: Canvas
  left: number
  top: number
  /** The side of an entry, in pixels. */
  cell: number
  counts: Counts
}

/**
 * Draws how often each class (rows) was predicted as each (columns), and the pictures of the
 * selected entry, whose row and column are chosen by dragging a handle at each edge.
 */
export function confusionMap(counts: Counts, options: ConfusionMapOptions): SVGSVGElement {
  const { width, drag } = options
  const narrow = isNarrow(width)
  const [left, top] = [40, 40]
  const cell = narrow ? (width - left - edge) / counts.length : 32
  const [right, base] = [left + cell * counts.length, top + cell * counts.length]
  const aside = narrow ? ([0, base + edge + 30] as const) : ([right + edge + 20, top] as const)
  const frame = {
    canvas: createCanvas(width, narrow ? aside[1] + 134 : base + edge),
    left,
    top,
    cell,
    counts,
  }
  drawHeads(frame)
  drawChosen(frame, options)
  drawAside(frame, aside, options)
  if (drag !== undefined) drawHandles(frame, options.entry, drag)
  return toElement(frame.canvas)
}

/** The top left corner of an entry, in pixels. */
function cornerOf({ left, top, cell }: Frame, [said, truth]: Point): Point {
  return [left + said * cell, top + truth * cell]
}

function drawChosen({ canvas, cell, ...frame }: Frame, { entry }: ConfusionMapOptions): void {
  const [x, y] = cornerOf({ canvas, cell, ...frame }, entry)
  drawBox(canvas, [x, y], [x + cell, y + cell], { fill: 'none', stroke: 'var(--accent)', width: 3 })
}

/** Puts the handles at the ends of the column and of the row, where they hide no number. */
function drawHandles(
  { canvas, cell, left, top, counts }: Frame,
  entry: Point,
  input: string,
): void {
  const last = counts.length - 1
  const toScale = (start: number) =>
    scaleLinear([0, last], [start + cell / 2, start + (last + 0.5) * cell])
  const [x, y] = [toScale(left), toScale(top)]
  const [right, base] = [left + cell * counts.length, top + cell * counts.length]
  const column = [x(entry[0]), base + edge / 2] as const
  dragHandle(canvas, column, { input, index: 0, x, label: 'answer' })
  dragHandle(canvas, [right + edge / 2, y(entry[1])], { input, index: 1, y, label: 'true digit' })
}

function drawHeads(frame: Frame): void {
  const { canvas, left, top, cell, counts } = frame
  drawNote(canvas, [left, 12], 'answer')
  drawNote(canvas, [0, top - 8], 'true')
  counts.forEach((row, truth) => {
    const [middle, name] = [(truth + 0.5) * cell, String(truth)]
    drawText(canvas, [left + middle, top - 8], name, { anchor: 'middle', bold: true })
    drawText(canvas, [left - 12, top + middle + 5], name, { anchor: 'end', bold: true })
    row.forEach((_, said) => drawEntry(frame, said, truth))
  })
}

function drawEntry(frame: Frame, said: number, truth: number): void {
  const { canvas, cell, counts } = frame
  const [x, y] = cornerOf(frame, [said, truth])
  const count = counts[truth][said]
  const total = counts[truth].reduce((a, b) => a + b, 0)
  const mark = markTip(canvas, `a ${truth} classified as a ${said}: ${count} of ${total}`)
  drawBox(mark, [x, y], [x + cell, y + cell], { fill: 'var(--panel)', stroke: 'var(--paper)' })
  if (count === 0) return
  const right = said === truth
  drawBox(mark, [x + 0.5, y + 0.5], [x + cell - 0.5, y + cell - 0.5], toLook(count, right, counts))
  const look = right ? ({ size: 'small' } as const) : { bold: true }
  drawText(mark, [x + cell / 2, y + cell / 2 + 5], String(count), { anchor: 'middle', ...look })
}

/** Deeper colours for larger counts. Mistakes are few, so each adds more depth. */
function toLook(count: number, right: boolean, counts: Counts): { fill: string; opacity: number } {
  const most = Math.max(1, ...counts.flat())
  const depth = right ? 0.12 + (0.3 * count) / most : Math.min(0.42, 0.18 + 0.06 * count)
  return { fill: right ? 'var(--prob)' : 'var(--warn)', opacity: Math.round(100 * depth) / 100 }
}

function drawAside(
  { canvas, counts }: Frame,
  [left, top]: Point,
  options: ConfusionMapOptions,
): void {
  const {
    entry: [said, truth],
    pictures,
  } = options
  const what = said === truth ? `${truth}, classified correctly` : `${truth}, classified as ${said}`
  drawText(canvas, [left, top + 2], `${what}: ${counts[truth][said]}`, { bold: true })
  if (pictures.length === 0) drawText(canvas, [left, top + 26], 'none', { fill: 'var(--muted)' })
  const isCut = pictures.length > shown
  if (isCut) drawNote(canvas, [left, top + 20], `the first ${shown}`)
  drawPictures(canvas, [left, top + (isCut ? 32 : 14)], options)
}

function drawPictures(
  canvas: Canvas,
  [left, top]: Point,
  { width, pictures }: ConfusionMapOptions,
): void {
  const columns = isNarrow(width) ? 6 : 3
  const gap = 8
  const size = Math.min(58, (width - left - gap * (columns - 1)) / columns)
  pictures.slice(0, shown).forEach((picture, n) => {
    const [column, row] = [n % columns, Math.floor(n / columns)]
    drawPicture(
      canvas,
      { x: left + column * (size + gap), y: top + row * (size + gap), size },
      picture,
    )
  })
}
