import { range, scaleLinear } from 'd3'
import { emulatedSoftmax, exp, type FloatFormat, floatLimits, roundTo } from 'accurate-softmax'
import {
  append,
  type Canvas,
  createCanvas,
  dragHandle,
  drawCircle,
  drawRule,
  type FigureOptions,
  type Line,
  nameMarks,
  type Point,
  round,
  toElement,
} from '@cellgraph/notebook/figure'
import { drawBox } from '../marks/draw-box.ts'
import { drawNote } from '../marks/draw-note.ts'
import { drawText } from '../marks/draw-text.ts'
import { formatFixed, formatFloat, formatTick } from '../marks/format-numbers.ts'
import { isNarrow } from '../marks/is-narrow.ts'
import { clamp, type LinearScale } from '../marks/panel.ts'

export interface SlideRuleOptions extends FigureOptions {
  labels: readonly string[]
  /** The number that is subtracted from every score. */
  shift: number
  /**
   * The `<Vector>` of the scores and the `<Slider>` of the shift, moved by dragging the points and
   * the upper scale.
   */
  drag?: { scores: string; shift: string }
}

interface Frame {
  canvas: Canvas
  wide: boolean
  /** From exponents to pixels. */
  x: LinearScale
  rowTall: number
  /** Where the rows end. */
  base: number
  /** Right edges of the columns of results. */
  columns: readonly number[]
  /** The scores less the shift, one for each row. */
  exponents: readonly number[]
  shift: number
}

/** The natural logarithms of the bounds of a floating-point format. */
interface Reach {
  format: FloatFormat
  /** Below it: zero. */
  zero: number
  /** Below it: subnormal. */
  normal: number
  /** Above it: infinity. */
  most: number
}

const formats: readonly FloatFormat[] = ['float16', 'float32', 'float64']
/** The largest exponent shown, and the largest value of an input, either way. */
const [shown, most] = [120, 100]
const [scaleY, headTall, barTall] = [40, 62, 17]

/**
 * Draws scores on a slide rule: their scale, at the top, is shifted along a scale of exponentials,
 * at the bottom, with the range of each floating-point format.
 */
export function slideRule(z: readonly number[], options: SlideRuleOptions): SVGSVGElement {
  const { labels } = options
  const frame = toFrame(z, options)
  formats
    .map(toReach)
    .filter((reach) => reach.most < shown)
    .forEach((reach) => drawStrips(frame, reach))
  formats.map(toReach).forEach((reach, k) => drawReach(frame, reach, k))
  drawPowers(frame)
  drawHeads(frame)
  labels.forEach((label, i) => drawRow(frame, label, i))
  drawOutcome(frame)
  drawUpperScale(frame)
  drawHandles(frame, options)
  return toElement(frame.canvas)
}

function toFrame(z: readonly number[], { width, shift }: SlideRuleOptions): Frame {
  const wide = !isNarrow(width, 'table')
  const rowTall = wide ? 46 : 62
  const base = headTall + rowTall * z.length
  const canvas = createCanvas(width, base + 34 + barTall * 3 + 40)
  const columns = [width - (wide ? 176 : 172), width - 88, width - 4]
  const x = scaleLinear([-shown, shown], wide ? [78, width - 268] : [20, width - 20])
  return {
    canvas,
    wide,
    x,
    rowTall,
    base,
    columns,
    exponents: z.map((score) => score - shift),
    shift,
  }
}

function drawHandles(frame: Frame, { labels, drag }: SlideRuleOptions): void {
  if (!drag) return
  const { canvas, x, exponents, shift } = frame
  const along = (from: number, to: number, y: number): Line => {
    return { domain: [-most, most], from: [x(from), y], to: [x(to), y] }
  }
  dragHandle(canvas, [x(-shift), scaleY], { input: drag.shift, along: along(most, -most, scaleY) })
  exponents.forEach((exponent, index) => {
    const y = trackOf(frame, index)
    const way = along(-most - shift, most - shift, y)
    const look = { fill: 'var(--score)', label: labels[index] }
    dragHandle(canvas, [clampedX(frame, exponent), y], {
      input: drag.scores,
      index,
      along: way,
      ...look,
    })
  })
}

function toReach(format: FloatFormat): Reach {
  const { precision, minExponent, largest } = floatLimits(format)
  const [zero, normal] = [(minExponent - precision) * Math.LN2, minExponent * Math.LN2]
  return { format, zero, normal, most: Math.log(largest) }
}

function clampedX({ x }: Frame, exponent: number): number {
  return x(clamp(exponent, [-shown, shown]))
}

/** The top of a row. */
const rowY = ({ rowTall }: Frame, i: number): number => headTall + rowTall * i

/** The line on which a row's point lies. */
const trackOf = (frame: Frame, i: number): number => rowY(frame, i) + (frame.wide ? 23 : 42)

/**
 * Draws the range of a format behind the rows. On a phone, where numbers are above the points, only
 * behind the points.
 */
function drawStrips(frame: Frame, reach: Reach): void {
  const { canvas, base, wide, rowTall, exponents } = frame
  const rows = exponents.map((_, i) => [rowY(frame, i) + 25, rowY(frame, i) + rowTall - 3])
  const [from, to] = [clampedX(frame, reach.zero), clampedX(frame, reach.most)]
  for (const [above, below] of wide ? [[headTall, base]] : rows) {
    drawBox(canvas, [from, above], [to, below], { fill: 'var(--prob)', opacity: 0.09 })
    for (const edge of [from, to]) {
      drawRule(canvas, [edge, above], [edge, below], { stroke: 'var(--prob)', dash: '3 3' })
    }
  }
}

/** Draws the range of a format as a bar. */
function drawReach(frame: Frame, reach: Reach, k: number): void {
  const { canvas, x, base, wide } = frame
  const [zero, normal, end] = [reach.zero, reach.normal, reach.most].map((it) =>
    clampedX(frame, it),
  )
  const y = base + 34 + k * barTall
  drawBox(canvas, [normal, y], [end, y + barTall - 3], { fill: 'var(--prob)' })
  drawSubnormal(canvas, [zero, normal], y)
  const bounds = `: ${formatFixed(reach.zero, 0)} to ${formatFixed(reach.most, 0)}`
  const fill = k === 0 ? 'var(--prob)' : 'var(--paper)'
  const text = `${reach.format}${wide ? bounds : ''}`
  drawText(canvas, [x(15), y + 11.5], text, { size: 'small', bold: true, fill })
}

/** Draws the subnormal numbers, which lose digits one by one, as stripes that become thinner. */
function drawSubnormal(canvas: Canvas, [zero, normal]: Point, y: number): void {
  const count = Math.floor((normal - zero) / 4)
  for (const k of range(count)) {
    const [x, width] = [round(normal - 4 * (k + 1) + 0.5), round(3 - (2.2 * k) / count)]
    append(canvas, 'rect', { x, y, width, height: barTall - 3, fill: 'var(--prob)' })
  }
}

/** The scale of the exponentials. */
function drawPowers({ canvas, x, base }: Frame): void {
  const y = base + 34 + 3 * barTall
  for (const power of [-40, -20, 0, 20, 40]) {
    const at = x(power * Math.LN10)
    drawRule(canvas, [at, y], [at, y + 5], { stroke: 'var(--muted)' })
    drawNote(canvas, [at, y + 17], power === 0 ? '1' : `1e${formatTick(power)}`, 'middle')
  }
  drawNote(canvas, [x(0), y + 33], 'exponentials', 'middle')
}

function drawHeads({ canvas, columns, wide }: Frame): void {
  formats.forEach((format, k) =>
    drawNote(canvas, [columns[k], wide ? headTall - 18 : 12], format, 'end'),
  )
}

function drawRow(frame: Frame, label: string, i: number): void {
  const { canvas, x, wide, columns, exponents } = frame
  const line = rowY(frame, i) + (wide ? 27 : 18)
  drawText(canvas, [4, line], label, { bold: true })
  drawRule(canvas, [x(-shown), trackOf(frame, i)], [x(shown), trackOf(frame, i)])
  drawPointer(frame, i)
  formats.forEach((format, k) => {
    const value = roundTo(exp(exponents[i]), format)
    const lost = value === 0 || value === Infinity
    const look = { fill: lost ? 'var(--warn)' : 'var(--ink)', bold: lost }
    drawText(canvas, [columns[k], line], describe(value, format), { anchor: 'end', ...look })
  })
}

function drawPointer(frame: Frame, i: number): void {
  const { canvas, wide, rowTall, exponents } = frame
  const [at, top] = [clampedX(frame, exponents[i]), rowY(frame, i)]
  const marks = nameMarks(canvas, 'z')
  const ends = [
    [at, top + (wide ? 4 : 26)],
    [at, top + rowTall - 2],
  ] as const
  const look = { stroke: 'var(--score)', width: 1.5 }
  if (Math.abs(exponents[i]) <= shown) drawRule(marks, ...ends, look)
  drawCircle(marks, [at, trackOf(frame, i)], { radius: 5.5, fill: 'var(--score)' })
}

/** An exponential in a format. A subnormal value, which has fewer digits, has a ≈ before it. */
function describe(value: number, format: FloatFormat): string {
  if (value === Infinity) return '∞'
  const subnormal = value > 0 && Math.log2(value) < floatLimits(format).minExponent
  return `${subnormal ? '≈ ' : ''}${formatFloat(value)}`
}

/** Writes whether the textbook formula gives probabilities for these exponents. */
function drawOutcome({ canvas, columns, base, exponents }: Frame): void {
  drawRule(canvas, [4, base + 4], [columns[2], base + 4], { stroke: 'var(--muted)' })
  drawText(canvas, [4, base + 22], 'softmax', { bold: true, fill: 'var(--prob)' })
  formats.forEach((format, k) => {
    const fault = findFault(emulatedSoftmax(exponents, format, { shift: false }))
    const look = { bold: true, fill: fault ? 'var(--warn)' : 'var(--prob)' }
    drawText(canvas, [columns[k], base + 22], fault ?? '✓', { anchor: 'end', ...look })
  })
}

function findFault(shares: readonly number[]): string | undefined {
  if (shares.some(Number.isNaN)) return '✗ NaN'
  return shares.every((share) => share === 0) ? '✗ all 0' : undefined
}

/** Draws the scale of the scores, whose zero is at minus the shift. */
function drawUpperScale(frame: Frame): void {
  const { canvas, x, wide, shift } = frame
  drawRule(canvas, [x(-shown), scaleY], [x(shown), scaleY], { stroke: 'var(--score)', width: 2 })
  for (const score of range(-200, 201, 10)) {
    if (Math.abs(score - shift) <= shown) drawScore(frame, score)
  }
  if (wide) drawText(canvas, [4, scaleY + 4], 'scores', { fill: 'var(--score)' })
}

function drawScore({ canvas, x, shift }: Frame, score: number): void {
  const at = x(score - shift)
  const large = score % 50 === 0
  drawRule(canvas, [at, scaleY - (large ? 7 : 4)], [at, scaleY], { stroke: 'var(--score)' })
  if (!large || Math.abs(score - shift) >= shown - 5) return
  const look = { anchor: 'middle', size: 'small', fill: 'var(--score)' } as const
  drawText(canvas, [at, scaleY + (score === 0 ? -14 : -11)], formatTick(score), look)
}
