import { scaleLinear } from 'd3'
import { crossEntropy, entropy, softmax } from 'accurate-softmax'
import {
  createCanvas,
  dragPoint,
  drawCircle,
  drawRule,
  type FigureOptions,
  type Point,
  toElement,
} from '@cellgraph/notebook/figure'
import { drawContour } from '../marks/draw-contour.ts'
import { drawCurve, toPath } from '../marks/draw-curve.ts'
import { drawDot } from '../marks/draw-dot.ts'
import { drawPath } from '../marks/draw-path.ts'
import { drawPlaneScales } from '../marks/draw-scale.ts'
import { mapScores } from '../marks/draw-score-map.ts'
import { drawText } from '../marks/draw-text.ts'
import { isNarrow } from '../marks/is-narrow.ts'
import { clamp, place, type LinearScale, type Panel } from '../marks/panel.ts'
import { drawTernary, ternary, type Ternary } from '../marks/ternary.ts'

export interface LossLandscapeOptions extends FigureOptions {
  labels: readonly [string, string, string]
  /** The `<Point>` that is moved by dragging. Default: it cannot be dragged. */
  drag?: string
}

const [reach, cells] = [5, 60]
/** Where the plane begins: a handle on its upper edge leaves the line above it free. */
const top = 34
/** Levels of the contours, in nats above the minimum. */
const levels = [0.05, 0.2, 0.5, 1, 2, 3, 4, 5, 6, 8]

interface Landscape extends Panel {
  triangle: Ternary
  /** The label. */
  q: readonly number[]
  labels: readonly string[]
}

/**
 * Draws contours of cross-entropy with a label of three classes: over two scores, the third being
 * 0, and over the probabilities that softmax makes of them. The levels are the same in both.
 * @param z the first two scores
 * @param q the label: three shares of one whole, one-hot or soft
 */
export function lossLandscape(
  z: Point,
  q: readonly number[],
  options: LossLandscapeOptions,
): SVGSVGElement {
  const landscape = toLandscape(q, options)
  const { canvas, x, y } = landscape
  drawHollows(landscape)
  drawPlaneFrame(landscape)
  drawProbabilities(landscape)
  drawBottom(landscape)
  drawPoint(landscape, softmax([...z, 0]), crossEntropy([...z, 0], q))
  dragPoint(canvas, place(landscape, z), { input: options.drag, x, y, fill: 'var(--score)' })
  return toElement(canvas)
}

function toLandscape(q: readonly number[], { width, labels }: LossLandscapeOptions): Landscape {
  const narrow = isNarrow(width)
  const side = narrow ? width - 58 : Math.min(0.46 * width - 36, 360)
  const left = narrow ? 44 : width - side - 28
  const base = narrow ? 2 * side + 84 : side + top
  return {
    canvas: createCanvas(width, Math.round(narrow ? 2 * side + 116 : side + 76)),
    x: scaleLinear([-reach, reach], [36, 36 + side]),
    y: scaleLinear([-reach, reach], [top + side, top]),
    triangle: ternary({ left, right: left + side - 8, base }),
    q,
    labels,
  }
}

/** Fills the regions below each level: deeper colours are lower. */
function drawHollows(landscape: Landscape): void {
  const { canvas, q } = landscape
  const of = (a: number, b: number): number => crossEntropy([a, b, 0], q)
  const { outlinesOf } = mapScores({ reach, cells, of })
  const toInside = (pair: Point): Point => [
    clamp(pair[0], [-reach, reach]),
    clamp(pair[1], [-reach, reach]),
  ]
  for (const level of levels) {
    const outlines = outlinesOf(entropy(q) + level)
    const points = outlines.map((outline) =>
      outline.map((pair) => place(landscape, toInside(pair))),
    )
    const d = points.map((outline) => `${toPath(outline)}z`).join('')
    if (d) drawPath(canvas, d, { fill: 'var(--score)', opacity: 0.06 })
    const look = { stroke: 'var(--score)', width: level === 1 ? 2.5 : 0.8 }
    for (const piece of points.flatMap((outline) => cutAtEdges(outline, landscape)))
      drawCurve(canvas, piece, look)
  }
}

/** The pieces of an outline that do not run along the plane's edges. */
function cutAtEdges(points: readonly Point[], { x, y }: Panel): Point[][] {
  const isEdge = (coordinate: number, scale: LinearScale): boolean =>
    scale.range().includes(coordinate)
  const runsAlong = ([x1, y1]: Point, [x2, y2]: Point): boolean =>
    (x1 === x2 && isEdge(x1, x)) || (y1 === y2 && isEdge(y1, y))
  const pieces: Point[][] = [[]]
  points.forEach((point, i) => {
    if (i > 0 && runsAlong(points[i - 1], point)) pieces.push([])
    pieces[pieces.length - 1].push(point)
  })
  return pieces.filter((piece) => piece.length > 1)
}

function drawPlaneFrame(landscape: Landscape): void {
  const { canvas, x, y, labels } = landscape
  drawRegions(landscape)
  drawPlaneScales(landscape, { ticks: [-4, -2, 0, 2, 4] })
  const look = { anchor: 'middle', fill: 'var(--score)' } as const
  drawText(canvas, [x(0), y(-reach) + 37], `score of the ${labels[0]} →`, look)
  drawText(canvas, [4, 14], `↑ score of the ${labels[1]}`, { fill: 'var(--score)' })
}

/**
 * Draws the lines on which the two greatest scores are equal. Between them one class leads, and the
 * loss is nearly linear.
 */
function drawRegions(landscape: Landscape): void {
  const { canvas, labels } = landscape
  const origin = place(landscape, [0, 0])
  for (const end of [
    [reach, reach],
    [0, -reach],
    [-reach, 0],
  ] as const) {
    drawRule(canvas, origin, place(landscape, end), { stroke: 'var(--muted)', dash: '4 4' })
  }
  const leads = [
    [0.5, -0.86],
    [-0.5, 0.72],
    [-0.5, -0.86],
  ] as const
  const look = { anchor: 'middle', size: 'small', fill: 'var(--muted)', halo: true } as const
  leads.forEach(([a, b], i) => {
    drawText(canvas, place(landscape, [a * reach, b * reach]), `${labels[i]} leads`, look)
  })
}

/** Draws the same levels over the probabilities. */
function drawProbabilities({ canvas, triangle, q, labels }: Landscape): void {
  const [left, , top] = triangle.corners
  drawText(canvas, [left[0], top[1] - 14], 'over the', { fill: 'var(--prob)' })
  drawText(canvas, [left[0], top[1] + 3], 'probabilities', { fill: 'var(--prob)' })
  drawTernary(canvas, triangle, { labels })
  // A class whose label is 0 adds nothing, even at probability 0.
  const of = (p: readonly number[]): number =>
    q.reduce((sum, share, i) => (share === 0 ? sum : sum + share * Math.log(p[i])), 0)
  const floor = entropy(q)
  for (const level of levels) {
    const look = level === 1 ? { stroke: 'var(--prob)', width: 2 } : { stroke: 'var(--muted)' }
    drawContour(canvas, triangle, { of, peak: q, level: -floor - level, ...look })
  }
}

/** Marks the minimum. Among the scores there is one only if no share of the label is 0. */
function drawBottom(landscape: Landscape): void {
  const { canvas, triangle, q } = landscape
  const look = { radius: 4.5, fill: 'var(--paper)', stroke: 'var(--ink)', width: 2 }
  drawCircle(canvas, triangle.toPoint(q), look)
  if (q.some((share) => share === 0)) return
  const [x, y] = place(landscape, [Math.log(q[0] / q[2]), Math.log(q[1] / q[2])])
  drawCircle(canvas, [x, y], look)
  // Below it: at its side there is no room on a phone.
  const text = `minimum ${entropy(q).toFixed(3)}`
  drawText(canvas, [x, y + 21], text, { anchor: 'middle', halo: true })
}

/** Writes the loss above the plane, and marks the probabilities of the point. */
function drawPoint({ canvas, x, triangle }: Landscape, p: readonly number[], loss: number): void {
  const look = { anchor: 'end', bold: true, fill: 'var(--warn)' } as const
  drawText(canvas, [x(reach), 14], `L = ${loss.toFixed(3)}`, look)
  drawDot(canvas, triangle.toPoint(p), { fill: 'var(--prob)' })
}
