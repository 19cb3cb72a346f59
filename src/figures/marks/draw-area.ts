import type { Canvas, Point } from '@cellgraph/notebook/figure'
import { toPath } from './draw-curve.ts'
import { drawPath, type PathOptions } from './draw-path.ts'

/** Fills a polygon. */
export function drawArea(canvas: Canvas, outline: readonly Point[], options: PathOptions): void {
  drawPath(canvas, `${toPath(outline)}z`, options)
}
