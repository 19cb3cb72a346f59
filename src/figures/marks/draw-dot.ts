import { round, type Canvas } from '@cellgraph/notebook/figure'

export interface DotOptions {
  fill: string
  /** Pixels from the centre. Default: 5.5. */
  radius?: number
  /** A diamond is told from a disc without its colour. Default: disc. */
  shape?: 'disc' | 'diamond'
}

/** Draws a point, with a line of paper round it. */
export function drawDot(
  canvas: Canvas,
  [x, y]: readonly [number, number],
  { fill, radius = 5.5, shape = 'disc' }: DotOptions,
): void {
  const r = round(radius * 1.2)
  const mark = canvas.append<SVGElement>(shape === 'disc' ? 'circle' : 'path')
  if (shape === 'disc') mark.attr('cx', round(x)).attr('cy', round(y)).attr('r', radius)
  else mark.attr('d', `M${round(x)} ${round(y - r)}l${r} ${r}l${-r} ${r}l${-r} ${-r}Z`)
  mark.attr('fill', fill).attr('stroke', 'var(--paper)').attr('stroke-width', 2)
}
