import { range, scaleLinear, type ScaleLinear } from 'd3'
import { entmax } from 'accurate-softmax'
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
import { drawDot } from '../marks/draw-dot.ts'
import { drawText } from '../marks/draw-text.ts'
import { formatProbability } from '../marks/format-numbers.ts'
import { drawTernary, ternary, type Ternary } from '../marks/ternary.ts'

export interface EntmaxSimplexOptions extends FigureOptions {
  labels: readonly string[]
  /** Which of the family is shown: 1 is softmax, 2 sparsemax. */
  alpha: number
  /** The input, a point in the plane of the triangle, that is moved by dragging the scores. Default: they cannot be dragged. */
  drag?: string
  /** The input that is moved by dragging α. Default: it cannot be dragged. */
  dragAlpha?: string
}

/** A place in the plane of the triangle, measured as the scores are: a side is √2 long. */
type Place = readonly [number, number]

interface Frame {
  canvas: Canvas
  triangle: Ternary
  x: ScaleLinear<number, number>
  y: ScaleLinear<number, number>
}

const [across, upwards] = [
  [-1.3, 1.3],
  [-0.9, 1.25],
] as const
// Room for the grip of scores at the edge.
const rim = 20
const alphas = [1, 3] as const
const colours = ['var(--c3)', 'var(--c4)', 'var(--c1)']

/**
 * Three scores as a point in the plane of all distributions, where its images under entmax lie: the nearest point of the
 * triangle is sparsemax. Beside it, the probabilities against α.
 */
export function entmaxSimplex(
  z: readonly number[],
  { width, labels, alpha, drag, dragAlpha }: EntmaxSimplexOptions,
): SVGSVGElement {
  const wide = width >= 480
  const side = wide ? Math.round(width * 0.56) : width
  const unit = (side - 2 * rim) / (across[1] - across[0])
  const tall = Math.round(2 * rim + unit * (upwards[1] - upwards[0]))
  const canvas = createCanvas(width, wide ? tall : tall + 226)
  const frame = toFrame(canvas, side, tall)
  drawRegions(frame)
  const p = entmax(z, { alpha })
  drawTernary(canvas, frame.triangle, {
    labels: labels.map((label, k) => `${label} ${format(p[k])}`),
    grid: [],
  })
  drawImages(frame, z, alpha)
  drawScores(frame, z, drag)
  const panel = wide
    ? { left: side + 34, right: width - 58, top: 40, base: tall - 52 }
    : { left: 34, right: width - 58, top: tall + 34, base: tall + 180 }
  drawFamily(canvas, panel, z, { labels, alpha, drag: dragAlpha })
  return toElement(canvas)
}

function toFrame(canvas: Canvas, side: number, tall: number): Frame {
  const [x, y] = [scaleLinear(across, [rim, side - rim]), scaleLinear(upwards, [tall - rim, rim])]
  const triangle = ternary({
    left: x(-Math.SQRT1_2),
    right: x(Math.SQRT1_2),
    base: y(-1 / Math.sqrt(6)),
  })
  return { canvas, triangle, x, y }
}

function toPlace([left, right, top]: readonly number[]): Place {
  return [(right - left) / Math.SQRT2, (2 * top - left - right) / Math.sqrt(6)]
}

/** From each corner at right angles to its sides: past these lines another set of classes is left. */
function drawRegions({ canvas, triangle: { corners }, x, y }: Frame): void {
  corners.forEach((corner, k) =>
    corners.forEach((other, m) => {
      if (k === m) return
      const third = corners[3 - k - m]
      const middle = [(corner[0] + other[0]) / 2, (corner[1] + other[1]) / 2]
      const out = [middle[0] - third[0], middle[1] - third[1]]
      drawRule(canvas, [...corner], leave(corner, out, x.range()[1] + rim, y.range()[0] + rim), {
        stroke: 'var(--line)',
        dash: '3 4',
      })
    }),
  )
}

/** Where a ray from a point inside a box of this size leaves it. */
function leave(
  [x, y]: readonly number[],
  [dx, dy]: number[],
  wide: number,
  tall: number,
): [number, number] {
  const reach = Math.min(
    ...[
      [x, dx, wide],
      [y, dy, tall],
    ].map(([at, step, size]) =>
      Math.abs(step) < 1e-9 ? Infinity : ((step > 0 ? size : 0) - at) / step,
    ),
  )
  return [x + reach * dx, y + reach * dy]
}

/** Softmax, sparsemax, what lies between, and the shortest way from the scores. */
function drawImages(
  { canvas, triangle: { toPoint }, x, y }: Frame,
  z: readonly number[],
  alpha: number,
): void {
  const [a, b] = toPlace(z)
  const [soft, sparse] = [1, 2].map((it) => toPoint(entmax(z, { alpha: it })))
  drawRule(canvas, [x(a), y(b)], sparse, { stroke: 'var(--score)', width: 1.5, dash: '2 3' })
  drawCurve(
    canvas,
    range(1, 3.01, 0.05).map((it) => toPoint(entmax(z, { alpha: it }))),
    { stroke: 'var(--muted)', width: 1.5 },
  )
  drawDot(canvas, soft, { fill: 'var(--prob)' })
  drawDot(canvas, sparse, { fill: 'var(--c6)', shape: 'diamond' })
  const inward = soft[0] < sparse[0] ? 'end' : 'start'
  const shift = inward === 'end' ? -10 : 10
  drawText(canvas, soft[0] + shift, soft[1] + 14, 'softmax', {
    anchor: inward,
    size: fontSize.small,
    weight: 'bold',
    fill: 'var(--prob)',
    halo: true,
  })
  if (Math.hypot(soft[0] - sparse[0], soft[1] - sparse[1]) > 16)
    drawText(canvas, sparse[0] - shift, sparse[1] + 18, 'sparsemax', {
      anchor: inward === 'end' ? 'start' : 'end',
      size: fontSize.small,
      weight: 'bold',
      halo: true,
    })
  const now = toPoint(entmax(z, { alpha }))
  canvas
    .append('circle')
    .attr('cx', now[0])
    .attr('cy', now[1])
    .attr('r', 9)
    .attr('fill', 'none')
    .attr('stroke', 'var(--accent)')
    .attr('stroke-width', 2)
}

const format = (share: number): string =>
  share === 0 || share === 1 ? String(share) : formatProbability(share)

function drawScores(
  { canvas, x, y }: Frame,
  z: readonly number[],
  input: string | undefined,
): void {
  const [a, b] = toPlace(z)
  const at: [number, number] = [x(a), y(b)]
  if (input === undefined) drawDot(canvas, at, { fill: 'var(--score)' })
  else dragHandle(canvas, at, { input, x, y, fill: 'var(--score)' })
  const right = at[0] < x.range()[1] - 20
  drawText(canvas, at[0] + (right ? 19 : -19), at[1] - 8, 'z', {
    italic: true,
    weight: 'bold',
    anchor: right ? 'start' : 'end',
    fill: 'var(--score)',
    size: fontSize.large,
    halo: true,
  })
}

interface Panel {
  left: number
  right: number
  top: number
  base: number
}

/** The probabilities against α. */
function drawFamily(
  canvas: Canvas,
  { left, right, top, base }: Panel,
  z: readonly number[],
  { labels, alpha, drag }: { labels: readonly string[]; alpha: number; drag?: string },
): void {
  const [x, y] = [scaleLinear(alphas, [left, right]), scaleLinear([0, 1], [base, top])]
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
  for (const [tick, text] of [
    [1, '1'],
    [1.5, '1.5'],
    [2, '2'],
    [3, '3'],
  ] as const)
    drawText(canvas, x(tick), base + 17, text, {
      anchor: 'middle',
      size: fontSize.small,
      fill: 'var(--muted)',
    })
  drawText(canvas, (left + right) / 2, base + 34, 'α: 1 softmax, 2 sparsemax', {
    anchor: 'middle',
    size: fontSize.small,
    fill: 'var(--muted)',
  })
  const steps = range(alphas[0], alphas[1] + 0.001, 0.05)
  const shares = steps.map((it) => entmax(z, { alpha: it }))
  colours.forEach((stroke, k) =>
    drawCurve(
      canvas,
      steps.map((it, n) => [x(it), y(shares[n][k])]),
      { stroke, width: 2.5, dash: ['', '7 3', '2 3'][k] },
    ),
  )
  colours.forEach((stroke, k) => {
    const gone = shares.findIndex((p) => p[k] === 0)
    if (gone >= 0)
      canvas
        .append('circle')
        .attr('cx', round(x(steps[gone])))
        .attr('cy', base)
        .attr('r', 4)
        .attr('fill', 'var(--paper)')
        .attr('stroke', stroke)
        .attr('stroke-width', 2)
  })
  placeLabels(shares[shares.length - 1], y).forEach((at, k) =>
    drawText(canvas, right + 18, at, labels[k], { size: fontSize.small, weight: 'bold' }),
  )
  if (drag !== undefined)
    dragHandle(canvas, [x(alpha), base], { input: drag, x, rule: [base - top, 0] })
  else drawRule(canvas, [x(alpha), base], [x(alpha), top], { stroke: 'var(--accent)', width: 2 })
  drawText(
    canvas,
    Math.min(right - 24, Math.max(left + 24, x(alpha))),
    top - 12,
    `α = ${alpha.toFixed(2)}`,
    { anchor: 'middle', weight: 'bold' },
  )
}

/** At the end of each curve, and at least a line apart. */
function placeLabels(p: readonly number[], y: ScaleLinear<number, number>): number[] {
  const places = p.map((share) => y(share) + 4)
  const upwards = p.map((_, k) => k).sort((a, b) => p[a] - p[b])
  upwards.forEach((k, n) => {
    if (n > 0) places[k] = Math.min(places[k], places[upwards[n - 1]] - 14)
  })
  return places
}
