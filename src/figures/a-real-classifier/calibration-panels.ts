import { range, scaleLinear, scaleLog } from 'd3'
import type { CalibrationBin } from 'accurate-softmax'
import {
  createCanvas,
  dragPoint,
  drawCircle,
  drawRule,
  type FigureOptions,
  markTip,
  type Point,
  round,
  toElement,
} from '@cellgraph/notebook/figure'
import { drawCurve } from '../marks/draw-curve.ts'
import { drawNote } from '../marks/draw-note.ts'
import { drawScale } from '../marks/draw-scale.ts'
import { drawText } from '../marks/draw-text.ts'
import { isNarrow } from '../marks/is-narrow.ts'
import type { LogScale, Panel } from '../marks/panel.ts'

export interface CalibrationPanelsOptions extends FigureOptions {
  temperature: number
  /** The mean loss at each temperature. */
  lossAt: (temperature: number) => number
  /** The least and the greatest temperature. */
  domain: readonly [number, number]
  /** The `<Slider>` of the temperature. */
  drag?: string
}

/**
 * The greatest loss shown: a little more than log 10, that of a uniform prediction for ten classes.
 */
const high = 2.4

/**
 * Draws a reliability diagram (accuracy against confidence, bin by bin), and the loss against the
 * temperature, which can be dragged.
 */
export function calibrationPanels(
  bins: readonly CalibrationBin[],
  options: CalibrationPanelsOptions,
): SVGSVGElement {
  const { reliability, loss } = toPanels(options)
  drawReliability(reliability, bins)
  drawLoss(loss, options)
  drawCurrent(loss, options)
  return toElement(loss.canvas)
}

type LossPanel = Panel<LogScale>

function toPanels({ width, domain }: CalibrationPanelsOptions): {
  reliability: Panel
  loss: LossPanel
} {
  const narrow = isNarrow(width)
  const side = narrow ? width - 46 : Math.min(300, width * 0.45)
  const canvas = createCanvas(width, narrow ? side + 330 : side + 76)
  const [left, top] = narrow ? [40, side + 112] : [side + 96, 26]
  const base = narrow ? top + 170 : 26 + side
  const [x, y] = [scaleLinear([0, 1], [40, 40 + side]), scaleLinear([0, 1], [26 + side, 26])]
  return {
    reliability: { canvas, x, y },
    loss: {
      canvas,
      x: scaleLog(domain, [left, width - 12]),
      y: scaleLinear([0, high], [base, top]),
    },
  }
}

function drawReliability(panel: Panel, bins: readonly CalibrationBin[]): void {
  const { canvas, x, y } = panel
  const ticks = [0, 0.5, 1]
  drawScale(panel, { side: 'left', ticks })
  drawScale(panel, {
    side: 'bottom',
    ticks,
    corner: 1,
    title: 'confidence',
    titleSize: 'small',
  })
  drawNote(canvas, [0, y(1) - 12], 'accuracy')
  drawRule(canvas, [x(0), y(0)], [x(1), y(1)], { stroke: 'var(--muted)', dash: '4 4' })
  drawNote(canvas, [x(0.04), y(0.93)], 'underconfident')
  drawNote(canvas, [x(0.98), y(0.05)], 'overconfident', 'end')
  const total = bins.reduce((sum, { count }) => sum + count, 0)
  for (const bin of bins) if (bin.count > 0) drawBin(panel, bin, total)
}

function drawBin({ canvas, x, y }: Panel, bin: CalibrationBin, total: number): void {
  const { count, confidence, accuracy } = bin
  const [mean, right] = [confidence, accuracy].map((share) => `${(100 * share).toFixed(1)} %`)
  const mark = markTip(canvas, `${count} answers, mean confidence ${mean}, ${right} correct`)
  const [from, to] = [
    [x(confidence), y(confidence)],
    [x(confidence), y(accuracy)],
  ] as const
  drawRule(mark, from, to, { stroke: 'var(--warn)', width: 3 })
  const radius = round(3 + 15 * Math.sqrt(count / total))
  drawCircle(mark, to, { radius, fill: 'var(--c1)', opacity: 0.45, stroke: 'var(--c1)' })
}

const steps = 60

function drawLoss(
  panel: LossPanel,
  { lossAt, domain: [coldest, hottest] }: CalibrationPanelsOptions,
): void {
  const { canvas, x, y } = panel
  const [left] = x.range()
  const ticks = [0.1, 0.3, 1, 3, 10, 30].filter((tick) => tick >= coldest && tick <= hottest)
  drawScale(panel, { side: 'left', ticks: y.ticks(3) })
  const title = { title: 'temperature T', titleSize: 'small' } as const
  drawScale(panel, { side: 'bottom', ticks, corner: hottest, ...title })
  drawNote(canvas, [left, y(high) - 12], 'mean loss')
  const points = range(0, steps + 1)
    .map((n) => coldest * (hottest / coldest) ** (n / steps))
    .map((temperature) => [temperature, lossAt(temperature)])
    .filter(([, loss]) => loss <= high)
    .map(([temperature, loss]): Point => [x(temperature), y(loss)])
  if (points.length > 1) drawCurve(canvas, points, { stroke: 'var(--c1)', width: 2.5 })
}

/**
 * Marks the current temperature and writes its loss beside the curve: at its left where the curve
 * rises.
 */
function drawCurrent(
  { canvas, x, y }: LossPanel,
  { temperature, lossAt, drag }: CalibrationPanelsOptions,
): void {
  const loss = lossAt(temperature)
  const at = [x(temperature), y(Math.min(high, loss))] as const
  drawRule(canvas, [at[0], y(0)], at, { stroke: 'var(--muted)', dash: '2 4' })
  const before = lossAt(1.1 * temperature) > loss && at[0] > x.range()[0] + 110
  const text = `${loss.toFixed(3)} at ${temperature.toFixed(1)}`
  const anchor = before ? 'end' : 'start'
  drawText(canvas, [at[0] + (before ? -14 : 14), at[1] - 14], text, {
    anchor,
    bold: true,
    halo: true,
  })
  dragPoint(canvas, at, { input: drag, x, fill: 'var(--accent)', still: { radius: 5 } })
}
