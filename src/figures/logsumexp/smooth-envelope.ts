import { range, scaleLinear, type ScaleLinear } from 'd3'
import { logSumExp, softmax } from 'accurate-softmax'
import {
  type Canvas,
  createCanvas,
  dragHandle,
  drawRule,
  type FigureOptions,
  fontSize,
  toElement,
} from '@cellgraph/notebook/figure'
import { drawCurve, toPath } from '../marks/draw-curve.ts'
import { drawText } from '../marks/draw-text.ts'
import { spreadLabels } from '../marks/spread-labels.ts'

/** A score that is a linear function of one feature. */
export interface ScoreLine {
  name: string
  slope: number
  /** Its value where the feature is 0. */
  offset: number
}

export interface SmoothEnvelopeOptions extends FigureOptions {
  temperature: number
  /** What the feature is, for the axis. */
  feature: string
  /** The `<Vector>` of offsets and the `<Slider>` of the temperature, moved by dragging. Default: they cannot be dragged. */
  drag?: { offsets: string; temperature: string }
  /** The least and the greatest temperature that the handle can reach. Default: 0.1 to 2. */
  temperatures?: readonly [number, number]
}

interface Frame {
  canvas: Canvas
  x: ScaleLinear<number, number>
  y: ScaleLinear<number, number>
  /** From a share, 0 to 1, to its height in the strip below. */
  strip: ScaleLinear<number, number>
}

const [reach, heights] = [4, [-2.2, 7]] as const
// Where the feature has the handles: those of the lines from left to right, and that of the temperature between two of them.
const [spread, between] = [3.2, 1.6]

/** Lines, their maximum with its kinks, LogSumExp over it within its bound, and softmax below: how the lead is handed over. */
export function smoothEnvelope(
  lines: readonly ScoreLine[],
  options: SmoothEnvelopeOptions,
): SVGSVGElement {
  const { width, temperature, feature, drag, temperatures = [0.1, 2] } = options
  const frame = toFrame(width)
  const scoresAt = (at: number): number[] => lines.map(({ slope, offset }) => slope * at + offset)
  const places = range(-reach, reach + 0.01, width < 480 ? 0.2 : 0.1)
  drawAxes(frame, feature)
  drawBand(frame, places, (at) => Math.max(...scoresAt(at)), temperature * Math.log(lines.length))
  lines.forEach((line, i) => drawLine(frame, line, `var(--c${i + 1})`))
  drawCurve(
    frame.canvas,
    places.map((at) => [frame.x(at), frame.y(logSumExp(scoresAt(at), { temperature }))]),
    { stroke: 'var(--ink)', width: 3 },
  )
  drawEnds(frame, scoresAt(reach), temperature)
  drawStrip(
    frame,
    lines,
    places,
    places.map((at) => softmax(scoresAt(at), { temperature })),
  )
  drawHandles(frame, lines, drag?.offsets)
  if (drag)
    drawTemperature(frame, Math.max(...scoresAt(between)), Math.log(lines.length), {
      input: drag.temperature,
      temperature,
      temperatures,
    })
  return toElement(frame.canvas)
}

function toFrame(width: number): Frame {
  const narrow = width < 480
  const [base, height] = narrow ? [318, 454] : [350, 492]
  return {
    canvas: createCanvas(width, height),
    x: scaleLinear([-reach, reach], [30, width - 46]),
    y: scaleLinear(heights, [base, 8]),
    strip: scaleLinear([0, 1], [height - 42, base + 28]),
  }
}

function drawAxes({ canvas, x, y, strip }: Frame, feature: string): void {
  const [left, right] = x.range()
  for (const tick of [-2, 0, 2, 4, 6]) {
    drawRule(
      canvas,
      [left, y(tick)],
      [right, y(tick)],
      tick === 0 ? { stroke: 'var(--muted)' } : {},
    )
    drawText(canvas, left - 6, y(tick) + 4, formatTick(tick), {
      anchor: 'end',
      size: fontSize.small,
      fill: 'var(--muted)',
    })
  }
  drawText(canvas, left, strip(1) - 8, 'softmax', { size: fontSize.small, fill: 'var(--muted)' })
  for (const tick of [0, 1])
    drawText(canvas, left - 6, strip(tick) + (tick ? 9 : 0), String(tick), {
      anchor: 'end',
      size: fontSize.small,
      fill: 'var(--muted)',
    })
  for (const tick of range(-reach, reach + 1, 2))
    drawText(canvas, x(tick), strip(0) + 17, formatTick(tick), {
      anchor: 'middle',
      size: fontSize.small,
      fill: 'var(--muted)',
    })
  drawText(canvas, (left + right) / 2, strip(0) + 36, feature, {
    anchor: 'middle',
    fill: 'var(--muted)',
  })
}

const formatTick = (value: number): string => String(value).replace('-', '−')

/** From the maximum up to the bound that LogSumExp never passes. */
function drawBand(
  { canvas, x, y }: Frame,
  places: readonly number[],
  maximum: (at: number) => number,
  tall: number,
): void {
  const edge = (lift: number): [number, number][] =>
    places.map((at) => [x(at), y(maximum(at) + lift)])
  canvas
    .append('path')
    .attr('d', `${toPath([...edge(0), ...edge(tall).reverse()])}z`)
    .attr('fill', 'var(--ink)')
    .attr('fill-opacity', 0.09)
  drawCurve(canvas, edge(tall), { stroke: 'var(--muted)', width: 1.5, dash: '5 4' })
}

/** As much of a line as the frame shows. */
function drawLine({ canvas, x, y }: Frame, { slope, offset }: ScoreLine, stroke: string): void {
  const floor = slope === 0 ? NaN : (heights[0] - offset) / slope
  const from = slope > 0 ? Math.max(-reach, floor) : -reach
  const to = slope < 0 ? Math.min(reach, floor) : reach
  drawRule(canvas, [x(from), y(slope * from + offset)], [x(to), y(slope * to + offset)], {
    stroke,
    width: 2,
  })
}

/** The names of the maximum, LogSumExp and the bound, at the right edge. */
function drawEnds({ canvas, x, y }: Frame, scores: readonly number[], temperature: number): void {
  const top = Math.max(...scores)
  const ends = [
    { text: 'bound', at: top + temperature * Math.log(scores.length), fill: 'var(--muted)' },
    { text: 'LSE', at: logSumExp(scores, { temperature }), fill: 'var(--ink)' },
    { text: 'max', at: top, fill: 'var(--muted)' },
  ]
  const places = spreadLabels(
    ends.map(({ at }) => y(at)),
    14,
    y(heights[1]) + 4,
    y(heights[0]),
  )
  ends.forEach(({ text, fill }, i) =>
    drawText(canvas, x(reach) + 6, places[i] + 4, text, {
      fill,
      size: fontSize.small,
      weight: 'bold',
    }),
  )
}

function drawStrip(
  { canvas, x, strip }: Frame,
  lines: readonly ScoreLine[],
  places: readonly number[],
  shares: readonly (readonly number[])[],
): void {
  const below = (k: number, i: number): number => shares[k].slice(0, i).reduce((a, b) => a + b, 0)
  lines.forEach(({ name }, i) => {
    const edge = (upper: number): [number, number][] =>
      places.map((at, k) => [x(at), strip(below(k, upper))])
    canvas
      .append('path')
      .attr('d', `${toPath([...edge(i), ...edge(i + 1).reverse()])}z`)
      .attr('fill', `var(--c${i + 1})`)
      .attr('fill-opacity', 0.4)
      .attr('stroke', 'var(--paper)')
    nameShare(
      { canvas, x, strip },
      name,
      places,
      shares.map((p) => p[i]),
      (k) => below(k, i),
    )
  })
}

// Pixels from the edge of the strip to a name's middle.
const nameRoom = 26

/** A name where its share is greatest, and nowhere if that is too little for letters. */
function nameShare(
  { canvas, x, strip }: Omit<Frame, 'y'>,
  name: string,
  places: readonly number[],
  shares: readonly number[],
  below: (k: number) => number,
): void {
  const greatest = Math.max(...shares)
  const ties = [...shares.keys()].filter((k) => shares[k] > greatest - 1e-3)
  const k = ties[Math.floor(ties.length / 2)]
  if (strip(0) - strip(greatest) < 20) return
  const [left, right] = x.range()
  const at = Math.min(right - nameRoom, Math.max(left + nameRoom, x(places[k])))
  drawText(canvas, at, strip(below(k) + shares[k] / 2) + 5, name, {
    anchor: 'middle',
    weight: 'bold',
  })
}

/** On each line its name, and the handle that lifts it. */
function drawHandles(
  { canvas, x, y }: Frame,
  lines: readonly ScoreLine[],
  input: string | undefined,
): void {
  lines.forEach(({ name, slope, offset }, i) => {
    const at = lines.length === 1 ? 0 : -spread + (2 * spread * i) / (lines.length - 1)
    const place: [number, number] = [x(at), y(slope * at + offset)]
    drawText(canvas, place[0], place[1] + 31, name, {
      weight: 'bold',
      halo: true,
      anchor: 'middle',
    })
    if (input !== undefined)
      dragHandle(canvas, place, { input, index: i, y, fill: `var(--c${i + 1})`, label: name })
  })
}

/** The bound's upper edge, which the temperature lifts: by T log n over the maximum. */
function drawTemperature(
  { canvas, x, y }: Frame,
  top: number,
  unit: number,
  {
    input,
    temperature,
    temperatures,
  }: { input: string; temperature: number; temperatures: readonly [number, number] },
): void {
  const place = (t: number): [number, number] => [x(between), y(top + t * unit)]
  const [from, to] = [place(temperatures[0]), place(temperatures[1])]
  dragHandle(canvas, place(temperature), {
    input,
    along: { domain: [...temperatures], from, to },
    fill: 'var(--ink)',
  })
  drawText(canvas, x(between) - 14, place(temperature)[1] - 8, `T = ${temperature.toFixed(1)}`, {
    anchor: 'end',
    weight: 'bold',
    halo: true,
  })
}
