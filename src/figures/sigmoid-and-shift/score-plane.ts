import { range, scaleLinear } from 'd3'
import { sigmoid } from 'accurate-softmax'
import {
  createCanvas,
  dragPoint,
  drawRule,
  type FigureOptions,
  type Point,
  round,
  toElement,
} from '@cellgraph/notebook/figure'
import { clipBand } from '../marks/clip-band.ts'
import { drawArea } from '../marks/draw-area.ts'
import { drawArrow } from '../marks/draw-arrow.ts'
import { drawCurve, type CurveOptions } from '../marks/draw-curve.ts'
import { drawDot } from '../marks/draw-dot.ts'
import { drawNote } from '../marks/draw-note.ts'
import { drawPlaneScales, drawScale } from '../marks/draw-scale.ts'
import { drawText } from '../marks/draw-text.ts'
import { formatProbability } from '../marks/format-numbers.ts'
import { isNarrow } from '../marks/is-narrow.ts'
import { place, type Panel } from '../marks/panel.ts'

export interface ScorePlaneOptions extends FigureOptions {
  labels: readonly [string, string]
  /** The `<Point>` that a reader moves by dragging. */
  drag?: string
}

const reach = 4
const levels = [0.01, 0.1, 0.25, 0.5, 0.75, 0.9, 0.99]

/**
 * Draws two scores as a point in a plane whose contours of probability are diagonals, and the
 * sigmoid of their difference.
 */
export function scorePlane(
  z: readonly [number, number],
  options: ScorePlaneOptions,
): SVGSVGElement {
  const { width, labels, drag } = options
  const { plane, curve } = toPanels(width)
  const { canvas, x, y } = plane
  drawPlane(plane)
  drawPlaneAxes(plane, labels)
  drawPoint(plane, z, labels[0])
  drawSigmoid(curve, labels)
  drawLead(curve, z[0] - z[1])
  const still = { radius: 8, stroke: 'var(--paper)', width: 2 }
  dragPoint(canvas, place(plane, z), { input: drag, x, y, fill: 'var(--score)', still })
  return toElement(canvas)
}

function toPanels(width: number): { plane: Panel; curve: Panel } {
  const narrow = isNarrow(width)
  const side = narrow ? width - 76 : 0.44 * width
  const canvas = createCanvas(width, narrow ? side + 300 : side + 70)
  const [left, top] = narrow ? [36, side + 104] : [side + 112, 34]
  const base = narrow ? top + 140 : 22 + side
  const [x, y] = [
    scaleLinear([-reach, reach], [36, 36 + side]),
    scaleLinear([-reach, reach], [22 + side, 22]),
  ]
  const across = scaleLinear([-2 * reach, 2 * reach], [left, width - 14])
  const curve = { canvas, x: across, y: scaleLinear([0, 1], [base, top]) }
  return { plane: { canvas, x, y }, curve }
}

/** Fills the plane by the probability of the first class: deeper colours are likelier. */
function drawPlane(plane: Panel): void {
  const edges = [-9, ...levels.map(toLead), 9]
  for (const i of range(edges.length - 1)) {
    const corners = clipBand(-reach, reach, edges[i], edges[i + 1]).map((corner) =>
      place(plane, corner),
    )
    drawArea(plane.canvas, corners, { fill: 'var(--prob)', opacity: round(0.06 + 0.09 * i) })
  }
  for (const p of levels) {
    const [from, to] = endsOf(plane, toLead(p))
    drawRule(plane.canvas, from, to, { stroke: 'var(--paper)', width: p === 0.5 ? 2 : 1 })
  }
  for (const p of [0.01, 0.1, 0.5, 0.9, 0.99]) nameLevel(plane, p)
}

/** The ends of the line of scores with one difference. */
function endsOf(plane: Panel, lead: number): [Point, Point] {
  const [from, to] = [Math.max(-reach, lead - reach), Math.min(reach, lead + reach)]
  return [place(plane, [from, from - lead]), place(plane, [to, to - lead])]
}

/**
 * Labels a contour where it leaves the plane, above it or at its right, with room for the handle at
 * the edge.
 */
function nameLevel({ canvas, x, y }: Panel, p: number): void {
  const lead = toLead(p)
  if (lead <= 0) drawNote(canvas, [x(reach + lead), y(reach) - 12], String(p), 'middle')
  else drawNote(canvas, [x(reach) + 12, y(reach - lead) + 4], String(p))
}

function drawPlaneAxes(plane: Panel, labels: readonly [string, string]): void {
  const { canvas, x, y } = plane
  drawPlaneScales(plane, { ticks: [-4, -2, 0, 2, 4] })
  const [across, upwards] = [`score of the ${labels[0]} →`, `↑ score of the ${labels[1]}`]
  drawText(canvas, [x(0), y(-reach) + 38], across, { anchor: 'middle', fill: 'var(--muted)' })
  drawText(canvas, [x(-reach) + 6, y(reach) + 16], upwards, { fill: 'var(--muted)', halo: true })
}

/**
 * Labels the point and draws the line of shifts, along which both scores change and no probability
 * does.
 */
function drawPoint(plane: Panel, z: readonly [number, number], label: string): void {
  const lead = z[0] - z[1]
  const [x, y] = place(plane, z)
  for (const end of endsOf(plane, lead)) drawArrow(plane.canvas, [x, y], end)
  const onLeft = z[0] > 0
  // At the upper edge it stands below the name of the axis.
  const below = Math.max(y + 22, plane.y(reach) + 36)
  const at = [x + (onLeft ? -18 : 18), z[1] > 0 ? below : y - 14] as const
  const look = { anchor: onLeft ? 'end' : 'start', bold: true, halo: true } as const
  drawText(plane.canvas, at, `${label} ${formatProbability(sigmoid(lead))}`, look)
}

function drawSigmoid(panel: Panel, labels: readonly [string, string]): void {
  const { canvas, x, y } = panel
  drawScale(panel, { side: 'left', ticks: [0, 0.5, 1] })
  const title = `lead of the ${labels[0]}`
  drawScale(panel, { side: 'bottom', ticks: [-8, -4, 0, 4, 8], title, titleGap: 35 })
  const draw = (of: (lead: number) => number, look: CurveOptions): void => {
    const leads = range(-2 * reach, 2 * reach + 0.1, 0.25)
    drawCurve(
      canvas,
      leads.map((lead) => place(panel, [lead, of(lead)])),
      look,
    )
  }
  draw((lead) => sigmoid(-lead), { stroke: 'var(--muted)', width: 1.5 })
  draw(sigmoid, { stroke: 'var(--prob)', width: 2.5 })
  const [left, right] = x.range()
  drawText(canvas, [right, y(1) - 7], labels[0], { anchor: 'end', fill: 'var(--prob)', bold: true })
  drawText(canvas, [left, y(1) - 7], labels[1], { fill: 'var(--muted)', bold: true })
}

function drawLead(panel: Panel, lead: number): void {
  const { canvas, x, y } = panel
  const [p, rest] = [sigmoid(lead), sigmoid(-lead)]
  drawRule(canvas, [x(lead), y(0)], [x(lead), y(1)], { stroke: 'var(--ink)', dash: '2 4' })
  drawDot(canvas, place(panel, [lead, rest]), { fill: 'var(--muted)', radius: 4 })
  drawDot(canvas, place(panel, [lead, p]), { fill: 'var(--prob)', radius: 6 })
  // On the hollow side of the curve, except near an end, where there is no room.
  const onRight = lead > 0 === Math.abs(lead) < 5
  const far = onRight === lead > 0 ? 20 : 30
  const at = [x(lead) + (onRight ? 10 : -10), y(p) + (lead > 0 ? far : 8 - far)] as const
  const look = { fill: 'var(--prob)', bold: true, halo: true }
  drawText(canvas, at, formatProbability(p), { anchor: onRight ? 'start' : 'end', ...look })
}

const toLead = (p: number): number => Math.log(p / (1 - p))
