import { range, scaleLinear, scaleLog, type ScaleLinear, type ScaleLogarithmic } from 'd3'
import { logSumExp, softmax } from 'accurate-softmax'
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
import { drawCurve, toPath } from '../marks/draw-curve.ts'
import { drawText } from '../marks/draw-text.ts'
import { formatScore } from '../marks/format-numbers.ts'
import { spreadLabels } from '../marks/spread-labels.ts'

export interface MeanToMaxOptions extends FigureOptions {
  temperature: number
  /** The `<Slider>` that is moved by dragging the rule at the temperature. Default: it cannot be dragged. */
  drag?: string
}

interface Frame {
  canvas: Canvas
  left: number
  right: number
  x: ScaleLogarithmic<number, number>
  y: ScaleLinear<number, number>
  /** The least and the greatest value that has room. */
  heights: readonly [number, number]
}

/** A number between the scores, or a little above them, for each temperature. */
interface SoftMaximum {
  name: string
  at: (temperature: number) => number
  stroke: string
  dash?: string
}

const [coldest, hottest] = [0.1, 20]

/** Three soft maxima of the same scores against the temperature: LogSumExp, which leaves them above, and two that go from max to mean. */
export function meanToMax(
  z: readonly number[],
  { width, temperature, drag }: MeanToMaxOptions,
): SVGSVGElement {
  const frame = toFrame(width, z)
  const curves = toCurves(z)
  const temperatures = range(0, 121).map((i) => coldest * (hottest / coldest) ** (i / 120))
  drawAxes(frame, z)
  drawBetween(frame, temperatures, curves)
  for (const curve of curves) drawMaximum(frame, temperatures, curve)
  const [at, base, top] = [
    frame.x(temperature),
    frame.y(frame.heights[0]),
    frame.y(frame.heights[1]),
  ]
  if (drag === undefined) drawRule(frame.canvas, [at, base], [at, top], { stroke: 'var(--ink)' })
  else
    dragHandle(frame.canvas, [at, base], {
      input: drag,
      x: frame.x,
      rule: [base - top, 0],
      fill: 'var(--ink)',
    })
  drawCurrent(frame, temperature, curves)
  return toElement(frame.canvas)
}

function toCurves(z: readonly number[]): SoftMaximum[] {
  const average = (temperature: number): number =>
    softmax(z, { temperature }).reduce((sum, share, i) => sum + share * z[i], 0)
  return [
    { name: 'LSE', at: (temperature) => logSumExp(z, { temperature }), stroke: 'var(--ink)' },
    { name: 'average', at: average, stroke: 'var(--score)', dash: '7 4' },
    {
      name: 'mellow',
      at: (temperature) => logSumExp(z, { temperature }) - temperature * Math.log(z.length),
      stroke: 'var(--prob)',
    },
  ]
}

function toFrame(width: number, z: readonly number[]): Frame {
  const height = width < 480 ? 330 : 360
  const [left, right] = [46, width - 40]
  const [least, greatest] = [Math.min(...z), Math.max(...z)]
  const heights = [least - 0.4, greatest + Math.max(1.2, 0.6 * (greatest - least))] as const
  return {
    canvas: createCanvas(width, height),
    left,
    right,
    heights,
    x: scaleLog([coldest, hottest], [left, right]),
    y: scaleLinear(heights, [height - 42, 10]),
  }
}

/** The scores on the left, their maximum and their mean as lines across. */
function drawAxes({ canvas, left, right, x, y, heights }: Frame, z: readonly number[]): void {
  const base = y(heights[0])
  drawRule(canvas, [left, base], [right, base], { stroke: 'var(--muted)' })
  const mean = z.reduce((a, b) => a + b, 0) / z.length
  const [top, middle] = spreadLabels([y(Math.max(...z)), y(mean)], 14, y(heights[1]), base)
  drawRule(canvas, [left, y(Math.max(...z))], [right, y(Math.max(...z))], {
    stroke: 'var(--muted)',
    dash: '2 4',
  })
  drawRule(canvas, [left, y(mean)], [right, y(mean)], { stroke: 'var(--muted)', dash: '2 4' })
  drawText(canvas, right + 5, top + 4, 'max', { size: fontSize.small, fill: 'var(--muted)' })
  drawText(canvas, right + 5, middle + 4, 'mean', { size: fontSize.small, fill: 'var(--muted)' })
  const heightsOfScores = spreadLabels(
    z.map((score) => y(score)),
    13,
    y(heights[1]),
    base - 4,
  )
  z.forEach((score, i) => {
    drawRule(canvas, [left - 9, y(score)], [left, y(score)], { stroke: 'var(--score)', width: 3 })
    drawText(canvas, left - 13, heightsOfScores[i] + 4, formatScore(score).replace('-', '−'), {
      anchor: 'end',
      size: fontSize.small,
      fill: 'var(--score)',
    })
  })
  for (const tick of [0.1, 0.2, 0.5, 1, 2, 5, 10, 20])
    drawText(canvas, x(tick), base + 17, String(tick), {
      anchor: 'middle',
      size: fontSize.small,
      fill: 'var(--muted)',
    })
  drawText(canvas, (left + right) / 2, base + 36, 'temperature T', {
    anchor: 'middle',
    fill: 'var(--muted)',
  })
}

/** What LogSumExp has and its mellow form has not: T log n. */
function drawBetween(
  { canvas, x, y, heights }: Frame,
  temperatures: readonly number[],
  [upper, , lower]: readonly SoftMaximum[],
): void {
  const edge = (curve: SoftMaximum): [number, number][] =>
    temperatures.map((t) => [x(t), y(Math.min(heights[1], curve.at(t)))])
  canvas
    .append('path')
    .attr('d', `${toPath([...edge(upper), ...edge(lower).reverse()])}z`)
    .attr('fill', 'var(--prob)')
    .attr('fill-opacity', 0.1)
}

function drawMaximum(
  { canvas, x, y, heights }: Frame,
  temperatures: readonly number[],
  { at, stroke, dash }: SoftMaximum,
): void {
  const points = temperatures
    .map((t): [number, number] => [t, at(t)])
    .filter(([, value]) => value <= heights[1])
  drawCurve(
    canvas,
    points.map(([t, value]) => [x(t), y(value)]),
    { stroke, width: 2.5, ...(dash ? { dash } : {}) },
  )
}

// Pixels that a label takes.
const labelWide = 96

function drawCurrent(
  { canvas, right, x, y, heights }: Frame,
  temperature: number,
  curves: readonly SoftMaximum[],
): void {
  const at = x(temperature)
  const values = curves.map((curve) => curve.at(temperature))
  const shown = values.map((value) => y(Math.min(heights[1], value)))
  const [sign, anchor] = right - at < labelWide ? [-1, 'end' as const] : [1, 'start' as const]
  const places = spreadLabels(shown, 17, y(heights[1]) + 8, y(heights[0]) - 16)
  curves.forEach(({ name, stroke }, i) => {
    if (values[i] <= heights[1])
      canvas
        .append('circle')
        .attr('cx', round(at))
        .attr('cy', round(shown[i]))
        .attr('r', 4.5)
        .attr('fill', stroke)
        .attr('stroke', 'var(--paper)')
        .attr('stroke-width', 1.5)
    drawText(
      canvas,
      at + sign * 10,
      places[i] + 4,
      `${name} ${values[i].toFixed(2).replace('-', '−')}`,
      { anchor, weight: 'bold', fill: stroke, halo: true },
    )
  })
}
