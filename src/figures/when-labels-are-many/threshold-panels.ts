import { scaleLinear, type ScaleLinear } from 'd3'
import {
  type Canvas,
  createCanvas,
  dragHandle,
  drawRule,
  type FigureOptions,
  fontSize,
  round,
  toElement,
} from '@cellgraph/notebook/figure'
import { drawCurve } from '../marks/draw-curve.ts'
import { drawText } from '../marks/draw-text.ts'

/** How well labels are told when all outputs above a threshold count as true. */
export interface Standing {
  threshold: number
  /** Of what is called true, the part that is. NaN where nothing is called true. */
  precision: number
  /** Of what is true, the part that is called so. */
  recall: number
}

/** One way to train, judged at many thresholds, and at the one chosen. */
export interface Judged {
  name: string
  standings: readonly Standing[]
  chosen: Standing & { exact: number; of: number }
  /** The threshold that the loss itself gives, where it does. */
  own?: number
}

export interface ThresholdPanelsOptions extends FigureOptions {
  /** The `<Slider>` of the threshold, moved by dragging the line. */
  drag?: string
}

interface Panel {
  canvas: Canvas
  x: ScaleLinear<number, number>
  y: (share: number) => number
  left: number
  right: number
  top: number
  base: number
}

const [headTall, plotTall, footTall] = [44, 110, 46]

/** For each way to train, precision (whole line) and recall (dashed) against the threshold, and both at the one chosen. */
export function thresholdPanels(
  judged: readonly Judged[],
  { width, drag }: ThresholdPanelsOptions,
): SVGSVGElement {
  const columns = width < 560 ? 1 : 2
  const gap = 36
  const across = (width - gap * (columns - 1)) / columns
  const panelTall = headTall + plotTall + footTall
  const canvas = createCanvas(width, panelTall * Math.ceil(judged.length / columns))
  judged.forEach((one, k) =>
    drawPanel(
      toPanel(canvas, (k % columns) * (across + gap), Math.floor(k / columns) * panelTall, across),
      one,
      drag,
    ),
  )
  return toElement(canvas)
}

function toPanel(canvas: Canvas, x: number, y: number, across: number): Panel {
  const [left, right, top] = [x + 26, x + across - 8, y + headTall]
  return {
    canvas,
    left,
    right,
    top,
    base: top + plotTall,
    x: scaleLinear([0, 1], [left, right]),
    y: scaleLinear([0, 1], [top + plotTall, top]),
  }
}

function drawPanel(
  panel: Panel,
  { name, standings, chosen, own }: Judged,
  drag: string | undefined,
): void {
  const { canvas, left, right, top, base, x, y } = panel
  drawText(canvas, left, top - 28, name, { weight: 'bold' })
  drawText(canvas, right, top - 28, `all right: ${chosen.exact} of ${chosen.of}`, {
    anchor: 'end',
    size: fontSize.small,
    fill: 'var(--muted)',
  })
  drawValue(canvas, left, top - 11, 'precision', chosen.precision, false)
  drawValue(canvas, left + (right - left) / 2, top - 11, 'recall', chosen.recall, true)
  for (const tick of [0, 0.5, 1]) {
    drawRule(
      canvas,
      [left, y(tick)],
      [right, y(tick)],
      tick === 0 ? { stroke: 'var(--muted)' } : {},
    )
    drawText(canvas, left - 6, y(tick) + 4, String(tick), {
      anchor: 'end',
      size: fontSize.small,
      fill: 'var(--muted)',
    })
    drawText(canvas, x(tick), base + 19, String(tick), {
      anchor: 'middle',
      size: fontSize.small,
      fill: 'var(--muted)',
    })
  }
  if (own !== undefined) drawOwn(panel, own)
  if (drag === undefined)
    drawRule(canvas, [x(chosen.threshold), top - 4], [x(chosen.threshold), base], {
      stroke: 'var(--ink)',
      width: 1.5,
    })
  drawKnown(panel, standings, 'precision')
  drawKnown(panel, standings, 'recall')
  drawDot(panel, chosen.threshold, chosen.precision)
  drawDot(panel, chosen.threshold, chosen.recall)
  if (drag !== undefined)
    dragHandle(canvas, [x(chosen.threshold), base], {
      input: drag,
      x,
      rule: [plotTall + 4, 0],
      label: `threshold, ${name}`,
    })
}

const styleOf = {
  precision: { stroke: 'var(--c1)' },
  recall: { stroke: 'var(--c2)', dash: '5 3' },
} as const

function drawValue(
  canvas: Canvas,
  x: number,
  y: number,
  name: 'precision' | 'recall',
  value: number,
  dashed: boolean,
): void {
  const { stroke } = styleOf[name]
  drawRule(canvas, [x, y - 4], [x + 18, y - 4], {
    stroke,
    width: 2.5,
    ...(dashed && { dash: styleOf.recall.dash }),
  })
  drawText(canvas, x + 24, y, `${name} ${Number.isFinite(value) ? value.toFixed(2) : '—'}`)
}

/** Precision has no value where nothing is called true. */
function drawKnown(
  { canvas, x, y }: Panel,
  standings: readonly Standing[],
  name: 'precision' | 'recall',
): void {
  const known = standings.filter((it) => Number.isFinite(it[name]))
  if (known.length > 1)
    drawCurve(
      canvas,
      known.map((it): [number, number] => [x(it.threshold), y(it[name])]),
      { width: 2.5, ...styleOf[name] },
    )
}

function drawDot({ canvas, x, y }: Panel, threshold: number, share: number): void {
  if (Number.isFinite(share))
    canvas
      .append('circle')
      .attr('cx', round(x(threshold)))
      .attr('cy', round(y(share)))
      .attr('r', 4)
      .attr('fill', 'var(--ink)')
      .attr('stroke', 'var(--paper)')
      .attr('stroke-width', 1.5)
}

/** The loss's own threshold, under the axis. */
function drawOwn({ canvas, x, base }: Panel, own: number): void {
  canvas
    .append('path')
    .attr('d', `M${round(x(own))} ${base + 23}l4 7h-8z`)
    .attr('fill', 'var(--accent)')
  drawText(canvas, x(own) + 8, base + 31, 'its own', {
    size: fontSize.small,
    fill: 'var(--accent)',
  })
}
