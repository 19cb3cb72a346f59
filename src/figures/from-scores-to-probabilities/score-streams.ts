import { scaleLinear } from 'd3'
import { softmax } from 'accurate-softmax'
import {
  type Canvas,
  createCanvas,
  dragPoint,
  drawRule,
  type FigureOptions,
  nameMarks,
  round,
  toElement,
} from '@cellgraph/notebook/figure'
import { drawAnimal } from '../marks/draw-animal.ts'
import { drawBox } from '../marks/draw-box.ts'
import { drawNote } from '../marks/draw-note.ts'
import { drawPath } from '../marks/draw-path.ts'
import { drawText } from '../marks/draw-text.ts'
import { formatProbability, formatScore, formatShort } from '../marks/format-numbers.ts'
import { isNarrow } from '../marks/is-narrow.ts'
import type { LinearScale } from '../marks/panel.ts'
import { spreadLabels } from '../marks/spread-labels.ts'

export interface ScoreStreamsOptions extends FigureOptions {
  labels: readonly string[]
  /** The `<Vector>` of the scores, moved by dragging the dots. Default: they cannot be dragged. */
  drag?: string
}

/** A class on its way through the three stages, in pixels from the top. */
interface Stream {
  index: number
  label: string
  score: number
  share: number
  /** Its score, its exponential's upper and lower edge, and those of its probability. */
  dot: number
  middle: readonly [number, number]
  end: readonly [number, number]
}

interface Frame {
  canvas: Canvas
  y: LinearScale
  /** Where the scores, the exponentials and the probabilities stand. */
  stages: readonly [number, number, number]
  narrow: boolean
}

const [top, tall, gap, thinnest, most] = [46, 280, 12, 1.2, 4]

/**
 * Draws how scores become probabilities: each score is a place on a scale, becomes a stream as wide
 * as its exponential, and ends as a share of one column.
 */
export function scoreStreams(z: readonly number[], options: ScoreStreamsOptions): SVGSVGElement {
  const { width, labels, drag } = options
  const narrow = isNarrow(width)
  const stages = narrow
    ? ([78, width * 0.51, width - 96] as const)
    : ([124, width * 0.52, width - 168] as const)
  const canvas = createCanvas(width, top + tall + 3 * gap + 22)
  const y = scaleLinear([-most, most], [top + tall + gap, top + gap])
  const frame = { canvas, y, stages, narrow }
  const streams = toStreams(z, labels, y)
  drawStages(frame)
  for (const stream of streams) drawStream(frame, stream)
  drawTicks(frame)
  drawNumbers(frame, streams)
  for (const { dot, index, label } of streams) {
    const handle = { input: drag, index, y, fill: 'var(--score)', still: { radius: 6 }, label }
    dragPoint(canvas, [stages[0], dot], handle)
  }
  return toElement(canvas)
}

/** From the largest score to the smallest, so that streams do not cross. */
function toStreams(z: readonly number[], labels: readonly string[], y: LinearScale): Stream[] {
  const p = softmax(z)
  let before = 0
  const order = z.map((_, i) => i).sort((i, j) => z[j] - z[i])
  return order.map((index, k) => {
    const [from, to] = [before, before + p[index]]
    before = to
    const edges = (space: number) => [top + space + from * tall, top + space + to * tall] as const
    const middle = edges(k * gap)
    const end = edges(1.5 * gap)
    return {
      index,
      label: labels[index],
      score: z[index],
      share: p[index],
      dot: y(z[index]),
      middle,
      end,
    }
  })
}

function drawStages({ canvas, stages, y, narrow }: Frame): void {
  const [left, middle, right] = stages
  drawRule(canvas, [left, y(most)], [left, y(-most)], { stroke: 'var(--line)', width: 2 })
  const head = { bold: true, size: narrow ? 'normal' : 'large', anchor: 'middle' } as const
  drawText(canvas, [left, 18], 'scores', { ...head, fill: 'var(--score)' })
  drawText(canvas, [middle, 18], narrow ? 'eᶻ' : 'exponentials', head)
  // On a phone the word is wider than its column, and keeps clear of the one before it.
  const clear = Math.max(right, middle + 69)
  drawText(canvas, [clear, 18], 'probabilities', { ...head, fill: 'var(--prob)' })
}

/** Names the ends and the middle of the scale, above the streams that pass there. */
function drawTicks({ canvas, stages, y }: Frame): void {
  const look = { size: 'small', fill: 'var(--muted)', halo: true } as const
  for (const tick of [-most, 0, most])
    drawText(canvas, [stages[0] + 14, y(tick) + 4], formatScore(tick).replace('.0', ''), look)
}

/** Draws a band that leaves the dot, and one from the exponential to the probability. */
function drawStream({ canvas, stages }: Frame, { dot, middle, end, index }: Stream): void {
  const [left, at, right] = stages
  const half = 8
  const opacity = 0.62 - 0.1 * index
  const first = toBand([left, dot, dot], [at - half, ...middle])
  const second = toBand([at + half, ...middle], [right - half, ...end])
  drawPath(canvas, first, { fill: 'var(--score)', opacity: opacity * 0.7 })
  drawPath(canvas, second, { fill: 'var(--prob)', opacity: opacity * 0.7 })
  drawBox(canvas, [at - half, middle[0]], [at + half, atLeast(middle)], { fill: 'var(--muted)' })
  const whole = [right + half, Math.max(end[0] + thinnest, end[1] - 1)] as const
  drawBox(nameMarks(canvas, 'p'), [right - half, end[0]], whole, { fill: 'var(--prob)' })
}

const atLeast = ([from, to]: readonly [number, number]): number => Math.max(to, from + thinnest)

type Edge = readonly [x: number, from: number, to: number]

/** A band between two upright edges, whose sides leave and arrive level. */
function toBand([x1, a1, b1]: Edge, [x2, a2, b2]: Edge): string {
  const bend = round((x1 + x2) / 2)
  const lower = [Math.max(b1, a1 + thinnest), Math.max(b2, a2 + thinnest)].map(round)
  return `M${round(x1)} ${round(a1)}C${bend} ${round(a1)} ${bend} ${round(a2)} ${round(x2)} ${round(a2)}V${lower[1]}C${bend} ${lower[1]} ${bend} ${lower[0]} ${round(x1)} ${lower[0]}Z`
}

function drawNumbers({ canvas, stages, narrow }: Frame, streams: readonly Stream[]): void {
  const [left, at, right] = stages
  const [low, high] = [top, top + tall + 3 * gap]
  const near = spreadLabels(
    streams.map(({ dot }) => dot),
    25,
    low,
    high,
  )
  const far = spreadLabels(
    streams.map(({ end }) => (end[0] + end[1]) / 2),
    25,
    low,
    high,
  )
  streams.forEach(({ label, score, share, middle }, k) => {
    drawAnimal(canvas, label, [left - (narrow ? 64 : 110), near[k]], 24)
    const number = { anchor: 'end', bold: true, fill: 'var(--score)' } as const
    drawText(canvas, [left - 14, near[k] + 4], formatScore(score), number)
    if (!narrow) drawNote(canvas, [left - 94, near[k] + 4], label)
    const room = middle[1] - middle[0] > 12 || k === 0
    if (room)
      drawText(canvas, [at + 14, (middle[0] + middle[1]) / 2 + 4], formatShort(Math.exp(score)), {
        halo: true,
      })
    // There is room for the longest, “< 0.001”.
    const beside = right + (narrow ? 36 : 43)
    drawAnimal(canvas, label, [beside - 16, far[k]], 24)
    const probability = { bold: true, fill: 'var(--prob)' }
    drawText(canvas, [beside, far[k] + 4], formatProbability(share), probability)
    if (!narrow) drawNote(canvas, [beside + 66, far[k] + 4], label)
  })
}
