import { range, scaleLinear } from 'd3'
import {
  type Canvas,
  createCanvas,
  dragHandle,
  drawCircle,
  drawRule,
  type FigureOptions,
  nameMarks,
  type Point,
  toElement,
} from '@cellgraph/notebook/figure'
import { drawBox } from '../marks/draw-box.ts'
import { drawCurve } from '../marks/draw-curve.ts'
import { drawScale } from '../marks/draw-scale.ts'
import { drawText } from '../marks/draw-text.ts'
import { formatFixed, formatScore } from '../marks/format-numbers.ts'
import { isNarrow } from '../marks/is-narrow.ts'
import type { LinearScale } from '../marks/panel.ts'

export interface RunningSumOptions extends FigureOptions {
  /** How many of the scores were read, at least 1. */
  seen: number
  /** The most that a score can be, either way. Default: 4. */
  most?: number
  /**
   * The `<Vector>` of the scores and the `<Slider>` of how many were read, moved by dragging the
   * bars and the pointer.
   */
  drag?: { scores: string; seen: string }
}

interface Frame {
  canvas: Canvas
  /** The middle of a column, counted from 0. */
  x: LinearScale
  column: number
  score: LinearScale
  sum: LinearScale
  /** Its range is both edges. */
  edges: LinearScale
  z: readonly number[]
  /** The running maximum: the greatest of the first 1, 2, 3, … values. scores. */
  tops: readonly number[]
  seen: number
}

const [scoreTop, scoreTall, pointerAt, sumTop, sumTall] = [36, 150, 228, 264, 150]

/**
 * Draws scores that are read one by one, their running maximum, and the stacked exponentials
 * relative to it: a new maximum shrinks the stack.
 */
export function runningSum(z: readonly number[], options: RunningSumOptions): SVGSVGElement {
  const frame = toFrame(z, options)
  drawScores(frame)
  drawStairs(frame)
  drawPointerLine(frame)
  drawPiles(frame)
  drawTotal(frame)
  if (options.drag) drawHandles(frame, options.drag)
  return toElement(frame.canvas)
}

function toFrame(z: readonly number[], { width, seen, most = 4 }: RunningSumOptions): Frame {
  const [left, right] = [34, width - 8]
  const column = (right - left) / z.length
  const high = 2 * Math.ceil(Math.max(...pileHeights(z)) / 2)
  return {
    ...{ column, z, tops: maxima(z), seen },
    canvas: createCanvas(width, sumTop + sumTall + 78),
    x: scaleLinear([0, z.length - 1], [left + column / 2, right - column / 2]),
    score: scaleLinear([-most, most], [scoreTop + scoreTall, scoreTop]),
    sum: scaleLinear([0, high], [sumTop + sumTall, sumTop]),
    edges: scaleLinear([left, right]),
  }
}

function drawHandles(
  { canvas, x, score, z, seen }: Frame,
  input: { scores: string; seen: string },
): void {
  z.forEach((value, index) => {
    const look = { fill: 'var(--score)', label: `score ${index + 1}` }
    dragHandle(canvas, [x(index), score(value)], { input: input.scores, index, y: score, ...look })
  })
  const pointer = { domain: [1, z.length], range: x.range() }
  dragHandle(canvas, [x(seen - 1), pointerAt], { input: input.seen, x: pointer })
}

function drawScores({ canvas, x, column, score, edges, z, seen }: Frame): void {
  const [low, high] = score.domain()
  drawScale({ canvas, x: edges, y: score }, { side: 'left', ticks: [low, 0, high] })
  const hollow = { fill: 'none', stroke: 'var(--score)', dash: '3 3' }
  z.forEach((value, i) => {
    const [from, to] = [x(i) - column * 0.22, x(i) + column * 0.22]
    const look = i < seen ? { fill: 'var(--score)' } : hollow
    drawBox(nameMarks(canvas, 'z'), [from, score(0)], [to, score(value)], look)
  })
}

/** Draws the running maximum. */
function drawStairs({ canvas, x, column, score, edges, tops, seen }: Frame): void {
  const stairs = tops.slice(0, seen).flatMap((top, i): Point[] => [
    [x(i) - column / 2, score(top)],
    [x(i) + column / 2, score(top)],
  ])
  const [left] = edges.range()
  drawCurve(canvas, stairs, { stroke: 'var(--ink)' })
  drawRule(canvas, [left, 11], [left + 22, 11], { stroke: 'var(--ink)', width: 2 })
  const text = `largest so far: m = ${formatScore(tops[seen - 1])}`
  drawText(canvas, [left + 28, 15], text, { bold: true })
}

/** Draws the line along which the pointer moves. */
function drawPointerLine({ canvas, x, z, seen }: Frame): void {
  drawRule(canvas, [x(0), pointerAt], [x(z.length - 1), pointerAt])
  for (const i of range(z.length)) {
    const fill = i < seen ? 'var(--accent)' : 'var(--line)'
    drawCircle(canvas, [x(i), pointerAt], { radius: 2.5, fill })
  }
}

/** Draws for each score that was read the stack of exponentials so far, and how it was updated. */
function drawPiles(frame: Frame): void {
  const { canvas, sum, edges, seen } = frame
  const [, high] = sum.domain()
  drawScale(
    { canvas, x: edges, y: sum },
    { side: 'left', ticks: range(0, high + 1, high > 4 ? 2 : 1) },
  )
  for (const k of range(seen)) {
    drawPile(frame, k)
    drawUpdate(frame, k)
  }
}

/** Draws a stack with the newest term on top. */
function drawPile({ canvas, x, column, sum, z, tops }: Frame, k: number): void {
  const [left, right] = [x(k) - column * 0.3, x(k) + column * 0.3]
  let height = 0
  for (const [i, value] of z.slice(0, k + 1).entries()) {
    const from = height
    height += Math.exp(value - tops[k])
    const opacity = i === k ? undefined : 0.4
    const look = { fill: 'var(--prob)', opacity, stroke: 'var(--paper)', width: 1 }
    drawBox(canvas, [left, sum(from)], [right, sum(height)], look)
  }
  const look = {
    anchor: 'middle',
    size: 'small',
    bold: true,
    fill: 'var(--prob)',
    halo: true,
  } as const
  drawText(canvas, [x(k), sum(height) - 6], height.toFixed(2), look)
}

/** Writes the factor and the new term of an update. */
function drawUpdate({ canvas, x, sum, z, tops }: Frame, k: number): void {
  const look = { anchor: 'middle', size: 'small' } as const
  const [now, before] = [tops[k], tops[k - 1]]
  const weight = now > before ? { bold: true } : { fill: 'var(--muted)' }
  const factor = `× ${Math.exp(before - now).toFixed(2)}`
  if (k > 0) drawText(canvas, [x(k), sum(0) + 18], factor, { ...look, ...weight })
  drawText(canvas, [x(k), sum(0) + 34], `+ ${Math.exp(z[k] - now).toFixed(2)}`, look)
}

function drawTotal({ canvas, edges, sum, z, tops, seen }: Frame): void {
  const top = tops[seen - 1]
  const log = Math.log(pileHeights(z)[seen - 1])
  const terms = `${formatScore(top)} + ${log.toFixed(3)}`
  const text = `LSE = m + log S = ${terms} = ${formatFixed(top + log, 3)}`
  // The longest such line needs nearly all of a phone's width.
  const [left, right] = edges.range()
  drawText(canvas, [isNarrow(right) ? 0 : left, sum(0) + 62], text, { bold: true })
}

/** The sum of exponentials after 1, 2, 3, … scores, relative to the greatest of them. */
function pileHeights(z: readonly number[]): number[] {
  return maxima(z).map((top, k) =>
    z.slice(0, k + 1).reduce((sum, value) => sum + Math.exp(value - top), 0),
  )
}

/** The greatest of the first 1, 2, 3, … */
function maxima(z: readonly number[]): number[] {
  return z.map((_, i) => Math.max(...z.slice(0, i + 1)))
}
