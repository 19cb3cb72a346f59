import { range, scaleLinear, scaleLog } from 'd3'
import { logSumExp, softmax } from 'accurate-softmax'
import {
  createCanvas,
  dragRule,
  drawRule,
  type FigureOptions,
  type Point,
  toElement,
} from '@cellgraph/notebook/figure'
import { drawArea } from '../marks/draw-area.ts'
import { drawCurve } from '../marks/draw-curve.ts'
import { drawDot } from '../marks/draw-dot.ts'
import { drawNote } from '../marks/draw-note.ts'
import { drawScale } from '../marks/draw-scale.ts'
import { drawText } from '../marks/draw-text.ts'
import { formatFixed, formatScore } from '../marks/format-numbers.ts'
import { isNarrow } from '../marks/is-narrow.ts'
import { margin, type LogScale, type Panel } from '../marks/panel.ts'
import { spreadLabels } from '../marks/spread-labels.ts'

export interface MeanToMaxOptions extends FigureOptions {
  temperature: number
  /**
   * The `<Slider>` that is moved by dragging the rule at the temperature. Default: it cannot be
   * dragged.
   */
  drag?: string
}

interface Frame extends Panel<LogScale> {
  z: readonly number[]
}

/** A smooth maximum of the scores as a function of the temperature. */
interface SoftMaximum {
  name: string
  at: (temperature: number) => number
  stroke: string
  dash?: string
  /** The side of the dot on which the label stands clear of the curves, and how far it is lowered. */
  side: 'left' | 'right'
  lift: number
}

const [coldest, hottest] = [0.1, 20]
const temperatures = range(0, 121).map((i) => coldest * (hottest / coldest) ** (i / 120))

/**
 * Draws three smooth maxima of the same scores against the temperature: LogSumExp, which grows
 * without bound, and two that go from the maximum to the mean.
 */
export function meanToMax(z: readonly number[], options: MeanToMaxOptions): SVGSVGElement {
  const { width, temperature, drag } = options
  const frame = toFrame(width, z)
  const { canvas, x, y } = frame
  const curves = toCurves(z)
  drawAxes(frame)
  drawBetween(frame, curves)
  for (const curve of curves) drawMaximum(frame, curve)
  const [base, top] = y.range()
  dragRule(canvas, [x(temperature), base], { input: drag, x, top })
  drawCurrent(frame, temperature, curves)
  return toElement(canvas)
}

function toCurves(z: readonly number[]): SoftMaximum[] {
  const lse = (temperature: number): number => logSumExp(z, { temperature })
  const average = (temperature: number): number =>
    softmax(z, { temperature }).reduce((sum, share, i) => sum + share * z[i], 0)
  const mellow = (temperature: number): number =>
    lse(temperature) - temperature * Math.log(z.length)
  return [
    { name: 'LSE', at: lse, stroke: 'var(--ink)', side: 'left', lift: -10 },
    { name: 'average', at: average, stroke: 'var(--score)', dash: '7 4', side: 'right', lift: -12 },
    { name: 'mellowmax', at: mellow, stroke: 'var(--prob)', side: 'left', lift: 14 },
  ]
}

function toFrame(width: number, z: readonly number[]): Frame {
  const height = isNarrow(width) ? 330 : 360
  const [least, greatest] = [Math.min(...z), Math.max(...z)]
  const high = greatest + Math.max(1.2, 0.6 * (greatest - least))
  return {
    canvas: createCanvas(width, height),
    x: scaleLog([coldest, hottest], [46, width - 40]),
    y: scaleLinear([least - 0.4, high], [height - margin.bottom, 10]),
    z,
  }
}

function drawAxes(frame: Frame): void {
  const { canvas, x, y } = frame
  const [left, right] = x.range()
  const [base] = y.range()
  drawRule(canvas, [left, base], [right, base], { stroke: 'var(--muted)' })
  drawBounds(frame)
  drawScores(frame)
  const ticks = [0.1, 0.2, 0.5, 1, 2, 5, 10, 20]
  drawScale(frame, { side: 'bottom', ticks, title: 'temperature T' })
}

/** Draws the maximum and the mean of the scores as lines across. */
function drawBounds({ canvas, x, y, z }: Frame): void {
  const [[left, right], [base, top]] = [x.range(), y.range()]
  const mean = z.reduce((a, b) => a + b, 0) / z.length
  const lines = [y(Math.max(...z)), y(mean)]
  const places = spreadLabels(lines, 14, top, base)
  for (const line of lines) {
    drawRule(canvas, [left, line], [right, line], { stroke: 'var(--muted)', dash: '2 4' })
  }
  drawNote(canvas, [right + 5, places[0] + 4], 'max')
  drawNote(canvas, [right + 5, places[1] + 4], 'mean')
}

/** Draws the scores at the left. */
function drawScores({ canvas, x, y, z }: Frame): void {
  const [[left], [base, top]] = [x.range(), y.range()]
  const places = spreadLabels(z.map(y), 13, top, base - 4)
  const look = { anchor: 'end', size: 'small', fill: 'var(--score)' } as const
  z.forEach((score, i) => {
    drawRule(canvas, [left - 9, y(score)], [left, y(score)], { stroke: 'var(--score)', width: 3 })
    drawText(canvas, [left - 13, places[i] + 4], formatScore(score), look)
  })
}

/** Fills the area between LogSumExp and its mellow form: T log n. */
function drawBetween({ canvas, x, y }: Frame, [upper, , lower]: readonly SoftMaximum[]): void {
  const high = y.domain()[1]
  const edgeOf = (curve: SoftMaximum): Point[] =>
    temperatures.map((t) => [x(t), y(Math.min(high, curve.at(t)))])
  const outline = [...edgeOf(upper), ...edgeOf(lower).reverse()]
  drawArea(canvas, outline, { fill: 'var(--prob)', opacity: 0.1 })
}

function drawMaximum({ canvas, x, y }: Frame, { at, stroke, dash }: SoftMaximum): void {
  const shown = temperatures.filter((t) => at(t) <= y.domain()[1])
  drawCurve(
    canvas,
    shown.map((t) => [x(t), y(at(t))]),
    { stroke, width: 2.5, dash },
  )
}

// Pixels that a label takes.
const labelWide = 112

function drawCurrent(
  { canvas, x, y }: Frame,
  temperature: number,
  curves: readonly SoftMaximum[],
): void {
  const at = x(temperature)
  const high = y.domain()[1]
  const values = curves.map((curve) => curve.at(temperature))
  const shown = values.map((value) => y(Math.min(high, value)))
  const [base, top] = y.range()
  const wanted = shown.map((place, i) => place + curves[i].lift)
  const places = spreadLabels(wanted, 17, top + 8, base - 16)
  curves.forEach(({ name, stroke: fill, side }, i) => {
    const onRight = isRightOf(x, at, side)
    if (values[i] <= high) drawDot(canvas, [at, shown[i]], { fill, radius: 4.5, rim: 1.5 })
    const look = { anchor: onRight ? 'start' : 'end', bold: true, fill, halo: true } as const
    const text = `${name} ${formatFixed(values[i], 2)}`
    drawText(canvas, [at + (onRight ? 10 : -10), places[i] + 4], text, look)
  })
}

/** Whether a label stands right of `at`: on the side it prefers, unless it has no room there. */
function isRightOf(x: Frame['x'], at: number, side: SoftMaximum['side']): boolean {
  const [left, right] = x.range()
  return side === 'right' ? right - at >= labelWide : at - left < labelWide
}
