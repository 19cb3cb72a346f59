import { scaleLinear } from 'd3'
import {
  type Canvas,
  createCanvas,
  dragHandle,
  type FigureOptions,
  fontSize,
  markTip,
  round,
  toElement,
} from '@cellgraph/notebook/figure'
import { drawBar } from '../marks/draw-bar.ts'
import { drawPicture } from '../marks/draw-picture.ts'
import { drawText } from '../marks/draw-text.ts'

export interface ConfusionMapOptions extends FigureOptions {
  /** The column and the row that are looked at: what was said, and what was so. */
  entry: readonly [number, number]
  /** The pictures behind that entry. */
  pictures: readonly (readonly number[])[]
  /** The `<Point>` that moves from entry to entry. */
  drag?: string
}

/** Pictures shown of one entry; more are counted. */
const shown = 12

/** How often each class (rows) was taken for each (columns), and the pictures behind one entry, to which a frame is dragged. */
export function confusionMap(
  counts: readonly (readonly number[])[],
  options: ConfusionMapOptions,
): SVGSVGElement {
  const {
    width,
    entry: [said, truth],
    drag,
  } = options
  const narrow = width < 480
  const left = 40
  const cell = narrow ? (width - left) / counts.length : 32
  const top = 40
  const base = top + cell * counts.length
  const [asideLeft, asideTop] = narrow ? [0, base + 30] : [left + cell * counts.length + 36, top]
  const canvas = createCanvas(width, narrow ? asideTop + 116 : base + 14)
  drawEntries(canvas, counts, left, top, cell)
  const frame = canvas
    .append('rect')
    .attr('x', round(left + said * cell))
    .attr('y', round(top + truth * cell))
    .attr('width', round(cell))
    .attr('height', round(cell))
  frame.attr('fill', 'none').attr('stroke', 'var(--accent)').attr('stroke-width', 3)
  drawAside(canvas, counts[truth][said], options, asideLeft, asideTop)
  const toPlace = (from: number) =>
    scaleLinear([0, counts.length - 1], [from + cell / 2, from + cell * (counts.length - 0.5)])
  const [x, y] = [toPlace(left), toPlace(top)]
  // At the frame's corner, where it hides no number.
  if (drag !== undefined)
    dragHandle(canvas, [x(said) + cell / 2, y(truth) + cell / 2], {
      input: drag,
      x: shift(x, cell / 2),
      y: shift(y, cell / 2),
      label: 'entry',
    })
  return toElement(canvas)
}

function shift(scale: { domain: () => number[]; range: () => number[] }, by: number) {
  return scaleLinear(
    scale.domain(),
    scale.range().map((place) => place + by),
  )
}

function drawEntries(
  canvas: Canvas,
  counts: readonly (readonly number[])[],
  left: number,
  top: number,
  cell: number,
): void {
  const most = Math.max(1, ...counts.flat())
  drawText(canvas, left, 12, 'what was said', { size: fontSize.small, fill: 'var(--muted)' })
  drawText(canvas, 0, top - 8, 'was', { size: fontSize.small, fill: 'var(--muted)' })
  counts.forEach((row, truth) => {
    drawText(canvas, left + (truth + 0.5) * cell, top - 8, String(truth), {
      anchor: 'middle',
      weight: 'bold',
    })
    drawText(canvas, left - 12, top + (truth + 0.5) * cell + 5, String(truth), {
      anchor: 'end',
      weight: 'bold',
    })
    row.forEach((count, said) => {
      const [x, y] = [left + said * cell, top + truth * cell]
      const group = markTip(
        canvas,
        `a ${truth} taken for a ${said}: ${count} of ${row.reduce((a, b) => a + b, 0)}`,
      )
      const own = said === truth
      const depth =
        count === 0 ? 0 : own ? 0.12 + (0.3 * count) / most : Math.min(0.42, 0.18 + 0.06 * count)
      group
        .append('rect')
        .attr('x', round(x))
        .attr('y', round(y))
        .attr('width', round(cell))
        .attr('height', round(cell))
        .attr('fill', 'var(--panel)')
        .attr('stroke', 'var(--paper)')
      if (count > 0)
        drawBar(group, [x + 0.5, y + 0.5], [x + cell - 0.5, y + cell - 0.5], {
          fill: own ? 'var(--c1)' : 'var(--c2)',
          opacity: Math.round(100 * depth) / 100,
          radius: 0,
        })
      if (count > 0)
        drawText(
          group,
          x + cell / 2,
          y + cell / 2 + 5,
          String(count),
          own ? { anchor: 'middle', size: fontSize.small } : { anchor: 'middle', weight: 'bold' },
        )
    })
  })
}

function drawAside(
  canvas: Canvas,
  count: number,
  { width, entry: [said, truth], pictures }: ConfusionMapOptions,
  left: number,
  top: number,
): void {
  const what = said === truth ? `${truth}, and said so` : `${truth}, taken for ${said}`
  drawText(canvas, left, top + 2, `${what}: ${count}`, { weight: 'bold' })
  const columns = width < 480 ? 6 : 3
  const gap = 8
  const size = Math.min(58, (width - left - gap * (columns - 1)) / columns)
  pictures
    .slice(0, shown)
    .forEach((picture, n) =>
      drawPicture(
        canvas,
        left + (n % columns) * (size + gap),
        top + 14 + Math.floor(n / columns) * (size + gap),
        size,
        picture,
      ),
    )
  if (pictures.length === 0) drawText(canvas, left, top + 26, 'none', { fill: 'var(--muted)' })
  else if (pictures.length > shown)
    drawText(canvas, width, top + 2, `the first ${shown}`, {
      anchor: 'end',
      size: fontSize.small,
      fill: 'var(--muted)',
    })
}
