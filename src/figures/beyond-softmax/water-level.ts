import { range, scaleLinear } from 'd3'
import { sparsemax } from 'accurate-softmax'
import {
  createCanvas,
  dragHandle,
  drawRule,
  type FigureOptions,
  toElement,
} from '@cellgraph/notebook/figure'
import { drawAnimalName } from '../marks/draw-animal.ts'
import { drawBox } from '../marks/draw-box.ts'
import { drawScale } from '../marks/draw-scale.ts'
import { drawText } from '../marks/draw-text.ts'
import { formatFixed } from '../marks/format-numbers.ts'
import { margin, type Panel } from '../marks/panel.ts'
import { spreadColumns } from '../marks/place-columns.ts'

export interface WaterLevelOptions extends FigureOptions {
  labels: readonly string[]
  /** The current level. */
  level: number
  /** The input whose numbers are moved by dragging the tops. Default: they cannot be dragged. */
  drag?: string
  /** The input that is moved by dragging the level. Default: it cannot be dragged. */
  dragLevel?: string
}

interface Frame extends Panel {
  width: number
  z: readonly number[]
  level: number
}

const { left } = margin
const [top, base] = [48, 272]
const bounds = [-3, 2.2] as const
// Room for the level's handle at the right of the columns.
const shore = 46

/** Draws scores as columns in water: what is above the surface is sparsemax, if it sums to 1. */
export function waterLevel(z: readonly number[], options: WaterLevelOptions): SVGSVGElement {
  const { width, labels, level, drag, dragLevel } = options
  const frame = toFrame(z, width, level)
  const { canvas, y } = frame
  drawScale(
    { canvas, y, x: scaleLinear([left, width]) },
    { side: 'left', ticks: range(-3, 3), strong: NaN },
  )
  drawColumns(frame)
  drawBox(canvas, [left, y(level)], [width, base], { fill: 'var(--score)', opacity: 0.16 })
  const goal = findLevel(z)
  drawRule(canvas, [left, y(goal)], [width, y(goal)], { stroke: 'var(--ink)', dash: '4 4' })
  drawSum(frame, goal)
  const { middles } = spreadColumns([left, width - shore], z.length)
  middles.forEach((x, i) =>
    drawAnimalName(canvas, [x, base + 20], labels[i], { fill: 'var(--muted)' }),
  )
  drawLevel(frame, dragLevel)
  z.forEach((score, i) => {
    const look = { label: labels[i], fill: 'var(--score)' }
    if (drag !== undefined)
      dragHandle(canvas, [middles[i], y(score)], { input: drag, index: i, y, ...look })
  })
  z.forEach((score, i) => drawHeight(frame, middles[i], score))
  return toElement(canvas)
}

function toFrame(z: readonly number[], width: number, level: number): Frame {
  const [x, y] = [scaleLinear([left, width]), scaleLinear(bounds, [base, top])]
  return { canvas: createCanvas(width, base + 34), x, y, width, z, level }
}

/** The level at which the heights above it sum to 1. */
function findLevel(z: readonly number[]): number {
  const p = sparsemax(z)
  const highest = p.indexOf(Math.max(...p))
  return z[highest] - p[highest]
}

function drawColumns({ canvas, width, y, z, level }: Frame): void {
  const { middles, slot } = spreadColumns([left, width - shore], z.length)
  const half = Math.min(30, slot * 0.32)
  z.forEach((score, i) => {
    const [from, to] = [middles[i] - half, middles[i] + half]
    const wet = y(Math.min(score, level))
    drawBox(canvas, [from, wet], [to, base], { fill: 'var(--muted)', opacity: 0.45 })
    if (score > level) drawBox(canvas, [from, y(score)], [to, y(level)], { fill: 'var(--prob)' })
  })
}

/** Writes a column's height above the water, clear of its handle. */
function drawHeight({ canvas, y, level }: Frame, middle: number, score: number): void {
  if (score <= level) return
  const look = { anchor: 'middle', bold: true, fill: 'var(--prob)', halo: true } as const
  drawText(canvas, [middle, y(score) - 22], (score - level).toFixed(2), look)
}

/** Writes the sum of the heights above the water, and where to move the level. */
function drawSum({ canvas, width, z, level }: Frame, goal: number): void {
  const sum = z.reduce((total, score) => total + Math.max(0, score - level), 0)
  const done = Math.abs(sum - 1) < 0.02
  const advice = `: ${sum > 1 ? 'raise' : 'lower'} the level to ${formatFixed(goal, 2)}`
  const text = done ? `✓ in all ${sum.toFixed(2)}` : `in all ${sum.toFixed(2)}${advice}`
  const look = { anchor: 'middle', bold: true, fill: done ? 'var(--prob)' : 'var(--warn)' } as const
  drawText(canvas, [width / 2, 18], text, look)
}

function drawLevel({ canvas, width, y, level }: Frame, input: string | undefined): void {
  const line = y(level)
  drawRule(canvas, [left, line], [width, line], { stroke: 'var(--accent)', width: 2 })
  if (input !== undefined) dragHandle(canvas, [width - shore / 2, line], { input, y })
  // Below its handle; near the bottom, where there is no room, above it.
  const at = [width - 2, line + (line + 38 > base ? -24 : 34)] as const
  const look = {
    anchor: 'end',
    size: 'small',
    bold: true,
    fill: 'var(--accent)',
    halo: true,
  } as const
  drawText(canvas, at, `τ ${formatFixed(level, 2)}`, look)
}
