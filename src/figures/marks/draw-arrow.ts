import { type Canvas, drawRule, round } from '@cellgraph/notebook/figure'

export interface ArrowOptions {
  /** Default: the ink. */
  stroke?: string
  /** Default: 2. */
  width?: number
}

/** Draws a straight arrow; one too short for its head has a head alone. */
export function drawArrow(
  canvas: Canvas,
  [x1, y1]: [number, number],
  [x2, y2]: [number, number],
  { stroke = 'var(--ink)', width = 2 }: ArrowOptions = {},
): void {
  const long = Math.hypot(x2 - x1, y2 - y1)
  if (long < 1) return
  const [dx, dy] = [(x2 - x1) / long, (y2 - y1) / long]
  const head = Math.min(7, long)
  const [back, side] = [
    [-head * dx, -head * dy],
    [-head * 0.62 * dy, head * 0.62 * dx],
  ]
  const corners = `l${round(back[0] + side[0])} ${round(back[1] + side[1])}l${round(-2 * side[0])} ${round(-2 * side[1])}z`
  if (long > head)
    drawRule(canvas, [x1, y1], [x2 - dx * head * 0.6, y2 - dy * head * 0.6], { stroke, width })
  canvas
    .append('path')
    .attr('d', `M${round(x2)} ${round(y2)}${corners}`)
    .attr('fill', stroke)
}
