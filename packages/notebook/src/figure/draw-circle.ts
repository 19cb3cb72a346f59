import type { Point } from './track.ts'
import { append, round, type Canvas } from './canvas.ts'

export interface CircleOptions {
  /** In pixels. */
  radius: number
  /** Default: the ink. */
  fill?: string
  /** Of the fill. */
  opacity?: number
  /** Default: no outline. */
  stroke?: string
  /** Of the outline. */
  width?: number
}

/** Draws a circle around a point. */
export function drawCircle(canvas: Canvas, [x, y]: Point, options: CircleOptions): void {
  const { radius, fill, opacity, stroke, width } = options
  const look = { fill, 'fill-opacity': opacity, stroke, 'stroke-width': width }
  append(canvas, 'circle', { cx: round(x), cy: round(y), r: radius, ...look })
}
