import { scaleLinear, scaleLog } from 'd3'
import {
  type Canvas,
  createCanvas,
  dragRule,
  drawRule,
  type FigureOptions,
  type Point,
  round,
  toElement,
} from '@cellgraph/notebook/figure'
import { drawCurve } from '../marks/draw-curve.ts'
import { drawDot } from '../marks/draw-dot.ts'
import { drawNote } from '../marks/draw-note.ts'
import { drawPath } from '../marks/draw-path.ts'
import { drawScale } from '../marks/draw-scale.ts'
import { drawText } from '../marks/draw-text.ts'
import { formatFloat } from '../marks/format-numbers.ts'
import { isNarrow } from '../marks/is-narrow.ts'
import type { LinearScale, LogScale, Panel } from '../marks/panel.ts'

/** The errors of one method, by the size of its argument. */
export interface ErrorSeries {
  name: string
  /**
   * Errors in units of the last place, in the order of `powers`; not finite where the method gives
   * no result.
   */
  errors: readonly number[]
}

export interface ErrorGrowthOptions extends FigureOptions {
  /** The sizes that were measured, as increasing powers of ten. */
  powers: readonly number[]
  /** The power of ten at which the errors are read off. */
  at: number
  /** The `<Slider>` of that power, moved by dragging the rule. */
  drag?: string
}

interface Frame extends Panel<LinearScale, LogScale> {
  powers: readonly number[]
}

const looks = [
  { stroke: 'var(--ink)' },
  { stroke: 'var(--prob)', dash: '7 4' },
  { stroke: 'var(--warn)', dash: '2 3' },
  { stroke: 'var(--score)', dash: '9 3 2 3' },
]
/** The range of errors shown, and the error above which a curve has room for its label. */
const [least, greatest, alone] = [0.002, 1e6, 20]

/**
 * Draws the errors of several methods for one function against the size of its argument. A cross
 * marks where a method stops giving results.
 */
export function errorGrowth(
  series: readonly ErrorSeries[],
  options: ErrorGrowthOptions,
): SVGSVGElement {
  const { at, drag } = options
  const frame = toFrame(options)
  const { canvas, x, y } = frame
  const [base, top] = y.range()
  drawAxes(frame)
  series.forEach(({ errors }, k) => drawErrors(frame, errors, looks[k % looks.length]))
  dragRule(canvas, [x(at), base], { input: drag, x, top })
  drawCurrent(frame, series, at)
  return toElement(canvas)
}

function toFrame({ width, powers }: ErrorGrowthOptions): Frame {
  const height = isNarrow(width) ? 380 : 400
  const domain = [powers[0], powers[powers.length - 1]]
  return {
    canvas: createCanvas(width, height),
    powers,
    x: scaleLinear(domain, [46, width - 18]),
    y: scaleLog([least, greatest], [height - 44, 26]).clamp(true),
  }
}

function drawAxes(frame: Frame): void {
  const { canvas, x, y, powers } = frame
  const [[left, right], [base]] = [x.range(), y.range()]
  const format = (tick: number): string => (tick < 1000 ? String(tick) : `1e${Math.log10(tick)}`)
  drawScale(frame, { side: 'left', ticks: [1, 100, 1e4, 1e6], format, gap: 7, strong: NaN })
  drawRule(canvas, [left, base], [right, base], { stroke: 'var(--muted)' })
  drawScale(frame, {
    side: 'bottom',
    ticks: powers.filter(Number.isInteger),
    format: (power) => format(10 ** power),
    gap: 19,
    title: 'added to all scores',
    titleGap: 38,
    titleSize: 'small',
  })
  drawNote(canvas, [4, 14], 'relative error, in units of 2⁻⁵³')
}

type Look = { stroke: string; dash?: string }

function drawErrors({ canvas, x, y, powers }: Frame, errors: readonly number[], look: Look): void {
  const end = errors.findIndex((error) => !Number.isFinite(error))
  const known = errors.slice(0, end < 0 ? undefined : end)
  const points = known.map((error, i): Point => [x(powers[i]), y(Math.max(least, error))])
  if (points.length > 0) drawCurve(canvas, points, { ...look, width: 2.5 })
  if (end > 0) drawCross(canvas, points[points.length - 1])
}

function drawCross(canvas: Canvas, [x, y]: Point): void {
  const d = `M${round(x - 5)} ${round(y - 5)}l10 10m0 -10l-10 10`
  drawPath(canvas, d, { stroke: 'var(--warn)', width: 3 })
}

/** The error of one method at the rule. */
interface Reading {
  text: string
  value: number
  look: Look
}

/**
 * Writes the methods' names and errors: beside the rule where a curve has room or has ended, the
 * others in a list below all curves.
 */
function drawCurrent(frame: Frame, series: readonly ErrorSeries[], at: number): void {
  const { canvas, x, y } = frame
  const readings = series.map((it, k) => toReading(it, k, findNearest(frame.powers, at)))
  let [above, below] = [y(greatest) + 20, y(1) + 26]
  for (const reading of readings) {
    const { value, look } = reading
    const known = Number.isFinite(value)
    const dot = [x(at), y(Math.max(least, value))] as const
    if (known) drawDot(canvas, dot, { fill: look.stroke, radius: 4.5, rim: 1.5 })
    if (known && value <= alone) drawInList(frame, reading, below)
    else drawAtRule(frame, reading, [x(at), known ? y(value) - 10 : above])
    if (known && value <= alone) below += 18
    if (!known) above += 18
  }
}

function toReading({ name, errors }: ErrorSeries, k: number, nearest: number): Reading {
  const value = errors[nearest]
  const text = Number.isFinite(value) ? `${name} ${formatFloat(value)}` : `${name} ✗ NaN`
  return { text, value, look: looks[k % looks.length] }
}

function findNearest(powers: readonly number[], at: number): number {
  const distances = powers.map((power) => Math.abs(power - at))
  return distances.indexOf(Math.min(...distances))
}

function drawInList({ canvas, x }: Frame, { text, look }: Reading, y: number): void {
  const [left] = x.range()
  drawRule(canvas, [left + 12, y - 4], [left + 42, y - 4], { ...look, width: 2.5 })
  drawText(canvas, [left + 50, y], text, { bold: true, fill: look.stroke, halo: true })
}

/** Writes a reading on the side of the rule that has more room. */
function drawAtRule({ canvas, x }: Frame, { text, value, look }: Reading, [at, y]: Point): void {
  const [left, right] = x.range()
  const onRight = right - at > at - left
  const fill = Number.isFinite(value) ? look.stroke : 'var(--warn)'
  const anchor = onRight ? 'start' : 'end'
  drawText(canvas, [at + (onRight ? 12 : -12), y], text, { anchor, bold: true, fill, halo: true })
}
