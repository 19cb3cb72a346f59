import { range, scaleLinear } from 'd3'
import { entropy } from 'accurate-softmax'
import {
  createCanvas,
  dragHandle,
  dragPoint,
  drawRule,
  type FigureOptions,
  toElement,
} from '@cellgraph/notebook/figure'
import { drawCurve } from '../marks/draw-curve.ts'
import { drawMath } from '../marks/draw-math.ts'
import { drawScale } from '../marks/draw-scale.ts'
import { drawText, type Anchor } from '../marks/draw-text.ts'
import { isNarrow } from '../marks/is-narrow.ts'
import { place, type Panel } from '../marks/panel.ts'

export interface ForecastLineOptions extends FigureOptions {
  /** What the forecast is about, such as `foxes`. */
  of: string
  /**
   * The sliders of the forecast and of the true share, moved by dragging. Default: they cannot be
   * dragged.
   */
  drag?: { forecast: string; truth: string }
}

const heights = [0, 2.6] as const
// Pixels that a label takes across.
const labelWide = 108

/**
 * Draws the mean surprise of one forecast against the true share: a straight line that is tangent
 * to the curve of entropy where forecast and truth are equal. At the true share it is split into
 * entropy and divergence.
 * @param p the forecast's probability, strictly between 0 and 1
 * @param q the true share
 */
export function forecastLine(
  p: number,
  q: number,
  { width, of, drag }: ForecastLineOptions,
): SVGSVGElement {
  const panel = toPanel(width)
  const { canvas, x } = panel
  const touching = place(panel, [p, binaryEntropy(p)])
  drawAxes(panel, of)
  drawEntropy(panel)
  const ends = [place(panel, [0, lineAt(p, 0)]), place(panel, [1, lineAt(p, 1)])] as const
  drawRule(canvas, ...ends, { stroke: 'var(--ink)', width: 2 })
  drawEnds(panel, p, of)
  drawTruth(panel, p, q)
  if (drag) dragHandle(canvas, place(panel, [q, 0]), { input: drag.truth, x })
  const still = { radius: 5.5 }
  dragPoint(canvas, touching, { input: drag?.forecast, x, fill: 'var(--prob)', still })
  return toElement(canvas)
}

const binaryEntropy = (share: number): number => entropy([share, 1 - share])

const lineAt = (p: number, q: number): number => -q * Math.log(p) - (1 - q) * Math.log1p(-p)

function toPanel(width: number): Panel {
  const height = isNarrow(width) ? 330 : 360
  return {
    canvas: createCanvas(width, height),
    x: scaleLinear([0, 1], [34, width - 16]),
    y: scaleLinear(heights, [height - 58, 32]),
  }
}

function drawAxes(panel: Panel, of: string): void {
  drawScale(panel, { side: 'left', ticks: [0, 0.5, 1, 1.5, 2, 2.5] })
  const ticks = [0, 0.25, 0.5, 0.75, 1]
  drawScale(panel, { side: 'bottom', ticks, gap: 26, title: `share of ${of}`, titleGap: 46 })
}

function drawEntropy(panel: Panel): void {
  const points = range(0, 101).map((n) => place(panel, [n / 100, binaryEntropy(n / 100)]))
  drawCurve(panel.canvas, points, { stroke: 'var(--prob)', width: 2.5 })
}

/**
 * Labels the line's two ends, at shares of 0 and 1. Each label is above the line along its whole
 * width.
 */
function drawEnds({ canvas, x, y }: Panel, p: number, of: string): void {
  const [left, right] = x.range()
  const lineY = (pixels: number): number => y(lineAt(p, x.invert(pixels)))
  const over = (from: number, to: number): number =>
    Math.max(44, Math.min(lineY(from), lineY(to)) - 9)
  const look = { halo: true, fill: 'var(--muted)' }
  const [none, only] = [
    `no ${of}: ${lineAt(p, 0).toFixed(2)}`,
    `only ${of}: ${lineAt(p, 1).toFixed(2)}`,
  ]
  drawText(canvas, [left + 4, over(left, left + labelWide)], none, look)
  drawText(canvas, [right - 2, over(right - labelWide, right)], only, { ...look, anchor: 'end' })
}

/**
 * Draws the split at the true share: entropy up to the curve, and divergence from there to the
 * line.
 */
function drawTruth(panel: Panel, p: number, q: number): void {
  const [spread, mean] = [binaryEntropy(q), lineAt(p, q)]
  const parts = [
    { name: 'H', stroke: 'var(--prob)', from: 0, to: spread },
    { name: 'D', stroke: 'var(--warn)', from: spread, to: mean },
  ]
  const rules = parts.map(
    ({ from, to }) => [place(panel, [q, from]), place(panel, [q, to])] as const,
  )
  parts.forEach(({ stroke }, k) => drawRule(panel.canvas, ...rules[k], { stroke, width: 6 }))
  const [left, right] = panel.x.range()
  const at = panel.x(q)
  // The space between line and curve widens away from where they touch.
  const toLeft = right - at < 30 || (q < p && at - left > 30)
  for (const part of parts) namePart(panel, part, at + (toLeft ? -9 : 9), toLeft ? 'end' : 'start')
  drawSum(panel, spread, mean)
}

interface Part {
  name: string
  stroke: string
  from: number
  to: number
}

/** Labels a part that is tall enough. */
function namePart(
  { canvas, y }: Panel,
  { name, stroke, from, to }: Part,
  x: number,
  anchor: Anchor,
): void {
  if (y(from) - y(to) <= 20) return
  drawMath(canvas, [x, y((from + to) / 2) + 5], name, { anchor, bold: true, fill: stroke })
}

/** Writes the parts as numbers at the top, where nothing moves. */
function drawSum({ canvas, x }: Panel, spread: number, mean: number): void {
  const [left, right] = x.range()
  const terms = [
    { text: `H(q) ${spread.toFixed(3)}`, fill: 'var(--prob)' },
    { text: `+ D ${Math.max(0, mean - spread).toFixed(3)}`, fill: 'var(--warn)' },
    { text: `= L ${mean.toFixed(3)}`, fill: 'var(--ink)' },
  ]
  const step = Math.min(120, (right - left) / 3)
  terms.forEach(({ text, fill }, k) =>
    drawText(canvas, [left + k * step, 15], text, { bold: true, fill }),
  )
}
