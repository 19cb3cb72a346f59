import { scaleLinear } from 'd3'
import {
  createCanvas,
  dragPoint,
  drawRule,
  type FigureOptions,
  type Point,
  toElement,
} from '@cellgraph/notebook/figure'
import { drawBox } from '../marks/draw-box.ts'
import { drawDot } from '../marks/draw-dot.ts'
import { drawMath } from '../marks/draw-math.ts'
import { drawNote } from '../marks/draw-note.ts'
import { drawPath } from '../marks/draw-path.ts'
import { drawText } from '../marks/draw-text.ts'
import { formatShare } from '../marks/format-numbers.ts'
import { isNarrow } from '../marks/is-narrow.ts'
import { place, type LinearScale, type Panel } from '../marks/panel.ts'

/** What attention works on: points of the plane. */
export interface AttentionScene {
  query: Point
  keys: readonly Point[]
  values: readonly Point[]
  /** One weight for each key. */
  weights: readonly number[]
  /** The mean of the values by these weights. */
  output: Point
}

export interface AttentionPlaneOptions extends FigureOptions {
  labels: readonly string[]
  /** How far the plane reaches each way. Default: 3. */
  reach?: number
  /** The input that is moved by dragging the query. Default: it cannot be dragged. */
  drag?: string
  /** The input of all keys' numbers, two for each. Default: they cannot be dragged. */
  dragKeys?: string
}

// Above a plane: its title, clear of a handle at its upper edge.
const rim = 36

/** Draws two planes: the query among the keys, and the values with their weighted mean. */
export function attentionPlane(
  scene: AttentionScene,
  options: AttentionPlaneOptions,
): SVGSVGElement {
  const { width, labels } = options
  const { plane, mean } = toPanels(width, options.reach ?? 3)
  drawGround(plane, 'query and keys')
  drawGround(mean, 'values, and what comes out')
  drawMean(mean, scene, labels)
  drawKeys(plane, scene, labels)
  drawHandles(plane, scene, options)
  return toElement(plane.canvas)
}

function toPanels(width: number, reach: number): { plane: Panel; mean: Panel } {
  const narrow = isNarrow(width)
  const side = narrow ? Math.min(width, 320) : Math.min(340, (width - 32) / 2)
  const canvas = createCanvas(width, narrow ? 2 * side + 94 : side + 42)
  const toPanel = (left: number, top: number): Panel => ({
    canvas,
    x: scaleLinear([-reach, reach], [left, left + side]),
    y: scaleLinear([-reach, reach], [top + side, top]),
  })
  const left = narrow ? (width - side) / 2 : width / 2 - 8 - side
  const mean = narrow ? toPanel(left, side + rim + 50) : toPanel(width / 2 + 8, rim)
  return { plane: toPanel(left, rim), mean }
}

function drawGround({ canvas, x, y }: Panel, title: string): void {
  const [left, right] = x.range()
  const [base, top] = y.range()
  drawNote(canvas, [left, top - 20], title)
  drawBox(canvas, [left, top], [right, base], { fill: 'none', stroke: 'var(--line)', radius: 4 })
  drawRule(canvas, [left, y(0)], [right, y(0)])
  drawRule(canvas, [x(0), top], [x(0), base])
}

/**
 * Draws the vectors from the origin. A key's line is thicker the more weight it has. A dashed line
 * across the query marks where scores are 0.
 */
function drawKeys(
  panel: Panel,
  { query, keys, weights }: AttentionScene,
  labels: readonly string[],
): void {
  const origin = place(panel, [0, 0])
  const draw = (to: Point, stroke: string, width: number): void =>
    drawRule(panel.canvas, origin, place(panel, to), { stroke, width })
  drawZeros(panel, query)
  keys.forEach((key, k) => draw(key, 'var(--score)', 1.5 + 5 * weights[k]))
  draw(query, 'var(--accent)', 3)
  const names = labels.map((label, k) => `${label} ${formatShare(weights[k])}`)
  nameKeys(panel, { query, keys, names })
  nameQuery(panel, query)
}

const nameLook = { anchor: 'middle', size: 'small', bold: true, halo: true } as const

/** How far apart the middles of two names are, in pixels, that do not lie on each other. */
const [nameWide, nameTall] = [76, 15]

/** The same for a name and a handle. */
const [gripWide, gripTall] = [54, 22]

interface Names {
  query: Point
  keys: readonly Point[]
  names: readonly string[]
}

/**
 * Writes the names of keys. One that would lie on an earlier one, or on a handle, moves on towards
 * the middle of the plane.
 */
function nameKeys(panel: Panel, { query, keys, names }: Names): void {
  const taken: Point[] = []
  const grips = [...keys, query].map((it) => place(panel, it))
  keys.forEach((key, k) => {
    const [x, wanted] = besideKey(panel, key)
    const inward = key[1] > 0 ? nameTall : -nameTall
    // A text stands on its place: its middle is a little higher.
    const isFree = (y: number): boolean =>
      taken.every((it) => isApart(it, [x, y], [nameWide, nameTall])) &&
      grips.every((it) => isApart(it, [x, y - 4.5], [gripWide, gripTall]))
    let y = wanted
    while (!isFree(y)) y += inward
    taken.push([x, y])
    drawText(panel.canvas, [x, y], names[k], nameLook)
  })
}

const isApart = (a: Point, b: Point, [wide, tall]: Point): boolean =>
  Math.abs(a[0] - b[0]) >= wide || Math.abs(a[1] - b[1]) >= tall

/** Where a key's name stands: on the side away from the origin, unless that is outside the plane. */
function besideKey({ x, y }: Panel, [a, b]: Point): Point {
  const above = b >= 0 ? b < 2.4 : b < -2.4
  return [clampText(x, x(a), 42), y(b) + (above ? -20 : 28)]
}

function nameQuery({ canvas, x, y }: Panel, [a, b]: Point): void {
  const left = x(a) > x.range()[1] - 34
  const at = [x(a) + (left ? -17 : 17), Math.max(y.range()[1] + 16, y(b) - 12)] as const
  const anchor = left ? 'end' : 'start'
  drawMath(canvas, at, 'Q', { anchor, bold: true, fill: 'var(--accent)', size: 'large' })
}

/** The middle of a text with this half width, moved so that it stays within the panel. */
function clampText(x: LinearScale, at: number, half: number): number {
  return Math.min(x.range()[1] - half, Math.max(x.range()[0] + half, at))
}

function drawZeros(panel: Panel, [a, b]: Point): void {
  if (Math.hypot(a, b) === 0) return
  const reach = panel.x.domain()[1] / Math.max(Math.abs(a), Math.abs(b))
  const ends = [
    place(panel, [-b * reach, a * reach]),
    place(panel, [b * reach, -a * reach]),
  ] as const
  drawRule(panel.canvas, ...ends, { stroke: 'var(--accent)', width: 1, dash: '4 4' })
}

/**
 * Draws the output between the values, with a line to each that is thicker the more weight it has.
 */
function drawMean(
  panel: Panel,
  { values, weights, output }: AttentionScene,
  labels: readonly string[],
): void {
  const { canvas, x, y } = panel
  const at = place(panel, output)
  const hull = values.map(([a, b]) => `${x(a)} ${y(b)}`).join('L')
  drawPath(canvas, `M${hull}Z`, { fill: 'var(--prob)', opacity: 0.1 })
  values.forEach((value, k) => {
    const thread = { stroke: 'var(--prob)', width: 0.75 + 7 * weights[k] }
    drawRule(canvas, at, place(panel, value), thread)
    drawValue(panel, value, labels[k])
  })
  drawDot(canvas, at, { fill: 'var(--prob)', radius: 7 })
  drawMath(canvas, [at[0] + 12, at[1] - 10], 'O', {
    bold: true,
    fill: 'var(--prob)',
    size: 'large',
  })
}

function drawValue({ canvas, x, y }: Panel, [a, b]: Point, name: string): void {
  drawDot(canvas, [x(a), y(b)], { fill: 'var(--other)', shape: 'diamond' })
  drawText(canvas, [clampText(x, x(a), 30), y(b) + (b > 0 ? -13 : 24)], name, nameLook)
}

function drawHandles(
  panel: Panel,
  { query, keys }: AttentionScene,
  options: AttentionPlaneOptions,
): void {
  const { canvas, x, y } = panel
  const { labels, drag, dragKeys: input } = options
  keys.forEach((key, k) => {
    const label = `key of the ${labels[k]}`
    const index = [2 * k, 2 * k + 1] as const
    dragPoint(canvas, place(panel, key), { input, index, x, y, label, fill: 'var(--score)' })
  })
  dragPoint(canvas, place(panel, query), { input: drag, x, y, fill: 'var(--accent)' })
}
