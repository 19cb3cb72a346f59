import { scaleLinear } from 'd3'
import {
  type Canvas,
  createCanvas,
  drawCircle,
  drawRule,
  type FigureOptions,
  nameMarks,
  toElement,
} from '@cellgraph/notebook/figure'
import { drawArrow } from '../marks/draw-arrow.ts'
import { drawBox } from '../marks/draw-box.ts'
import { drawChip } from '../marks/draw-chip.ts'
import { drawNote } from '../marks/draw-note.ts'
import { drawText } from '../marks/draw-text.ts'
import { formatTick } from '../marks/format-numbers.ts'
import { isNarrow } from '../marks/is-narrow.ts'
import type { LinearScale } from '../marks/panel.ts'
import { formatSigned } from '../marks/signs.ts'

/** The path of the scores under gradient descent on one loss. */
export interface Descent {
  name: string
  /** Scores after 0, 1, 2, … steps. */
  path: readonly (readonly number[])[]
  /** The gradient at the first scores. */
  gradient: readonly number[]
  /** The score above which a label counts as true, where the loss has one. */
  threshold?: number
}

export interface DescentPanelsOptions extends FigureOptions {
  labels: readonly string[]
  /** The `<Toggle>`s that the labels set when touched. */
  inputs?: readonly string[]
}

interface DescentPanel {
  canvas: Canvas
  left: number
  right: number
  top: number
  x: LinearScale
  descent: Descent
  /** Which labels are true. */
  y: readonly number[]
}

const [headTall, rowTall, footTall, chipWide, valueWide] = [50, 34, 34, 78, 54]
const gap = 40
/** Scores beyond this are drawn at the edge. */
const reach = 8

/** Draws a panel for each loss, with the derivative and the path of every score. */
export function descentPanels(
  descents: readonly Descent[],
  y: readonly number[],
  options: DescentPanelsOptions,
): SVGSVGElement {
  const { width, labels } = options
  const columns = isNarrow(width, 'panels') ? 1 : 2
  const across = (width - gap * (columns - 1)) / columns
  const tall = headTall + rowTall * labels.length + footTall
  const canvas = createCanvas(width, tall * Math.ceil(descents.length / columns))
  descents.forEach((descent, k) => {
    const [left, top] = [(k % columns) * (across + gap), Math.floor(k / columns) * tall]
    const [from, to] = [left + chipWide + 12, left + across - valueWide]
    const x = scaleLinear([-reach, reach], [from, to]).clamp(true)
    drawPanel({ canvas, left, right: left + across, top, x, descent, y }, options)
  })
  return toElement(canvas)
}

function drawPanel(panel: DescentPanel, options: DescentPanelsOptions): void {
  const {
    canvas,
    left,
    right,
    top,
    descent: { name, threshold },
    y,
  } = panel
  const rule =
    threshold === undefined
      ? 'no threshold between true and false'
      : `true above ${threshold}, the solid line`
  drawText(canvas, [left, top + 16], name, { bold: true })
  drawNote(canvas, [right, top + 34], 'derivative', 'end')
  drawNote(canvas, [left, top + 34], rule)
  drawTicks(panel)
  y.forEach((_, i) => drawRow(panel, i, options))
}

function drawTicks({ canvas, top, x, descent, y }: DescentPanel): void {
  const [from, to] = [top + headTall - 8, top + headTall + rowTall * y.length]
  for (const tick of [-reach, -4, 0, 4, reach]) {
    const solid = tick === descent.threshold
    const look = solid ? { stroke: 'var(--ink)', width: 1.5 } : { dash: '1 3' }
    drawRule(canvas, [x(tick), from], [x(tick), to], look)
    drawNote(canvas, [x(tick), to + 15], formatTick(tick), 'middle')
  }
}

/** Draws one label's row: its switch, its path, and its derivative. */
function drawRow(panel: DescentPanel, i: number, { labels, inputs }: DescentPanelsOptions): void {
  const {
    canvas,
    left,
    right,
    top,
    descent: { gradient },
    y,
  } = panel
  const line = top + headTall + (i + 0.5) * rowTall
  const chip = { on: y[i] > 0, text: labels[i], width: chipWide, input: inputs?.[i] }
  drawChip(nameMarks(canvas, 'y'), [left + 1, line - 13], chip)
  drawPath(panel, i, line)
  drawText(canvas, [right, line + 5], formatSigned(gradient[i]), { anchor: 'end' })
}

/**
 * Draws where a score starts (a ring), an arrow, and where it ends (a disc for a true label, a
 * square for a false one).
 */
function drawPath(
  { canvas, x, descent: { path }, y }: DescentPanel,
  i: number,
  line: number,
): void {
  const scores = nameMarks(canvas, 'v')
  const [start, end] = [x(path[0][i]), x(path[path.length - 1][i])]
  // The arrow ends at the edge of the mark; where the two marks touch there is no room for it.
  const room = Math.abs(end - start) - 7
  const tip = [start + Math.sign(end - start) * room, line] as const
  const colour = 'var(--score)'
  if (room > 6) drawArrow(scores, [start, line], tip, { stroke: colour, width: 2.5 })
  drawCircle(scores, [start, line], { radius: 4.5, fill: 'var(--paper)', stroke: colour, width: 2 })
  if (y[i] > 0) drawCircle(scores, [end, line], { radius: 6, fill: colour })
  else drawBox(scores, [end - 5, line - 5], [end + 5, line + 5], { fill: colour })
}
