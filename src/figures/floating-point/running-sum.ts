import { range, scaleLinear, type ScaleLinear } from 'd3'
import {
  type Canvas,
  createCanvas,
  dragHandle,
  drawRule,
  type FigureOptions,
  fontSize,
  nameMarks,
  round,
  toElement,
} from '@cellgraph/notebook/figure'
import { toPath } from '../marks/draw-curve.ts'
import { drawText } from '../marks/draw-text.ts'
import { formatScore } from '../marks/format-numbers.ts'

export interface RunningSumOptions extends FigureOptions {
  /** How many of the scores have come, at least 1. */
  seen: number
  /** The most that a score can be, either way. Default: 4. */
  most?: number
  /** The `<Vector>` of the scores and the `<Slider>` of how many have come, moved by dragging the bars and the pointer. */
  drag?: { scores: string; seen: string }
}

interface Frame {
  canvas: Canvas
  /** The middle of a column, counted from 0. */
  x: ScaleLinear<number, number>
  column: number
  score: ScaleLinear<number, number>
  sum: ScaleLinear<number, number>
  left: number
  right: number
}

const [scoreTop, scoreTall, pointerAt, sumTop, sumTall] = [36, 150, 228, 264, 150]
const minus = (text: string): string => text.replace('-', '−')

/** Scores that come one by one, the greatest so far, and the pile of exponentials relative to it: a new greatest shrinks the pile. */
export function runningSum(
  z: readonly number[],
  { width, seen, most = 4, drag }: RunningSumOptions,
): SVGSVGElement {
  const [left, right] = [34, width - 8]
  const column = (right - left) / z.length
  const canvas = createCanvas(width, sumTop + sumTall + 78)
  const frame: Frame = {
    canvas,
    column,
    left,
    right,
    x: scaleLinear([0, z.length - 1], [left + column / 2, right - column / 2]),
    score: scaleLinear([-most, most], [scoreTop + scoreTall, scoreTop]),
    sum: scaleLinear(
      [0, 2 * Math.ceil(Math.max(...pileHeights(z)) / 2)],
      [sumTop + sumTall, sumTop],
    ),
  }
  drawScores(frame, z, seen, most)
  drawPiles(frame, z, seen)
  drawTotal(frame, z, seen)
  if (drag) {
    z.forEach((score, i) =>
      dragHandle(canvas, [frame.x(i), frame.score(score)], {
        input: drag.scores,
        index: i,
        y: frame.score,
        fill: 'var(--score)',
        label: `score ${i + 1}`,
      }),
    )
    dragHandle(canvas, [frame.x(seen - 1), pointerAt], {
      input: drag.seen,
      x: { domain: [1, z.length], range: [frame.x(0), frame.x(z.length - 1)] },
    })
  }
  return toElement(canvas)
}

function drawScores(
  { canvas, x, column, score, left, right }: Frame,
  z: readonly number[],
  seen: number,
  most: number,
): void {
  for (const tick of [-most, 0, most]) {
    drawRule(
      canvas,
      [left, score(tick)],
      [right, score(tick)],
      tick === 0 ? { stroke: 'var(--muted)' } : {},
    )
    drawText(canvas, left - 6, score(tick) + 4, minus(String(tick)), {
      anchor: 'end',
      size: fontSize.small,
      fill: 'var(--muted)',
    })
  }
  z.forEach((value, i) => {
    const [from, to] = [Math.min(score(0), score(value)), Math.max(score(0), score(value))]
    const bar = nameMarks(canvas, 'z')
      .append('rect')
      .attr('x', round(x(i) - column * 0.22))
      .attr('y', round(from))
      .attr('width', round(column * 0.44))
      .attr('height', round(to - from))
    if (i < seen) bar.attr('fill', 'var(--score)')
    else bar.attr('fill', 'none').attr('stroke', 'var(--score)').attr('stroke-dasharray', '3 3')
  })
  const tops = maxima(z).slice(0, seen)
  const stairs = tops.flatMap((top, i): [number, number][] => [
    [x(i) - column / 2, score(top)],
    [x(i) + column / 2, score(top)],
  ])
  canvas
    .append('path')
    .attr('d', toPath(stairs))
    .attr('fill', 'none')
    .attr('stroke', 'var(--ink)')
    .attr('stroke-width', 2)
  drawRule(canvas, [left, 11], [left + 22, 11], { stroke: 'var(--ink)', width: 2 })
  drawText(canvas, left + 28, 15, `greatest so far: m = ${minus(formatScore(tops[seen - 1]))}`, {
    weight: 'bold',
  })
  drawRule(canvas, [x(0), pointerAt], [x(z.length - 1), pointerAt])
  range(0, z.length).forEach((i) =>
    canvas
      .append('circle')
      .attr('cx', round(x(i)))
      .attr('cy', pointerAt)
      .attr('r', 2.5)
      .attr('fill', i < seen ? 'var(--accent)' : 'var(--line)'),
  )
}

/** For each score that has come, a pile of the exponentials so far, the newest on top; below, what was done to get there. */
function drawPiles(
  { canvas, x, column, sum, left, right }: Frame,
  z: readonly number[],
  seen: number,
): void {
  const base = sum(0)
  for (const tick of range(0, sum.domain()[1] + 1, sum.domain()[1] > 4 ? 2 : 1)) {
    drawRule(
      canvas,
      [left, sum(tick)],
      [right, sum(tick)],
      tick === 0 ? { stroke: 'var(--muted)' } : {},
    )
    drawText(canvas, left - 6, sum(tick) + 4, String(tick), {
      anchor: 'end',
      size: fontSize.small,
      fill: 'var(--muted)',
    })
  }
  const tops = maxima(z)
  range(0, seen).forEach((k) => {
    const terms = z.slice(0, k + 1).map((value) => Math.exp(value - tops[k]))
    let height = 0
    terms.forEach((term, i) => {
      const [from, to] = [sum(height + term), sum(height)]
      height += term
      canvas
        .append('rect')
        .attr('x', round(x(k) - column * 0.3))
        .attr('y', round(from))
        .attr('width', round(column * 0.6))
        .attr('height', round(to - from))
        .attr('fill', 'var(--prob)')
        .attr('fill-opacity', i === k ? 1 : 0.4)
        .attr('stroke', 'var(--paper)')
        .attr('stroke-width', 1)
    })
    drawText(canvas, x(k), sum(height) - 6, height.toFixed(2), {
      anchor: 'middle',
      size: fontSize.small,
      weight: 'bold',
      fill: 'var(--prob)',
      halo: true,
    })
    if (k > 0)
      drawText(canvas, x(k), base + 18, `× ${Math.exp(tops[k - 1] - tops[k]).toFixed(2)}`, {
        anchor: 'middle',
        size: fontSize.small,
        ...(tops[k] > tops[k - 1] ? { weight: 'bold' as const } : { fill: 'var(--muted)' }),
      })
    drawText(canvas, x(k), base + 34, `+ ${terms[k].toFixed(2)}`, {
      anchor: 'middle',
      size: fontSize.small,
    })
  })
}

function drawTotal({ canvas, left, sum }: Frame, z: readonly number[], seen: number): void {
  const [top, total] = [maxima(z)[seen - 1], pileHeights(z)[seen - 1]]
  drawText(
    canvas,
    left,
    sum(0) + 62,
    `LSE = m + log S = ${minus(formatScore(top))} + ${Math.log(total).toFixed(3)} = ${minus((top + Math.log(total)).toFixed(3))}`,
    { weight: 'bold' },
  )
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
