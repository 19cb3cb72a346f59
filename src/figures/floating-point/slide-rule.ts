import { scaleLinear, type ScaleLinear } from 'd3'
import { emulatedSoftmax, exp, type FloatFormat, floatLimits, roundTo } from 'accurate-softmax'
import {
  type Canvas,
  createCanvas,
  dragHandle,
  drawRule,
  type FigureOptions,
  fontSize,
  nameMarks,
  round,
  toElement,
} from '@cellgraph/notebook/figure'
import { drawText } from '../marks/draw-text.ts'
import { formatFloat } from '../marks/format-numbers.ts'

export interface SlideRuleOptions extends FigureOptions {
  labels: readonly string[]
  /** What is taken from every score. */
  shift: number
  /** The `<Vector>` of the scores and the `<Slider>` of the shift, moved by dragging the points and the upper scale. */
  drag?: { scores: string; shift: string }
}

interface Frame {
  canvas: Canvas
  wide: boolean
  /** Of an exponent. */
  x: ScaleLinear<number, number>
  /** Where the rows begin and end. */
  top: number
  base: number
  /** Right edges of the columns of results. */
  columns: readonly number[]
}

/** Exponents, of which e is the base, at the edges of a format. */
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
/** The exponents that are shown, and how far an input goes, either way. */
const [shown, most] = [120, 100]
const [headTall, barTall] = [62, 17]

/**
 * Scores on a slide rule: their scale, above, is shifted along a scale of exponentials, below, on which each format
 * of floating-point numbers has its place.
 */
export function slideRule(
  z: readonly number[],
  { width, labels, shift, drag }: SlideRuleOptions,
): SVGSVGElement {
  const wide = width >= 600
  const rowTall = wide ? 46 : 62
  const base = headTall + rowTall * z.length
  const canvas = createCanvas(width, base + 34 + barTall * 3 + 40)
  const columns = wide ? [width - 176, width - 88, width - 4] : [width - 172, width - 88, width - 4]
  const frame: Frame = {
    canvas,
    wide,
    x: scaleLinear([-shown, shown], wide ? [78, width - 268] : [20, width - 20]),
    top: headTall,
    base,
    columns,
  }
  drawStrips(
    frame,
    z.map((_, i) => headTall + rowTall * i),
    rowTall,
  )
  drawReaches(frame)
  drawHeads(frame)
  z.forEach((score, i) => drawRow(frame, labels[i], score - shift, headTall + rowTall * i, rowTall))
  drawOutcome(
    frame,
    z.map((score) => score - shift),
  )
  drawUpperScale(frame, shift)
  if (drag) {
    const along = (from: number, to: number, y: number) => ({
      domain: [-most, most] as const,
      from: [frame.x(from), y] as const,
      to: [frame.x(to), y] as const,
    })
    dragHandle(canvas, [frame.x(-shift), 40], { input: drag.shift, along: along(most, -most, 40) })
    z.forEach((score, i) => {
      const y = trackOf(frame, headTall + rowTall * i)
      dragHandle(canvas, [clampedX(frame, score - shift), y], {
        input: drag.scores,
        index: i,
        along: along(-most - shift, most - shift, y),
        fill: 'var(--score)',
        label: labels[i],
      })
    })
  }
  return toElement(canvas)
}

function toReach(format: FloatFormat): Reach {
  const { precision, minExponent, largest } = floatLimits(format)
  return {
    format,
    zero: (minExponent - precision) * Math.LN2,
    normal: minExponent * Math.LN2,
    most: Math.log(largest),
  }
}

function clampedX({ x }: Frame, exponent: number): number {
  return x(Math.max(-shown, Math.min(shown, exponent)))
}

function trackOf({ wide }: Frame, y: number): number {
  return y + (wide ? 23 : 42)
}

/** What the two smaller formats reach, behind the rows; on a phone behind the points alone, for the numbers stand over them. */
function drawStrips(frame: Frame, rows: readonly number[], rowTall: number): void {
  const { canvas, top, base, wide } = frame
  const pieces = wide ? [[top, base]] : rows.map((y) => [y + 25, y + rowTall - 3])
  formats
    .map(toReach)
    .filter((reach) => reach.most < shown)
    .forEach((reach) => {
      const [from, to] = [clampedX(frame, reach.zero), clampedX(frame, reach.most)]
      for (const [above, below] of pieces) {
        canvas
          .append('rect')
          .attr('x', round(from))
          .attr('y', above)
          .attr('width', round(to - from))
          .attr('height', below - above)
          .attr('fill', 'var(--prob)')
          .attr('fill-opacity', 0.09)
        for (const edge of [from, to])
          drawRule(canvas, [edge, above], [edge, below], { stroke: 'var(--prob)', dash: '3 3' })
      }
    })
}

/** What each format reaches, a bar for each. */
function drawReaches(frame: Frame): void {
  const { canvas, x, base, wide } = frame
  formats.map(toReach).forEach((reach, k) => {
    const [zero, normal, end] = [reach.zero, reach.normal, reach.most].map((it) =>
      clampedX(frame, it),
    )
    const y = base + 34 + k * barTall
    canvas
      .append('rect')
      .attr('x', round(normal))
      .attr('y', y)
      .attr('width', round(end - normal))
      .attr('height', barTall - 3)
      .attr('fill', 'var(--prob)')
    drawSubnormal(canvas, zero, normal, y)
    const [from, to] = [reach.zero, reach.most].map((it) => it.toFixed(0).replace('-', '−'))
    drawText(canvas, x(15), y + 11.5, wide ? `${reach.format}: ${from} to ${to}` : reach.format, {
      size: fontSize.small,
      weight: 'bold',
      fill: k === 0 ? 'var(--prob)' : 'var(--paper)',
    })
  })
  const y = base + 34 + 3 * barTall
  for (const power of [-40, -20, 0, 20, 40]) {
    const at = x(power * Math.LN10)
    drawRule(canvas, [at, y], [at, y + 5], { stroke: 'var(--muted)' })
    drawText(canvas, at, y + 17, power === 0 ? '1' : `1e${power}`.replace('-', '−'), {
      anchor: 'middle',
      size: fontSize.small,
      fill: 'var(--muted)',
    })
  }
  drawText(canvas, x(0), y + 33, 'exponentials', {
    anchor: 'middle',
    size: fontSize.small,
    fill: 'var(--muted)',
  })
}

/** The part where digits are lost one by one: stripes that thin out. */
function drawSubnormal(canvas: Canvas, zero: number, normal: number, y: number): void {
  const count = Math.floor((normal - zero) / 4)
  for (let k = 0; k < count; k++) {
    const thick = 3 - (2.2 * k) / count
    canvas
      .append('rect')
      .attr('x', round(normal - 4 * (k + 1) + 0.5))
      .attr('y', y)
      .attr('width', round(thick))
      .attr('height', barTall - 3)
      .attr('fill', 'var(--prob)')
  }
}

function drawHeads({ canvas, columns, wide, top }: Frame): void {
  formats.forEach((format, k) =>
    drawText(canvas, columns[k], wide ? top - 18 : 12, format, {
      anchor: 'end',
      size: fontSize.small,
      fill: 'var(--muted)',
    }),
  )
}

function drawRow(frame: Frame, label: string, exponent: number, y: number, tall: number): void {
  const { canvas, x, wide, columns } = frame
  const [track, text] = [trackOf(frame, y), wide ? y + 27 : y + 18]
  drawText(canvas, 4, text, label, { weight: 'bold' })
  drawRule(canvas, [x(-shown), track], [x(shown), track])
  const at = clampedX(frame, exponent)
  const marks = nameMarks(canvas, 'z')
  if (Math.abs(exponent) <= shown)
    drawRule(marks, [at, y + (wide ? 4 : 26)], [at, y + tall - 2], {
      stroke: 'var(--score)',
      width: 1.5,
    })
  marks
    .append('circle')
    .attr('cx', round(at))
    .attr('cy', round(track))
    .attr('r', 5.5)
    .attr('fill', 'var(--score)')
  formats.forEach((format, k) => {
    const value = roundTo(exp(exponent), format)
    const lost = value === 0 || value === Infinity
    drawText(canvas, columns[k], text, describe(value, format), {
      anchor: 'end',
      fill: lost ? 'var(--warn)' : 'var(--ink)',
      ...(lost ? { weight: 'bold' as const } : {}),
    })
  })
}

/** An exponential as a format holds it: what has lost digits has a wave before it. */
function describe(value: number, format: FloatFormat): string {
  if (value === Infinity) return '∞'
  const subnormal = value > 0 && Math.log2(value) < floatLimits(format).minExponent
  return `${subnormal ? '≈ ' : ''}${formatFloat(value)}`
}

/** Whether the formula of the textbook gives probabilities of these exponents. */
function drawOutcome({ canvas, columns, base }: Frame, exponents: readonly number[]): void {
  drawRule(canvas, [4, base + 4], [columns[2], base + 4], { stroke: 'var(--muted)' })
  drawText(canvas, 4, base + 22, 'softmax', { weight: 'bold', fill: 'var(--prob)' })
  formats.forEach((format, k) => {
    const shares = emulatedSoftmax(exponents, format, { shift: false })
    const fault = shares.some(Number.isNaN)
      ? '✗ NaN'
      : shares.every((share) => share === 0)
        ? '✗ all 0'
        : undefined
    drawText(canvas, columns[k], base + 22, fault ?? '✓', {
      anchor: 'end',
      weight: 'bold',
      fill: fault ? 'var(--warn)' : 'var(--prob)',
    })
  })
}

/** The scale of the scores, whose zero stands at minus the shift. */
function drawUpperScale({ canvas, x, wide }: Frame, shift: number): void {
  const y = 40
  drawRule(canvas, [x(-shown), y], [x(shown), y], { stroke: 'var(--score)', width: 2 })
  for (let score = -200; score <= 200; score += 10) {
    const exponent = score - shift
    if (Math.abs(exponent) > shown) continue
    const large = score % 50 === 0
    drawRule(canvas, [x(exponent), y - (large ? 7 : 4)], [x(exponent), y], {
      stroke: 'var(--score)',
    })
    if (large && Math.abs(exponent) < shown - 5)
      drawText(
        canvas,
        x(exponent),
        y + (score === 0 ? -14 : -11),
        String(score).replace('-', '−'),
        { anchor: 'middle', size: fontSize.small, fill: 'var(--score)' },
      )
  }
  if (wide) drawText(canvas, 4, y + 4, 'scores', { fill: 'var(--score)' })
}
