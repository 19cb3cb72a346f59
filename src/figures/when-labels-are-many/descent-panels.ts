import { scaleLinear } from 'd3'
import {
  type Canvas,
  createCanvas,
  drawRule,
  type FigureOptions,
  fontSize,
  nameMarks,
  round,
  toElement,
} from '@cellgraph/notebook/figure'
import { drawArrow } from '../marks/draw-arrow.ts'
import { drawChip } from '../marks/draw-chip.ts'
import { drawText } from '../marks/draw-text.ts'
import { formatScore } from '../marks/format-numbers.ts'
import { formatSigned } from '../marks/signs.ts'

/** Where one loss takes the scores. */
export interface Descent {
  name: string
  /** Scores after 0, 1, 2, … steps. */
  path: readonly (readonly number[])[]
  /** The slopes at the first scores. */
  slopes: readonly number[]
  /** The score above which a label counts as true, where the loss has one. */
  threshold?: number
}

export interface DescentPanelsOptions extends FigureOptions {
  labels: readonly string[]
  /** The `<Toggle>`s that the labels set when touched. */
  inputs?: readonly string[]
}

interface Panel {
  canvas: Canvas
  left: number
  right: number
  y: number
  /** Of a score. */
  x: (score: number) => number
}

const [headTall, rowTall, footTall, chipWide, valueWide] = [50, 34, 34, 78, 54]
/** Scores past these are drawn at the edge. */
const reach = 8

/** For each loss, a panel: every score's slope where it stands, and the way that it goes from there, step by step. */
export function descentPanels(
  descents: readonly Descent[],
  y: readonly number[],
  options: DescentPanelsOptions,
): SVGSVGElement {
  const { width, labels } = options
  const columns = width < 560 ? 1 : 2
  const gap = 40
  const across = (width - gap * (columns - 1)) / columns
  const panelTall = headTall + rowTall * labels.length + footTall
  const canvas = createCanvas(width, panelTall * Math.ceil(descents.length / columns))
  descents.forEach((descent, k) => {
    const [left, top] = [(k % columns) * (across + gap), Math.floor(k / columns) * panelTall]
    const [from, right] = [left + chipWide + 12, left + across - valueWide]
    drawPanel(
      {
        canvas,
        left,
        right: left + across,
        y: top,
        x: scaleLinear([-reach, reach], [from, right]).clamp(true),
      },
      descent,
      y,
      options,
    )
  })
  return toElement(canvas)
}

function drawPanel(
  panel: Panel,
  descent: Descent,
  y: readonly number[],
  options: DescentPanelsOptions,
): void {
  const { canvas, left, right, x } = panel
  const [from, to] = [panel.y + headTall - 8, panel.y + headTall + rowTall * y.length]
  drawText(canvas, left, panel.y + 16, descent.name, { weight: 'bold' })
  drawText(canvas, right, panel.y + 34, 'slope', {
    anchor: 'end',
    size: fontSize.small,
    fill: 'var(--muted)',
  })
  drawText(
    canvas,
    left,
    panel.y + 34,
    descent.threshold === undefined
      ? 'no line between true and false'
      : `true above ${descent.threshold}, the solid line`,
    { size: fontSize.small, fill: 'var(--muted)' },
  )
  for (const tick of [-reach, -4, 0, 4, reach]) {
    const solid = tick === descent.threshold
    drawRule(
      canvas,
      [x(tick), from],
      [x(tick), to],
      solid ? { stroke: 'var(--ink)', width: 1.5 } : { dash: '1 3' },
    )
    drawText(canvas, x(tick), to + 15, formatScore(tick).replace('.0', '').replace('-', '−'), {
      anchor: 'middle',
      size: fontSize.small,
      fill: 'var(--muted)',
    })
  }
  y.forEach((label, i) => drawRow(panel, descent, i, label > 0, options))
}

/** One label: its switch, where its score stands (a ring), the way it goes, and where it comes to (a dot, or a square for what is false). */
function drawRow(
  { canvas, left, right, y: top, x }: Panel,
  { path, slopes }: Descent,
  i: number,
  on: boolean,
  { labels, inputs }: DescentPanelsOptions,
): void {
  const y = top + headTall + (i + 0.5) * rowTall
  drawChip(nameMarks(canvas, 'y'), left + 1, y - 13, {
    on,
    text: labels[i],
    width: chipWide,
    input: inputs?.[i],
  })
  const [start, end] = [x(path[0][i]), x(path[path.length - 1][i])]
  const scores = nameMarks(canvas, 'v')
  // The arrow ends at the edge of the mark; where the two marks touch there is no room for it.
  const room = Math.abs(end - start) - 7
  if (room > 6)
    drawArrow(scores, [start, y], [start + Math.sign(end - start) * room, y], {
      stroke: 'var(--score)',
      width: 2.5,
    })
  scores
    .append('circle')
    .attr('cx', round(start))
    .attr('cy', round(y))
    .attr('r', 4.5)
    .attr('fill', 'var(--paper)')
    .attr('stroke', 'var(--score)')
    .attr('stroke-width', 2)
  drawEnd(scores, end, y, on)
  drawText(canvas, right, y + 5, formatSigned(slopes[i]), { anchor: 'end' })
}

function drawEnd(canvas: Canvas, x: number, y: number, on: boolean): void {
  if (on)
    canvas
      .append('circle')
      .attr('cx', round(x))
      .attr('cy', round(y))
      .attr('r', 6)
      .attr('fill', 'var(--score)')
  else
    canvas
      .append('rect')
      .attr('x', round(x - 5))
      .attr('y', round(y - 5))
      .attr('width', 10)
      .attr('height', 10)
      .attr('fill', 'var(--score)')
}
