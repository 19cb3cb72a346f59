import { fontSize, round, type Canvas } from '@cellgraph/notebook/figure'

export interface TextOptions {
  /** Default: the ink. */
  fill?: string
  /** Pixels. Default: 13. */
  size?: number
  anchor?: 'start' | 'middle' | 'end'
  weight?: 'bold'
  /** Whether it is a symbol of the formulas. */
  italic?: boolean
  /** Whether a line of the paper's colour keeps curves behind the letters away. */
  halo?: boolean
}

/** Writes a line of text with its baseline at `y`. */
export function drawText(
  canvas: Canvas,
  x: number,
  y: number,
  text: string,
  options: TextOptions = {},
): void {
  const { fill, size = fontSize.normal, anchor = 'start', weight, italic, halo } = options
  const mark = canvas.append('text').attr('x', round(x)).attr('y', round(y)).text(text)
  if (fill) mark.attr('fill', fill)
  if (size !== fontSize.normal) mark.attr('font-size', size)
  if (anchor !== 'start') mark.attr('text-anchor', anchor)
  if (weight) mark.attr('font-weight', weight)
  if (italic) mark.attr('font-style', 'italic')
  if (halo)
    mark
      .attr('paint-order', 'stroke')
      .attr('stroke', 'var(--paper)')
      .attr('stroke-width', 5)
      .attr('stroke-linejoin', 'round')
}
