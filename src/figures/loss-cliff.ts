import { range, scaleLog, type ScaleLogarithmic } from 'd3'
import { emulatedSoftmax } from '../math/emulated.ts'
import { floatLimits, type FloatFormat } from '../math/floatFormat.ts'
import { softplus } from '../math/softplus.ts'
import { createCanvas, fontSize, round, toElement, type Canvas, type FigureOptions } from './canvas.ts'
import { drawCurve } from './draw-curve.ts'
import { dragHandle } from './drag-handle.ts'
import { drawRule } from './draw-rule.ts'
import { drawText } from './draw-text.ts'

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
  const height = width < 480 ? 350 : 370
  const [left, right, base, sky] = [44, width - 14, height - 44, 26]
  const canvas = createCanvas(width, height)
  const frame = { canvas, left, right, base, sky, x: scaleLog([least, greatest], [left, right]), y: scaleLog([least, greatest], [base, 64]) }
  drawAxes(frame)
  drawCurve(canvas, range(0, 61).map((k) => greatest ** (k / 60)).map((it) => [frame.x(it), frame.y(Math.min(greatest, softplus(it)))]), { stroke: 'var(--score)', width: 3 })
  for (const format of formats) drawCliff(frame, format)
  const at = frame.x(gap)
  if (drag === undefined) drawRule(canvas, [at, base], [at, sky], { stroke: 'var(--ink)' })
  else dragHandle(canvas, [at, base], { input: drag, x: frame.x, rule: [base - sky, 0], fill: 'var(--ink)' })
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
    drawText(canvas, left - 7, y(tick) + 4, String(tick), { anchor: 'end', size: fontSize.small, fill: 'var(--muted)' })
    drawText(canvas, Math.min(x(tick), right - 8), base + 19, String(tick), { anchor: 'middle', size: fontSize.small, fill: 'var(--muted)' })
  }
  drawRule(canvas, [left, sky], [right, sky], { stroke: 'var(--warn)', width: 1.5 })
  drawText(canvas, left - 7, sky + 6, '∞', { anchor: 'end', size: fontSize.large, weight: 'bold', fill: 'var(--warn)' })
  drawText(canvas, 4, 12, 'loss', { size: fontSize.small, fill: 'var(--muted)' })
  drawText(canvas, (left + right) / 2, base + 38, 'how far the true class is behind', { anchor: 'middle', size: fontSize.small, fill: 'var(--muted)' })
}

/** Where half of the smallest number is passed, the probability is rounded to 0, and its loss is infinite. */
function drawCliff({ canvas, x, y, sky }: Frame, format: FloatFormat): void {
  const edge = -Math.log(floatLimits(format).smallest) + Math.LN2
  drawCurve(canvas, [[x(edge), y(edge)], [x(edge), sky]], { stroke: 'var(--warn)', width: 2, dash: '5 3' })
  canvas.append('circle').attr('cx', round(x(edge))).attr('cy', round(y(edge))).attr('r', 4.5).attr('fill', 'var(--warn)').attr('stroke', 'var(--paper)').attr('stroke-width', 1.5)
  drawText(canvas, x(edge), sky - 10, `${format} ${edge.toFixed(0)}`, { anchor: 'middle', size: fontSize.small, weight: 'bold', fill: 'var(--warn)' })
}

/** The numbers at the gap, in the corner that the curves leave free. */
function drawReadout({ canvas, x, right, y }: Frame, gap: number): void {
  const lines = [
    { name: 'log-softmax', loss: softplus(gap), fill: 'var(--score)' },
    ...formats.toReversed().map((format) => ({ name: `${format} p, then log`, loss: lossOfShare(gap, format), fill: 'var(--ink)' })),
  ]
  const top = y(4.3)
  const step = 19
  drawText(canvas, right - 2, top - step, `at a gap of ${gap.toFixed(1)}`, { anchor: 'end', size: fontSize.small, fill: 'var(--muted)', halo: true })
  lines.forEach(({ name, loss, fill }, k) => {
    const lost = loss === Infinity
    drawText(canvas, right - 78, top + k * step, name, { anchor: 'end', fill, halo: true })
    drawText(canvas, right - 2, top + k * step, lost ? '∞ ✗' : loss.toFixed(3), { anchor: 'end', weight: 'bold', fill: lost ? 'var(--warn)' : fill, halo: true })
  })
  canvas.append('circle').attr('cx', round(x(gap))).attr('cy', round(y(Math.min(greatest, softplus(gap))))).attr('r', 5).attr('fill', 'var(--score)').attr('stroke', 'var(--paper)').attr('stroke-width', 1.5)
}
