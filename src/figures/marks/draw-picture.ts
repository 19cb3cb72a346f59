import { round, type Canvas } from '@cellgraph/notebook/figure'

/** Shades of ink: more are not told apart in a small picture, and each is a path. */
const shades = 6

/** Draws a square picture of n × n values from 0, paper, to 1, ink; its top left at `x`, `y`. */
export function drawPicture(
  canvas: Canvas,
  x: number,
  y: number,
  size: number,
  pixels: readonly number[],
): void {
  const across = Math.round(Math.sqrt(pixels.length))
  const side = size / across
  canvas
    .append('rect')
    .attr('x', round(x))
    .attr('y', round(y))
    .attr('width', round(size))
    .attr('height', round(size))
    .attr('fill', 'var(--panel)')
    .attr('stroke', 'var(--line)')
  for (let shade = 1; shade <= shades; shade++) {
    const places = pixels.flatMap((value, k) => (Math.round(value * shades) === shade ? [k] : []))
    const squares = places.map(
      (k) =>
        `M${round(x + (k % across) * side)} ${round(y + Math.floor(k / across) * side)}h${round(side)}v${round(side)}h${round(-side)}z`,
    )
    if (squares.length > 0)
      canvas
        .append('path')
        .attr('d', squares.join(''))
        .attr('fill', 'var(--ink)')
        .attr('fill-opacity', round((10 * shade) / shades) / 10)
  }
}
