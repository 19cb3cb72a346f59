import type { Canvas, Point } from '@cellgraph/notebook/figure'
import { drawBox, type BoxOptions } from './draw-box.ts'

/** Draws a bar with slightly rounded corners between two opposite corners. */
export function drawBar(canvas: Canvas, from: Point, to: Point, options: BoxOptions): void {
  drawBox(canvas, from, to, { radius: 2, ...options })
}
