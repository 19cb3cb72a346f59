import { round, type Canvas } from './canvas.ts'

export interface RuleOptions {
  /** Default: the colour of grid lines. */
  stroke?: string
  width?: number
  /** Lengths of dashes and gaps, as in SVG. */
  dash?: string
}

/** Draws a straight line between two points. */
export function drawRule(
  canvas: Canvas,
  [x1, y1]: [number, number],
  [x2, y2]: [number, number],
  options: RuleOptions = {},
): void {
  const { stroke = 'var(--line)', width, dash } = options
  const rule = canvas
    .append('line')
    .attr('x1', round(x1))
    .attr('y1', round(y1))
    .attr('x2', round(x2))
    .attr('y2', round(y2))
    .attr('stroke', stroke)
  if (width) rule.attr('stroke-width', width)
  if (dash) rule.attr('stroke-dasharray', dash)
}
