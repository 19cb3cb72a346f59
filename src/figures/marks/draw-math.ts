import { fontSize, round, type Canvas } from '@cellgraph/notebook/figure'

export interface MathOptions {
  fill?: string
  /** Pixels. Default: 13. */
  size?: number
  anchor?: 'start' | 'middle' | 'end'
  weight?: 'bold'
}

/** Writes a formula in a line: `∂σ_k/∂z_i` has k and i set low. Letters lean, as in the text. */
export function drawMath(
  canvas: Canvas,
  x: number,
  y: number,
  formula: string,
  options: MathOptions = {},
): void {
  const { fill, size = fontSize.normal, anchor = 'start', weight } = options
  const mark = canvas
    .append('text')
    .attr('x', round(x))
    .attr('y', round(y))
    .attr('font-style', 'italic')
  if (size !== fontSize.normal) mark.attr('font-size', size)
  if (fill) mark.attr('fill', fill)
  if (anchor !== 'start') mark.attr('text-anchor', anchor)
  if (weight) mark.attr('font-weight', weight)
  let low = false
  for (const part of formula.split(/(_.)/).filter(Boolean)) {
    const lowers = part.startsWith('_')
    const span = mark.append('tspan').text(lowers ? part.slice(1) : part)
    if (lowers !== low) span.attr('dy', lowers ? 3 : -3)
    if (lowers) span.attr('font-size', Math.max(10, size - 3))
    low = lowers
  }
}
