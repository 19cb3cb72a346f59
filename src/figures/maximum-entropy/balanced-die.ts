import { range, scaleLinear, type ScaleLinear } from 'd3'
import { entropy } from 'accurate-softmax'
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
import { drawBar } from '../marks/draw-bar.ts'
import { drawCurve } from '../marks/draw-curve.ts'
import { drawText } from '../marks/draw-text.ts'
import { formatProbability } from '../marks/format-numbers.ts'
import { formatSigned } from '../marks/signs.ts'

export interface BalancedDieOptions extends FigureOptions {
  /** Where the die balances: the mean of its throws. */
  mean: number
  /** The multiplier, p ∝ exp(λ · face); without a finite one no curve is drawn. */
  lambda?: number
  /** The input that is moved by dragging the point of balance. Default: it cannot be dragged. */
  drag?: string
}

interface Frame {
  canvas: Canvas
  width: number
  x: ScaleLinear<number, number>
  y: ScaleLinear<number, number>
  count: number
}

const [top, base, tile] = [26, 216, 26]
const foot = base + tile + 14

/** The faces of a die as columns on a beam, which rests where its weights balance: at the mean. */
export function balancedDie(
  p: readonly number[],
  { width, mean, lambda = NaN, drag }: BalancedDieOptions,
): SVGSVGElement {
  const possible = p.every(Number.isFinite)
  const frame = toFrame(p, width, possible)
  drawScale(frame)
  if (possible) drawColumns(frame, p)
  if (possible && Number.isFinite(lambda)) drawExponential(frame, p, lambda)
  if (possible) drawNumbers(frame, p)
  drawFacts(frame, p, { mean, lambda, possible })
  range(1, frame.count + 1).forEach((face) => drawTile(frame, face))
  drawSupport(frame, mean, possible, drag)
  return toElement(frame.canvas)
}

// The scale grows with the tallest column, so that six even ones are no dwarfs.
function toFrame(p: readonly number[], width: number, possible: boolean): Frame {
  const count = p.length
  const high = possible ? Math.max(0.5, ...p) : 0.5
  return {
    canvas: createCanvas(width, foot + 66),
    width,
    count,
    x: scaleLinear([0.5, count + 0.5], [30, width - 18]),
    y: scaleLinear([0, high], [base, top]),
  }
}

function drawScale({ canvas, width, y, count }: Frame): void {
  for (const tick of [0, 0.25, 0.5, 0.75, 1].filter((it) => it <= y.domain()[1])) {
    drawRule(
      canvas,
      [30, y(tick)],
      [width - 4, y(tick)],
      tick === 0 ? { stroke: 'var(--muted)' } : {},
    )
    drawText(canvas, 26, y(tick) + 4, String(tick), {
      anchor: 'end',
      size: fontSize.small,
      fill: 'var(--muted)',
    })
  }
  drawRule(canvas, [30, y(1 / count)], [width - 4, y(1 / count)], {
    stroke: 'var(--muted)',
    dash: '2 4',
  })
  drawText(canvas, 26, y(1 / count) + 4, `1/${count}`, {
    anchor: 'end',
    size: fontSize.small,
    fill: 'var(--muted)',
  })
}

function drawColumns({ canvas, width, x, y, count }: Frame, p: readonly number[]): void {
  const half = Math.min(30, (width / count) * 0.34)
  p.forEach((value, i) =>
    drawBar(canvas, [x(i + 1) - half, y(value)], [x(i + 1) + half, base], { fill: 'var(--prob)' }),
  )
}

function drawNumbers({ canvas, x, y }: Frame, p: readonly number[]): void {
  p.forEach((value, i) =>
    drawText(
      canvas,
      x(i + 1),
      y(value) - 9,
      value === 0 || value === 1 ? String(value) : formatProbability(value),
      { anchor: 'middle', weight: 'bold', halo: true, fill: 'var(--prob)' },
    ),
  )
}

/** The one curve on which all columns end. */
function drawExponential(
  { canvas, x, y, count }: Frame,
  p: readonly number[],
  lambda: number,
): void {
  const at = (face: number): number => p[0] * Math.exp(lambda * (face - 1))
  const whole = range(0.5, count + 0.55, 0.1).map((face): [number, number] => [
    face,
    p[0] > 1e-12 ? at(face) : p[count - 1] * Math.exp(lambda * (face - count)),
  ])
  const shown = whole.filter(([, value]) => value <= y.domain()[1])
  if (shown.length > 1)
    drawCurve(
      canvas,
      shown.map(([face, value]) => [x(face), y(value)]),
      { stroke: 'var(--ink)', width: 1.5 },
    )
}

/** What the mean comes to, over the low side of the columns. */
function drawFacts(
  { canvas, width, count }: Frame,
  p: readonly number[],
  { mean, lambda, possible }: { mean: number; lambda: number; possible: boolean },
): void {
  if (!possible) {
    drawText(
      canvas,
      (width + 26) / 2,
      (top + base) / 2 - 8,
      `✗ no weights balance at ${mean.toFixed(1)}`,
      { anchor: 'middle', weight: 'bold', fill: 'var(--warn)', halo: true },
    )
    drawText(
      canvas,
      (width + 26) / 2,
      (top + base) / 2 + 12,
      `beyond the ${mean > 1 ? 'last' : 'first'} face`,
      { anchor: 'middle', fill: 'var(--muted)', halo: true },
    )
    return
  }
  const left = mean >= (count + 1) / 2
  const [at, anchor] = left ? [36, 'start' as const] : [width - 8, 'end' as const]
  drawText(canvas, at, 20, `entropy ${entropy(p).toFixed(3)} of ${Math.log(count).toFixed(3)}`, {
    anchor,
    halo: true,
  })
  drawText(
    canvas,
    at,
    39,
    Number.isFinite(lambda) ? `λ = ${formatSigned(lambda)}` : 'one face has it all: λ is infinite',
    { anchor, fill: 'var(--muted)', halo: true },
  )
}

const pips: readonly (readonly [number, number][])[] = [
  [[0, 0]],
  [
    [-1, -1],
    [1, 1],
  ],
  [
    [-1, -1],
    [0, 0],
    [1, 1],
  ],
  [
    [-1, -1],
    [-1, 1],
    [1, -1],
    [1, 1],
  ],
  [
    [-1, -1],
    [-1, 1],
    [0, 0],
    [1, -1],
    [1, 1],
  ],
  [
    [-1, -1],
    [-1, 0],
    [-1, 1],
    [1, -1],
    [1, 0],
    [1, 1],
  ],
]

/** A face of the die, under its column; past six, its number. */
function drawTile({ canvas, x }: Frame, face: number): void {
  const [cx, cy] = [x(face), base + 8 + tile / 2]
  const square = canvas
    .append('rect')
    .attr('x', round(cx - tile / 2))
    .attr('y', cy - tile / 2)
    .attr('width', tile)
    .attr('height', tile)
  square.attr('rx', 5).attr('fill', 'var(--panel)').attr('stroke', 'var(--muted)')
  const dots = pips[face - 1]
  if (dots === undefined) drawText(canvas, cx, cy + 5, String(face), { anchor: 'middle' })
  else
    for (const [dx, dy] of dots)
      canvas
        .append('circle')
        .attr('cx', round(cx + dx * 7))
        .attr('cy', cy + dy * 7)
        .attr('r', 2.4)
}

/** The beam, from the first face to the last, and what it rests on. */
function drawSupport(
  { canvas, width, x, count }: Frame,
  mean: number,
  possible: boolean,
  input: string | undefined,
): void {
  const at = x(mean)
  drawRule(canvas, [x(1), foot], [x(count), foot], { stroke: 'var(--ink)', width: 3 })
  const fill = possible ? 'var(--ink)' : 'var(--warn)'
  canvas
    .append('path')
    .attr('d', `M${round(at)} ${foot + 2}l13 22h-26z`)
    .attr('fill', fill)
  if (input !== undefined) dragHandle(canvas, [at, foot + 28], { input, x, fill: 'var(--accent)' })
  const text = `mean ${mean.toFixed(1)}`
  drawText(canvas, Math.min(width - 40, Math.max(36, at)), foot + 60, text, {
    anchor: 'middle',
    weight: 'bold',
    fill: possible ? undefined : 'var(--warn)',
  })
}
