import { range, scaleLinear, scaleLog } from 'd3'
import { entropy, softmax } from 'accurate-softmax'
import {
  type Canvas,
  createCanvas,
  dragRule,
  drawRule,
  type FigureOptions,
  type Point,
  toElement,
} from '@cellgraph/notebook/figure'
import { drawCurve } from '../marks/draw-curve.ts'
import { drawDot } from '../marks/draw-dot.ts'
import { drawNote } from '../marks/draw-note.ts'
import { drawScale } from '../marks/draw-scale.ts'
import { drawText } from '../marks/draw-text.ts'
import { formatProbability, formatShort } from '../marks/format-numbers.ts'
import { isNarrow } from '../marks/is-narrow.ts'
import { margin, type LinearScale, type LogScale, type Panel } from '../marks/panel.ts'
import { spreadLabels } from '../marks/spread-labels.ts'

export interface TemperatureCurvesOptions extends FigureOptions {
  /** The temperature marked. */
  temperature: number
  labels: readonly string[]
  /**
   * The input that is moved by dragging the rule at the temperature. Default: it cannot be dragged.
   */
  drag?: string
  /** Default: 0.1 to 10, on a logarithmic scale. */
  domain?: readonly [number, number]
}

interface Frame extends Panel<LogScale> {
  /** Too narrow for labels beside the curves: they are in a key at the top, two in a row. */
  narrow: boolean
  /** The scale of the entropy's plot, under the probabilities. */
  strip: LinearScale
  labels: readonly string[]
}

// Pixels from one row of the key to the next.
const keyRow = 20

const colourOf = (i: number): string => `var(--c${i + 1})`

/**
 * Draws every class's probability against the temperature, and under it the entropy as a share of
 * its maximum.
 */
export function temperatureCurves(
  z: readonly number[],
  options: TemperatureCurvesOptions,
): SVGSVGElement {
  const { temperature, drag } = options
  const frame = toFrame(options)
  const { canvas, x, y, strip } = frame
  drawAxes(frame)
  drawCurves(frame, z)
  dragRule(canvas, [x(temperature), strip(0)], { input: drag, x, top: y(1) })
  drawCurrent(frame, x(temperature), softmax(z, { temperature }))
  return toElement(canvas)
}

function toFrame({ width, labels, domain = [0.1, 10] }: TemperatureCurvesOptions): Frame {
  const narrow = isNarrow(width)
  const key = narrow ? Math.ceil(labels.length / 2) * keyRow + 8 : 0
  const height = key + (narrow ? 372 : 420)
  return {
    canvas: createCanvas(width, height),
    x: scaleLog(domain, [margin.left, width - 12]),
    y: scaleLinear([0, 1], [height - 160, key + 26]),
    strip: scaleLinear([0, 1], [height - margin.bottom, height - 110]),
    ...{ narrow, labels },
  }
}

function drawCurves({ canvas, x, y, strip, narrow }: Frame, z: readonly number[]): void {
  const steps = narrow ? 30 : 40
  const [low, high] = x.domain()
  const temperatures = range(0, steps + 1).map((i) => low * (high / low) ** (i / steps))
  const rows = temperatures.map((temperature) => softmax(z, { temperature }))
  const draw = (heights: readonly number[], stroke: string): void =>
    drawCurve(
      canvas,
      heights.map((height, k) => [x(temperatures[k]), height]),
      { stroke },
    )
  z.forEach((_, i) =>
    draw(
      rows.map((p) => y(p[i])),
      colourOf(i),
    ),
  )
  draw(
    rows.map((p) => strip(entropy(p) / Math.log(z.length))),
    'var(--ink)',
  )
}

function drawAxes(frame: Frame): void {
  const {
    canvas,
    x,
    y,
    strip,
    labels: { length: count },
  } = frame
  const [left, right] = x.range()
  const [low, high] = x.domain()
  drawScale(frame, { side: 'left', ticks: [0, 0.5, 1] })
  drawRule(canvas, [left, y(1 / count)], [right, y(1 / count)], {
    stroke: 'var(--muted)',
    dash: '2 4',
  })
  drawNote(canvas, [left, y(1) - 13], '← hardmax')
  drawNote(canvas, [right, y(1) - 13], `uniform, 1/${count} →`, 'end')
  drawRule(canvas, [left, strip(0)], [right, strip(0)], { stroke: 'var(--muted)' })
  drawRule(canvas, [left, strip(1)], [right, strip(1)])
  const greatest = `log ${count} = ${formatShort(Math.log(count))}`
  drawNote(canvas, [left, strip(1) - 6], `entropy, from 0 to ${greatest}`)
  const ticks = [0.1, 0.2, 0.5, 1, 2, 5, 10].filter((tick) => tick >= low && tick <= high)
  const title = 'temperature T'
  drawScale({ canvas, x, y: strip }, { side: 'bottom', ticks, corner: high, title })
}

/**
 * Draws a dot on each curve at the current temperature, with its number beside it or in the key.
 */
function drawCurrent(frame: Frame, at: number, p: readonly number[]): void {
  const { canvas, y, strip } = frame
  if (frame.narrow) drawKey(frame, p)
  else drawNames(frame, at, p)
  p.forEach((value, i) => drawDot(canvas, [at, y(value)], { fill: colourOf(i), radius: 4.5 }))
  const share = entropy(p) / Math.log(p.length)
  drawDot(canvas, [at, strip(share)], { fill: 'var(--ink)', radius: 4.5 })
  const line = strip(share) + (share > 0.5 ? 18 : -10)
  const label = { text: entropy(p).toFixed(3), fill: 'var(--ink)' }
  drawLabel(canvas, [at, line], { ...label, side: chooseSide(frame, at, share > 0.5) })
}

function drawKey({ canvas, x, labels }: Frame, p: readonly number[]): void {
  const [left, right] = x.range()
  p.forEach((value, i) => {
    const at = left + ((i % 2) * (right - left)) / 2
    const y = 10 + Math.floor(i / 2) * keyRow
    drawRule(canvas, [at, y], [at + 12, y], { stroke: colourOf(i), width: 3 })
    drawText(canvas, [at + 18, y + 4], `${labels[i]} ${formatProbability(value)}`, { bold: true })
  })
}

/** Labels the curves on both sides of the rule, without overlaps. */
function drawNames(frame: Frame, at: number, p: readonly number[]): void {
  const { canvas, y, labels } = frame
  const leader = Math.max(...p)
  for (const side of ['left', 'right'] as const) {
    const members = [...p.keys()].filter((i) => chooseSide(frame, at, p[i] === leader) === side)
    const heights = spreadLabels(
      members.map((i) => y(p[i]) - 10),
      17,
      y(1) + 12,
      y(0) - 8,
    )
    members.forEach((i, k) => {
      const text = `${labels[i]} ${formatProbability(p[i])}`
      drawLabel(canvas, [at, heights[k]], { side, text, fill: colourOf(i) })
    })
  }
}

// Pixels that a label takes.
const labelWide = 118

/**
 * The side on which a curve has room: the leader's falls to the right, the others' rise from the
 * left.
 */
function chooseSide({ x }: Frame, at: number, leads: boolean): 'left' | 'right' {
  const [left, right] = x.range()
  if (at - left < labelWide) return 'right'
  if (right - at < labelWide) return 'left'
  return leads ? 'right' : 'left'
}

interface Label {
  side: 'left' | 'right'
  text: string
  fill: string
}

/** Draws a label with a short bar in its curve's colour next to the rule. */
function drawLabel(canvas: Canvas, [at, y]: Point, { side, text, fill }: Label): void {
  const [sign, anchor] = side === 'left' ? [-1, 'end' as const] : [1, 'start' as const]
  drawText(canvas, [at + sign * 22, y + 4], text, { anchor, bold: true, halo: true })
  drawRule(canvas, [at + sign * 9, y], [at + sign * 18, y], { stroke: fill, width: 3 })
}
