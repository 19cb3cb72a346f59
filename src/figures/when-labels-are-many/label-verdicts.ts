import {
  type Canvas,
  createCanvas,
  drawRule,
  type FigureOptions,
  toElement,
} from '@cellgraph/notebook/figure'
import { drawBar } from '../marks/draw-bar.ts'
import { drawChoices, sizeOfChoice, type ChoicesOptions } from '../marks/draw-choices.ts'
import { drawPicture } from '../marks/draw-picture.ts'
import { drawText } from '../marks/draw-text.ts'
import { isNarrow } from '../marks/is-narrow.ts'

/** The outputs of one classifier for each label of a picture, from 0 to 1. */
export interface Verdict {
  name: string
  outputs: readonly number[]
}

export interface LabelVerdictsOptions extends FigureOptions, ChoicesOptions {
  labels: readonly string[]
  /** The true labels of the picture, each 0 or 1. */
  truth: readonly number[]
  /** Outputs above it count as true. */
  threshold: number
}

const [rowTall, headTall] = [42, 30]

interface Layout {
  /** The picture's top left corner, and its side. */
  x: number
  y: number
  size: number
  /** The table's top left corner, and where its columns begin. */
  left: number
  top: number
  columns: number
}

/**
 * Draws a picture and the outputs of several classifiers for each of its labels: bars against the
 * threshold, and whether each is right.
 */
export function labelVerdicts(
  picture: readonly number[],
  verdicts: readonly Verdict[],
  options: LabelVerdictsOptions,
): SVGSVGElement {
  const { width, labels } = options
  const layout = toLayout(options)
  const { size, y, top, columns } = layout
  const tableEnd = top + headTall + rowTall * labels.length
  const canvas = createCanvas(width, Math.max(y + size + 30, tableEnd + 4))
  drawChoices(canvas, options)
  drawPicture(canvas, layout, picture)
  drawCaption(canvas, layout, options)
  drawLabels(canvas, layout, options)
  const across = (width - columns) / verdicts.length
  const gap = isNarrow(width) ? 12 : 8
  verdicts.forEach((verdict, k) => {
    drawVerdict({ canvas, x: columns + k * across, top, across: across - gap }, verdict, options)
  })
  return toElement(canvas)
}

function toLayout(options: LabelVerdictsOptions): Layout {
  const narrow = isNarrow(options.width)
  const size = narrow ? 112 : 150
  const y = sizeOfChoice(options) + 26
  const [left, top] = narrow ? [0, y + size + 18] : [size + 28, y]
  return { x: 0, y, size, left, top, columns: left + (narrow ? 82 : 88) }
}

function drawCaption(canvas: Canvas, { y, size }: Layout, options: LabelVerdictsOptions): void {
  const { width, chosen, truth } = options
  const at = isNarrow(width) ? ([size + 18, y + 22] as const) : ([0, y + size + 20] as const)
  drawText(canvas, at, `a ${chosen}: ${countTrue(truth)}`, { bold: true })
}

function countTrue(truth: readonly number[]): string {
  const count = truth.reduce((a, b) => a + b, 0)
  return count === 0 ? 'none is true' : count === 1 ? '1 is true' : `${count} are true`
}

function drawLabels(
  canvas: Canvas,
  { left, top }: Layout,
  { labels, truth }: LabelVerdictsOptions,
): void {
  labels.forEach((label, i) => {
    const at = [left, top + headTall + (i + 0.5) * rowTall + 5] as const
    if (truth[i]) drawText(canvas, at, `✓ ${label}`, { bold: true })
    else drawText(canvas, at, label, { fill: 'var(--muted)' })
  })
}

interface Column {
  canvas: Canvas
  x: number
  top: number
  across: number
}

function drawVerdict(
  column: Column,
  { name, outputs }: Verdict,
  options: LabelVerdictsOptions,
): void {
  const { canvas, x, top, across } = column
  const { truth, threshold } = options
  // Where the columns are narrow, a long name goes on over the gap: it must not be bold as well.
  const look = across < 80 ? ({ size: 'small' } as const) : { bold: true }
  drawText(canvas, [x, top + 14], name, look)
  outputs.forEach((output, i) => {
    const wrong = output > threshold !== truth[i] > 0
    drawOutput({ ...column, top: top + headTall + i * rowTall }, { output, threshold, wrong })
  })
}

interface Judgement {
  output: number
  threshold: number
  wrong: boolean
}

function drawOutput(
  { canvas, x, top, across }: Column,
  { output, threshold, wrong }: Judgement,
): void {
  const look = wrong ? { fill: 'var(--warn)', bold: true } : {}
  drawText(canvas, [x, top + 15], `${output.toFixed(2)}${wrong ? ' ✗' : ''}`, look)
  drawBar(canvas, [x, top + 21], [x + across, top + 31], { fill: 'var(--line)', opacity: 0.6 })
  const fill = wrong ? 'var(--warn)' : 'var(--prob)'
  drawBar(canvas, [x, top + 21], [x + across * output, top + 31], { fill })
  const line = x + across * threshold
  drawRule(canvas, [line, top + 18], [line, top + 34], { stroke: 'var(--ink)', width: 2 })
}
