import { line, range, scaleLinear, scaleLog } from 'd3'
import { entropy } from '../math/entropy.ts'
import { softmax } from '../math/softmax.ts'
import { createCanvas, fontSize, round, toElement, type Canvas, type FigureOptions } from './canvas.ts'
import { drawRule } from './draw-rule.ts'
import { drawText } from './draw-text.ts'
import { formatProbability, formatShort } from './format-numbers.ts'
import { spreadLabels } from './spread-labels.ts'

export interface TemperatureCurvesOptions extends FigureOptions {
  /** The temperature marked. */
  temperature: number
  labels: readonly string[]
  /** Default: 0.1 to 10, on a logarithmic scale. */
  domain?: readonly [number, number]
}

interface Frame {
  canvas: Canvas
  left: number
  right: number
  x: (temperature: number) => number
  y: (p: number) => number
  /** The entropy's own strip, under the probabilities. */
  strip: (share: number) => number
}

/** Every class's probability against the temperature, and under it the entropy as a share of its greatest value. */
export function temperatureCurves(z: readonly number[], options: TemperatureCurvesOptions): SVGSVGElement {
  const { width, temperature, labels, domain = [0.1, 10] } = options
  const frame = toFrame(width, domain)
  const temperatures = range(0, 61).map((i) => domain[0] * (domain[1] / domain[0]) ** (i / 60))
  const rows = temperatures.map((t) => softmax(z, { temperature: t }))
  drawAxes(frame, domain, z.length)
  labels.forEach((_, i) => drawCurve(frame.canvas, rows.map((p, k) => [frame.x(temperatures[k]), frame.y(p[i])]), `var(--c${i + 1})`))
  drawCurve(frame.canvas, rows.map((p, k) => [frame.x(temperatures[k]), frame.strip(entropy(p) / Math.log(z.length))]), 'var(--ink)')
  const p = softmax(z, { temperature })
  drawCurrent(frame, temperature, p, labels)
  return toElement(frame.canvas)
}

function toFrame(width: number, domain: readonly [number, number]): Frame {
  const [left, right] = [30, width - 12]
  const height = width < 480 ? 372 : 380
  return {
    canvas: createCanvas(width, height), left, right,
    x: scaleLog(domain, [left, right]),
    y: scaleLinear([0, 1], [height - 160, 26]),
    strip: scaleLinear([0, 1], [height - 42, height - 110]),
  }
}

function drawAxes({ canvas, left, right, x, y, strip }: Frame, [low, high]: readonly [number, number], count: number): void {
  for (const tick of [0, 0.5, 1]) {
    drawRule(canvas, [left, y(tick)], [right, y(tick)], tick === 0 ? { stroke: 'var(--muted)' } : {})
    drawText(canvas, left - 6, y(tick) + 4, String(tick), { anchor: 'end', size: fontSize.small, fill: 'var(--muted)' })
  }
  drawRule(canvas, [left, y(1 / count)], [right, y(1 / count)], { stroke: 'var(--muted)', dash: '2 4' })
  drawText(canvas, left, 13, '← hardmax', { size: fontSize.small, fill: 'var(--muted)' })
  drawText(canvas, right, 13, `uniform, 1/${count} →`, { anchor: 'end', size: fontSize.small, fill: 'var(--muted)' })
  drawRule(canvas, [left, strip(0)], [right, strip(0)], { stroke: 'var(--muted)' })
  drawRule(canvas, [left, strip(1)], [right, strip(1)])
  drawText(canvas, left, strip(1) - 6, `entropy, from 0 to log ${count} = ${formatShort(Math.log(count))}`, { size: fontSize.small, fill: 'var(--muted)' })
  for (const tick of [0.1, 0.2, 0.5, 1, 2, 5, 10].filter((t) => t >= low && t <= high)) drawText(canvas, x(tick), strip(0) + 17, String(tick), { anchor: tick === high ? 'end' : 'middle', size: fontSize.small, fill: 'var(--muted)' })
  drawText(canvas, (left + right) / 2, strip(0) + 36, 'temperature T', { anchor: 'middle', fill: 'var(--muted)' })
}

function drawCurve(canvas: Canvas, points: [number, number][], stroke: string): void {
  canvas.append('path').attr('d', line().digits(1)(points)).attr('fill', 'none').attr('stroke', stroke).attr('stroke-width', 2)
}

/** The temperature chosen: a rule through both plots, a dot on each curve, and the numbers on the side with room. */
function drawCurrent({ canvas, left, right, x, y, strip }: Frame, temperature: number, p: readonly number[], labels: readonly string[]): void {
  const at = x(temperature)
  const onLeft = at > left + (right - left) * 0.6
  const [edge, anchor] = onLeft ? [at - 10, 'end' as const] : [at + 10, 'start' as const]
  drawRule(canvas, [at, y(1)], [at, strip(0)], { stroke: 'var(--ink)' })
  const heights = spreadLabels(p.map(y), 17, y(1) - 2, y(0) - 4)
  p.forEach((value, i) => {
    drawDot(canvas, at, y(value), `var(--c${i + 1})`)
    drawText(canvas, edge, heights[i] + 4, `${labels[i]} ${formatProbability(value)}`, { anchor, fill: `var(--c${i + 1})`, weight: 'bold', halo: true })
  })
  const h = entropy(p)
  drawDot(canvas, at, strip(h / Math.log(p.length)), 'var(--ink)')
  drawText(canvas, edge, strip(0.5) + (h / Math.log(p.length) > 0.5 ? 16 : -14) + 4, formatShort(h), { anchor, weight: 'bold', halo: true })
}

function drawDot(canvas: Canvas, x: number, y: number, fill: string): void {
  canvas.append('circle').attr('cx', round(x)).attr('cy', round(y)).attr('r', 4.5).attr('fill', fill).attr('stroke', 'var(--paper)').attr('stroke-width', 1.5)
}
