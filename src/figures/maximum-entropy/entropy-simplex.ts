import { range } from 'd3'
import { entropy, maximumEntropy, softmax } from 'accurate-softmax'
import {
  type Canvas,
  createCanvas,
  dragHandle,
  drawCircle,
  drawRule,
  type FigureOptions,
  toElement,
} from '@cellgraph/notebook/figure'
import { drawContour } from '../marks/draw-contour.ts'
import { drawCurve } from '../marks/draw-curve.ts'
import { drawDot } from '../marks/draw-dot.ts'
import { drawText } from '../marks/draw-text.ts'
import { formatShare } from '../marks/format-numbers.ts'
import { centredTernary, drawTernary, type Ternary } from '../marks/ternary.ts'

export interface EntropySimplexOptions extends FigureOptions {
  labels: readonly string[]
  /** A number for each of the three outcomes, rising. */
  feature: readonly number[]
  /** The mean that the feature must have. */
  mean: number
  /** The input that is moved by dragging the line of that mean. Default: it cannot be dragged. */
  drag?: string
}

type Shares = readonly number[]

const centre = [1 / 3, 1 / 3, 1 / 3]

/**
 * Draws all distributions over three outcomes: contours of entropy, the line on which a feature has
 * its mean, and the point of that line with the greatest entropy.
 */
export function entropySimplex(options: EntropySimplexOptions): SVGSVGElement {
  const { width, labels, feature, mean } = options
  const triangle = centredTernary(width, { margin: 22, largest: 400, top: 34 })
  const canvas = createCanvas(width, Math.round(triangle.base + 30))
  const { p } = maximumEntropy([feature], [mean])
  drawHills(canvas, triangle, p)
  // Over the contours, which end at its sides and would interrupt them.
  drawTernary(canvas, triangle, {
    labels: labels.map((label, i) => `${label} ${formatShare(p[i])}`),
  })
  drawFamily(canvas, triangle, feature)
  drawLine(canvas, triangle, options)
  drawBest(canvas, triangle, p, options)
  drawMean(canvas, triangle, options)
  return toElement(canvas)
}

/** Draws contours of entropy, and a stronger one through the best point. */
function drawHills(canvas: Canvas, triangle: Ternary, p: Shares): void {
  const draw = (level: number, stroke: string, width: number): void =>
    drawContour(canvas, triangle, { of: entropy, peak: centre, level, stroke, width })
  for (const share of [0.2, 0.4, 0.6, 0.8, 0.95]) draw(share * Math.log(3), 'var(--line)', 1.5)
  const level = entropy(p)
  if (level > 0.01 && level < Math.log(3) - 1e-4) draw(level, 'var(--muted)', 2)
  drawCircle(canvas, triangle.toPoint(centre), { radius: 2.5, fill: 'var(--muted)' })
}

/** Draws the softmax of all multiples of the feature: the best points for all means. */
function drawFamily(canvas: Canvas, { toPoint }: Ternary, feature: Shares): void {
  const spread = feature[2] - feature[0]
  const points = range(-48, 49).map((step) =>
    toPoint(softmax(feature.map((value) => (step / 4) * (value / spread)))),
  )
  drawCurve(canvas, points, { stroke: 'var(--prob)', width: 1.5 })
}

/** Draws the line of all distributions with this mean. */
function drawLine(
  canvas: Canvas,
  { toPoint }: Ternary,
  { feature, mean }: EntropySimplexOptions,
): void {
  const ends = findEnds(feature, mean).map(toPoint)
  if (ends.length === 2) drawRule(canvas, ends[0], ends[1], { stroke: 'var(--accent)', width: 3 })
}

/** The points where the line of this mean crosses the triangle's sides. */
function findEnds(feature: Shares, mean: number): Shares[] {
  const corner = feature.indexOf(mean)
  const ends: Shares[] = corner < 0 ? [] : [[0, 1, 2].map((k) => (k === corner ? 1 : 0))]
  for (const [a, b] of [
    [0, 2],
    [0, 1],
    [1, 2],
  ]) {
    const share = (mean - feature[a]) / (feature[b] - feature[a])
    const mix = [0, 1, 2].map((k) => (k === a ? 1 - share : k === b ? share : 0))
    if (share > 0 && share < 1) ends.push(mix)
  }
  return ends
}

/** The mixture of the first and the last outcome that has this mean: there is always one. */
function onLongSide(feature: Shares, mean: number): Shares {
  const share = (mean - feature[0]) / (feature[2] - feature[0])
  return [1 - share, 0, share]
}

function drawBest(
  canvas: Canvas,
  { toPoint }: Ternary,
  p: Shares,
  { width, feature, mean }: EntropySimplexOptions,
): void {
  const [x, y] = toPoint(p)
  drawDot(canvas, [x, y], { fill: 'var(--prob)', radius: 6 })
  // In a corner the handle of the line lies on the point.
  const [handle] = toPoint(onLongSide(feature, mean))
  const gap = x - handle < 20 ? 24 : 14
  // At the right of the point and above the line, but not over the label of the upper corner.
  const at = [Math.min(x + gap, width - 84), Math.max(y - 5, 50)] as const
  drawText(canvas, at, `H = ${entropy(p).toFixed(3)}`, {
    bold: true,
    fill: 'var(--prob)',
    halo: true,
  })
}

function drawMean(
  canvas: Canvas,
  { toPoint, corners }: Ternary,
  options: EntropySimplexOptions,
): void {
  const { feature, mean, drag } = options
  const [x, y] = toPoint(onLongSide(feature, mean))
  // Outside of the triangle; where there is no room at the left, the number alone, and higher up.
  const word = x < 102 ? '' : 'mean '
  const at = Math.max(36, x - 22)
  const lift = (at - x + 22) * Math.sqrt(3)
  drawText(canvas, [at, y + 4 - lift], word + mean.toFixed(2), {
    bold: true,
    fill: 'var(--accent)',
    halo: true,
    anchor: 'end',
  })
  const along = { domain: [feature[0], feature[2]], from: corners[0], to: corners[2] } as const
  if (drag !== undefined) dragHandle(canvas, [x, y], { input: drag, along })
}
