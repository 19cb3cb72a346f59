import { scaleLinear } from 'd3'
import {
  append,
  type Canvas,
  createCanvas,
  drawCircle,
  drawRule,
  type FigureOptions,
  markTip,
  type Point,
  round,
  setAttributes,
  toElement,
} from '@cellgraph/notebook/figure'
import { drawContrasts, type Contrast } from '../marks/draw-contrasts.ts'
import { drawCurve } from '../marks/draw-curve.ts'
import { drawNote } from '../marks/draw-note.ts'
import type { Square } from '../marks/draw-picture.ts'
import { drawScale } from '../marks/draw-scale.ts'
import { drawText } from '../marks/draw-text.ts'
import { formatFixed, formatTick } from '../marks/format-numbers.ts'
import { isNarrow } from '../marks/is-narrow.ts'
import { clamp, type Panel } from '../marks/panel.ts'
import { spreadLabels } from '../marks/spread-labels.ts'

/** The mean losses after a number of steps. */
export interface MeasuredLoss {
  step: number
  train: number
  test: number
}

export interface TrainingViewOptions extends FigureOptions {
  /** The step at which the axis ends. */
  steps: number
  /** The text at the curves' end, such as `95.3 % right`. */
  note: string
}

interface Layout {
  /** Whether the losses are drawn below the pictures. */
  narrow: boolean
  /** Of the pictures together. */
  across: number
  /** Pictures in a row. */
  count: number
  gap: number
  /** Of a picture. */
  size: number
  /** From one row to the next. */
  tall: number
}

/**
 * Draws the weights of every class as pictures in two rows, and beside them or, on a phone, below
 * them the losses so far on a logarithmic scale.
 */
export function trainingView(
  weights: readonly (readonly number[])[],
  losses: readonly MeasuredLoss[],
  options: TrainingViewOptions,
): SVGSVGElement {
  const { width, steps, note } = options
  const layout = toLayout(width, weights.length)
  const panel = toPanel(width, layout, steps)
  drawWeights(
    panel.canvas,
    weights.map((values, k) => ({ values, ...squareOf(layout, k) })),
  )
  drawAxes(panel)
  drawLosses(panel, losses)
  const above = panel.y.range()[1] - 10
  drawText(panel.canvas, [panel.x(steps), above], note, { anchor: 'end', bold: true })
  return toElement(panel.canvas)
}

function toLayout(width: number, pictures: number): Layout {
  const narrow = isNarrow(width, 'images')
  const across = narrow ? width : Math.round(width * 0.58)
  const count = Math.ceil(pictures / 2)
  const gap = isNarrow(width) ? 8 : 12
  const size = (across - gap * (count - 1)) / count
  return { narrow, across, count, gap, size, tall: size + 24 }
}

function squareOf({ count, gap, size, tall }: Layout, k: number): Square {
  return { size, x: (k % count) * (size + gap), y: 18 + Math.floor(k / count) * tall }
}

function toPanel(width: number, { narrow, across, tall }: Layout, steps: number): Panel {
  const [left, top] = narrow ? [34, 2 * tall + 34] : [across + 70, 34]
  const base = narrow ? top + 150 : 2 * tall - 12
  const losses = [Math.log(0.03), Math.log(4)]
  return {
    canvas: createCanvas(width, base + 38),
    x: scaleLinear([0, steps], [left, width - 78]),
    y: scaleLinear(losses, [base, top]),
  }
}

function drawWeights(canvas: Canvas, pictures: readonly Contrast[]): void {
  const sizes = pictures.flatMap(({ values }) => values.map(Math.abs))
  const largest = sizes.reduce((most, size) => Math.max(most, size), 0)
  // Few weights are near the largest, so the deepest colour starts at two thirds of it.
  drawContrasts(canvas, pictures, (2 / 3) * largest)
  pictures.forEach((picture, k) => {
    const { x, y, size } = picture
    drawText(canvas, [x + size / 2, y - 5], String(k), { anchor: 'middle', bold: true })
    const area = append(markTip(canvas, explain(picture, k)), 'rect', { x: round(x), y: round(y) })
    const side = round(size)
    setAttributes(area, { width: side, height: side, fill: 'none', 'pointer-events': 'all' })
  })
}

/** The tip of a digit's picture: its largest and its smallest weight. */
function explain({ values }: Contrast, k: number): string {
  const [most, least] = [Math.max(...values), Math.min(...values)]
  const describe = (value: number, way: string): string => {
    const index = values.indexOf(value)
    const [row, column] = [Math.floor(index / 8) + 1, (index % 8) + 1]
    return `at row ${row}, column ${column} ${way} it most (${formatFixed(value, 2)})`
  }
  if (most === least) return `${k}: all weights are ${formatFixed(most, 2)}`
  return `${k}: ink ${describe(most, 'speaks for')}, ${describe(least, 'against')}`
}

function drawAxes(panel: Panel): void {
  const { canvas, x, y } = panel
  const [, steps] = x.domain()
  const format = (log: number): string => formatTick(Number(Math.exp(log).toFixed(2)))
  const ticks = [0.03, 0.1, 0.3, 1, 3].map(Math.log)
  drawScale(panel, { side: 'left', ticks, format, strong: ticks[0] })
  const title = { title: 'steps', titleGap: 34, titleSize: 'small' } as const
  drawScale(panel, { side: 'bottom', ticks: x.ticks(4), corner: steps, ...title })
  drawNote(canvas, [x(0) - 34, y.range()[1] - 10], 'mean loss')
}

const parts = [
  { name: 'test', of: 'test', stroke: 'var(--loss)', dash: '5 4' },
  { name: 'training', of: 'train', stroke: 'var(--loss)', dash: undefined },
] as const

function drawLosses(panel: Panel, losses: readonly MeasuredLoss[]): void {
  const { x, y } = panel
  const last = losses[losses.length - 1]
  const [base, top] = y.range()
  const ends = [toHeight(panel, last.test) - 12, toHeight(panel, last.train) + 12]
  const heights = spreadLabels(ends, 30, top + 4, base - 14)
  parts.forEach((part, i) => {
    const points = losses.map((it): Point => [x(it.step), toHeight(panel, it[part.of])])
    const { stroke, dash } = part
    drawCurve(panel.canvas, points, { stroke, width: 2.5, dash })
    drawCircle(panel.canvas, points[points.length - 1], { radius: 3.5, fill: stroke })
    nameLoss(panel, part, heights[i], last[part.of])
  })
}

/** The place of a loss. Losses beyond the scale are drawn at its edge. */
function toHeight({ y }: Panel, loss: number): number {
  return y(clamp(Number.isFinite(loss) ? Math.log(loss) : Infinity, y.domain()))
}

function nameLoss(
  { canvas, x }: Panel,
  { name, stroke, dash }: (typeof parts)[number],
  y: number,
  loss: number,
): void {
  const right = x.range()[1]
  drawRule(canvas, [right + 6, y], [right + 18, y], { stroke, width: 3, dash })
  drawText(canvas, [right + 22, y + 4], loss.toFixed(3), { bold: true })
  drawNote(canvas, [right + 6, y + 18], name)
}
