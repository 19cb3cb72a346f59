import { append, type Canvas, type Point, round } from '@cellgraph/notebook/figure'

export interface BoxOptions {
  fill: string
  /** Of the fill. */
  opacity?: number
  /** Default: no outline. */
  stroke?: string
  /** Of the outline. */
  width?: number
  /** Lengths of dashes and gaps, as in SVG. */
  dash?: string
  /** Of the corners, in pixels. Default: 0. */
  radius?: number
}

/** Draws a rectangle between two opposite corners, in whatever order they are given. */
export function drawBox(
  canvas: Canvas,
  [x1, y1]: Point,
  [x2, y2]: Point,
  { fill, opacity, stroke, width, dash, radius }: BoxOptions,
): void {
  append(canvas, 'rect', {
    x: round(Math.min(x1, x2)),
    y: round(Math.min(y1, y2)),
    width: round(Math.abs(x2 - x1)),
    height: round(Math.abs(y2 - y1)),
    fill,
    rx: radius || undefined,
    'fill-opacity': opacity === 1 ? undefined : opacity,
    stroke,
    'stroke-width': width,
    'stroke-dasharray': dash,
  })
}
