import { scaleLog } from 'd3'
import { argmax } from 'accurate-softmax'
import {
  append,
  type Canvas,
  createCanvas,
  dragPoint,
  drawRule,
  type FigureOptions,
  type Point,
  round,
  toElement,
} from '@cellgraph/notebook/figure'
import { drawNote } from '../marks/draw-note.ts'
import { drawText } from '../marks/draw-text.ts'
import { formatTick } from '../marks/format-numbers.ts'
import type { LogScale } from '../marks/panel.ts'
import { centredTernary, drawTernary, type Ternary } from '../marks/ternary.ts'

export interface ConcreteCloudOptions extends FigureOptions {
  labels: readonly string[]
  temperature: number
  /** From the coldest to the hottest temperature. */
  range: readonly [number, number]
  /** The input that is moved by dragging the temperature. Default: it cannot be dragged. */
  drag?: string
}

type Samples = readonly (readonly number[])[]

/**
 * Draws soft samples as points in the triangle of distributions, and counts those nearest to each
 * corner.
 */
export function concreteCloud(samples: Samples, options: ConcreteCloudOptions): SVGSVGElement {
  const { width, labels } = options
  const triangle = centredTernary(width, { margin: 30, largest: 380, top: 34 })
  const {
    base,
    corners: [[left], [right]],
  } = triangle
  const canvas = createCanvas(width, Math.round(base + 96))
  const counts = labels.map((_, k) => samples.filter((p) => argmax(p) === k).length)
  drawTernary(canvas, triangle, {
    labels: labels.map((label, k) => `${label} ${counts[k]}`),
  })
  drawBorders(canvas, triangle)
  drawSamples(canvas, triangle, samples)
  const x = scaleLog(options.range, [left + 10, right - 10])
  drawTemperature({ canvas, x, at: base + 58 }, options)
  return toElement(canvas)
}

/** Draws the lines on which the two greatest shares are equal. */
function drawBorders(canvas: Canvas, { toPoint }: Ternary): void {
  const middle = toPoint([1 / 3, 1 / 3, 1 / 3])
  for (const k of [0, 1, 2]) {
    drawRule(canvas, middle, toPoint([0, 1, 2].map((i) => (i === k ? 0 : 0.5))), { dash: '3 4' })
  }
}

/**
 * Draws all dots as one path, since hundreds of circles would be slow to drag. A dot is
 * a line of length 0 with round ends.
 */
function drawSamples(canvas: Canvas, { toPoint }: Ternary, samples: Samples): void {
  const toDot = ([x, y]: Point): string => `M${round(x)} ${round(y)}h0`
  const look = {
    'stroke-width': 5.5,
    'stroke-linecap': 'round',
    'stroke-opacity': 0.6,
    stroke: 'var(--prob)',
    fill: 'none',
  }
  append(canvas, 'path', { d: samples.map((p) => toDot(toPoint(p))).join(''), ...look })
}

interface TemperatureLine {
  canvas: Canvas
  x: LogScale
  /** Pixels from the top. */
  at: number
}

function drawTemperature({ canvas, x, at }: TemperatureLine, options: ConcreteCloudOptions): void {
  const {
    temperature,
    range: [coldest, hottest],
    drag,
  } = options
  const [left, right] = x.range()
  drawRule(canvas, [left, at], [right, at], { stroke: 'var(--muted)' })
  for (const tick of [0.1, 1, 10].filter((it) => it >= coldest && it <= hottest)) {
    drawRule(canvas, [x(tick), at - 4], [x(tick), at + 4], { stroke: 'var(--muted)' })
    drawNote(canvas, [x(tick), at + 30], formatTick(tick), 'middle')
  }
  const look = { anchor: 'middle', bold: true, halo: true } as const
  drawText(canvas, [x(temperature), at - 18], `T = ${temperature.toFixed(2)}`, look)
  dragPoint(canvas, [x(temperature), at], { input: drag, x, still: { radius: 5 } })
}
