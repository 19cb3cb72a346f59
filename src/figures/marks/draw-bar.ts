import { round, type Canvas } from '@cellgraph/notebook/figure'

export interface BarOptions {
  fill: string
  opacity?: number
  /** Radius of the corners in pixels. Default: 2. */
  radius?: number
}

/** Draws a bar between two corners, in whatever order they are given. */
export function drawBar(
  canvas: Canvas,
  [x1, y1]: [number, number],
  [x2, y2]: [number, number],
  options: BarOptions,
): void {
  const { fill, opacity = 1, radius = 2 } = options
  const bar = canvas
    .append('rect')
    .attr('x', round(Math.min(x1, x2)))
    .attr('y', round(Math.min(y1, y2)))
    .attr('width', round(Math.abs(x2 - x1)))
    .attr('height', round(Math.abs(y2 - y1)))
    .attr('fill', fill)
  if (radius) bar.attr('rx', radius)
  if (opacity !== 1) bar.attr('fill-opacity', opacity)
}
