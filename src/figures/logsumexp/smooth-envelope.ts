import { range, scaleLinear } from 'd3'
import { logSumExp, softmax } from 'accurate-softmax'
import {
  createCanvas,
  dragHandle,
  drawRule,
  type FigureOptions,
  type Point,
  toElement,
} from '@cellgraph/notebook/figure'
import { drawArea } from '../marks/draw-area.ts'
import { drawCurve } from '../marks/draw-curve.ts'
import { drawNote } from '../marks/draw-note.ts'
import { drawScale } from '../marks/draw-scale.ts'
import { drawText } from '../marks/draw-text.ts'
import { isNarrow } from '../marks/is-narrow.ts'
import { clamp, margin, place, type LinearScale, type Panel } from '../marks/panel.ts'
import { shade } from '../marks/shade.ts'
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
  /**
   * The `<Vector>` of offsets and the `<Slider>` of the temperature, moved by dragging. Default:
   * they cannot be dragged.
   */
  drag?: { offsets: string; temperature: string }
  /** The least and the greatest temperature that the handle can reach. Default: 0.1 to 2. */
  temperatures?: readonly [number, number]
}

interface Frame extends Panel {
  /** From a share, 0 to 1, to its height in the strip below. */
  strip: LinearScale
  lines: readonly ScoreLine[]
  temperature: number
}

const [reach, heights] = [4, [-2.2, 7]] as const
// Values of the feature at which the handles are: those of the lines from −`spread` to `spread`,
// and that of the temperature between two of them.
const [spread, between] = [3.2, 1.6]

/**
 * Draws linear scores, their maximum, LogSumExp with its upper bound, and the shares of softmax
 * below.
 */
export function smoothEnvelope(
  lines: readonly ScoreLine[],
  options: SmoothEnvelopeOptions,
): SVGSVGElement {
  const { width, temperature, feature, drag } = options
  const frame = toFrame(lines, options)
  const places = range(-reach, reach + 0.01, isNarrow(width) ? 0.2 : 0.1)
  drawAxes(frame, feature)
  drawBand(frame, places)
  for (const line of lines) drawLine(frame, line)
  const lse = places.map((at) =>
    place(frame, [at, logSumExp(scoresAt(frame, at), { temperature })]),
  )
  drawCurve(frame.canvas, lse, { stroke: 'var(--ink)', width: 3 })
  drawEnds(frame, scoresAt(frame, reach))
  lines.forEach((_, i) => drawShare(frame, places, i))
  lines.forEach((line, i) => drawHandle(frame, line, i, drag?.offsets))
  drawTemperature(frame, options)
  return toElement(frame.canvas)
}

function toFrame(
  lines: readonly ScoreLine[],
  { width, temperature }: SmoothEnvelopeOptions,
): Frame {
  const [base, height] = isNarrow(width) ? [318, 454] : [350, 492]
  return {
    ...{ lines, temperature },
    canvas: createCanvas(width, height),
    x: scaleLinear([-reach, reach], [margin.left, width - 52]),
    y: scaleLinear(heights, [base, 8]),
    strip: scaleLinear([0, 1], [height - margin.bottom, base + 28]),
  }
}

/** The scores of all lines where the feature has this value. */
function scoresAt({ lines }: Frame, at: number): number[] {
  return lines.map(({ slope, offset }) => slope * at + offset)
}

/** The greatest distance from the maximum to LogSumExp: T log n. */
const boundOf = ({ lines, temperature }: Frame): number => temperature * Math.log(lines.length)

function drawAxes(frame: Frame, feature: string): void {
  const { canvas, x, strip } = frame
  const [left] = x.range()
  drawScale(frame, { side: 'left', ticks: [-2, 0, 2, 4, 6] })
  drawNote(canvas, [left, frame.y(heights[1]) + 8], 'scores, their maximum, and LSE')
  drawNote(canvas, [left, strip(1) - 8], 'softmax')
  drawNote(canvas, [left - 6, strip(0)], '0', 'end')
  drawNote(canvas, [left - 6, strip(1) + 9], '1', 'end')
  const ticks = range(-reach, reach + 1, 2)
  drawScale({ canvas, x, y: strip }, { side: 'bottom', ticks, title: feature })
}

/** Fills the area between the maximum and the upper bound of LogSumExp. */
function drawBand(frame: Frame, places: readonly number[]): void {
  const edge = (lift: number): Point[] =>
    places.map((at) => place(frame, [at, Math.max(...scoresAt(frame, at)) + lift]))
  const bound = edge(boundOf(frame))
  drawArea(frame.canvas, [...edge(0), ...bound.toReversed()], { fill: 'var(--ink)', opacity: 0.09 })
  drawCurve(frame.canvas, bound, { stroke: 'var(--muted)', width: 1.5, dash: '5 4' })
}

/** Draws the part of a line that is within the panel. */
function drawLine(frame: Frame, { slope, offset }: ScoreLine): void {
  const floor = slope === 0 ? NaN : (heights[0] - offset) / slope
  const from = slope > 0 ? Math.max(-reach, floor) : -reach
  const to = slope < 0 ? Math.min(reach, floor) : reach
  const ends = [from, to].map((at) => place(frame, [at, slope * at + offset]))
  drawRule(frame.canvas, ends[0], ends[1], { stroke: 'var(--score)', width: 2 })
}

/** Labels the maximum, LogSumExp and the bound at the right edge. */
function drawEnds(frame: Frame, scores: readonly number[]): void {
  const { canvas, x, y, temperature } = frame
  const top = Math.max(...scores)
  const ends = [
    { text: 'bound', at: top + boundOf(frame), fill: 'var(--muted)' },
    { text: 'LSE', at: logSumExp(scores, { temperature }), fill: 'var(--ink)' },
    { text: 'max', at: top, fill: 'var(--muted)' },
  ]
  const [base, high] = y.range()
  const places = spreadLabels(
    ends.map(({ at }) => y(at)),
    14,
    high + 4,
    base,
  )
  ends.forEach(({ text, fill }, i) => {
    drawText(canvas, [x(reach) + 6, places[i] + 4], text, { fill, size: 'small', bold: true })
  })
}

/** Draws the share of one line in the strip. */
function drawShare(frame: Frame, places: readonly number[], i: number): void {
  const { canvas, x, strip, temperature } = frame
  const shares = places.map((at) => softmax(scoresAt(frame, at), { temperature }))
  const below = shares.map((p) => p.slice(0, i).reduce((a, b) => a + b, 0))
  const edge = (lift: (k: number) => number): Point[] =>
    places.map((at, k) => [x(at), strip(below[k] + lift(k))])
  const outline = [...edge(() => 0), ...edge((k) => shares[k][i]).reverse()]
  const opacity = 0.7 * shade(i, frame.lines.length)
  drawArea(canvas, outline, { fill: 'var(--prob)', opacity, stroke: 'var(--paper)' })
  const parts = places.map((at, k) => ({ at, below: below[k], share: shares[k][i] }))
  nameShare(frame, frame.lines[i].name, parts)
}

/** A line's share at one value of the feature, and what lies below it in the strip. */
interface Part {
  at: number
  below: number
  share: number
}

// Pixels from the edge of the strip to a name's middle.
const nameRoom = 26

/** Writes a name where its share is greatest, unless it is too small for letters everywhere. */
function nameShare({ canvas, x, strip }: Frame, name: string, parts: readonly Part[]): void {
  const greatest = Math.max(...parts.map(({ share }) => share))
  if (strip(0) - strip(greatest) < 20) return
  const ties = parts.filter(({ share }) => share > greatest - 1e-3)
  const { at, below, share } = ties[Math.floor(ties.length / 2)]
  const [left, right] = x.range()
  const middle = clamp(x(at), [left + nameRoom, right - nameRoom])
  const line = strip(below + share / 2) + 5
  drawText(canvas, [middle, line], name, { anchor: 'middle', bold: true })
}

/** Draws a line's name and the handle that changes its offset. */
function drawHandle(frame: Frame, line: ScoreLine, i: number, input?: string): void {
  const { name, slope, offset } = line
  const { canvas, y, lines } = frame
  const at = lines.length === 1 ? 0 : -spread + (2 * spread * i) / (lines.length - 1)
  const point = place(frame, [at, slope * at + offset])
  const look = { bold: true, halo: true, anchor: 'middle' } as const
  drawText(canvas, placeName(frame, line, at), name, look)
  if (input === undefined) return
  dragHandle(canvas, point, { input, index: i, y, fill: 'var(--score)', label: name })
}

// Where a name may be: pixels to the right of the handle, and to its baseline below the line.
const namePlaces: readonly Point[] = [
  [0, 31],
  ...[-50, 50, -80, 80].flatMap((right): Point[] => [
    [right, 18],
    [right, -9],
  ]),
]

/** Where a line's name crosses no line and no curve, as near to its handle as there is room. */
function placeName(frame: Frame, { name, slope, offset }: ScoreLine, at: number): Point {
  const { x } = frame
  const places = namePlaces.map(([right, below]): Point => {
    const middle = x(at) + right
    return [middle, frame.y(slope * x.invert(middle) + offset) + below]
  })
  return places.find((it) => isFree(frame, it, name.length * 4 + 3)) ?? places[0]
}

/** Whether no line and no curve goes through a text with its middle here, and this half width. */
function isFree(frame: Frame, [middle, baseline]: Point, half: number): boolean {
  const { x, y, temperature } = frame
  const [left, right] = x.range()
  if (middle - half < left || middle + half > right) return false
  return range(middle - half, middle + half, 3).every((pixel) => {
    const scores = scoresAt(frame, x.invert(pixel))
    return [...scores, logSumExp(scores, { temperature })].every(
      (it) => y(it) < baseline - 13 || y(it) > baseline + 5,
    )
  })
}

/** Adds the handle of the temperature, on the upper bound: T log n above the maximum. */
function drawTemperature(
  frame: Frame,
  { drag, temperatures = [0.1, 2] }: SmoothEnvelopeOptions,
): void {
  if (!drag) return
  const { canvas, lines, temperature } = frame
  const top = Math.max(...scoresAt(frame, between))
  const pointAt = (t: number): Point => place(frame, [between, top + t * Math.log(lines.length)])
  const [from, to] = [pointAt(temperatures[0]), pointAt(temperatures[1])]
  const [x, y] = pointAt(temperature)
  const along = { domain: temperatures, from, to }
  dragHandle(canvas, [x, y], { input: drag.temperature, along, fill: 'var(--ink)' })
  const look = { anchor: 'middle', bold: true, halo: true } as const
  drawText(canvas, placeReading(frame, [x, y]), `T = ${temperature.toFixed(1)}`, look)
}

/** Half the width of what is read at the temperature's handle. */
const halfReading = 24

/** Beside the handle, above it, or at its other side: where no line and no curve is crossed. */
function placeReading(frame: Frame, [x, y]: Point): Point {
  const aside = 14 + halfReading
  const places: Point[] = [
    [x - aside, y - 8],
    [x, y - 22],
    [x + aside, y - 8],
  ]
  return places.find((it) => isFree(frame, it, halfReading)) ?? places[0]
}
