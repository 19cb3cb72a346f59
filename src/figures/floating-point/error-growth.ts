import { scaleLinear, scaleLog, type ScaleLinear, type ScaleLogarithmic } from 'd3'
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
import { drawCurve } from '../marks/draw-curve.ts'
import { drawText } from '../marks/draw-text.ts'
import { formatFloat } from '../marks/format-numbers.ts'

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
/** The errors that are shown, and one above which a curve stands alone. */
const [least, greatest, alone] = [0.002, 1e6, 20]

/** Errors of several ways to compute the same, against the size of what goes in; a cross where a way gives no answer any more. */
export function errorGrowth(
  series: readonly ErrorSeries[],
  { width, powers, at, drag }: ErrorGrowthOptions,
): SVGSVGElement {
  const height = width < 480 ? 380 : 400
  const [left, right, top, base] = [46, width - 18, 26, height - 44]
  const canvas = createCanvas(width, height)
  const frame = {
    canvas,
    left,
    right,
    x: scaleLinear([powers[0], powers[powers.length - 1]], [left, right]),
    y: scaleLog([least, greatest], [base, top]).clamp(true),
  }
  drawAxes(frame, powers)
  series.forEach((it, k) => drawErrors(frame, it, powers, k))
  if (drag === undefined)
    drawRule(canvas, [frame.x(at), base], [frame.x(at), top], { stroke: 'var(--ink)' })
  else
    dragHandle(canvas, [frame.x(at), base], {
      input: drag,
      x: frame.x,
      rule: [base - top, 0],
      fill: 'var(--ink)',
    })
  drawCurrent(frame, series, powers, at)
  return toElement(canvas)
}

function drawAxes({ canvas, x, y, left, right }: Frame, powers: readonly number[]): void {
  const base = y(least)
  for (const tick of [1, 100, 1e4, 1e6]) {
    drawRule(canvas, [left, y(tick)], [right, y(tick)])
    drawText(canvas, left - 7, y(tick) + 4, tick < 1000 ? String(tick) : `1e${Math.log10(tick)}`, {
      anchor: 'end',
      size: fontSize.small,
      fill: 'var(--muted)',
    })
  }
  drawRule(canvas, [left, base], [right, base], { stroke: 'var(--muted)' })
  for (const power of powers.filter(Number.isInteger))
    drawText(canvas, x(power), base + 19, power < 3 ? String(10 ** power) : `1e${power}`, {
      anchor: 'middle',
      size: fontSize.small,
      fill: 'var(--muted)',
    })
  drawText(canvas, 4, 14, 'relative error, in units of 2⁻⁵³', {
    size: fontSize.small,
    fill: 'var(--muted)',
  })
  drawText(canvas, (left + right) / 2, base + 38, 'added to all scores', {
    anchor: 'middle',
    size: fontSize.small,
    fill: 'var(--muted)',
  })
}

function drawErrors(
  { canvas, x, y }: Frame,
  { errors }: ErrorSeries,
  powers: readonly number[],
  k: number,
): void {
  const { stroke, dash } = looks[k % looks.length]
  const end = errors.findIndex((error) => !Number.isFinite(error))
  const points = errors
    .slice(0, end < 0 ? undefined : end)
    .map((error, i): [number, number] => [x(powers[i]), y(Math.max(least, error))])
  if (points.length > 0)
    drawCurve(canvas, points, { stroke, width: 2.5, ...(dash ? { dash } : {}) })
  if (end > 0) {
    const [cx, cy] = points[points.length - 1]
    canvas
      .append('path')
      .attr('d', `M${round(cx - 5)} ${round(cy - 5)}l10 10m0 -10l-10 10`)
      .attr('stroke', 'var(--warn)')
      .attr('stroke-width', 3)
      .attr('fill', 'none')
  }
}

/** Names and errors at the rule: beside it where a curve stands alone or has ended, the others in a list below all curves. */
function drawCurrent(
  { canvas, x, y, left, right }: Frame,
  series: readonly ErrorSeries[],
  powers: readonly number[],
  at: number,
): void {
  const nearest = powers.reduce(
    (best, power, i) => (Math.abs(power - at) < Math.abs(powers[best] - at) ? i : best),
    0,
  )
  const side = right - x(at) > x(at) - left ? 1 : -1
  let [above, below] = [y(greatest) + 20, y(1) + 26]
  series.forEach(({ name, errors }, k) => {
    const [value, { stroke, dash }] = [errors[nearest], looks[k % looks.length]]
    const known = Number.isFinite(value)
    if (known)
      canvas
        .append('circle')
        .attr('cx', round(x(at)))
        .attr('cy', round(y(Math.max(least, value))))
        .attr('r', 4.5)
        .attr('fill', stroke)
        .attr('stroke', 'var(--paper)')
        .attr('stroke-width', 1.5)
    const look = { weight: 'bold', fill: known ? stroke : 'var(--warn)', halo: true } as const
    if (known && value <= alone) {
      drawRule(canvas, [left + 12, below - 4], [left + 42, below - 4], {
        stroke,
        width: 2.5,
        ...(dash ? { dash } : {}),
      })
      drawText(canvas, left + 50, below, `${name} ${formatFloat(value)}`, look)
      below += 18
    } else {
      const text = known ? `${name} ${formatFloat(value)}` : `${name} ✗ NaN`
      drawText(canvas, x(at) + side * 12, known ? y(value) - 10 : above, text, {
        ...look,
        anchor: side > 0 ? 'start' : 'end',
      })
      if (!known) above += 18
    }
  })
}
