import { range } from 'd3'
import {
  type Canvas,
  createCanvas,
  dragPoint,
  drawCircle,
  drawRule,
  type FigureOptions,
  type Point,
  toElement,
} from '@cellgraph/notebook/figure'
import { drawArea } from '../marks/draw-area.ts'
import { drawLevels } from '../marks/draw-levels.ts'
import { drawNote } from '../marks/draw-note.ts'
import type { PathOptions } from '../marks/draw-path.ts'
import { drawText } from '../marks/draw-text.ts'
import { formatShare } from '../marks/format-numbers.ts'
import { centredTernary, drawTernary, type Ternary } from '../marks/ternary.ts'

export interface TurningSimplexOptions extends FigureOptions {
  labels: readonly string[]
  /** The `<Simplex>` that a reader moves by dragging. Default: it cannot be dragged. */
  drag?: string
}

type Shares = readonly number[]

/** The length of the changes of the scores that are drawn. */
const nudge = 0.5
const levels = [0.1, 0.2, 0.3, 0.4]

/**
 * Draws the changes of softmax for changes of the scores in every direction: an ellipse around the
 * point, within the circle of half the length.
 */
export function turningSimplex(p: Shares, options: TurningSimplexOptions): SVGSVGElement {
  const { width, drag } = options
  const triangle = centredTernary(width, { margin: 42, largest: 400, top: 76 })
  const canvas = createCanvas(width, Math.round(triangle.base + 76))
  drawRound(
    canvas,
    toRound(triangle, p, (u) => u.map((part) => part / 2)),
    { stroke: 'var(--muted)', dash: '4 3' },
  )
  drawTriangle(canvas, triangle, p, options)
  drawRound(
    canvas,
    toRound(triangle, p, (u) => turn(p, u)),
    { fill: 'var(--prob)', stroke: 'var(--prob)' },
  )
  drawFastest(canvas, triangle, p)
  drawRate(canvas, triangle, p, width)
  const look = { fill: 'var(--ink)', still: { radius: 4, fill: 'var(--ink)' } }
  dragPoint(canvas, triangle.toPoint(p), { input: drag, corners: triangle.corners, ...look })
  return toElement(canvas)
}

/** Draws the triangle with labelled contours of the greatest rate. */
function drawTriangle(
  canvas: Canvas,
  triangle: Ternary,
  p: Shares,
  { labels }: TurningSimplexOptions,
): void {
  for (const level of levels) {
    const look = { stroke: 'var(--muted)', width: 0.5 + 3 * level }
    drawLevels(canvas, triangle, { of: greatestRate, level, ...look })
  }
  drawTernary(canvas, triangle, {
    labels: labels.map((label, i) => `${label} ${formatShare(p[i])}`),
  })
  nameLevels(canvas, triangle)
  markHalves(canvas, triangle)
}

/**
 * The greatest eigenvalue of diag(p) − p pᵀ for three shares. One of the three is 0; the others
 * have the trace for their sum, and for their product the sum of the principal minors, which is 3
 * p₁ p₂ p₃.
 */
function greatestRate([a, b, c]: Shares): number {
  const trace = 1 - a * a - b * b - c * c
  return (trace + Math.sqrt(Math.max(0, trace * trace - 12 * a * b * c))) / 2
}

/** The derivative of softmax in a direction u of the scores: p times u less its mean under p. */
function turn(p: Shares, u: Shares): number[] {
  const mean = p.reduce((sum, share, i) => sum + share * u[i], 0)
  return p.map((share, i) => share * (u[i] - mean))
}

/** A unit vector that does not change the sum of the scores. */
function toDirection(angle: number): number[] {
  const [a, b] = [Math.cos(angle) / Math.SQRT2, Math.sin(angle) / Math.sqrt(6)]
  return [a + b, b - a, -2 * b]
}

const move = (p: Shares, by: Shares): number[] => p.map((share, i) => share + nudge * by[i])

/** The ends of the changes in all directions. */
function toRound({ toPoint }: Ternary, p: Shares, answer: (u: Shares) => number[]): Point[] {
  const directions = range(0, 64).map((k) => toDirection((k * Math.PI) / 32))
  return directions.map((direction) => toPoint(move(p, answer(direction))))
}

function drawRound(canvas: Canvas, points: readonly Point[], look: PathOptions): void {
  drawArea(canvas, points, { ...look, opacity: 0.25, width: 1.5 })
}

/** Labels the contours along the left side, where the rate for a share q is 2q(1 − q). */
function nameLevels(canvas: Canvas, { toPoint }: Ternary): void {
  for (const level of levels) {
    const share = (1 - Math.sqrt(1 - 2 * level)) / 2
    const [x, y] = toPoint([share, 0, 1 - share])
    drawNote(canvas, [x - 7, y + 1], String(level), 'end')
  }
}

/** Marks the middles of the sides, where the rate is greatest. */
function markHalves(canvas: Canvas, { toPoint, corners }: Ternary): void {
  for (const k of [0, 1, 2]) {
    const middle = toPoint([0, 1, 2].map((i) => (i === k ? 0 : 0.5)))
    drawCircle(canvas, middle, { radius: 3.5, fill: 'var(--warn)' })
  }
  const [x, y] = [(corners[0][0] + corners[2][0]) / 2, (corners[0][1] + corners[2][1]) / 2]
  const look = { anchor: 'end', size: 'large', bold: true, fill: 'var(--warn)' } as const
  drawText(canvas, [x - 9, y + 1], '½', look)
}

/** Draws the ellipse's long axis. */
function drawFastest(canvas: Canvas, { toPoint }: Ternary, p: Shares): void {
  const answers = range(0, 180).map((k) => turn(p, toDirection((k * Math.PI) / 180)))
  const size = (answer: Shares): number => Math.hypot(...answer)
  const longest = answers.reduce((best, answer) => (size(answer) > size(best) ? answer : best))
  const opposite = longest.map((part) => -part)
  const [from, to] = [longest, opposite].map((by) => toPoint(move(p, by)))
  drawRule(canvas, from, to, { stroke: 'var(--prob)', width: 2.5 })
}

/** Writes the greatest eigenvalue: half the long axis's length, in units of `nudge`. */
function drawRate(canvas: Canvas, { corners }: Ternary, p: Shares, width: number): void {
  const [x, y] = [width - 6, corners[2][1]]
  const look = { anchor: 'end', bold: true, fill: 'var(--prob)' } as const
  drawText(canvas, [x, y + 16], `rate ${greatestRate(p).toFixed(3)}`, look)
  drawNote(canvas, [x, y + 33], 'of at most ½', 'end')
}
