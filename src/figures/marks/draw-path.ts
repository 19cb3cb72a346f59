import { append, type Canvas } from '@cellgraph/notebook/figure'

export interface PathOptions {
  /** Default: none. */
  fill?: string
  /** Of the fill. */
  opacity?: number
  stroke?: string
  width?: number
  /** Lengths of dashes and gaps, as in SVG. */
  dash?: string
}

/** Draws an SVG path with this path data. */
export function drawPath(canvas: Canvas, d: string, options: PathOptions): void {
  const { fill = 'none', opacity, stroke, width, dash } = options
  const line = { stroke, 'stroke-width': width, 'stroke-dasharray': dash || undefined }
  append(canvas, 'path', { d, fill, 'fill-opacity': opacity, ...line })
}
