import { range, scaleLinear, type ScaleLinear } from 'd3'
import { entropy } from 'accurate-softmax'
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
import { drawMath } from '../marks/draw-math.ts'
import { drawText } from '../marks/draw-text.ts'

export interface ForecastLineOptions extends FigureOptions {
  /** What the share is of, as in `foxes`. */
  of: string
  /** The sliders of the forecast and of the true share, moved by dragging. Default: they stand still. */
  drag?: { forecast: string; truth: string }
}

interface Frame {
  canvas: Canvas
  x: ScaleLinear<number, number>
  y: ScaleLinear<number, number>
}

const heights = [0, 2.6] as const
// Pixels that a label takes across.
const labelWide = 108

/**
 * The mean surprise of one forecast, for every share that may be true: a straight line, which touches the curve of entropy
 * where forecast and truth are one. At the true share it is cut into entropy and divergence.
 * @param p the forecast's probability, strictly between 0 and 1
 * @param q the true share
 */
export function forecastLine(
  p: number,
  q: number,
  { width, of, drag }: ForecastLineOptions,
): SVGSVGElement {
  const height = width < 480 ? 330 : 360
  const canvas = createCanvas(width, height)
  const frame: Frame = {
    canvas,
    x: scaleLinear([0, 1], [34, width - 16]),
    y: scaleLinear(heights, [height - 58, 32]),
  }
  drawAxes(frame, of)
  drawEntropy(frame)
  drawForecast(frame, p)
  drawEnds(frame, p, of)
  drawTruth(frame, p, q)
  const { x, y } = frame
  const touching: [number, number] = [x(p), y(binaryEntropy(p))]
  if (drag === undefined)
    canvas
      .append('circle')
      .attr('cx', round(touching[0]))
      .attr('cy', round(touching[1]))
      .attr('r', 5.5)
      .attr('fill', 'var(--prob)')
  else {
    dragHandle(canvas, [x(q), y(0)], { input: drag.truth, x })
    dragHandle(canvas, touching, { input: drag.forecast, x, fill: 'var(--prob)' })
  }
  return toElement(canvas)
}

const binaryEntropy = (share: number): number => entropy([share, 1 - share])

const lineAt = (p: number, q: number): number => -q * Math.log(p) - (1 - q) * Math.log1p(-p)

function drawAxes({ canvas, x, y }: Frame, of: string): void {
  const [left, right] = x.range()
  for (const tick of [0, 0.5, 1, 1.5, 2, 2.5]) {
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
  for (const tick of [0, 0.25, 0.5, 0.75, 1])
    drawText(canvas, x(tick), y(0) + 26, String(tick), {
      anchor: 'middle',
      size: fontSize.small,
      fill: 'var(--muted)',
    })
  drawText(canvas, x(0.5), y(0) + 46, `share of ${of}`, { anchor: 'middle', fill: 'var(--muted)' })
}

function drawEntropy({ canvas, x, y }: Frame): void {
  drawCurve(
    canvas,
    range(0, 101).map((n) => [x(n / 100), y(binaryEntropy(n / 100))]),
    { stroke: 'var(--prob)', width: 2.5 },
  )
}

function drawForecast({ canvas, x, y }: Frame, p: number): void {
  drawRule(canvas, [x(0), y(lineAt(p, 0))], [x(1), y(lineAt(p, 1))], {
    stroke: 'var(--ink)',
    width: 2,
  })
}

/** The line's ends, where none or all are what it speaks of: the two prices. Each label stands above the line all along. */
function drawEnds({ canvas, x, y }: Frame, p: number, of: string): void {
  const [left, right] = x.range()
  const over = (from: number, to: number): number =>
    Math.max(44, Math.min(y(lineAt(p, x.invert(from))), y(lineAt(p, x.invert(to)))) - 9)
  drawText(canvas, left + 4, over(left, left + labelWide), `no ${of}: ${lineAt(p, 0).toFixed(2)}`, {
    halo: true,
    fill: 'var(--muted)',
  })
  drawText(
    canvas,
    right - 2,
    over(right - labelWide, right),
    `only ${of}: ${lineAt(p, 1).toFixed(2)}`,
    { anchor: 'end', halo: true, fill: 'var(--muted)' },
  )
}

/** At the true share: entropy up to the curve, and divergence from there to the line. */
function drawTruth(frame: Frame, p: number, q: number): void {
  const { canvas, x, y } = frame
  const [spread, mean] = [binaryEntropy(q), lineAt(p, q)]
  drawRule(canvas, [x(q), y(0)], [x(q), y(spread)], { stroke: 'var(--prob)', width: 6 })
  drawRule(canvas, [x(q), y(spread)], [x(q), y(mean)], { stroke: 'var(--warn)', width: 6 })
  const [left, right] = x.range()
  // The room between line and curve opens away from where they touch.
  const toLeft = right - x(q) < 30 || (q < p && x(q) - left > 30)
  const parts = [
    { name: 'H', fill: 'var(--prob)', from: 0, to: spread },
    { name: 'D', fill: 'var(--warn)', from: spread, to: mean },
  ]
  for (const { name, fill, from, to } of parts) {
    if (y(from) - y(to) > 20)
      drawMath(canvas, x(q) + (toLeft ? -9 : 9), y((from + to) / 2) + 5, name, {
        anchor: toLeft ? 'end' : 'start',
        weight: 'bold',
        fill,
      })
  }
  drawSum(frame, spread, mean)
}

/** The parts in numbers, above everything that moves. */
function drawSum({ canvas, x }: Frame, spread: number, mean: number): void {
  const [left, right] = x.range()
  const terms = [
    { text: `H(q) ${spread.toFixed(3)}`, fill: 'var(--prob)' },
    { text: `+ D ${Math.max(0, mean - spread).toFixed(3)}`, fill: 'var(--warn)' },
    { text: `= L ${mean.toFixed(3)}`, fill: 'var(--ink)' },
  ]
  const step = Math.min(120, (right - left) / 3)
  terms.forEach(({ text, fill }, k) =>
    drawText(canvas, left + k * step, 15, text, { weight: 'bold', fill }),
  )
}
