import { range, scaleLinear, type ScaleLinear } from 'd3'
import { sigmoid } from 'accurate-softmax'
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
import { clipBand } from '../marks/clip-band.ts'
import { drawArrow } from '../marks/draw-arrow.ts'
import { drawCurve, toPath } from '../marks/draw-curve.ts'
import { drawDot } from '../marks/draw-dot.ts'
import { drawText } from '../marks/draw-text.ts'
import { formatProbability, formatScore } from '../marks/format-numbers.ts'

export interface ScorePlaneOptions extends FigureOptions {
  labels: readonly [string, string]
  /** The `<Point>` that a reader moves by dragging. */
  drag?: string
}

interface Panel {
  canvas: Canvas
  x: ScaleLinear<number, number>
  y: ScaleLinear<number, number>
}

const reach = 4
const levels = [0.01, 0.1, 0.25, 0.5, 0.75, 0.9, 0.99]

/** Two scores as a point in a plane whose lines of equal probability run along the diagonal, and the sigmoid of their difference. */
export function scorePlane(
  z: readonly [number, number],
  { width, labels, drag }: ScorePlaneOptions,
): SVGSVGElement {
  const narrow = width < 480
  const side = narrow ? width - 52 : 0.44 * width
  const canvas = createCanvas(width, narrow ? side + 300 : side + 70)
  const plane: Panel = {
    canvas,
    x: scaleLinear([-reach, reach], [36, 36 + side]),
    y: scaleLinear([-reach, reach], [22 + side, 22]),
  }
  const [left, top] = narrow ? [36, side + 104] : [side + 84, 34]
  const curve: Panel = {
    canvas,
    x: scaleLinear([-2 * reach, 2 * reach], [left, width - 14]),
    y: scaleLinear([0, 1], [narrow ? top + 140 : 22 + side, top]),
  }
  drawPlane(plane, labels)
  drawPoint(plane, z, labels[0])
  drawSigmoid(curve, z[0] - z[1], labels)
  const at: [number, number] = [plane.x(z[0]), plane.y(z[1])]
  if (drag === undefined) drawDot(canvas, at, { fill: 'var(--score)', radius: 8 })
  else dragHandle(canvas, at, { input: drag, x: plane.x, y: plane.y, fill: 'var(--score)' })
  return toElement(canvas)
}

/** The deeper the colour, the likelier the first class. */
function drawPlane({ canvas, x, y }: Panel, labels: readonly [string, string]): void {
  const edges = [-Infinity, ...levels.map(toLead), Infinity]
  for (const i of range(edges.length - 1)) {
    const corners = clipBand(-reach, reach, Math.max(-9, edges[i]), Math.min(9, edges[i + 1])).map(
      ([a, b]): [number, number] => [x(a), y(b)],
    )
    canvas
      .append('path')
      .attr('d', `${toPath(corners)}z`)
      .attr('fill', 'var(--prob)')
      .attr('fill-opacity', round(0.06 + 0.09 * i))
  }
  for (const p of levels) {
    const lead = toLead(p)
    const [from, to] = [Math.max(-reach, lead - reach), Math.min(reach, lead + reach)]
    drawRule(canvas, [x(from), y(from - lead)], [x(to), y(to - lead)], {
      stroke: 'var(--paper)',
      width: p === 0.5 ? 2 : 1,
    })
  }
  for (const p of [0.01, 0.1, 0.5, 0.9, 0.99]) drawLevel({ canvas, x, y }, p)
  drawPlaneAxes({ canvas, x, y }, labels)
}

/** A level's name where its line leaves the plane: at the top, or at the right edge. */
function drawLevel({ canvas, x, y }: Panel, p: number): void {
  const lead = toLead(p)
  const [a, b] = lead <= 0 ? [reach + lead, reach] : [reach, reach - lead]
  if (lead <= 0)
    drawText(canvas, x(a), y(b) - 6, formatLevel(p), {
      anchor: 'middle',
      size: fontSize.small,
      fill: 'var(--muted)',
    })
  else
    drawText(canvas, x(a) - 5, y(b) + 13, formatLevel(p), {
      anchor: 'end',
      size: fontSize.small,
      halo: true,
    })
}

function drawPlaneAxes({ canvas, x, y }: Panel, labels: readonly [string, string]): void {
  for (const tick of [-4, -2, 0, 2, 4]) {
    drawText(canvas, x(tick), y(-reach) + 15, formatTick(tick), {
      anchor: 'middle',
      size: fontSize.small,
      fill: 'var(--muted)',
    })
    drawText(canvas, x(-reach) - 6, y(tick) + 4, formatTick(tick), {
      anchor: 'end',
      size: fontSize.small,
      fill: 'var(--muted)',
    })
  }
  drawText(canvas, x(0), y(-reach) + 33, `score of the ${labels[0]} →`, {
    anchor: 'middle',
    fill: 'var(--muted)',
  })
  drawText(canvas, x(-reach) + 6, y(reach) + 16, `↑ score of the ${labels[1]}`, {
    fill: 'var(--muted)',
    halo: true,
  })
}

/** The point, and the line along which both scores move together and no probability does. */
function drawPoint(
  { canvas, x, y }: Panel,
  [z1, z2]: readonly [number, number],
  label: string,
): void {
  const lead = z1 - z2
  const [from, to] = [Math.max(-reach, lead - reach), Math.min(reach, lead + reach)]
  const ends: [number, number][] = [
    [x(from), y(from - lead)],
    [x(to), y(to - lead)],
  ]
  drawArrow(canvas, [x(z1), y(z2)], ends[0])
  drawArrow(canvas, [x(z1), y(z2)], ends[1])
  const onLeft = z1 > 0
  drawText(
    canvas,
    x(z1) + (onLeft ? -14 : 14),
    y(z2) + (z2 > 0 ? 22 : -14),
    `${label} ${formatProbability(sigmoid(lead))}`,
    { anchor: onLeft ? 'end' : 'start', weight: 'bold', halo: true },
  )
}

function drawSigmoid(panel: Panel, lead: number, labels: readonly [string, string]): void {
  const { canvas, x, y } = panel
  const [left, right] = [x(-2 * reach), x(2 * reach)]
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
  }
  for (const tick of [-8, -4, 0, 4, 8])
    drawText(canvas, x(tick), y(0) + 17, formatTick(tick), {
      anchor: 'middle',
      size: fontSize.small,
      fill: 'var(--muted)',
    })
  drawText(canvas, x(0), y(0) + 35, `lead of the ${labels[0]}`, {
    anchor: 'middle',
    fill: 'var(--muted)',
  })
  const leads = range(-2 * reach, 2 * reach + 0.1, 0.25)
  drawCurve(
    canvas,
    leads.map((d) => [x(d), y(sigmoid(-d))]),
    { stroke: 'var(--muted)', width: 1.5 },
  )
  drawCurve(
    canvas,
    leads.map((d) => [x(d), y(sigmoid(d))]),
    { stroke: 'var(--prob)', width: 2.5 },
  )
  drawText(canvas, right, y(1) - 7, labels[0], {
    anchor: 'end',
    fill: 'var(--prob)',
    weight: 'bold',
  })
  drawText(canvas, left, y(1) - 7, labels[1], { fill: 'var(--muted)', weight: 'bold' })
  drawLead(panel, lead)
}

function drawLead({ canvas, x, y }: Panel, lead: number): void {
  drawRule(canvas, [x(lead), y(0)], [x(lead), y(1)], { stroke: 'var(--ink)', dash: '2 4' })
  for (const [p, fill, r] of [
    [sigmoid(-lead), 'var(--muted)', 4],
    [sigmoid(lead), 'var(--prob)', 6],
  ] as const) {
    canvas
      .append('circle')
      .attr('cx', round(x(lead)))
      .attr('cy', round(y(p)))
      .attr('r', r)
      .attr('fill', fill)
      .attr('stroke', 'var(--paper)')
      .attr('stroke-width', 2)
  }
  const onLeft = lead > 0
  drawText(
    canvas,
    x(lead) + (onLeft ? -10 : 10),
    y(sigmoid(lead)) + (onLeft ? 22 : -12),
    formatProbability(sigmoid(lead)),
    { anchor: onLeft ? 'end' : 'start', fill: 'var(--prob)', weight: 'bold', halo: true },
  )
}

const toLead = (p: number): number => Math.log(p / (1 - p))

const formatLevel = (p: number): string => String(p)

const formatTick = (tick: number): string => formatScore(tick).replace('.0', '')
