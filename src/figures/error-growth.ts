import { scaleLinear, scaleLog, type ScaleLinear, type ScaleLogarithmic } from 'd3'
import { createCanvas, fontSize, round, toElement, type Canvas, type FigureOptions } from './canvas.ts'
import { drawCurve } from './draw-curve.ts'
import { dragHandle } from './drag-handle.ts'
import { drawRule } from './draw-rule.ts'
import { drawText } from './draw-text.ts'
import { formatFloat } from './format-numbers.ts'
import { spreadLabels } from './spread-labels.ts'

/** How wrong one way of computing is, size by size. */
export interface ErrorSeries {
  name: string
  /** Errors in units of the last place, in the order of `powers`; what is not finite has no answer. */
  errors: readonly number[]
}

export interface ErrorGrowthOptions extends FigureOptions {
  /** The sizes at which was measured, as powers of ten, rising. */
  powers: readonly number[]
  /** The power of ten at which the errors are read off. */
  at: number
  /** The `<Slider>` of that power, moved by dragging the rule. */
  drag?: string
}

interface Frame {
  canvas: Canvas
  x: ScaleLinear<number, number>
  y: ScaleLogarithmic<number, number>
  left: number
  right: number
}

const looks = [
  { stroke: 'var(--ink)', dash: undefined },
  { stroke: 'var(--prob)', dash: '7 4' },
  { stroke: 'var(--warn)', dash: '2 3' },
  { stroke: 'var(--score)', dash: '9 3 2 3' },
]
const [least, greatest] = [0.2, 1e6]

/** Errors of several ways to compute the same, against the size of what goes in; a cross where a way gives no answer any more. */
export function errorGrowth(series: readonly ErrorSeries[], { width, powers, at, drag }: ErrorGrowthOptions): SVGSVGElement {
  const height = width < 480 ? 350 : 370
  const [left, right, top, base] = [46, width - 18, 26, height - 44]
  const canvas = createCanvas(width, height)
  const frame = { canvas, left, right, x: scaleLinear([powers[0], powers[powers.length - 1]], [left, right]), y: scaleLog([least, greatest], [base, top]).clamp(true) }
  drawAxes(frame, powers)
  series.forEach((it, k) => drawErrors(frame, it, powers, k))
  if (drag === undefined) drawRule(canvas, [frame.x(at), base], [frame.x(at), top], { stroke: 'var(--ink)' })
  else dragHandle(canvas, [frame.x(at), base], { input: drag, x: frame.x, rule: [base - top, 0], fill: 'var(--ink)' })
  drawCurrent(frame, series, powers, at)
  return toElement(canvas)
}

function drawAxes({ canvas, x, y, left, right }: Frame, powers: readonly number[]): void {
  const base = y(least)
  for (const tick of [1, 100, 1e4, 1e6]) {
    drawRule(canvas, [left, y(tick)], [right, y(tick)])
    drawText(canvas, left - 7, y(tick) + 4, tick < 1000 ? String(tick) : `1e${Math.log10(tick)}`, { anchor: 'end', size: fontSize.small, fill: 'var(--muted)' })
  }
  drawRule(canvas, [left, base], [right, base], { stroke: 'var(--muted)' })
  for (const power of powers.filter(Number.isInteger)) drawText(canvas, x(power), base + 19, power < 3 ? String(10 ** power) : `1e${power}`, { anchor: 'middle', size: fontSize.small, fill: 'var(--muted)' })
  drawText(canvas, 4, 14, 'relative error, in units of 2⁻⁵³', { size: fontSize.small, fill: 'var(--muted)' })
  drawText(canvas, (left + right) / 2, base + 38, 'added to all scores', { anchor: 'middle', size: fontSize.small, fill: 'var(--muted)' })
}

function drawErrors({ canvas, x, y }: Frame, { errors }: ErrorSeries, powers: readonly number[], k: number): void {
  const { stroke, dash } = looks[k % looks.length]
  const end = errors.findIndex((error) => !Number.isFinite(error))
  const points = errors.slice(0, end < 0 ? undefined : end).map((error, i): [number, number] => [x(powers[i]), y(Math.max(least, error))])
  if (points.length > 0) drawCurve(canvas, points, { stroke, width: 2.5, ...(dash ? { dash } : {}) })
  if (end > 0) {
    const [cx, cy] = points[points.length - 1]
    canvas.append('path').attr('d', `M${round(cx - 5)} ${round(cy - 5)}l10 10m0 -10l-10 10`).attr('stroke', 'var(--warn)').attr('stroke-width', 3).attr('fill', 'none')
  }
}

/** Names and errors at the rule, on the side that has more room. */
function drawCurrent({ canvas, x, y, left, right }: Frame, series: readonly ErrorSeries[], powers: readonly number[], at: number): void {
  const nearest = powers.reduce((best, power, i) => (Math.abs(power - at) < Math.abs(powers[best] - at) ? i : best), 0)
  const values = series.map(({ errors }) => errors[nearest])
  const heights = values.map((value) => (Number.isFinite(value) ? y(Math.max(least, value)) : y(greatest) + 16))
  const places = spreadLabels(heights.map((it) => it - 10), 18, y(greatest) + 14, y(least) - 10)
  const toRight = right - x(at) > x(at) - left
  series.forEach(({ name }, k) => {
    const { stroke } = looks[k % looks.length]
    const known = Number.isFinite(values[k])
    if (known) canvas.append('circle').attr('cx', round(x(at))).attr('cy', round(heights[k])).attr('r', 4.5).attr('fill', stroke).attr('stroke', 'var(--paper)').attr('stroke-width', 1.5)
    drawText(canvas, x(at) + (toRight ? 12 : -12), places[k] + 4, known ? `${name} ${formatFloat(values[k])}` : `${name} ✗ NaN`, { anchor: toRight ? 'start' : 'end', weight: 'bold', fill: known ? stroke : 'var(--warn)', halo: true })
  })
}
