import { contours, range, scaleLinear, type ScaleLinear } from 'd3'
import { crossEntropy, entropy, softmax } from 'accurate-softmax'
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
import { drawContour } from '../marks/draw-contour.ts'
import { drawCurve, toPath } from '../marks/draw-curve.ts'
import { drawDot } from '../marks/draw-dot.ts'
import { drawText } from '../marks/draw-text.ts'
import { drawTernary, ternary, type Ternary } from '../marks/ternary.ts'

export interface LossLandscapeOptions extends FigureOptions {
  labels: readonly [string, string, string]
  /** The `<Point>` that is moved by dragging. Default: it stands still. */
  drag?: string
}

interface Plane {
  canvas: Canvas
  x: ScaleLinear<number, number>
  y: ScaleLinear<number, number>
}

const reach = 5
const cells = 60
/** Contours, in nats above the least that there is. */
const levels = [0.05, 0.2, 0.5, 1, 2, 3, 4, 5, 6, 8]

/**
 * Cross-entropy with a label of three classes as a landscape: over two scores, the third held at 0, and over the
 * probabilities that softmax makes of them. Contours of one level belong together.
 * @param z the first two scores
 * @param q the label: three shares of one whole, one-hot or soft
 */
export function lossLandscape(
  z: readonly [number, number],
  q: readonly number[],
  { width, labels, drag }: LossLandscapeOptions,
): SVGSVGElement {
  const narrow = width < 480
  const side = narrow ? width - 58 : Math.min(0.46 * width - 36, 360)
  const canvas = createCanvas(width, Math.round(narrow ? 2 * side + 106 : side + 66))
  const plane: Plane = {
    canvas,
    x: scaleLinear([-reach, reach], [36, 36 + side]),
    y: scaleLinear([-reach, reach], [24 + side, 24]),
  }
  const left = narrow ? 44 : width - side - 28
  const triangle = ternary({
    left,
    right: left + side - 8,
    base: narrow ? 2 * side + 74 : side + 24,
  })
  const floor = entropy(q)
  drawPlane(plane, q, floor, labels)
  drawProbabilities(canvas, triangle, q, labels)
  drawBottom(plane, triangle, q, floor)
  drawPoint(plane, triangle, softmax([...z, 0]), crossEntropy([...z, 0], q))
  const at: [number, number] = [plane.x(z[0]), plane.y(z[1])]
  if (drag === undefined) drawDot(canvas, at, { fill: 'var(--score)' })
  else dragHandle(canvas, at, { input: drag, x: plane.x, y: plane.y, fill: 'var(--score)' })
  return toElement(canvas)
}

/** The deeper the colour, the lower the loss. */
function drawPlane(
  plane: Plane,
  q: readonly number[],
  floor: number,
  labels: readonly string[],
): void {
  const { canvas, x, y } = plane
  const places = range(cells + 1).map((i) => -reach + (2 * reach * i) / cells)
  const gains = places.flatMap((b) => places.map((a) => -crossEntropy([a, b, 0], q)))
  const toScore = (index: number): number =>
    Math.min(reach, Math.max(-reach, -reach + (2 * reach * (index - 0.5)) / cells))
  const contour = contours().size([cells + 1, cells + 1])
  for (const level of levels) {
    const outlines = contour
      .contour(gains, -floor - level)
      .coordinates.flat()
      .map((corners) =>
        corners.map(([column, row]): [number, number] => [x(toScore(column)), y(toScore(row))]),
      )
    const d = outlines.map((points) => `${toPath(points)}z`).join('')
    if (d)
      canvas.append('path').attr('d', d).attr('fill', 'var(--score)').attr('fill-opacity', 0.06)
    for (const piece of outlines.flatMap((points) => cutAtEdges(points, plane)))
      drawCurve(canvas, piece, { stroke: 'var(--score)', width: level === 1 ? 2.5 : 0.8 })
  }
  drawPlaneFrame(plane, labels)
}

/** The pieces of an outline that do not run along the plane's edges. */
function cutAtEdges(points: readonly [number, number][], { x, y }: Plane): [number, number][][] {
  const edges = [x(-reach), x(reach), y(-reach), y(reach)]
  const runsAlong = ([x1, y1]: [number, number], [x2, y2]: [number, number]): boolean =>
    (x1 === x2 && edges.slice(0, 2).includes(x1)) || (y1 === y2 && edges.slice(2).includes(y1))
  const pieces: [number, number][][] = [[]]
  points.forEach((point, i) => {
    if (i > 0 && runsAlong(points[i - 1], point)) pieces.push([])
    pieces[pieces.length - 1].push(point)
  })
  return pieces.filter((piece) => piece.length > 1)
}

function drawPlaneFrame({ canvas, x, y }: Plane, labels: readonly string[]): void {
  // Where two lead together: between these lines one class leads, and the loss is nearly a plane.
  for (const [a, b] of [
    [reach, reach],
    [0, -reach],
    [-reach, 0],
  ])
    drawRule(canvas, [x(0), y(0)], [x(a), y(b)], { stroke: 'var(--muted)', dash: '4 4' })
  const leads: [number, number][] = [
    [0.5 * reach, -0.86 * reach],
    [-0.5 * reach, 0.72 * reach],
    [-0.5 * reach, -0.86 * reach],
  ]
  leads.forEach(([a, b], i) =>
    drawText(canvas, x(a), y(b), `${labels[i]} leads`, {
      anchor: 'middle',
      size: fontSize.small,
      fill: 'var(--muted)',
      halo: true,
    }),
  )
  for (const tick of [-4, -2, 0, 2, 4]) {
    const text = String(tick).replace('-', '−')
    drawText(canvas, x(tick), y(-reach) + 16, text, {
      anchor: 'middle',
      size: fontSize.small,
      fill: 'var(--muted)',
    })
    drawText(canvas, x(-reach) - 6, y(tick) + 4, text, {
      anchor: 'end',
      size: fontSize.small,
      fill: 'var(--muted)',
    })
  }
  drawText(canvas, x(0), y(-reach) + 34, `score of the ${labels[0]} →`, {
    anchor: 'middle',
    fill: 'var(--score)',
  })
  drawText(canvas, 4, 14, `↑ score of the ${labels[1]}`, { fill: 'var(--score)' })
}

/** The same levels over the probabilities. */
function drawProbabilities(
  canvas: Canvas,
  triangle: Ternary,
  q: readonly number[],
  labels: readonly string[],
): void {
  const [left, , top] = triangle.corners
  drawText(canvas, left[0], top[1] - 14, 'over the', { fill: 'var(--prob)' })
  drawText(canvas, left[0], top[1] + 3, 'probabilities', { fill: 'var(--prob)' })
  drawTernary(canvas, triangle, { labels, grid: [] })
  // A class whose label is 0 counts for nothing, at probability 0 too.
  const of = (p: readonly number[]): number =>
    q.reduce((sum, share, i) => (share === 0 ? sum : sum + share * Math.log(p[i])), 0)
  for (const level of levels)
    drawContour(canvas, triangle, {
      of,
      peak: q,
      level: -entropy(q) - level,
      stroke: level === 1 ? 'var(--prob)' : 'var(--muted)',
      width: level === 1 ? 2 : 1,
    })
}

/** The lowest point: a label with a share for everyone has one among the scores. */
function drawBottom(
  { canvas, x, y }: Plane,
  triangle: Ternary,
  q: readonly number[],
  floor: number,
): void {
  const [px, py] = triangle.toPoint(q)
  drawRing(canvas, [px, py])
  if (q.some((share) => share === 0)) return
  const at: [number, number] = [x(Math.log(q[0] / q[2])), y(Math.log(q[1] / q[2]))]
  drawRing(canvas, at)
  drawText(canvas, at[0] + 12, at[1] - 9, `least ${floor.toFixed(3)}`, { halo: true })
}

function drawRing(canvas: Canvas, [x, y]: readonly [number, number]): void {
  canvas
    .append('circle')
    .attr('cx', round(x))
    .attr('cy', round(y))
    .attr('r', 4.5)
    .attr('fill', 'var(--paper)')
    .attr('stroke', 'var(--ink)')
    .attr('stroke-width', 2)
}

/** The loss in numbers above the plane, and where softmax takes the point. */
function drawPoint(
  { canvas, x }: Plane,
  triangle: Ternary,
  p: readonly number[],
  loss: number,
): void {
  drawText(canvas, x(reach), 14, `L = ${loss.toFixed(3)}`, {
    anchor: 'end',
    weight: 'bold',
    fill: 'var(--warn)',
  })
  drawDot(canvas, triangle.toPoint(p), { fill: 'var(--prob)' })
}
