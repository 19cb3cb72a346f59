import { klDivergence } from 'accurate-softmax'
import {
  type Canvas,
  createCanvas,
  dragPoint,
  type FigureOptions,
  toElement,
} from '@cellgraph/notebook/figure'
import { drawContour } from '../marks/draw-contour.ts'
import { drawDot } from '../marks/draw-dot.ts'
import { drawMath } from '../marks/draw-math.ts'
import { drawTernary, ternary, type Ternary } from '../marks/ternary.ts'

export interface DistributionMapOptions extends FigureOptions {
  labels: readonly string[]
  /** The input that is moved by dragging the distribution. Default: it cannot be dragged. */
  drag?: string
}

/** Draws a distribution q in the triangle, with contours of its divergence from softmax. */
export function distributionMap(
  q: readonly number[],
  sigma: number[],
  { width, labels, drag }: DistributionMapOptions,
): SVGSVGElement {
  const base = 34 + ((width - 48) * Math.sqrt(3)) / 2
  const triangle = ternary({ left: 24, right: width - 24, base })
  const canvas = createCanvas(width, Math.round(base + 34))
  drawTernary(canvas, triangle, { labels })
  drawValley(canvas, triangle, sigma)
  const at = triangle.toPoint(q)
  dragPoint(canvas, at, { input: drag, corners: triangle.corners, fill: 'var(--accent)' })
  const look = { bold: true, halo: true, fill: 'var(--accent)' } as const
  // At the right corner there is no room on its right.
  const [side, anchor] = at[0] + 30 > width ? ([-16, 'end'] as const) : ([16, 'start'] as const)
  drawMath(canvas, [at[0] + side, at[1] - 14], 'q', { ...look, anchor })
  return toElement(canvas)
}

/** Draws contours of the divergence from softmax. */
function drawValley(canvas: Canvas, triangle: Ternary, sigma: number[]): void {
  const of = (q: readonly number[]): number => -klDivergence(q, sigma)
  for (const divergence of [0.05, 0.2, 0.5, 1, 2]) {
    const level = -divergence
    drawContour(canvas, triangle, { of, peak: sigma, level, stroke: 'var(--muted)', width: 1 })
  }
  const [x, y] = triangle.toPoint(sigma)
  drawDot(canvas, [x, y], { fill: 'var(--prob)' })
  const low = y > triangle.base - 24
  const at = [Math.max(12, x - 10), low ? y - 12 : y + 20] as const
  drawMath(canvas, at, 'σ', { bold: true, halo: true, fill: 'var(--prob)', anchor: 'end' })
}
