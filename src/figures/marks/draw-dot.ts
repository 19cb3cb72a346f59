import { type Canvas, drawCircle, type Point, round } from '@cellgraph/notebook/figure'
import { drawPath } from './draw-path.ts'

export interface DotOptions {
  fill: string
  /** Pixels from the centre. Default: 5.5. */
  radius?: number
  /** Pixels of paper around it. Default: 2. */
  rim?: number
  /** Shapes can be distinguished without their colours. Default: disc. */
  shape?: 'disc' | 'diamond'
}

/** Draws a point with an outline in the paper's colour. */
export function drawDot(canvas: Canvas, at: Point, options: DotOptions): void {
  const { fill, radius = 5.5, rim = 2, shape = 'disc' } = options
  const look = { fill, stroke: 'var(--paper)', width: rim }
  if (shape === 'disc') drawCircle(canvas, at, { radius, ...look })
  else drawPath(canvas, toDiamond(at, round(radius * 1.2)), look)
}

function toDiamond([x, y]: Point, r: number): string {
  return `M${round(x)} ${round(y - r)}l${r} ${r}l${-r} ${r}l${-r} ${-r}Z`
}
