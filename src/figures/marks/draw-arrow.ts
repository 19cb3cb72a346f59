import { type Canvas, drawRule, type Point, round } from '@cellgraph/notebook/figure'
import { drawPath } from './draw-path.ts'

export interface ArrowOptions {
  /** Default: the ink. */
  stroke?: string
  /** Default: 2. */
  width?: number
}

// The length of an arrow's head in pixels, and half its width as a fraction of that.
const [headLong, halfWide] = [7, 0.62]

/** Draws a straight arrow. If it is shorter than its head, only a smaller head is drawn. */
export function drawArrow(
  canvas: Canvas,
  from: Point,
  to: Point,
  options: ArrowOptions = {},
): void {
  const { stroke = 'var(--ink)', width = 2 } = options
  const [x, y] = to
  const long = Math.hypot(x - from[0], y - from[1])
  if (long < 1) return
  const direction = [(x - from[0]) / long, (y - from[1]) / long] as const
  const head = Math.min(headLong, long)
  const end = [x - direction[0] * head * 0.6, y - direction[1] * head * 0.6] as const
  if (long > head) drawRule(canvas, from, end, { stroke, width })
  drawPath(canvas, `M${round(x)} ${round(y)}${toHead(direction, head)}`, { fill: stroke })
}

/** The path of the head, from the tip. */
function toHead([dx, dy]: Point, long: number): string {
  const [side, down] = [-long * halfWide * dy, long * halfWide * dx]
  const corner = `${round(side - long * dx)} ${round(down - long * dy)}`
  return `l${corner}l${round(-2 * side)} ${round(-2 * down)}z`
}
