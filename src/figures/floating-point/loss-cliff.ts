import { range, scaleLog, type ScaleLogarithmic } from 'd3'
import { emulatedSoftmax, type FloatFormat, floatLimits, softplus } from 'accurate-softmax'
import {
  type Canvas,
  createCanvas,
  dragHandle,
  drawRule,
  type FigureOptions,
  fontSize,
  round,
  toElement,
} from '@cellgraph/notebook/figure'
import { drawCurve } from '../marks/draw-curve.ts'
import { drawText } from '../marks/draw-text.ts'

export interface LossCliffOptions extends FigureOptions {
  /** The `<Slider>` of the gap, moved by dragging the rule. */
  drag?: string
}

interface Frame {
  canvas: Canvas
  x: ScaleLogarithmic<number, number>
  y: ScaleLogarithmic<number, number>
  left: number
  right: number
  base: number
  /** Where infinity is drawn. */
  sky: number
}

const formats: readonly FloatFormat[] = ['float16', 'float32', 'float64']
/** Gaps and losses that are shown. */
const [least, greatest] = [1, 1000]

/** What the loss of a true class says that is behind by a gap: taken from its score, and from its probability in three formats. */
export function lossCliff(gap: number, { width, drag }: LossCliffOptions): SVGSVGElement {
  const height = width < 480 ? 400 : 420
  const [left, right, base, sky] = [44, width - 14, height - 92, 40]
  const canvas = createCanvas(width, height)
  const frame = {
    canvas,
    left,
    right,
    base,
    sky,
    x: scaleLog([least, greatest], [left, right]),
    y: scaleLog([least, greatest], [base, 74]),
  }
  drawAxes(frame)
  drawCurve(
    canvas,
    range(0, 61)
      .map((k) => greatest ** (k / 60))
      .map((it) => [frame.x(it), frame.y(Math.min(greatest, softplus(it)))]),
    { stroke: 'var(--score)', width: 3 },
  )
  for (const format of formats) drawCliff(frame, format)
  const at = frame.x(gap)
  if (drag === undefined) drawRule(canvas, [at, base], [at, sky], { stroke: 'var(--ink)' })
  else
    dragHandle(canvas, [at, base], {
      input: drag,
      x: frame.x,
      rule: [base - sky, 0],
      fill: 'var(--ink)',
    })
  drawReadout(frame, gap)
  return toElement(canvas)
}

/** The loss by way of the probability, both in one format. */
export function lossOfShare(gap: number, format: FloatFormat): number {
  return -Math.log(emulatedSoftmax([gap, 0], format)[1])
}

function drawAxes({ canvas, x, y, left, right, base, sky }: Frame): void {
  for (const tick of [1, 10, 100, 1000]) {
    drawRule(canvas, [left, y(tick)], [right, y(tick)])
    drawText(canvas, left - 7, y(tick) + 4, String(tick), {
      anchor: 'end',
      size: fontSize.small,
      fill: 'var(--muted)',
    })
    drawText(canvas, Math.min(x(tick), right - 8), base + 19, String(tick), {
      anchor: 'middle',
      size: fontSize.small,
      fill: 'var(--muted)',
    })
  }
  drawRule(canvas, [left, sky], [right, sky], { stroke: 'var(--warn)', width: 1.5 })
  drawText(canvas, left - 7, sky + 6, '∞', {
    anchor: 'end',
    size: fontSize.large,
    weight: 'bold',
    fill: 'var(--warn)',
  })
  drawText(canvas, 4, 12, 'loss', { size: fontSize.small, fill: 'var(--muted)' })
  drawText(canvas, (left + right) / 2, base + 38, 'how far the true class is behind', {
    anchor: 'middle',
    size: fontSize.small,
    fill: 'var(--muted)',
  })
}

/** Where half of the smallest number is passed, the probability is rounded to 0, and its loss is infinite. */
function drawCliff({ canvas, x, y, sky, right }: Frame, format: FloatFormat): void {
  const edge = -Math.log(floatLimits(format).smallest) + Math.LN2
  drawCurve(
    canvas,
    [
      [x(edge), y(edge)],
      [x(edge), sky],
    ],
    { stroke: 'var(--warn)', width: 2, dash: '5 3' },
  )
  canvas
    .append('circle')
    .attr('cx', round(x(edge)))
    .attr('cy', round(y(edge)))
    .attr('r', 4.5)
    .attr('fill', 'var(--warn)')
    .attr('stroke', 'var(--paper)')
    .attr('stroke-width', 1.5)
  const middle = Math.min(x(edge), right - 12)
  for (const [line, text] of [format, edge.toFixed(0)].entries())
    drawText(canvas, middle, sky - 22 + 14 * line, text, {
      anchor: 'middle',
      size: fontSize.small,
      weight: 'bold',
      fill: 'var(--warn)',
    })
}

/** The losses at the gap, in columns below. */
function drawReadout({ canvas, x, y, left, right, base }: Frame, gap: number): void {
  const columns = [
    { name: 'log-softmax', loss: softplus(gap), fill: 'var(--score)' },
    ...formats
      .toReversed()
      .map((format) => ({ name: format, loss: lossOfShare(gap, format), fill: 'var(--ink)' })),
  ]
  const wide = (right - left) / columns.length
  columns.forEach(({ name, loss, fill }, k) => {
    const [middle, lost] = [left + (k + 0.5) * wide, loss === Infinity]
    drawText(canvas, middle, base + 64, name, {
      anchor: 'middle',
      size: fontSize.small,
      fill: 'var(--muted)',
    })
    drawText(canvas, middle, base + 82, lost ? '∞ ✗' : loss.toFixed(3), {
      anchor: 'middle',
      weight: 'bold',
      fill: lost ? 'var(--warn)' : fill,
    })
  })
  canvas
    .append('circle')
    .attr('cx', round(x(gap)))
    .attr('cy', round(y(Math.min(greatest, softplus(gap)))))
    .attr('r', 5)
    .attr('fill', 'var(--score)')
    .attr('stroke', 'var(--paper)')
    .attr('stroke-width', 1.5)
}
