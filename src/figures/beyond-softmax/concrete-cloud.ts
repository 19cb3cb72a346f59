import { scaleLog } from 'd3'
import { argmax } from 'accurate-softmax'
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
import { drawText } from '../marks/draw-text.ts'
import { drawTernary, ternary, type Ternary } from '../marks/ternary.ts'

export interface ConcreteCloudOptions extends FigureOptions {
  labels: readonly string[]
  temperature: number
  /** From the coldest to the hottest temperature. */
  range: readonly [number, number]
  /** The input that is moved by dragging the temperature. Default: it cannot be dragged. */
  drag?: string
}

const colours = ['var(--c3)', 'var(--c4)', 'var(--c1)']

/** Soft samples as points in the triangle of distributions; each belongs to the corner that is nearest. */
export function concreteCloud(
  samples: readonly (readonly number[])[],
  { width, labels, temperature, range, drag }: ConcreteCloudOptions,
): SVGSVGElement {
  const side = Math.min(width - 60, 380)
  const left = (width - side) / 2
  const base = 34 + (side * Math.sqrt(3)) / 2
  const canvas = createCanvas(width, Math.round(base + 96))
  const triangle = ternary({ left, right: left + side, base })
  const counts = labels.map((_, k) => samples.filter((p) => argmax(p) === k).length)
  drawTernary(canvas, triangle, {
    labels: labels.map((label, k) => `${label} ${counts[k]}`),
    grid: [],
  })
  drawBorders(canvas, triangle)
  drawSamples(canvas, triangle, samples)
  drawScale(
    canvas,
    { left: left + 10, right: left + side - 10, at: base + 58 },
    { temperature, range, drag },
  )
  return toElement(canvas)
}

/** Where two shares are equal and greatest. */
function drawBorders(canvas: Canvas, { toPoint }: Ternary): void {
  const middle = toPoint([1 / 3, 1 / 3, 1 / 3])
  for (const k of [0, 1, 2])
    drawRule(canvas, middle, toPoint([0, 1, 2].map((i) => (i === k ? 0 : 0.5))), { dash: '3 4' })
}

/** One path for each corner: hundreds of circles would be slow to drag. A dot is a line of no length with round ends. */
function drawSamples(
  canvas: Canvas,
  { toPoint }: Ternary,
  samples: readonly (readonly number[])[],
): void {
  colours.forEach((stroke, k) => {
    const dots = samples
      .filter((p) => argmax(p) === k)
      .map((p) => {
        const [x, y] = toPoint(p)
        return `M${round(x)} ${round(y)}h0`
      })
    canvas
      .append('path')
      .attr('d', dots.join(''))
      .attr('stroke', stroke)
      .attr('stroke-width', 5.5)
      .attr('stroke-linecap', 'round')
      .attr('stroke-opacity', 0.6)
      .attr('fill', 'none')
  })
}

function drawScale(
  canvas: Canvas,
  { left, right, at }: { left: number; right: number; at: number },
  {
    temperature,
    range,
    drag,
  }: { temperature: number; range: readonly [number, number]; drag?: string },
): void {
  const x = scaleLog(range, [left, right])
  drawRule(canvas, [left, at], [right, at], { stroke: 'var(--muted)' })
  for (const tick of [0.1, 1, 10].filter((it) => it >= range[0] && it <= range[1])) {
    drawRule(canvas, [x(tick), at - 4], [x(tick), at + 4], { stroke: 'var(--muted)' })
    drawText(canvas, x(tick), at + 30, String(tick), {
      anchor: 'middle',
      size: fontSize.small,
      fill: 'var(--muted)',
    })
  }
  drawText(canvas, x(temperature), at - 18, `T = ${temperature.toFixed(2)}`, {
    anchor: 'middle',
    weight: 'bold',
    halo: true,
  })
  if (drag === undefined)
    canvas.append('circle').attr('cx', x(temperature)).attr('cy', at).attr('r', 5)
  else dragHandle(canvas, [x(temperature), at], { input: drag, x })
}
