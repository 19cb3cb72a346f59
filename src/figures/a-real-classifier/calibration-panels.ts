import { range, scaleLinear, scaleLog, type ScaleLinear } from 'd3'
import type { CalibrationBin } from 'accurate-softmax'
import {
  type Canvas,
  createCanvas,
  dragHandle,
  drawRule,
  type FigureOptions,
  fontSize,
  markTip,
  round,
  toElement,
} from '@cellgraph/notebook/figure'
import { drawCurve } from '../marks/draw-curve.ts'
import { drawText } from '../marks/draw-text.ts'

export interface CalibrationPanelsOptions extends FigureOptions {
  temperature: number
  /** The mean loss at each temperature. */
  lossAt: (temperature: number) => number
  /** The least and the greatest temperature. */
  domain: readonly [number, number]
  /** The `<Slider>` of the temperature. */
  drag?: string
}

/** The greatest loss shown: a little more than that of knowing nothing about ten classes. */
const high = 2.4

/** How often predictions were right against how sure they were, bin by bin; and the loss against the temperature, which is dragged. */
export function calibrationPanels(
  bins: readonly CalibrationBin[],
  options: CalibrationPanelsOptions,
): SVGSVGElement {
  const { width } = options
  const narrow = width < 480
  const side = narrow ? width - 46 : Math.min(300, width * 0.45)
  const canvas = createCanvas(width, narrow ? side + 330 : side + 76)
  drawReliability(canvas, bins, 40, 26, side)
  const [left, top] = narrow ? [40, side + 112] : [side + 96, 26]
  drawLoss(canvas, left, width - 12, top, narrow ? top + 170 : 26 + side, options)
  return toElement(canvas)
}

function drawReliability(
  canvas: Canvas,
  bins: readonly CalibrationBin[],
  left: number,
  top: number,
  side: number,
): void {
  const [x, y] = [scaleLinear([0, 1], [left, left + side]), scaleLinear([0, 1], [top + side, top])]
  for (const tick of [0, 0.5, 1]) {
    drawRule(canvas, [x(0), y(tick)], [x(1), y(tick)], tick === 0 ? { stroke: 'var(--muted)' } : {})
    drawText(canvas, x(0) - 6, y(tick) + 4, String(tick), {
      anchor: 'end',
      size: fontSize.small,
      fill: 'var(--muted)',
    })
    drawText(canvas, x(tick), y(0) + 17, String(tick), {
      anchor: tick === 1 ? 'end' : 'middle',
      size: fontSize.small,
      fill: 'var(--muted)',
    })
  }
  drawText(canvas, 0, top - 12, 'share that was right', {
    size: fontSize.small,
    fill: 'var(--muted)',
  })
  drawText(canvas, x(0.5), y(0) + 36, 'how sure it was', {
    anchor: 'middle',
    size: fontSize.small,
    fill: 'var(--muted)',
  })
  drawRule(canvas, [x(0), y(0)], [x(1), y(1)], { stroke: 'var(--muted)', dash: '4 4' })
  drawText(canvas, x(0.04), y(0.93), 'too modest', { size: fontSize.small, fill: 'var(--muted)' })
  drawText(canvas, x(0.98), y(0.05), 'too sure', {
    size: fontSize.small,
    fill: 'var(--muted)',
    anchor: 'end',
  })
  const total = bins.reduce((sum, { count }) => sum + count, 0)
  for (const bin of bins) if (bin.count > 0) drawBin(canvas, bin, x, y, total)
}

function drawBin(
  canvas: Canvas,
  { count, confidence, accuracy }: CalibrationBin,
  x: ScaleLinear<number, number>,
  y: ScaleLinear<number, number>,
  total: number,
): void {
  const mark = markTip(
    canvas,
    `${count} answers, ${(100 * confidence).toFixed(1)} % sure on average, ${(100 * accuracy).toFixed(1)} % right`,
  )
  drawRule(mark, [x(confidence), y(confidence)], [x(confidence), y(accuracy)], {
    stroke: 'var(--warn)',
    width: 3,
  })
  mark
    .append('circle')
    .attr('cx', round(x(confidence)))
    .attr('cy', round(y(accuracy)))
    .attr('r', round(3 + 15 * Math.sqrt(count / total)))
    .attr('fill', 'var(--c1)')
    .attr('fill-opacity', 0.45)
    .attr('stroke', 'var(--c1)')
}

function drawLoss(
  canvas: Canvas,
  left: number,
  right: number,
  top: number,
  base: number,
  { temperature, lossAt, domain, drag }: CalibrationPanelsOptions,
): void {
  const x = scaleLog(domain, [left, right])
  const steps = 60
  const temperatures = range(0, steps + 1).map(
    (n) => domain[0] * (domain[1] / domain[0]) ** (n / steps),
  )
  const losses = temperatures.map(lossAt)
  const y = scaleLinear([0, high], [base, top])
  const place = (loss: number): number => y(Math.min(high, loss))
  for (const tick of y.ticks(3)) {
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
  for (const tick of [0.1, 0.3, 1, 3, 10, 30].filter((it) => it >= domain[0] && it <= domain[1]))
    drawText(canvas, x(tick), base + 17, String(tick), {
      anchor: tick === domain[1] ? 'end' : 'middle',
      size: fontSize.small,
      fill: 'var(--muted)',
    })
  drawText(canvas, left, top - 12, 'mean loss', { size: fontSize.small, fill: 'var(--muted)' })
  drawText(canvas, (left + right) / 2, base + 36, 'temperature T', {
    anchor: 'middle',
    size: fontSize.small,
    fill: 'var(--muted)',
  })
  const within = losses.flatMap((loss, n): [number, number][] =>
    loss <= high ? [[x(temperatures[n]), y(loss)]] : [],
  )
  if (within.length > 1) drawCurve(canvas, within, { stroke: 'var(--c1)', width: 2.5 })
  const at: [number, number] = [x(temperature), place(lossAt(temperature))]
  drawRule(canvas, [at[0], base], at, { stroke: 'var(--muted)', dash: '2 4' })
  // Beside the curve: to its left where it rises.
  const before = lossAt(1.1 * temperature) > lossAt(temperature) && at[0] > left + 110
  drawText(
    canvas,
    at[0] + (before ? -14 : 14),
    at[1] - 14,
    `${lossAt(temperature).toFixed(3)} at ${temperature.toFixed(1)}`,
    { weight: 'bold', halo: true, anchor: before ? 'end' : 'start' },
  )
  if (drag === undefined)
    canvas
      .append('circle')
      .attr('cx', round(at[0]))
      .attr('cy', round(at[1]))
      .attr('r', 5)
      .attr('fill', 'var(--accent)')
  else dragHandle(canvas, at, { input: drag, x })
}
