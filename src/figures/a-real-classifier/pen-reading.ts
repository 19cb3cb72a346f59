import { scaleLinear } from 'd3'
import {
  type Canvas,
  createCanvas,
  dragHandle,
  drawRule,
  type FigureOptions,
  type Point,
  toElement,
} from '@cellgraph/notebook/figure'
import { drawBar } from '../marks/draw-bar.ts'
import { drawCurve } from '../marks/draw-curve.ts'
import { drawNote } from '../marks/draw-note.ts'
import { drawPicture, type Square } from '../marks/draw-picture.ts'
import { drawText } from '../marks/draw-text.ts'
import { formatProbability } from '../marks/format-numbers.ts'
import { smooth, toPoints } from '../marks/ink-stroke.ts'
import { isNarrow } from '../marks/is-narrow.ts'
import { place, type Panel } from '../marks/panel.ts'

export interface PenReadingOptions extends FigureOptions {
  /** The `<Vector>` of the pen's points: x and y of each, from 0 to 8. */
  drag?: string
}

interface Layout {
  width: number
  height: number
  /** The sheet: its top left corner and its side. */
  sheet: Square
  /** The bars' top left corner, and how tall a row is. */
  left: number
  top: number
  rowTall: number
}

const classes = 10

/**
 * Draws a pen's path whose points can be dragged, the picture that it makes (`inkStroke`), and the
 * probability of each class.
 */
export function penReading(
  pen: readonly number[],
  picture: readonly number[],
  sigma: readonly number[],
  options: PenReadingOptions,
): SVGSVGElement {
  const layout = toLayout(options.width)
  const canvas = createCanvas(layout.width, layout.height)
  drawPicture(canvas, layout.sheet, picture)
  drawBars(canvas, layout, sigma)
  drawPen(canvas, layout.sheet, toPoints(pen), options.drag)
  return toElement(canvas)
}

function toLayout(width: number): Layout {
  const narrow = isNarrow(width)
  const size = narrow ? 280 : Math.min(300, width / 2)
  const rowTall = narrow ? 24 : size / classes
  const [left, top] = narrow ? [0, size + 22] : [size + 36, 4]
  const sheet = { x: narrow ? (width - size) / 2 : 0, y: 4, size }
  const height = narrow ? top + classes * rowTall + 4 : size + 8
  return { width, height, sheet, left, top, rowTall }
}

function drawPen(
  canvas: Canvas,
  sheet: Square,
  points: readonly Point[],
  input: string | undefined,
): void {
  const x = scaleLinear([0, 8], [sheet.x, sheet.x + sheet.size])
  const y = scaleLinear([0, 8], [sheet.y, sheet.y + sheet.size])
  const panel = { canvas, x, y }
  drawCurve(
    canvas,
    smooth(points).map((point) => place(panel, point)),
    { stroke: 'var(--accent)' },
  )
  if (input !== undefined) points.forEach((point, n) => addHandle(panel, point, n, input))
}

function addHandle(panel: Panel, point: Point, n: number, input: string): void {
  const { canvas, x, y } = panel
  const handle = {
    input,
    index: [2 * n, 2 * n + 1],
    x,
    y,
    label: `point ${n + 1} of the pen`,
  } as const
  dragHandle(canvas, place(panel, point), handle)
}

function drawBars(
  canvas: Canvas,
  { width, left, top, rowTall }: Layout,
  sigma: readonly number[],
): void {
  const most = Math.max(...sigma)
  const x = scaleLinear([0, 1], [left + 22, width - 70])
  sigma.forEach((share, k) => {
    const y = top + (k + 0.5) * rowTall
    drawText(canvas, [left, y + 5], String(k), { bold: true })
    drawRule(canvas, [x(0), y], [x(1), y])
    const opacity = share === most ? undefined : 0.6
    const end = x(0) + Math.max(1, x(share) - x(0))
    drawBar(canvas, [x(0), y - rowTall * 0.3], [end, y + rowTall * 0.3], {
      fill: 'var(--prob)',
      opacity,
    })
    const text = formatProbability(share)
    if (share === most) drawText(canvas, [width, y + 5], text, { anchor: 'end', bold: true })
    else drawNote(canvas, [width, y + 5], text, 'end')
  })
}
