import { scaleLinear } from 'd3'
import {
  type Canvas,
  createCanvas,
  drawRule,
  type FigureOptions,
  fontSize,
  toElement,
} from '@cellgraph/notebook/figure'
import { drawBar } from '../marks/draw-bar.ts'
import { drawText } from '../marks/draw-text.ts'
import { formatSigned } from '../marks/signs.ts'

/** One of the ways to write the same probabilities as scores. */
export interface ZeroChoice {
  name: string
  scores: readonly number[]
}

export interface ZeroChoicesOptions extends FigureOptions {
  labels: readonly string[]
}

/** Lists of scores that differ by a shift, side by side: the tops of the bars make the same steps, only zero lies elsewhere. */
export function zeroChoices(
  choices: readonly ZeroChoice[],
  { width, labels }: ZeroChoicesOptions,
): SVGSVGElement {
  const columns = width < 480 ? 2 : 3
  const rows = Math.ceil(choices.length / columns)
  const [wide, high] = [width / columns, 206]
  const canvas = createCanvas(width, rows * high)
  choices.forEach((choice, i) => {
    const left = (i % columns) * wide + 8
    drawChoice(canvas, choice, labels, {
      left,
      right: left + wide - 16,
      top: Math.floor(i / columns) * high,
    })
  })
  return toElement(canvas)
}

interface Box {
  left: number
  right: number
  top: number
}

// The same scale for each, so that equal steps look equal: this many pixels a point of score at most.
const perPoint = 14

function drawChoice(
  canvas: Canvas,
  { name, scores }: ZeroChoice,
  labels: readonly string[],
  { left, right, top }: Box,
): void {
  const extent: [number, number] = [Math.min(0, ...scores), Math.max(0, ...scores)]
  const room = 120
  const unit = Math.min(perPoint, room / Math.max(1, extent[1] - extent[0]))
  const zero = top + 42 + (room - unit * (extent[1] - extent[0])) / 2 + unit * extent[1]
  const y = (score: number): number => zero - unit * score
  const x = scaleLinear([0, scores.length], [left, right])
  drawText(canvas, (left + right) / 2, top + 14, name, {
    anchor: 'middle',
    size: fontSize.small,
    weight: 'bold',
  })
  scores.forEach((score, i) => {
    drawBar(canvas, [x(i) + 3, zero], [x(i + 1) - 3, y(score)], { fill: `var(--c${i + 1})` })
    drawText(
      canvas,
      (x(i) + x(i + 1)) / 2,
      score < 0 ? y(score) + 13 : y(score) - 5,
      formatSigned(score).replace(/(\.\d)\d+/, '$1'),
      { anchor: 'middle', size: fontSize.small },
    )
  })
  drawRule(canvas, [left, zero], [right, zero], { stroke: 'var(--ink)', width: 1.5 })
  labels.forEach((label, i) =>
    drawText(canvas, (x(i) + x(i + 1)) / 2, top + 200, label, {
      anchor: 'middle',
      size: fontSize.small,
      fill: 'var(--muted)',
    }),
  )
}
