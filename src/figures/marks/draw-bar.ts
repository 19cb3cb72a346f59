import type { Canvas, Point } from '@cellgraph/notebook/figure'
import { drawBox, type BoxOptions } from './draw-box.ts'

/** Draws a bar between two opposite corners. Its own corners are a little round. */
export function drawBar(canvas: Canvas, from: Point, to: Point, options: BoxOptions): void {
  drawBox(canvas, from, to, { radius: 2, ...options })
}
