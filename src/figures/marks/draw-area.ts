import type { Canvas, Point } from '@cellgraph/notebook/figure'
import { toPath } from './draw-curve.ts'
import { drawPath, type PathOptions } from './draw-path.ts'

/** Draws what lies within an outline of points, which is closed from the last to the first. */
export function drawArea(canvas: Canvas, outline: readonly Point[], options: PathOptions): void {
  drawPath(canvas, `${toPath(outline)}z`, options)
}
