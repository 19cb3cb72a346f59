import { range, scaleLinear } from 'd3'
import { entropy } from 'accurate-softmax'
import {
  createCanvas,
  dragHandle,
  drawCircle,
  drawRule,
  type FigureOptions,
  type Point,
  round,
  toElement,
} from '@cellgraph/notebook/figure'
import { drawBar } from '../marks/draw-bar.ts'
import { drawBox } from '../marks/draw-box.ts'
import { drawCurve } from '../marks/draw-curve.ts'
import { drawNote } from '../marks/draw-note.ts'
import { drawPath } from '../marks/draw-path.ts'
import { drawScale } from '../marks/draw-scale.ts'
import { drawText } from '../marks/draw-text.ts'
import { formatShare } from '../marks/format-numbers.ts'
import { clamp, margin, type Panel } from '../marks/panel.ts'
import { formatSigned } from '../marks/signs.ts'

export interface BalancedDieOptions extends FigureOptions {
  /** Where the die balances: the mean of its throws. */
  mean: number
  /** The multiplier, p ∝ exp(λ · face); without a finite one no curve is drawn. */
  lambda?: number
  /** The input that is moved by dragging the point of balance. Default: it cannot be dragged. */
  drag?: string
}

interface Frame extends Panel {
  width: number
  /** The number of faces. */
  count: number
  /** The probabilities of the faces; not finite where no distribution has the mean. */
  p: readonly number[]
  possible: boolean
  mean: number
  lambda: number
}

const [top, base, tile] = [26, 216, 26]
const foot = base + tile + 14
const { left } = margin

/**
 * Draws the faces of a die as columns on a beam that is supported at its centre of mass: the mean.
 */
export function balancedDie(p: readonly number[], options: BalancedDieOptions): SVGSVGElement {
  const frame = toFrame(p, options)
  drawHeights(frame)
  if (frame.possible) drawColumns(frame)
  if (frame.possible && Number.isFinite(frame.lambda)) drawExponential(frame)
  if (frame.possible) drawNumbers(frame)
  if (frame.possible) drawFacts(frame)
  else drawFault(frame)
  range(1, frame.count + 1).forEach((face) => drawTile(frame, face))
  drawSupport(frame, options.drag)
  return toElement(frame.canvas)
}

/** Fits the scale to the tallest column, so that six equal columns are not tiny. */
function toFrame(p: readonly number[], { width, mean, lambda = NaN }: BalancedDieOptions): Frame {
  const count = p.length
  const possible = p.every(Number.isFinite)
  const high = possible ? Math.max(0.5, ...p) : 0.5
  return {
    ...{ width, count, p, possible, mean, lambda },
    canvas: createCanvas(width, foot + 66),
    x: scaleLinear([0.5, count + 0.5], [left, width - 18]),
    y: scaleLinear([0, high], [base, top]),
  }
}

function drawHeights({ canvas, width, y, count }: Frame): void {
  const right = width - 4
  const ticks = [0, 0.25, 0.5, 0.75, 1].filter((tick) => tick <= y.domain()[1])
  drawScale({ canvas, y, x: scaleLinear([left, right]) }, { side: 'left', ticks, gap: 4 })
  drawRule(canvas, [left, y(1 / count)], [right, y(1 / count)], {
    stroke: 'var(--muted)',
    dash: '2 4',
  })
  drawNote(canvas, [left - 4, y(1 / count) + 4], `1/${count}`, 'end')
}

function drawColumns({ canvas, width, x, y, count, p }: Frame): void {
  const half = Math.min(30, (width / count) * 0.34)
  const [from, to] = [(face: number) => x(face) - half, (face: number) => x(face) + half]
  p.forEach((value, i) =>
    drawBar(canvas, [from(i + 1), y(value)], [to(i + 1), base], { fill: 'var(--prob)' }),
  )
}

/** Writes each probability over its column, on the side where the exponential curve is lower. */
function drawNumbers({ canvas, x, y, p, lambda }: Frame): void {
  const steep = Math.abs(lambda) > 0.05
  const anchor = !steep ? 'middle' : lambda > 0 ? 'end' : 'start'
  const shift = !steep ? 0 : lambda > 0 ? 4 : -4
  const look = { anchor, bold: true, halo: true, fill: 'var(--prob)' } as const
  p.forEach((value, i) =>
    drawText(canvas, [x(i + 1) + shift, y(value) - 9], formatShare(value), look),
  )
}

/** Draws the exponential curve through the tops of all columns. */
function drawExponential({ canvas, x, y, count, p, lambda }: Frame): void {
  const start = p[0] > 1e-12 ? 1 : count
  const at = (face: number): number => p[start - 1] * Math.exp(lambda * (face - start))
  const shown = range(0.5, count + 0.55, 0.1).filter((face) => at(face) <= y.domain()[1])
  const points = shown.map((face): Point => [x(face), y(at(face))])
  if (points.length > 1) drawCurve(canvas, points, { stroke: 'var(--ink)', width: 1.5 })
}

function drawFault({ canvas, width, mean }: Frame): void {
  const [x, y] = [(width + 26) / 2, (top + base) / 2]
  const look = { anchor: 'middle', halo: true } as const
  const fault = `✗ no weights balance at ${mean.toFixed(1)}`
  drawText(canvas, [x, y - 8], fault, { ...look, bold: true, fill: 'var(--warn)' })
  const where = `beyond the ${mean > 1 ? 'last' : 'first'} face`
  drawText(canvas, [x, y + 12], where, { ...look, fill: 'var(--muted)' })
}

/** Writes entropy and multiplier over the side where columns are low. */
function drawFacts({ canvas, width, count, p, mean, lambda }: Frame): void {
  const onLeft = mean >= (count + 1) / 2
  const x = onLeft ? 36 : width - 8
  const look = { anchor: onLeft ? 'start' : 'end', halo: true } as const
  const entropies = `entropy ${entropy(p).toFixed(3)} of ${Math.log(count).toFixed(3)}`
  drawText(canvas, [x, 20], entropies, look)
  const known = Number.isFinite(lambda)
  const limit = onLeft ? '∞' : '−∞'
  const multiplier = known ? `λ = ${formatSigned(lambda)}` : `one face is certain: λ → ${limit}`
  drawText(canvas, [x, 39], multiplier, { ...look, fill: 'var(--muted)' })
}

/** Which of the nine cells of a face have a pip, column by column. */
const pips = ['....x....', 'x.......x', 'x...x...x', 'x.x...x.x', 'x.x.x.x.x', 'xxx...xxx']

/** Draws a face of the die under its column. A face beyond six is drawn as a number. */
function drawTile({ canvas, x }: Frame, face: number): void {
  const [cx, cy] = [x(face), base + 8 + tile / 2]
  const [from, to] = [
    [cx - tile / 2, cy - tile / 2],
    [cx + tile / 2, cy + tile / 2],
  ] as const
  drawBox(canvas, from, to, { radius: 5, fill: 'var(--panel)', stroke: 'var(--muted)' })
  if (face > pips.length) drawText(canvas, [cx, cy + 5], String(face), { anchor: 'middle' })
  for (const [k, pip] of [...(pips[face - 1] ?? '')].entries()) {
    const at = [cx + 7 * (Math.floor(k / 3) - 1), cy + 7 * ((k % 3) - 1)] as const
    if (pip === 'x') drawCircle(canvas, at, { radius: 2.4 })
  }
}

/** Draws the beam from the first face to the last, and its support. */
function drawSupport(
  { canvas, width, x, count, mean, possible }: Frame,
  input: string | undefined,
): void {
  const at = x(mean)
  drawRule(canvas, [x(1), foot], [x(count), foot], { stroke: 'var(--ink)', width: 3 })
  const fill = possible ? 'var(--ink)' : 'var(--warn)'
  drawPath(canvas, `M${round(at)} ${foot + 2}l13 22h-26z`, { fill })
  if (input !== undefined) dragHandle(canvas, [at, foot + 28], { input, x })
  const look = { anchor: 'middle', bold: true, fill: possible ? undefined : fill } as const
  drawText(canvas, [clamp(at, [36, width - 40]), foot + 60], `mean ${mean.toFixed(1)}`, look)
}
