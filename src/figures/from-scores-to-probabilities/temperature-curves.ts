import { range, scaleLinear, scaleLog, type ScaleLogarithmic } from 'd3'
import { entropy, softmax } from 'accurate-softmax'
import {
  type Canvas,
  createCanvas,
  dragHandle,
  drawRule,
  type FigureOptions,
  fontSize,
  toElement,
} from '@cellgraph/notebook/figure'
import { drawCurve } from '../marks/draw-curve.ts'
import { drawDot } from '../marks/draw-dot.ts'
import { drawText } from '../marks/draw-text.ts'
import { formatProbability, formatShort } from '../marks/format-numbers.ts'
import { spreadLabels } from '../marks/spread-labels.ts'

export interface TemperatureCurvesOptions extends FigureOptions {
  /** The temperature marked. */
  temperature: number
  labels: readonly string[]
  /** The input that is moved by dragging the rule at the temperature. Default: it cannot be dragged. */
  drag?: string
  /** Default: 0.1 to 10, on a logarithmic scale. */
  domain?: readonly [number, number]
}

interface Frame {
  canvas: Canvas
  /** Too narrow for names beside the curves: they stand in a key above, in rows of two. */
  narrow: boolean
  left: number
  right: number
  x: ScaleLogarithmic<number, number>
  y: (p: number) => number
  /** The entropy's own strip, under the probabilities. */
  strip: (share: number) => number
}

/** Every class's probability against the temperature, and under it the entropy as a share of its greatest value. */
export function temperatureCurves(
  z: readonly number[],
  options: TemperatureCurvesOptions,
): SVGSVGElement {
  const { width, temperature, labels, domain = [0.1, 10] } = options
  const frame = toFrame(width, domain, labels.length)
  const steps = width < 480 ? 30 : 40
  const temperatures = range(0, steps + 1).map(
    (i) => domain[0] * (domain[1] / domain[0]) ** (i / steps),
  )
  const rows = temperatures.map((t) => softmax(z, { temperature: t }))
  drawAxes(frame, domain, z.length)
  labels.forEach((_, i) =>
    drawCurve(
      frame.canvas,
      rows.map((p, k) => [frame.x(temperatures[k]), frame.y(p[i])]),
      { stroke: `var(--c${i + 1})` },
    ),
  )
  drawCurve(
    frame.canvas,
    rows.map((p, k) => [frame.x(temperatures[k]), frame.strip(entropy(p) / Math.log(z.length))]),
    { stroke: 'var(--ink)' },
  )
  const p = softmax(z, { temperature })
  drawTemperature(frame, temperature, options.drag)
  drawCurrent(frame, temperature, p, labels)
  return toElement(frame.canvas)
}

function toFrame(width: number, domain: readonly [number, number], count: number): Frame {
  const [left, right] = [30, width - 12]
  const narrow = width < 480
  const key = narrow ? Math.ceil(count / 2) * keyRow + 8 : 0
  const height = key + (narrow ? 372 : 420)
  return {
    canvas: createCanvas(width, height),
    narrow,
    left,
    right,
    x: scaleLog(domain, [left, right]),
    y: scaleLinear([0, 1], [height - 160, key + 26]),
    strip: scaleLinear([0, 1], [height - 42, height - 110]),
  }
}

function drawAxes(
  { canvas, left, right, x, y, strip }: Frame,
  [low, high]: readonly [number, number],
  count: number,
): void {
  for (const tick of [0, 0.5, 1]) {
    drawRule(
      canvas,
      [left, y(tick)],
      [right, y(tick)],
      tick === 0 ? { stroke: 'var(--muted)' } : {},
    )
    drawText(canvas, left - 6, y(tick) + 4, String(tick), {
      anchor: 'end',
      size: fontSize.small,
      fill: 'var(--muted)',
    })
  }
  drawRule(canvas, [left, y(1 / count)], [right, y(1 / count)], {
    stroke: 'var(--muted)',
    dash: '2 4',
  })
  const top = y(1) - 13
  drawText(canvas, left, top, '← hardmax', { size: fontSize.small, fill: 'var(--muted)' })
  drawText(canvas, right, top, `uniform, 1/${count} →`, {
    anchor: 'end',
    size: fontSize.small,
    fill: 'var(--muted)',
  })
  drawRule(canvas, [left, strip(0)], [right, strip(0)], { stroke: 'var(--muted)' })
  drawRule(canvas, [left, strip(1)], [right, strip(1)])
  drawText(
    canvas,
    left,
    strip(1) - 6,
    `entropy, from 0 to log ${count} = ${formatShort(Math.log(count))}`,
    { size: fontSize.small, fill: 'var(--muted)' },
  )
  for (const tick of [0.1, 0.2, 0.5, 1, 2, 5, 10].filter((t) => t >= low && t <= high))
    drawText(canvas, x(tick), strip(0) + 17, String(tick), {
      anchor: tick === high ? 'end' : 'middle',
      size: fontSize.small,
      fill: 'var(--muted)',
    })
  drawText(canvas, (left + right) / 2, strip(0) + 36, 'temperature T', {
    anchor: 'middle',
    fill: 'var(--muted)',
  })
}

/** The temperature chosen: a rule through both plots, with its grip on the axis. */
function drawTemperature(
  { canvas, x, y, strip }: Frame,
  temperature: number,
  input: string | undefined,
): void {
  const [at, top, base] = [x(temperature), y(1), strip(0)]
  if (input === undefined) drawRule(canvas, [at, top], [at, base], { stroke: 'var(--ink)' })
  else dragHandle(canvas, [at, base], { input, x, rule: [base - top, 0], fill: 'var(--ink)' })
}

/** On each curve a dot at the temperature chosen, and its number beside it or in a key. */
function drawCurrent(
  frame: Frame,
  temperature: number,
  p: readonly number[],
  labels: readonly string[],
): void {
  const { canvas, x, y, strip } = frame
  const at = x(temperature)
  if (frame.narrow) drawKey(frame, p, labels)
  else drawNames(frame, at, p, labels)
  p.forEach((value, i) =>
    drawDot(canvas, [at, y(value)], { fill: `var(--c${i + 1})`, radius: 4.5 }),
  )
  const share = entropy(p) / Math.log(p.length)
  drawDot(canvas, [at, strip(share)], { fill: 'var(--ink)', radius: 4.5 })
  drawLabel(
    frame,
    at,
    strip(share) + (share > 0.5 ? 18 : -10),
    chooseSide(frame, at, share > 0.5),
    entropy(p).toFixed(3),
    'var(--ink)',
  )
}

// Pixels from one row of the key to the next.
const keyRow = 20

function drawKey(
  { canvas, left, right }: Frame,
  p: readonly number[],
  labels: readonly string[],
): void {
  p.forEach((value, i) => {
    const [x, y] = [left + ((i % 2) * (right - left)) / 2, 10 + Math.floor(i / 2) * keyRow]
    drawRule(canvas, [x, y], [x + 12, y], { stroke: `var(--c${i + 1})`, width: 3 })
    drawText(canvas, x + 18, y + 4, `${labels[i]} ${formatProbability(value)}`, { weight: 'bold' })
  })
}

function drawNames(
  frame: Frame,
  at: number,
  p: readonly number[],
  labels: readonly string[],
): void {
  const { y } = frame
  const sides = p.map((value) => chooseSide(frame, at, value === Math.max(...p)))
  for (const side of ['left', 'right'] as const) {
    const members = [...p.keys()].filter((i) => sides[i] === side)
    const heights = spreadLabels(
      members.map((i) => y(p[i]) - 10),
      17,
      y(1) + 12,
      y(0) - 8,
    )
    members.forEach((i, k) =>
      drawLabel(
        frame,
        at,
        heights[k],
        side,
        `${labels[i]} ${formatProbability(p[i])}`,
        `var(--c${i + 1})`,
      ),
    )
  }
}

// Pixels that a label takes.
const labelWide = 118

/** Where the curves leave room: the leader's falls to the right, those of the others rise from the left. */
function chooseSide({ left, right }: Frame, at: number, leads: boolean): 'left' | 'right' {
  if (at - left < labelWide) return 'right'
  if (right - at < labelWide) return 'left'
  return leads ? 'right' : 'left'
}

/** A text in ink, and before or behind it, next to the rule, a bar in its curve's colour. */
function drawLabel(
  { canvas }: Frame,
  at: number,
  y: number,
  side: 'left' | 'right',
  text: string,
  fill: string,
): void {
  const [sign, anchor] = side === 'left' ? [-1, 'end' as const] : [1, 'start' as const]
  drawText(canvas, at + sign * 22, y + 4, text, { anchor, weight: 'bold', halo: true })
  drawRule(canvas, [at + sign * 9, y], [at + sign * 18, y], { stroke: fill, width: 3 })
}
