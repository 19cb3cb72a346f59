import { scaleLinear, type ScaleLinear } from 'd3'
import { sparsemax } from 'accurate-softmax'
import {
  type Canvas,
  createCanvas,
  dragHandle,
  drawRule,
  type FigureOptions,
  fontSize,
  toElement,
} from '@cellgraph/notebook/figure'
import { drawBar } from '../marks/draw-bar.ts'
import { drawText } from '../marks/draw-text.ts'

export interface WaterLevelOptions extends FigureOptions {
  labels: readonly string[]
  /** How high the water stands. */
  level: number
  /** The input whose numbers are moved by dragging the tops. Default: they cannot be dragged. */
  drag?: string
  /** The input that is moved by dragging the level. Default: it cannot be dragged. */
  dragLevel?: string
}

interface Frame {
  canvas: Canvas
  width: number
  y: ScaleLinear<number, number>
}

const [left, top, base] = [30, 48, 272]
const bounds = [-3, 2.2] as const
// Room for the grip of the level, right of the columns.
const shore = 46

/** Scores as columns in water: what stands out is sparsemax, if it sums to 1. */
export function waterLevel(
  z: readonly number[],
  { width, labels, level, drag, dragLevel }: WaterLevelOptions,
): SVGSVGElement {
  const frame = {
    canvas: createCanvas(width, base + 34),
    width,
    y: scaleLinear(bounds, [base, top]),
  }
  drawScale(frame)
  const slot = (width - left - shore) / z.length
  const middles = z.map((_, i) => left + (i + 0.5) * slot)
  const half = Math.min(30, slot * 0.32)
  z.forEach((score, i) => drawColumn(frame, [middles[i] - half, middles[i] + half], score, level))
  drawBar(frame.canvas, [left, frame.y(level)], [width, base], {
    fill: 'var(--score)',
    opacity: 0.16,
    radius: 0,
  })
  drawGoal(frame, findLevel(z), level)
  drawSum(frame, z, level)
  middles.forEach((x, i) =>
    drawText(frame.canvas, x, base + 20, labels[i], { anchor: 'middle', fill: 'var(--muted)' }),
  )
  drawLevel(frame, level, dragLevel)
  if (drag !== undefined)
    z.forEach((score, i) =>
      dragHandle(frame.canvas, [middles[i], frame.y(score)], {
        input: drag,
        index: i,
        y: frame.y,
        label: labels[i],
        fill: 'var(--score)',
      }),
    )
  z.forEach((score, i) => drawHeight(frame, middles[i], score, level))
  return toElement(frame.canvas)
}

/** The level at which the heights above it sum to 1. */
function findLevel(z: readonly number[]): number {
  const p = sparsemax(z)
  const highest = p.indexOf(Math.max(...p))
  return z[highest] - p[highest]
}

function drawScale({ canvas, width, y }: Frame): void {
  for (const tick of [-3, -2, -1, 0, 1, 2]) {
    drawRule(canvas, [left, y(tick)], [width, y(tick)])
    drawText(canvas, left - 6, y(tick) + 4, String(tick).replace('-', '−'), {
      anchor: 'end',
      size: fontSize.small,
      fill: 'var(--muted)',
    })
  }
}

function drawColumn(
  { canvas, y }: Frame,
  [from, to]: [number, number],
  score: number,
  level: number,
): void {
  const shore = Math.min(score, level)
  drawBar(canvas, [from, y(shore)], [to, base], { fill: 'var(--muted)', opacity: 0.45, radius: 0 })
  if (score > level)
    drawBar(canvas, [from, y(score)], [to, y(level)], { fill: 'var(--prob)', radius: 0 })
}

/** Clear of the grip on the column's top. */
function drawHeight({ canvas, y }: Frame, middle: number, score: number, level: number): void {
  if (score > level)
    drawText(canvas, middle, y(score) - 22, (score - level).toFixed(2), {
      anchor: 'middle',
      weight: 'bold',
      fill: 'var(--prob)',
      halo: true,
    })
}

function drawGoal({ canvas, width, y }: Frame, goal: number, level: number): void {
  drawRule(canvas, [left, y(goal)], [width, y(goal)], { stroke: 'var(--ink)', dash: '4 4' })
  if (Math.abs(y(goal) - y(level)) > 14)
    drawText(canvas, left + 4, y(goal) - 5, `here the sum is 1: τ = ${format(goal)}`, {
      size: fontSize.small,
      halo: true,
    })
}

const format = (value: number): string => value.toFixed(2).replace('-', '−')

/** What stands out of the water, in all, and which way to go. */
function drawSum({ canvas, width }: Frame, z: readonly number[], level: number): void {
  const sum = z.reduce((total, score) => total + Math.max(0, score - level), 0)
  const [mark, advice] =
    Math.abs(sum - 1) < 0.02
      ? ['✓ ', '']
      : ['', sum > 1 ? ': too much, raise the level' : ': too little, lower it']
  drawText(canvas, width / 2, 18, `${mark}in all ${sum.toFixed(2)}${advice}`, {
    anchor: 'middle',
    weight: 'bold',
    fill: mark ? 'var(--prob)' : 'var(--warn)',
  })
}

function drawLevel({ canvas, width, y }: Frame, level: number, input: string | undefined): void {
  drawRule(canvas, [left, y(level)], [width, y(level)], { stroke: 'var(--accent)', width: 2 })
  if (input !== undefined) dragHandle(canvas, [width - shore / 2, y(level)], { input, y })
  drawText(canvas, width - 2, Math.min(base - 4, y(level) + 34), `τ ${format(level)}`, {
    anchor: 'end',
    size: fontSize.small,
    weight: 'bold',
    fill: 'var(--accent)',
    halo: true,
  })
}
