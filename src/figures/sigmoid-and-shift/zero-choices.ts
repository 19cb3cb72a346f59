import { scaleLinear } from 'd3'
import {
  type Canvas,
  createCanvas,
  drawRule,
  type FigureOptions,
  toElement,
} from '@cellgraph/notebook/figure'
import { drawBar } from '../marks/draw-bar.ts'
import { drawNote } from '../marks/draw-note.ts'
import { drawText } from '../marks/draw-text.ts'
import { isNarrow } from '../marks/is-narrow.ts'
import type { LinearScale } from '../marks/panel.ts'
import { formatSigned } from '../marks/signs.ts'

/** One of the ways to write the same probabilities as scores. */
export interface ZeroChoice {
  name: string
  scores: readonly number[]
}

export interface ZeroChoicesOptions extends FigureOptions {
  labels: readonly string[]
}

interface Box {
  canvas: Canvas
  /** The edges of the bars are at whole numbers. */
  x: LinearScale
  /** From scores to pixels. */
  y: LinearScale
  top: number
}

const [high, room] = [206, 120]
// The greatest scale, in pixels for each point of score.
const perPoint = 14

/**
 * Draws lists of scores that differ by a shift side by side: the steps between the bars' tops are
 * the same, only zero is elsewhere.
 */
export function zeroChoices(
  choices: readonly ZeroChoice[],
  { width, labels }: ZeroChoicesOptions,
): SVGSVGElement {
  const columns = isNarrow(width) ? 2 : 3
  const wide = width / columns
  const canvas = createCanvas(width, Math.ceil(choices.length / columns) * high)
  choices.forEach(({ name, scores }, i) => {
    const [left, top] = [(i % columns) * wide + 8, Math.floor(i / columns) * high]
    const x = scaleLinear([0, scores.length], [left, left + wide - 16])
    const box = { canvas, x, y: toHeights(scores, top), top }
    const look = { anchor: 'middle', size: 'small', bold: true } as const
    drawText(canvas, [x(scores.length / 2), top + 14], name, look)
    drawBars(box, scores)
    labels.forEach((label, k) => drawNote(canvas, [x(k + 0.5), top + 200], label, 'middle'))
  })
  return toElement(canvas)
}

/** The scale of a list, centred in its room. */
function toHeights(scores: readonly number[], top: number): LinearScale {
  const [least, greatest] = [Math.min(0, ...scores), Math.max(0, ...scores)]
  const extent = greatest - least
  const unit = Math.min(perPoint, room / Math.max(1, extent))
  const zero = top + 42 + (room - unit * extent) / 2 + unit * greatest
  return scaleLinear([0, 1], [zero, zero - unit])
}

function drawBars({ canvas, x, y }: Box, scores: readonly number[]): void {
  const [left, right] = x.range()
  scores.forEach((score, i) => {
    const end = y(score)
    drawBar(canvas, [x(i) + 3, y(0)], [x(i + 1) - 3, end], { fill: 'var(--score)' })
    const text = formatSigned(score).replace(/(\.\d)\d+/, '$1')
    const at = [x(i + 0.5), score < 0 ? end + 13 : end - 5] as const
    drawText(canvas, at, text, { anchor: 'middle', size: 'small' })
  })
  drawRule(canvas, [left, y(0)], [right, y(0)], { stroke: 'var(--ink)', width: 1.5 })
}
