import { range, scaleLog } from 'd3'
import { emulatedSoftmax, type FloatFormat, floatLimits, softplus } from 'accurate-softmax'
import {
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
import { isNarrow } from '../marks/is-narrow.ts'
import type { LogScale, Panel } from '../marks/panel.ts'

export interface LossCliffOptions extends FigureOptions {
  /** The `<Slider>` of the gap, moved by dragging the rule. */
  drag?: string
}

interface Frame extends Panel<LogScale, LogScale> {
  /** Where infinity is drawn, in pixels from the top. */
  sky: number
}

const formats: readonly FloatFormat[] = ['float16', 'float32', 'float64']
/** Gaps and losses that are shown. */
const [least, greatest] = [1, 1000]

/**
 * Draws the loss against the gap by which the true class is behind: computed from scores, and from
 * probabilities in three floating-point formats.
 */
export function lossCliff(gap: number, { width, drag }: LossCliffOptions): SVGSVGElement {
  const frame = toFrame(width)
  const { canvas, x, y, sky } = frame
  drawAxes(frame)
  const gaps = range(0, 61).map((k) => greatest ** (k / 60))
  const points = gaps.map((it): Point => [x(it), y(Math.min(greatest, softplus(it)))])
  drawCurve(canvas, points, { stroke: 'var(--score)', width: 3 })
  for (const format of formats) drawCliff(frame, format)
  dragRule(canvas, [x(gap), y(least)], { input: drag, x, top: sky })
  drawReadout(frame, gap)
  const at = [x(gap), y(Math.min(greatest, softplus(gap)))] as const
  drawDot(canvas, at, { fill: 'var(--score)', radius: 5, rim: 1.5 })
  return toElement(canvas)
}

/** The loss computed from the probability, in one format. */
export function lossOfShare(gap: number, format: FloatFormat): number {
  return -Math.log(emulatedSoftmax([gap, 0], format)[1])
}

function toFrame(width: number): Frame {
  const height = isNarrow(width) ? 400 : 420
  return {
    canvas: createCanvas(width, height),
    x: scaleLog([least, greatest], [44, width - 14]),
    y: scaleLog([least, greatest], [height - 92, 74]),
    sky: 40,
  }
}

function drawAxes(frame: Frame): void {
  const { canvas, x, y, sky } = frame
  const [[left, right], [base]] = [x.range(), y.range()]
  const ticks = [1, 10, 100, 1000]
  drawScale(frame, { side: 'left', ticks, gap: 7, strong: NaN })
  for (const tick of ticks) {
    drawNote(canvas, [Math.min(x(tick), right - 8), base + 19], String(tick), 'middle')
  }
  drawRule(canvas, [left, sky], [right, sky], { stroke: 'var(--warn)', width: 1.5 })
  const look = { anchor: 'end', size: 'large', bold: true, fill: 'var(--warn)' } as const
  drawText(canvas, [left - 7, sky + 6], '∞', look)
  drawNote(canvas, [4, 12], 'loss')
  const title = 'how far the true class is behind'
  drawNote(canvas, [(left + right) / 2, base + 38], title, 'middle')
}

/** Below half of the smallest number the probability is rounded to 0, and its loss is infinite. */
function drawCliff({ canvas, x, y, sky }: Frame, format: FloatFormat): void {
  const edge = -Math.log(floatLimits(format).smallest) + Math.LN2
  const at = [x(edge), y(edge)] as const
  drawCurve(canvas, [at, [x(edge), sky]], { stroke: 'var(--warn)', dash: '5 3' })
  drawDot(canvas, at, { fill: 'var(--warn)', radius: 4.5, rim: 1.5 })
  const middle = Math.min(x(edge), x.range()[1] - 12)
  const look = { anchor: 'middle', size: 'small', bold: true, fill: 'var(--warn)' } as const
  drawText(canvas, [middle, sky - 22], format, look)
  drawText(canvas, [middle, sky - 8], edge.toFixed(0), look)
}

/** Writes the losses at the gap in columns at the bottom. */
function drawReadout({ canvas, x, y }: Frame, gap: number): void {
  const [left, right] = x.range()
  const base = y(least)
  const columns = [
    { name: 'log-softmax', loss: softplus(gap), fill: 'var(--score)' },
    ...formats
      .toReversed()
      .map((name) => ({ name, loss: lossOfShare(gap, name), fill: 'var(--ink)' })),
  ]
  const wide = (right - left) / columns.length
  columns.forEach(({ name, loss, fill }, k) => {
    const [middle, lost] = [left + (k + 0.5) * wide, loss === Infinity]
    drawNote(canvas, [middle, base + 64], name, 'middle')
    const look = { anchor: 'middle', bold: true, fill: lost ? 'var(--warn)' : fill } as const
    drawText(canvas, [middle, base + 82], lost ? '∞ ✗' : loss.toFixed(3), look)
  })
}
