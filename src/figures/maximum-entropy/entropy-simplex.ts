import { range } from 'd3'
import { entropy, maximumEntropy, softmax } from 'accurate-softmax'
import {
  type Canvas,
  createCanvas,
  dragHandle,
  drawRule,
  type FigureOptions,
  round,
  toElement,
} from '@cellgraph/notebook/figure'
import { drawContour } from '../marks/draw-contour.ts'
import { drawCurve } from '../marks/draw-curve.ts'
import { drawText } from '../marks/draw-text.ts'
import { formatProbability } from '../marks/format-numbers.ts'
import { drawTernary, ternary, type Ternary } from '../marks/ternary.ts'

export interface EntropySimplexOptions extends FigureOptions {
  labels: readonly string[]
  /** A number for each of the three outcomes, rising. */
  feature: readonly number[]
  /** The mean that the feature is to have. */
  mean: number
  /** The input that is moved by pushing the line of that mean. Default: it cannot be pushed. */
  drag?: string
}

/** All distributions over three outcomes: contours of entropy, the line on which a feature has its mean, and the best point of it. */
export function entropySimplex({
  width,
  labels,
  feature,
  mean,
  drag,
}: EntropySimplexOptions): SVGSVGElement {
  const side = Math.min(width - 44, 400)
  const left = (width - side) / 2
  const base = 34 + (side * Math.sqrt(3)) / 2
  const canvas = createCanvas(width, Math.round(base + 30))
  const triangle = ternary({ left, right: left + side, base })
  const { p } = maximumEntropy([feature], [mean])
  drawTernary(canvas, triangle, {
    labels: labels.map((label, i) => `${label} ${format(p[i])}`),
    grid: [],
  })
  drawHills(canvas, triangle, p)
  drawFamily(canvas, triangle, feature)
  const ends = findEnds(feature, mean).map(triangle.toPoint)
  if (ends.length === 2) drawRule(canvas, ends[0], ends[1], { stroke: 'var(--accent)', width: 3 })
  drawBest(canvas, triangle, p, width)
  const at = triangle.toPoint(onLongSide(feature, mean))
  drawMean(canvas, at, mean)
  if (drag !== undefined)
    dragHandle(canvas, at, {
      input: drag,
      along: {
        domain: [feature[0], feature[2]],
        from: triangle.corners[0],
        to: triangle.corners[2],
      },
    })
  return toElement(canvas)
}

const format = (share: number): string =>
  share === 0 || share === 1 ? String(share) : formatProbability(share)

/** Contours at even steps of entropy, and heavier the one through the best point. */
function drawHills(canvas: Canvas, triangle: Ternary, p: readonly number[]): void {
  const peak = [1 / 3, 1 / 3, 1 / 3]
  for (const share of [0.2, 0.4, 0.6, 0.8, 0.95])
    drawContour(canvas, triangle, {
      of: entropy,
      peak,
      level: share * Math.log(3),
      stroke: 'var(--line)',
      width: 1.5,
    })
  const level = entropy(p)
  if (level > 0.01 && level < Math.log(3) - 1e-4)
    drawContour(canvas, triangle, { of: entropy, peak, level, stroke: 'var(--muted)', width: 2 })
  const [cx, cy] = triangle.toPoint(peak)
  canvas
    .append('circle')
    .attr('cx', round(cx))
    .attr('cy', round(cy))
    .attr('r', 2.5)
    .attr('fill', 'var(--muted)')
}

/** The softmaxes of all multiples of the feature: every best point, for whichever mean. */
function drawFamily(canvas: Canvas, { toPoint }: Ternary, feature: readonly number[]): void {
  const spread = feature[2] - feature[0]
  const points = range(-48, 49).map((step) =>
    toPoint(softmax(feature.map((value) => (step / 4) * (value / spread)))),
  )
  drawCurve(canvas, points, { stroke: 'var(--prob)', width: 1.5 })
}

/** Where the line of this mean enters and leaves the triangle. */
function findEnds(feature: readonly number[], mean: number): number[][] {
  const corner = feature.indexOf(mean)
  const ends: number[][] = corner < 0 ? [] : [[0, 1, 2].map((k) => (k === corner ? 1 : 0))]
  for (const [a, b] of [
    [0, 2],
    [0, 1],
    [1, 2],
  ]) {
    const share = (mean - feature[a]) / (feature[b] - feature[a])
    if (share > 0 && share < 1)
      ends.push([0, 1, 2].map((k) => (k === a ? 1 - share : k === b ? share : 0)))
  }
  return ends
}

/** The mix of the first and the last outcome with this mean: there is always one. */
function onLongSide(feature: readonly number[], mean: number): number[] {
  const share = (mean - feature[0]) / (feature[2] - feature[0])
  return [1 - share, 0, share]
}

function drawBest(canvas: Canvas, { toPoint }: Ternary, p: readonly number[], width: number): void {
  const [x, y] = toPoint(p)
  canvas
    .append('circle')
    .attr('cx', round(x))
    .attr('cy', round(y))
    .attr('r', 6)
    .attr('fill', 'var(--prob)')
    .attr('stroke', 'var(--paper)')
    .attr('stroke-width', 2)
  // Right of the point and over the line, but clear of the label of the upper corner.
  drawText(
    canvas,
    Math.min(x + 14, width - 84),
    Math.max(y - 5, 50),
    `H = ${entropy(p).toFixed(3)}`,
    { weight: 'bold', fill: 'var(--prob)', halo: true },
  )
}

function drawMean(canvas: Canvas, [x, y]: [number, number], mean: number): void {
  const at = Math.max(4, x - 22)
  drawText(canvas, at, y - 10, `mean ${mean.toFixed(2)}`, {
    anchor: at < 76 ? 'start' : 'end',
    weight: 'bold',
    fill: 'var(--accent)',
    halo: true,
  })
}
