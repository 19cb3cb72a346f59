import { range, scaleLinear } from 'd3'
import { entmax } from 'accurate-softmax'
import {
  type Canvas,
  createCanvas,
  dragHandle,
  dragPoint,
  drawCircle,
  drawRule,
  type FigureOptions,
  type Point,
  toElement,
} from '@cellgraph/notebook/figure'
import { drawCurve } from '../marks/draw-curve.ts'
import { drawDot } from '../marks/draw-dot.ts'
import { drawScale } from '../marks/draw-scale.ts'
import { drawText } from '../marks/draw-text.ts'
import { formatShare } from '../marks/format-numbers.ts'
import { isNarrow } from '../marks/is-narrow.ts'
import { clamp, place, type Panel } from '../marks/panel.ts'
import { spreadLabels } from '../marks/spread-labels.ts'
import { drawTernary, ternary, type Ternary } from '../marks/ternary.ts'

export interface EntmaxSimplexOptions extends FigureOptions {
  labels: readonly string[]
  /** The member of the family: 1 is softmax, 2 is sparsemax. */
  alpha: number
  /**
   * The input, a point in the plane of the triangle, that is moved by dragging the scores. Default:
   * they cannot be dragged.
   */
  drag?: string
  /** The input that is moved by dragging α. Default: it cannot be dragged. */
  dragAlpha?: string
}

/** The triangle in the plane of three scores, in their units: a side has length √2. */
interface Plane extends Panel {
  triangle: Ternary
}

const [across, upwards] = [
  [-1.3, 1.3],
  [-0.9, 1.25],
] as const
// Room for the grip of scores at the edge.
const rim = 20
const alphas = [1, 3] as const
const dashes = [undefined, '7 3', '2 3']

/**
 * Draws three scores as a point in the plane of all distributions, with its images under entmax:
 * sparsemax is the nearest point of the triangle. Beside it, the probabilities against α.
 */
export function entmaxSimplex(z: readonly number[], options: EntmaxSimplexOptions): SVGSVGElement {
  const { labels, alpha, drag } = options
  const { plane, family } = toPanels(options.width)
  const { canvas } = plane
  drawRegions(plane)
  const p = entmax(z, { alpha })
  const corners = labels.map((label, k) => `${label} ${formatShare(p[k])}`)
  drawTernary(canvas, plane.triangle, { labels: corners })
  drawImages(plane, z, alpha)
  drawScores(plane, z, drag)
  drawFamily(family, z, labels)
  drawAlpha(family, options)
  return toElement(canvas)
}

function toPanels(width: number): { plane: Plane; family: Panel } {
  const narrow = isNarrow(width)
  const side = narrow ? width : Math.round(width * 0.56)
  const unit = (side - 2 * rim) / (across[1] - across[0])
  const tall = Math.round(2 * rim + unit * (upwards[1] - upwards[0]))
  const canvas = createCanvas(width, narrow ? tall + 226 : tall)
  const [left, top, base] = narrow ? [34, tall + 34, tall + 180] : [side + 34, 40, tall - 52]
  const [x, y] = [scaleLinear(alphas, [left, width - 58]), scaleLinear([0, 1], [base, top])]
  return { plane: toPlane(canvas, side, tall), family: { canvas, x, y } }
}

function toPlane(canvas: Canvas, side: number, tall: number): Plane {
  const [x, y] = [scaleLinear(across, [rim, side - rim]), scaleLinear(upwards, [tall - rim, rim])]
  const [left, right] = [x(-Math.SQRT1_2), x(Math.SQRT1_2)]
  return { canvas, x, y, triangle: ternary({ left, right, base: y(-1 / Math.sqrt(6)) }) }
}

function toPair([left, right, top]: readonly number[]): Point {
  return [(right - left) / Math.SQRT2, (2 * top - left - right) / Math.sqrt(6)]
}

/**
 * Draws rays from each corner at right angles to its sides. They divide the plane into regions by
 * the support of sparsemax.
 */
function drawRegions({ canvas, triangle: { corners }, x, y }: Plane): void {
  const size = [x.range()[1] + rim, y.range()[0] + rim] as const
  for (const [k, m] of [
    [0, 1],
    [0, 2],
    [1, 0],
    [1, 2],
    [2, 0],
    [2, 1],
  ]) {
    const [corner, other, third] = [corners[k], corners[m], corners[3 - k - m]]
    const out = [
      (corner[0] + other[0]) / 2 - third[0],
      (corner[1] + other[1]) / 2 - third[1],
    ] as const
    drawRule(canvas, corner, leave(corner, out, size), { dash: '3 4' })
  }
}

/** The point where a ray from inside a box of this size leaves it. */
function leave(from: Point, step: Point, size: Point): Point {
  const reaches = ([0, 1] as const).map((axis) => {
    const end = step[axis] > 0 ? size[axis] : 0
    return Math.abs(step[axis]) < 1e-9 ? Infinity : (end - from[axis]) / step[axis]
  })
  const reach = Math.min(...reaches)
  return [from[0] + reach * step[0], from[1] + reach * step[1]]
}

/** Draws softmax, sparsemax, the curve of entmax between them, and the projection of the scores. */
function drawImages(plane: Plane, z: readonly number[], alpha: number): void {
  const { canvas, triangle } = plane
  const imageAt = (it: number): Point => triangle.toPoint(entmax(z, { alpha: it }))
  const [soft, sparse] = [imageAt(1), imageAt(2)]
  drawRule(canvas, place(plane, toPair(z)), sparse, {
    stroke: 'var(--score)',
    width: 1.5,
    dash: '2 3',
  })
  drawCurve(canvas, range(1, 3.01, 0.05).map(imageAt), { stroke: 'var(--ink)', width: 2.5 })
  drawDot(canvas, soft, { fill: 'var(--prob)' })
  drawDot(canvas, sparse, { fill: 'var(--prob)', shape: 'diamond' })
  nameImages(plane, soft, sparse)
  drawCircle(canvas, imageAt(alpha), { radius: 9, fill: 'none', stroke: 'var(--accent)', width: 2 })
}

function nameImages({ canvas, x }: Plane, soft: Point, sparse: Point): void {
  const look = { size: 'small', bold: true, halo: true } as const
  const [softEnd, sparseEnd] =
    soft[0] < sparse[0] ? (['end', 'start'] as const) : (['start', 'end'] as const)
  const shift = softEnd === 'end' ? -10 : 10
  const softLook = { ...look, anchor: softEnd, fill: 'var(--prob)' }
  drawText(canvas, [soft[0] + shift, soft[1] + 14], 'softmax', softLook)
  if (Math.hypot(soft[0] - sparse[0], soft[1] - sparse[1]) <= 16) return
  // Beside the edge, along which the curve goes on, and not over it; at a corner, within the figure.
  const [left, right] = x.range()
  const at = clamp(sparse[0] - 1.4 * shift, [left + 56, right - 56])
  drawText(canvas, [at, sparse[1] + 10], 'sparsemax', { ...look, anchor: sparseEnd })
}

function drawScores(plane: Plane, z: readonly number[], input: string | undefined): void {
  const { canvas, x, y } = plane
  const at = place(plane, toPair(z))
  dragPoint(canvas, at, { input, x, y, fill: 'var(--score)' })
  const right = at[0] < x.range()[1] - 20
  const look = {
    italic: true,
    bold: true,
    fill: 'var(--score)',
    size: 'large',
    halo: true,
  } as const
  const anchor = right ? 'start' : 'end'
  drawText(canvas, [at[0] + (right ? 19 : -19), at[1] - 8], 'z', { ...look, anchor })
}

/** The probabilities against α. */
function drawFamily(panel: Panel, z: readonly number[], labels: readonly string[]): void {
  const { canvas, x, y } = panel
  drawScale(panel, { side: 'left', ticks: [0, 0.5, 1] })
  const title = 'α: 1 softmax, 2 sparsemax'
  drawScale(panel, {
    side: 'bottom',
    ticks: [1, 1.5, 2, 3],
    title,
    titleGap: 34,
    titleSize: 'small',
  })
  const steps = range(alphas[0], alphas[1] + 0.001, 0.05)
  const shares = steps.map((alpha) => entmax(z, { alpha }))
  dashes.forEach((dash, k) => {
    const points = steps.map((alpha, n): Point => [x(alpha), y(shares[n][k])])
    drawCurve(canvas, points, { stroke: 'var(--prob)', width: 2.5, dash })
  })
  for (const k of dashes.keys()) {
    const gone = steps.find((_, n) => shares[n][k] === 0)
    if (gone !== undefined) drawEnd(panel, gone)
  }
  nameCurves(panel, shares[shares.length - 1], labels)
}

function nameCurves(
  { canvas, x, y }: Panel,
  p: readonly number[],
  labels: readonly string[],
): void {
  const left = x.range()[1] + 18
  const [base, top] = y.range()
  spreadLabels(p.map(y), 14, top, base).forEach((at, k) => {
    drawText(canvas, [left, at + 4], labels[k], { size: 'small', bold: true })
  })
}

/** Marks the α at which a probability becomes zero. */
function drawEnd(panel: Panel, alpha: number): void {
  const look = { radius: 4, fill: 'var(--paper)', stroke: 'var(--prob)', width: 2 }
  drawCircle(panel.canvas, place(panel, [alpha, 0]), look)
}

function drawAlpha(
  { canvas, x, y }: Panel,
  { alpha, dragAlpha: input }: EntmaxSimplexOptions,
): void {
  const [base, top] = y.range()
  const [left, right] = x.range()
  const at = x(alpha)
  if (input !== undefined) dragHandle(canvas, [at, base], { input, x, rule: [base - top, 0] })
  else drawRule(canvas, [at, base], [at, top], { stroke: 'var(--accent)', width: 2 })
  const look = { anchor: 'middle', bold: true } as const
  drawText(canvas, [clamp(at, [left + 24, right - 24]), top - 12], `α = ${alpha.toFixed(2)}`, look)
}
