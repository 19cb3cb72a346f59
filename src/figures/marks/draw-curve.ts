import { type Canvas, type Point, round } from '@cellgraph/notebook/figure'
import { drawPath } from './draw-path.ts'

export interface CurveOptions {
  stroke: string
  /** Default: 2. */
  width?: number
  /** Lengths of dashes and gaps, as in SVG. */
  dash?: string
}

/** Draws a line through points. */
export function drawCurve(canvas: Canvas, points: readonly Point[], options: CurveOptions): void {
  drawPath(canvas, toPath(points), { width: 2, ...options })
}

/**
 * The path of a line through points. Relative steps are shorter than coordinates; rounding errors
 * do not add up.
 */
export function toPath(points: readonly Point[]): string {
  let [x, y] = [0, 0]
  const steps = points.map(([toX, toY], i) => {
    const [dx, dy] = [round(toX - x), round(toY - y)]
    x += dx
    y += dy
    return `${i === 0 ? 'M' : i === 1 ? 'l' : dx < 0 ? '' : ' '}${dx}${dy < 0 ? '' : ' '}${dy}`
  })
  return steps.join('')
}
