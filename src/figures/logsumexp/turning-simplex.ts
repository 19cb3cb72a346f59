import { range } from 'd3'
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
import { toPath } from '../marks/draw-curve.ts'
import { drawLevels } from '../marks/draw-levels.ts'
import { drawText } from '../marks/draw-text.ts'
import { formatProbability } from '../marks/format-numbers.ts'
import { drawTernary, ternary, type Ternary } from '../marks/ternary.ts'

export interface TurningSimplexOptions extends FigureOptions {
  labels: readonly string[]
  /** The `<Simplex>` that a reader moves by dragging. Default: it cannot be dragged. */
  drag?: string
}

type Shares = readonly number[]

/** The nudge of the scores whose answers are drawn, as a length. */
const nudge = 0.5

/** What softmax makes of nudges in every direction: an ellipse round the point, which never leaves the circle of half the nudge. */
export function turningSimplex(
  p: Shares,
  { width, labels, drag }: TurningSimplexOptions,
): SVGSVGElement {
  const side = Math.min(width - 84, 400)
  const left = (width - side) / 2
  const base = 76 + (side * Math.sqrt(3)) / 2
  const canvas = createCanvas(width, Math.round(base + 76))
  const triangle = ternary({ left, right: left + side, base })
  for (const level of [0.1, 0.2, 0.3, 0.4])
    drawLevels(canvas, triangle, {
      of: greatestRate,
      level,
      stroke: 'var(--muted)',
      width: 0.5 + 3 * level,
    })
  drawTernary(canvas, triangle, {
    labels: labels.map(
      (label, i) => `${label} ${p[i] === 0 || p[i] === 1 ? p[i] : formatProbability(p[i])}`,
    ),
    grid: [],
  })
  drawNames(canvas, triangle)
  drawRound(canvas, triangle, p, (u) => u.map((part) => part / 2), {
    fill: 'none',
    stroke: 'var(--muted)',
    dash: '4 3',
  })
  drawRound(canvas, triangle, p, (u) => turn(p, u), { fill: 'var(--prob)', stroke: 'var(--prob)' })
  drawFastest(canvas, triangle, p, width)
  const at = triangle.toPoint(p)
  if (drag === undefined)
    canvas.append('circle').attr('cx', round(at[0])).attr('cy', round(at[1])).attr('r', 4)
  else dragHandle(canvas, at, { input: drag, corners: triangle.corners, fill: 'var(--ink)' })
  return toElement(canvas)
}

/**
 * The greatest eigenvalue of diag(p) − p pᵀ for three shares. One of the three is 0; the others have the trace for their sum,
 * and for their product the sum of the principal minors, which is 3 p₁ p₂ p₃.
 */
function greatestRate([a, b, c]: Shares): number {
  const trace = 1 - a * a - b * b - c * c
  return (trace + Math.sqrt(Math.max(0, trace * trace - 12 * a * b * c))) / 2
}

/** How the shares answer a nudge u of the scores: u less its mean under p, times p. */
function turn(p: Shares, u: Shares): number[] {
  const mean = p.reduce((sum, share, i) => sum + share * u[i], 0)
  return p.map((share, i) => share * (u[i] - mean))
}

/** A direction of length 1 in which the scores keep their sum. */
function toDirection(angle: number): number[] {
  const [a, b] = [Math.cos(angle) / Math.SQRT2, Math.sin(angle) / Math.sqrt(6)]
  return [a + b, b - a, -2 * b]
}

const move = (p: Shares, by: Shares): number[] => p.map((share, i) => share + nudge * by[i])

function drawRound(
  canvas: Canvas,
  { toPoint }: Ternary,
  p: Shares,
  answer: (u: Shares) => number[],
  { fill, stroke, dash }: { fill: string; stroke: string; dash?: string },
): void {
  const points = range(0, 64).map((k) => toPoint(move(p, answer(toDirection((k * Math.PI) / 32)))))
  const mark = canvas
    .append('path')
    .attr('d', `${toPath(points)}z`)
    .attr('fill', fill)
    .attr('fill-opacity', 0.25)
    .attr('stroke', stroke)
    .attr('stroke-width', 1.5)
  if (dash) mark.attr('stroke-dasharray', dash)
}

/** The levels' names along the left side, where the rate for a share q is 2q(1 − q). */
function drawNames(canvas: Canvas, { toPoint, corners }: Ternary): void {
  for (const level of [0.1, 0.2, 0.3, 0.4]) {
    const share = (1 - Math.sqrt(1 - 2 * level)) / 2
    const [x, y] = toPoint([share, 0, 1 - share])
    drawText(canvas, x - 7, y + 1, String(level), {
      anchor: 'end',
      size: fontSize.small,
      fill: 'var(--muted)',
    })
  }
  for (const k of [0, 1, 2]) {
    const [x, y] = toPoint([0, 1, 2].map((i) => (i === k ? 0 : 0.5)))
    canvas
      .append('circle')
      .attr('cx', round(x))
      .attr('cy', round(y))
      .attr('r', 3.5)
      .attr('fill', 'var(--warn)')
  }
  const [x, y] = [(corners[0][0] + corners[2][0]) / 2, (corners[0][1] + corners[2][1]) / 2]
  drawText(canvas, x - 9, y + 1, '½', {
    anchor: 'end',
    size: fontSize.large,
    weight: 'bold',
    fill: 'var(--warn)',
  })
}

/** The long axis, and the eigenvalue that is half of its length in nudges. */
function drawFastest(
  canvas: Canvas,
  { toPoint, corners }: Ternary,
  p: Shares,
  width: number,
): void {
  const rate = greatestRate(p)
  const answers = range(0, 180).map((k) => turn(p, toDirection((k * Math.PI) / 180)))
  const size = (answer: Shares): number => Math.hypot(...answer)
  const longest = answers.reduce((best, answer) => (size(answer) > size(best) ? answer : best))
  drawRule(
    canvas,
    toPoint(move(p, longest)),
    toPoint(
      move(
        p,
        longest.map((part) => -part),
      ),
    ),
    { stroke: 'var(--prob)', width: 2.5 },
  )
  drawText(canvas, width - 6, corners[2][1] + 16, `rate ${rate.toFixed(3)}`, {
    anchor: 'end',
    weight: 'bold',
    fill: 'var(--prob)',
  })
  drawText(canvas, width - 6, corners[2][1] + 33, 'of at most ½', {
    anchor: 'end',
    size: fontSize.small,
    fill: 'var(--muted)',
  })
}
